/** Ranges that move: what a join, a leave and a replacement promise, seen through whole runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, ringRun } from '../placement/test-run.ts';

const document = { replicas: 4, data: { keys: 60 }, network: { latencyMs: 5 } };
const join: Line = [100, { type: 'join', replica: 'E' }];

describe('a replica that joins', () => {
  it('is filled first, owns its keys from then on, and the owners of before drop what is theirs no longer', () => {
    const run = ringRun(document, [join], 20_000);
    expect(run.of('range-move-started').map(({ replica, move }) => [replica, move])).toEqual([[4, 'join']]);
    const [joined] = run.of('replica-joined');
    expect(run.of('version-stored').every(({ ms, replica, mechanism }) => ms <= joined.ms && replica === 4 && mechanism === 'bootstrap')).toBe(true);
    expect(run.of('copy-dropped').every(({ ms }) => ms === joined.ms)).toBe(true);
    for (const name of ['A', 'B', 'C', 'D', 'E']) expect(run.holds(name)).toBe(run.owns(name));
    expect(run.holds('E')).toBeGreaterThan(0);
    // Nobody owned more than it lost: each key has as many owners as before.
    expect(['A', 'B', 'C', 'D', 'E'].reduce((sum, name) => sum + run.holds(name), 0)).toBe(180);
    expect(run.cluster.isConverged).toBe(true);
  });

  it('waits as long as a write may be under way before it takes copies', () => {
    const run = ringRun({ ...document, coordination: { writeTimeoutMs: 700 } }, [join], 20_000);
    expect(run.sent('range-request')[0].ms).toBe(800);
  });

  it('takes no more bytes a second than it is allowed', () => {
    const big = { ...document, data: { keys: 60, valueBytes: 100_000 } };
    const free = ringRun(big, [join], 60_000);
    const slow = ringRun({ ...big, placement: { bootstrapBytesPerSec: 500_000 } }, [join], 60_000);
    const bytes = slow.sent('range-data').reduce((sum, { message }) => sum + message.bytes, 0);
    const tookMs = (run: typeof free): number => run.of('replica-joined')[0].ms - 2100;
    expect(tookMs(free)).toBeLessThan(1000);
    expect(bytes / (tookMs(slow) / 1000)).toBeLessThan(650_000);
    expect(bytes / (tookMs(slow) / 1000)).toBeGreaterThan(400_000);
  });

  it('is written to before it owns anything, and one acknowledgement more is asked for then', () => {
    const pinned = { replicas: 3, placement: { replicationFactor: 2, virtualNodes: 4 }, network: { latencyMs: 10 }, coordination: { write: 'quorum' } };
    const keys = Array.from({ length: 40 }, (_, i) => `key${i}`);
    const run = ringRun(
      pinned,
      [[0, { type: 'join', replica: 'D' }], ...keys.map((key): Line => [100, { type: 'write', client: 'c', via: 'A', key, value: 1 }])],
      1000,
    );
    const writes = run.sent('write').filter(({ message }) => message.to === 3);
    expect(writes.length).toBeGreaterThan(3);
    expect(run.of('replica-joined')).toEqual([]);
    expect(run.of('version-stored').filter(({ replica }) => replica === 3).length).toBe(writes.length);
  });

  it('begins again where it stood after a crash', () => {
    const big = { ...document, data: { keys: 60, valueBytes: 60_000 }, placement: { bootstrapBytesPerSec: 200_000 } };
    const run = ringRun(big, [join, [5000, { type: 'crash', replica: 'E' }], [9000, { type: 'restart', replica: 'E' }]], 60_000);
    const twice = run.of('version-stored').map(({ key }) => key);
    expect(new Set(twice).size).toBe(twice.length);
    expect(run.of('replica-joined')).toHaveLength(1);
    expect(run.cluster.isConverged).toBe(true);
  });

  it('takes from all others what a silent owner does not give', () => {
    const run = ringRun(document, [join, [500, { type: 'crash', replica: 'B' }]], 60_000);
    const joined = run.of('replica-joined');
    expect(joined).toHaveLength(1);
    expect(run.of('version-stored').some(({ from }) => from === run.number('B'))).toBe(false);
    expect(run.holds('E')).toBe(run.owns('E'));
  });

  it('does not own anything while a partition keeps it from the owners, and goes on when it is healed', () => {
    const cut: Line = [500, { type: 'partition', groups: [['A', 'B', 'C', 'D'], ['E']] }];
    const run = ringRun(document, [join, cut], 60_000);
    expect(run.of('replica-joined')).toEqual([]);
    expect(run.owns('E')).toBe(0);
    expect(ringRun(document, [join, cut, [20_000, { type: 'heal' }]], 60_000).of('replica-joined')).toHaveLength(1);
  });

  it('waits for its turn where another joins', () => {
    const run = ringRun(document, [join, [150, { type: 'join', replica: 'F' }]], 60_000);
    const [first, second] = run.of('replica-joined');
    expect([first.replica, second.replica]).toEqual([4, 5]);
    const asks = run.sent('range-request').filter(({ message }) => message.from === 5);
    expect(asks.every(({ ms }) => ms > first.ms)).toBe(true);
    expect(run.cluster.isConverged).toBe(true);
    for (const name of ['A', 'B', 'C', 'D', 'E', 'F']) expect(run.holds(name)).toBe(run.owns(name));
  });

  it('can give it up', () => {
    const run = ringRun(document, [join, [1500, { type: 'leave', replica: 'E' }]], 20_000);
    expect(run.of('replica-left').map(({ replica, owned: did }) => [replica, did])).toEqual([[4, false]]);
    expect(run.world.replicas[4].up).toBe(false);
    expect(run.cluster.isConverged).toBe(true);
  });
});

describe('a replica that leaves', () => {
  it('goes when the next owners have what it has', () => {
    const run = ringRun(document, [[100, { type: 'leave', replica: 'B' }]], 20_000);
    expect(run.of('replica-left').map(({ replica }) => replica)).toEqual([1]);
    expect(run.world.replicas[1].up).toBe(false);
    for (const name of ['A', 'C', 'D']) expect(run.holds(name)).toBe(60);
    expect(run.holds('B')).toBe(0);
    expect(run.cluster.isConverged).toBe(true);
    expect(run.result().violations).toEqual([]);
  });

  it('takes the only copy of an acknowledged write along to the next owner', () => {
    const level = { write: 'one', read: 'one' };
    const cutOff: Line[] = [
      [0, { type: 'partition', groups: [['B'], ['A', 'C', 'D']] }],
      [10, { type: 'write', client: 'c', via: 'B', key: 'k7', value: 'only here' }],
      [3000, { type: 'heal' }],
      [3100, { type: 'leave', replica: 'B' }],
    ];
    const pin = { pin: { k7: ['B', 'A', 'C'] } };
    const run = ringRun({ ...document, coordination: level, placement: pin }, cutOff, 30_000);
    expect(run.result().violations.filter(({ checker }) => checker === 'lost-acknowledged-write')).toEqual([]);
    expect(run.result().replicas?.D.k7.values).toEqual(['only here']);
  });

  it('is refused where it cannot be', () => {
    const reasons = (lines: readonly Line[], more: object = {}) =>
      ringRun({ ...document, ...more }, lines, 30_000)
        .result()
        .refused.map(({ reason }) => reason);
    expect(
      reasons([
        [0, { type: 'crash', replica: 'B' }],
        [1, { type: 'leave', replica: 'B' }],
      ]),
    ).toEqual(['B is down: it can only be replaced']);
    expect(reasons([[0, { type: 'leave', replica: 'A' }]], { replicas: 1 })).toEqual(['A is the last that owns anything']);
    expect(
      reasons([
        [0, { type: 'leave', replica: 'A' }],
        [1, { type: 'leave', replica: 'A' }],
      ]),
    ).toEqual(['A is leaving already']);
    expect(
      reasons([
        [0, { type: 'leave', replica: 'A' }],
        [20_000, { type: 'restart', replica: 'A' }],
      ]),
    ).toEqual(['A has left the cluster']);
    expect(reasons([[0, { type: 'replace', replica: 'A', with: 'Z' }]])).toEqual(['A is up: it can leave, and only a dead one is replaced']);
  });
});

describe('a replica that replaces a dead one', () => {
  it('takes its tokens and what those that stay have', () => {
    const run = ringRun(
      document,
      [
        [0, { type: 'crash', replica: 'C', lose: 'disk' }],
        [100, { type: 'replace', replica: 'C', with: 'E' }],
      ],
      30_000,
    );
    const before = ringRun(document, [], 1).world.view.ownership();
    expect(run.of('replica-joined').map(({ replica, of }) => [replica, of])).toEqual([[4, 2]]);
    expect(run.world.view.ownership()[4]).toBeCloseTo(before[2], 12);
    expect(run.holds('E')).toBe(run.owns('E'));
    expect(run.cluster.isConverged).toBe(true);
    expect(run.of('copy-dropped')).toEqual([]);
  });

  it('has what the dead one had acknowledged with one of those that stay', () => {
    const lines: Line[] = [
      [0, { type: 'cut', from: 'C', to: 'A' }],
      [10, { type: 'write', client: 'c', via: 'C', key: 'x', value: 'of B and C' }],
      [100, { type: 'crash', replica: 'C', lose: 'disk' }],
      [200, { type: 'mend', from: 'C', to: 'A' }],
      [300, { type: 'replace', replica: 'C', with: 'D' }],
    ];
    const run = ringRun({ replicas: 3 }, lines, 30_000);
    expect(run.result().replicas?.D.x.values).toEqual(['of B and C']);
    expect(run.result().replicas?.A.x).toBeUndefined();
  });
});

describe('a hint whose owner is none any more', () => {
  const keys = Array.from({ length: 30 }, (_, i) => `k${i}`);
  const hinting = {
    replicas: 3,
    placement: { replicationFactor: 2 },
    hintedHandoff: { enabled: true },
    coordination: { writeTimeoutMs: 400, readTimeoutMs: 100 },
  };
  const write = (key: string): Line => [450, { type: 'write', client: 'c', via: 'A', key, value: 'late' }];

  it('is for an owner of now where the range moved while the write was open', () => {
    const run = ringRun(
      { ...hinting, data: { keys: 30 } },
      [[100, { type: 'join', replica: 'D' }], [440, { type: 'crash', replica: 'B' }], ...keys.map(write)],
      8000,
    );
    const [joined] = run.of('replica-joined');
    const late = run.of('hint-stored').filter(({ ms }) => ms > joined.ms);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every(({ target, key }) => run.world.view.owns(target, key))).toBe(true);
  });
});

describe('repair while ranges move', () => {
  const merkle = { antiEntropy: { mechanism: 'merkle', intervalMs: 500 }, placement: { bootstrapBytesPerSec: 2000 } };

  it('waits, or not', () => {
    const during = (pause: boolean): number => {
      const run = ringRun({ ...document, ...merkle, placement: { ...merkle.placement, pauseRepairWhileMoving: pause } }, [join], 60_000);
      const [joined] = run.of('replica-joined');
      return run.of('session-started').filter(({ ms }) => ms > 100 && ms < joined.ms).length;
    };
    expect(during(true)).toBe(0);
    expect(during(false)).toBeGreaterThan(5);
  });

  it('compares what the owners of now share, afterwards', () => {
    const run = ringRun({ ...document, ...merkle }, [join, [1500, { type: 'write', client: 'c', via: 'A', key: 'k3', value: 1 }]], 60_000);
    const [joined] = run.of('replica-joined');
    const later = run.of('session-ended').filter(({ ms }) => ms > joined.ms);
    expect(later.some(({ replica, peer }) => replica === 4 || peer === 4)).toBe(true);
    expect(later.every(({ keysDiffering }) => keysDiffering === 0)).toBe(true);
  });
});

describe('reads and writes while ranges move', () => {
  const step = fc.record({
    atMs: fc.integer({ min: 0, max: 12_000 }),
    what: fc.constantFrom('join', 'leave', 'crash', 'restart', 'replace'),
    who: fc.nat({ max: 9 }),
  });

  it('never make a quorum read stale and never lose an acknowledged write', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(step, { maxLength: 7 }),
        fc.constantFrom('lww', 'dotted-version-vector'),
        (seed, steps, conflict) => {
          const names = ['A', 'B', 'C', 'D', 'E'];
          const down: string[] = [];
          const lines: Line[] = [];
          for (const { atMs, what, who } of steps.slice().sort((a, b) => a.atMs - b.atMs)) {
            const name = names[who % names.length];
            const fresh = `N${lines.length}`;
            if (what === 'join') lines.push([atMs, { type: 'join', replica: fresh }]);
            else if (what === 'replace') lines.push([atMs, { type: 'replace', replica: name, with: fresh }]);
            else if (what === 'crash' && down.length === 0) {
              down.push(name);
              lines.push([atMs, { type: 'crash', replica: name }]);
            } else if (what === 'restart') lines.push([atMs, { type: 'restart', replica: down.pop() ?? name }]);
            else if (what === 'leave') lines.push([atMs, { type: 'leave', replica: name }]);
          }
          const run = ringRun(
            {
              seed,
              replicas: 5,
              placement: { virtualNodes: 4 },
              store: { conflict },
              network: { latencyMs: { distribution: 'uniform', min: 1, max: 30 } },
              workload: ['write', 'read'].map((operation) => ({
                client: operation,
                operation,
                via: 'random',
                perSec: 25,
                keys: 12,
                arrival: 'poisson',
                endMs: 30_000,
              })),
            },
            lines,
            60_000,
          );
          const { operations, violations } = run.result();
          expect(violations.filter(({ checker }) => checker === 'lost-acknowledged-write')).toEqual([]);
          expect(operations.staleReads).toBe(0);
          expect(operations.writes).toBeGreaterThan(0);
        },
      ),
      { numRuns: 12 },
    );
  });
});
