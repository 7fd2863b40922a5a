/** What the levels of a write ask for while somebody is about to own the key. */
import { describe, expect, it } from 'vitest';
import { type Line, ringRun } from '../placement/test-run.ts';

/** Two copies of each key. D joins at 0 and is cut from the others before it has what it needs, so that it stays about to own some keys. */
function joining(coordination: object, more: object = {}, cutMs = 50, lines: readonly Line[] = []) {
  const keys = Array.from({ length: 40 }, (_, i) => `key${i}`);
  const atMs = 2 * cutMs;
  const run = ringRun(
    { replicas: 3, placement: { replicationFactor: 2, virtualNodes: 4 }, coordination, ...more },
    [
      [0, { type: 'join', replica: 'D' }],
      [cutMs, { type: 'partition', groups: [['A', 'B', 'C'], ['D']] }],
      ...lines,
      ...keys.map((key): Line => [atMs, { type: 'write', client: key, via: 'A', key, value: 1 }]),
    ],
    atMs,
  );
  const pending = keys.filter((key) => (run.world.view.moving?.pendingOwners(run.world.keys.find(key)).length ?? 0) > 0);
  expect(pending.length).toBeGreaterThan(3);
  run.to(atMs + 10_000);
  const history = run.result().history.filter(({ key }) => pending.includes(key));
  expect(history).toHaveLength(pending.length);
  return history;
}

describe('a write of a key that somebody is about to own', () => {
  it('needs one acknowledgement more', () => {
    expect(joining({ write: 'one' }).every(({ ok }) => ok)).toBe(true);
    expect(new Set(joining({ write: 'all' }).map(({ reason }) => reason))).toEqual(new Set(['timeout']));
  });

  it('needs nobody but an owner at ANY', () => {
    const crash: Line = [60, { type: 'crash', replica: 'C' }];
    const tookMs = joining({ write: 'any' }, {}, 50, [crash]).map(({ completedAtMs, invokedAtMs }) => completedAtMs - invokedAtMs);
    expect(Math.max(...tookMs)).toBe(10);
  });

  it('counts toward PW only those that own the key', () => {
    const lines: Line[] = [
      [55, { type: 'heal' }],
      [60, { type: 'crash', replica: 'C' }],
    ];
    const history = joining({ write: 1, primaryWrite: 2 }, { network: { latencyMs: 1 } }, 50, lines);
    expect(history.some(({ ok }) => ok)).toBe(true);
    expect(new Set(history.filter(({ ok }) => !ok).map(({ reason }) => reason))).toEqual(new Set(['timeout']));
  });

  it('is unavailable at once where a detector leaves too few of both', () => {
    const history = joining({ write: 'all' }, { membership: { detector: 'phi-accrual', phiThreshold: 3 } }, 25_000);
    expect(new Set(history.map(({ reason }) => reason))).toEqual(new Set(['unavailable']));
    expect(history[0].detail).toBe('all needs 3 replicas and A believes 2 of 3 alive');
  });
});
