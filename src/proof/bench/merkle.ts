/**
 * A Merkle comparison with 4 differing keys of 100,000 against a full comparison, in bytes and in time; and the documents' worked example
 * of a million keys of 1 KB with four that differ.
 */
import { Cluster } from '../../engine/cluster.ts';
import { buildResult } from '../../engine/result.ts';
import { Run } from '../../engine/run.ts';
import { scenarioOf } from '../scenario-of.ts';
import { medianMs, say } from './measure.ts';

export function merkleAgainstFull(): void {
  const paid = { merkle: { bytes: 0, ms: 0 }, full: { bytes: 0, ms: 0 } };
  for (const mechanism of ['merkle', 'full'] as const) {
    const scenario = scenarioOf({
      version: 1,
      replicas: 2,
      data: { keys: 100_000, valueBytes: 100, divergent: [{ replica: 'B', keys: 4 }] },
      antiEntropy: { mechanism, depth: 15, intervalMs: 60_000 },
      script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
      stop: { atMs: 1000 },
    });
    const cluster = new Cluster(scenario);
    paid[mechanism].ms = medianMs(1, () => {
      new Run(cluster, { atUs: 1_000_000, whenConverged: false, when: null }).finish();
    });
    paid[mechanism].bytes = buildResult(cluster.world, []).antiEntropy.bytes;
  }
  const { merkle, full } = paid;
  say(
    `4 of 100,000 keys differ    Merkle ${merkle.bytes} B, full ${full.bytes} B (${(full.bytes / merkle.bytes).toFixed(0)} times); ${merkle.ms.toFixed(0)} ms with building the trees, full ${full.ms.toFixed(0)} ms`,
  );
}

export function workedExample(): void {
  const scenario = scenarioOf({
    version: 1,
    replicas: 2,
    data: { keys: 1_000_000, valueBytes: 1000, divergent: [{ replica: 'B', keys: 4 }] },
    antiEntropy: { branching: [1024, 16, 16], skipRoot: true, hashBytes: 32 },
    script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
    stop: { atMs: 1000 },
  });
  let payload = 0;
  const ms = medianMs(1, () => {
    const cluster = new Cluster(scenario, [], false);
    new Run(cluster, { atUs: 1_000_000, whenConverged: false, when: null }).finish();
    payload = buildResult(cluster.world, []).antiEntropy.payloadBytes;
  });
  const { rss } = process.memoryUsage();
  say(
    `4 of 1,000,000 keys differ  ${payload} B of hashes and values (56,124 in the mean of many seeds); ${(ms / 1000).toFixed(1)} s, ${(rss / 1_048_576).toFixed(0)} MiB held by the process`,
  );
}
