/** A Merkle comparison with 4 differing keys of 100,000 against a full comparison, in bytes and in time. */
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
