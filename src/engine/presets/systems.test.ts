/** What tells the presets of systems apart when they live through the same day. */
import { describe, expect, it } from 'vitest';
import { shortestSuspicionMs, suspicionMs } from '../protocols/membership/suspicion.ts';
import { type Ran, ran, reads } from './test-run.ts';

const dynamo = ran('dynamo-2007');
const cassandra = ran('cassandra-4');
const riak = ran('riak-2');
const A = 0;
const owners = [0, 1, 2];
const writesAt = ({ result }: Ran, atMs: number) => result.history.filter(({ type, invokedAtMs }) => type !== 'read' && invokedAtMs === atMs);
const started = ({ of }: Ran): readonly number[] => of('session-started').map(({ atMs }) => atMs);
const count = ({ result }: Ran, type: string): number => result.messages.byType[type]?.count ?? 0;

describe('one day in three systems', () => {
  it.each([
    ['dynamo-2007', dynamo],
    ['cassandra-4', cassandra],
    ['riak-2', riak],
  ])('%s ends converged, and refuses no command', (_id, { result }) => {
    expect([result.converged, result.refused]).toEqual([true, []]);
    expect(result.violations.filter(({ checker }) => checker !== 'monotonic-reads')).toEqual([]);
  });

  it('with two of three owners down goes on where stand-ins count, and is unavailable at once in Cassandra', () => {
    for (const system of [dynamo, riak]) {
      expect(writesAt(system, 110_000)).toMatchObject([{ ok: true }]);
      expect(reads(system.result, 'phone', 'cart')[2]).toEqual(['milk, eggs, bread']);
    }
    expect(writesAt(cassandra, 110_000)).toMatchObject([{ ok: false, reason: 'unavailable', completedAtMs: 110_000 }]);
    expect(reads(cassandra.result, 'phone', 'cart')[2]).toBeNull();
  });

  it('keeps hints at the coordinator in Cassandra, at nodes that own nothing of the cart in Dynamo and Riak', () => {
    expect(cassandra.of('hint-stored').map(({ record }) => record.replica)).toEqual([A]);
    for (const { of, result } of [dynamo, riak]) {
      expect(result.hints).toMatchObject({ stored: 3, delivered: 3 });
      for (const { record } of of('hint-stored')) expect(owners).not.toContain(record.replica);
    }
  });

  it('gives the reader both of two writes at once by vectors, and one of them in Cassandra, where the other is lost', () => {
    const both = [['milk, eggs, bread, jam', 'milk, eggs, bread, tea']];
    expect(reads(dynamo.result, 'tablet', 'cart')).toEqual(both);
    expect(reads(riak.result, 'tablet', 'cart')).toEqual(both);
    expect(reads(cassandra.result, 'tablet', 'cart')).toEqual([['milk, eggs, bread, tea']]);
    expect([dynamo, riak, cassandra].map(({ result }) => result.conflicts)).toEqual([
      { siblings: 1, discarded: 0 },
      { siblings: 1, discarded: 0 },
      { siblings: 0, discarded: 1 },
    ]);
  });

  it('compares trees by itself in Dynamo and Riak, and in Cassandra when the operator says so', () => {
    expect(Math.min(...started(dynamo))).toBeLessThan(15_000);
    expect(Math.min(...started(riak))).toBe(15_000);
    expect(started(cassandra)).toEqual([180_000, 181_000, 182_000, 183_000, 184_000]);
  });

  it('asks hash by hash in Dynamo and Riak, ships the whole tree in Cassandra, and lists keys first in Riak alone', () => {
    const shape = (system: Ran) => ['merkle-hashes', 'merkle-tree', 'merkle-keys'].map((type) => count(system, type) > 0);
    expect([dynamo, cassandra, riak].map(shape)).toEqual([
      [true, false, false],
      [false, true, false],
      [true, false, true],
    ]);
  });

  it('sends a hash in place of the value in Cassandra, and makes the reader wait for the repair', () => {
    const bytesOfReplies = (system: Ran) => (system.result.messages.byType['read-reply']?.bytes ?? 0) / count(system, 'read-reply');
    expect(bytesOfReplies(cassandra)).toBeLessThan(0.8 * bytesOfReplies(riak));
    expect(cassandra.result.repairs['read-repair']).toBe(1);
    const [repair] = cassandra.of('message-delivered').filter(({ record }) => record.message.type === 'repair-ack');
    const answered = cassandra.of('operation-completed').find(({ record }) => record.key === 7 && record.invokedUs === 172_000_000);
    expect(repair.record.message.cause.label).toBe('auditor#1');
    expect(answered?.atMs).toBe(repair.atMs);
    // By then trees had mended that key elsewhere.
    for (const { of } of [dynamo, riak]) expect(of('repaired').find(({ record }) => record.key === 7)?.record.mechanism).toBe('anti-entropy');
  });

  it('asks all three owners in Dynamo and Riak, and two in Cassandra', () => {
    const perRead = (system: Ran) => count(system, 'read') / system.result.operations.reads;
    expect(perRead(cassandra)).toBeLessThan(1.7);
    expect(perRead(dynamo)).toBeGreaterThan(2);
    expect(perRead(riak)).toBeGreaterThan(2);
  });

  it('gossips who is alive in Cassandra alone', () => {
    expect([dynamo, cassandra, riak].map((system) => count(system, 'membership-syn') > 0)).toEqual([false, true, false]);
    // Three digests a second or so, each of six nodes: never rows (facts A3.3).
    expect(count(cassandra, 'gossip-push') + count(cassandra, 'gossip-pull')).toBe(0);
  });
});

