/** Sessions that go on while ranges come to other owners: what they compared are the ranges as they were, and no log or mark may say more. */
import { describe, expect, it } from 'vitest';
import { type Line, ringRun } from '../../placement/test-run.ts';

/**
 * D leaves. All have been compared before; then whoever owns a key with D alone writes it, and when D has gone, sessions are under way
 * which have what was written behind them (`writtenMs` and `beforeMs` ago).
 */
function leaves(seed: number, antiEntropy: object, loaded: number, writtenMs: number, beforeMs: number) {
  const document = {
    ...{ seed, replicas: 4, network: { latencyMs: 300 }, data: { keys: loaded } },
    placement: { replicationFactor: 2 },
    antiEntropy: { intervalMs: 20_000, ...antiEntropy },
  };
  const repairs = (atMs: number): Line[] => ['AB', 'BC', 'CA'].map(([from, to]) => [atMs, { type: 'repair', from, to }]);
  const lines: Line[] = [[5000, { type: 'leave', replica: 'D' }], ...repairs(5050)];
  const whole = ringRun(document, lines);
  const writes = Array.from({ length: 40 }, (_, i) => `k${i}`).flatMap((key): Line[] => {
    const owners = whole.world.view.preferenceList(whole.world.keys.intern(key));
    const via = 'ABCD'[owners.find((owner) => owner !== 3) ?? 0];
    return owners.includes(3) ? [[5000, { type: 'write', client: 'c', via, key, value: 1, local: true }]] : [];
  });
  expect(writes.length).toBeGreaterThan(5);
  whole.to(19_000);
  const leftMs = whole.of('replica-left')[0].ms;
  const later = writes.map(([, command]): Line => [leftMs - writtenMs, command]);
  return ringRun(document, [...lines, ...later, ...repairs(leftMs - beforeMs)], 200_000);
}

describe.each([
  ['logs', { mechanism: 'log' }, 0, 200, 450],
  ['marks of incremental repair', { mechanism: 'merkle', repair: 'incremental', branching: [4, 4] }, 40, 590, 550],
] as const)('%s', (_, antiEntropy, loaded, writtenMs, beforeMs) => {
  it.each([1, 2, 3])('of ranges as they were say nothing of those that are shared since (seed %i)', (seed) => {
    const run = leaves(seed, antiEntropy, loaded, writtenMs, beforeMs);
    expect(run.of('session-ended').length).toBeGreaterThan(10);
    expect(run.cluster.isConverged).toBe(true);
  });
});
