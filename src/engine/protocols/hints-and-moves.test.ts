/** Hints and repairs for owners that are owners no longer, or have only just come: what is acknowledged is with those who own the key. */
import { describe, expect, it } from 'vitest';
import { type Line, ringRun } from '../placement/test-run.ts';

const keys = Array.from({ length: 20 }, (_, i) => `key${i}`);
const hintedHandoff = { enabled: true, replayIntervalMs: 1000 };

describe('a hint', () => {
  it('for one that left, kept by a coordinator that heard of it while it waited, goes to those who own the key', () => {
    const document = {
      // A coordinates and owns nothing, so that nobody has to wait for it to take C's place.
      replicas: ['A', 'B', 'C', 'D', 'E'].map((id) => ({ id, region: id === 'A' ? 'us' : 'eu' })),
      placement: { replicationFactor: { eu: 2 } },
      membership: { detector: 'phi-accrual', intervalMs: 200, phiThreshold: 100 },
      coordination: { write: 'one' },
      hintedHandoff,
    };
    const lines: Line[] = [
      [1000, { type: 'partition', groups: [['A'], ['B', 'C', 'D', 'E']] }],
      [1500, { type: 'leave', replica: 'C' }],
      [10_000, { type: 'heal' }],
      ...keys.map((key): Line => [10_000, { type: 'write', client: 'c', via: 'A', key, value: 1 }]),
    ];
    const run = ringRun(document, lines, 40_000);
    expect(run.of('message-delivered').filter(({ message }) => message.type === 'wrong-owner').length).toBeGreaterThan(3);
    const { view } = run.world;
    for (const { target, key } of run.of('hint-stored')) expect(view.owns(target, key)).toBe(true);
    for (const key of keys)
      for (const owner of view.preferenceList(run.world.keys.find(key))) expect(run.result().replicas?.['ABCDE'[owner]]).toHaveProperty(key);
    expect(run.cluster.isConverged).toBe(true);
  });

  it('for one that has just come is no older than that one', () => {
    const run = ringRun(
      {
        replicas: 3,
        placement: { replicationFactor: 2, virtualNodes: 4 },
        coordination: { write: 'one' },
        hintedHandoff: { ...hintedHandoff, windowMs: 5000 },
      },
      [
        [60_000, { type: 'join', replica: 'D' }],
        [60_001, { type: 'partition', groups: [['A', 'B', 'C'], ['D']] }],
        ...keys.map((key): Line => [60_010, { type: 'write', client: 'c', via: 'A', key, value: 1 }]),
      ],
      64_000,
    );
    expect(run.of('hint-stored').filter(({ target }) => target === 3).length).toBeGreaterThan(3);
    expect(run.of('hint-refused')).toEqual([]);
  });
});

describe('a hint that is the last copy', () => {
  it('goes with its holder when that leaves, and the checker says so', () => {
    const script: Line[] = [
      ...['A', 'B'].map((replica): Line => [0, { type: 'crash', replica }]),
      [100, { type: 'write', client: 'c', via: 'D', key: 'x', value: 1, consistency: 'any' }],
      ...['A', 'B'].map((replica): Line => [3000, { type: 'restart', replica }]),
      [3100, { type: 'leave', replica: 'D' }],
    ];
    const document = { replicas: 4, placement: { replicationFactor: 2, pin: { x: ['A', 'B'] } }, hintedHandoff: { enabled: true } };
    const { violations } = ringRun(document, script, 9000).result();
    expect(violations.map(({ checker }) => checker)).toEqual(['lost-acknowledged-write']);
    expect(violations[0].detail).toMatch(/its last copy, a hint, went with D when that left the cluster$/);
  });
});

describe('whom a client finds', () => {
  const line = (via: string, client: string) => ({ client, operation: 'read', via, perSec: 20, endMs: 40_000, keys: 3 });

  it('is never one that joins before it owns anything, nor one that left', () => {
    const clients = Array.from({ length: 12 }, (_, i) => line('nearest', `n${i}`));
    const lines: Line[] = [
      [1000, { type: 'join', replica: 'D' }],
      [1001, { type: 'crash', replica: 'A' }],
      [15_000, { type: 'restart', replica: 'A' }],
      [20_000, { type: 'leave', replica: 'B' }],
    ];
    // The newcomer is put up in the rack of A, whose clients would find it the nearest.
    const replicas = [
      { id: 'A', rack: 'one' },
      { id: 'B', rack: 'two' },
      { id: 'C', rack: 'two' },
    ];
    const document = { replicas, workload: clients, coordination: { read: 'one', retries: 2 } };
    const run = ringRun(document, lines, 45_000);
    const [joined] = run.of('replica-joined');
    const [left] = run.of('replica-left');
    const asked = [...run.of('operation-invoked'), ...run.of('operation-retried')];
    expect(asked.filter(({ via, ms }) => via === 3 && ms < joined.ms)).toEqual([]);
    expect(asked.filter(({ via, ms }) => via === 1 && ms > left.ms)).toEqual([]);
    expect(asked.some(({ via, ms }) => via === 1 && ms < left.ms)).toBe(true);
  });
});