describe('memberlist', () => {
  const diedMs = 10_500;
  it.each([
    ['memberlist-lan', { multiplier: 4, maxMultiplier: 6, nodes: 40, intervalMs: 1000 }, 90_000],
    ['memberlist-wan', { multiplier: 6, maxMultiplier: 6, nodes: 40, intervalMs: 5000 }, 330_000],
    ['memberlist-local', { multiplier: 3, maxMultiplier: 6, nodes: 40, intervalMs: 1000 }, 60_000],
  ])('%s: all suspect the dead node, then bury it within its timeouts, and see it back; nobody else is suspected', (id, rule, backMs) => {
    const { of, result } = ran(id);
    const suspected = of('peer-suspected');
    const dead = of('peer-declared-dead');
    expect([suspected.length, dead.length, of('peer-alive').length]).toEqual([39, 39, 39]);
    for (const { record } of [...suspected, ...dead]) expect(record.peer).toBe(6);
    expect(suspected[0].atMs).toBeLessThan(diedMs + 6 * rule.intervalMs);
    // Told by gossip: within some rounds of it, not within periods of probes.
    expect((suspected.at(-1)?.atMs ?? 0) - suspected[0].atMs).toBeLessThan(rule.intervalMs);
    const waited = dead[0].atMs - suspected[0].atMs;
    expect(waited).toBeGreaterThanOrEqual(shortestSuspicionMs(rule) - 0.001);
    expect(waited).toBeLessThan(suspicionMs(rule, 0));
    const agreedAtMs = result.membership?.agreedAtMs ?? 0;
    expect(agreedAtMs).toBeGreaterThan(backMs);
    expect(agreedAtMs).toBeLessThan(backMs + 2 * rule.intervalMs);
  });

  it('exchanges full states half as often among forty as among thirty-two', () => {
    const exchanges = (replicas: object): number => {
      const { result } = ran('memberlist-lan', { replicas, script: [], stop: { atMs: 120_000 } });
      return result.messages.byType['swim-state']?.count ?? 0;
    };
    const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i + 1}`);
    expect([exchanges(names(40)), exchanges(names(32))]).toEqual([40 * 2, 32 * 4]);
  });
});
