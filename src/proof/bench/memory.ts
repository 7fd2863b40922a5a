/** Memory of 1,000,000 keys on three replicas, with their Merkle trees after one comparison. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert } from '../../base/assert.ts';
import { Cluster } from '../../engine/cluster.ts';
import { Run } from '../../engine/run.ts';
import { scenarioOf } from '../scenario-of.ts';
import { say } from './measure.ts';

export function memoryOfAMillionKeys(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage();
  const start = performance.now();
  const cluster = new Cluster(
    scenarioOf({
      version: 1,
      replicas: 3,
      data: { keys: 1_000_000, valueBytes: 1000, divergent: [{ replica: 'B', keys: 4 }] },
      antiEntropy: { mechanism: 'merkle', depth: 16 },
      script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
      stop: { atMs: 1000 },
    }),
  );
  const loadedMs = performance.now() - start;
  new Run(cluster, { atUs: 1_000_000, whenConverged: false, when: null }).finish();
  const comparedMs = performance.now() - start - loadedMs;
  collect();
  const after = process.memoryUsage();
  assert(cluster.event > 0, 'the run is still held while its memory is measured');
  const mebibytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1_048_576;
  say(`1,000,000 keys on 3         ${mebibytes.toFixed(0)} MiB with trees; loaded in ${loadedMs.toFixed(0)} ms, compared in ${comparedMs.toFixed(0)} ms`);
}
