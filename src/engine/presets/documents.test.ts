/** What the presets of the documents' own examples must show, as far as other tests of presets do not. */
import { describe, expect, it } from 'vitest';
import { ran, reads } from './test-run.ts';

describe('a cart on two devices', () => {
  it('loses an acknowledged item by the last write, and keeps both by union', () => {
    const lost = ran('milk-or-eggs').result;
    expect(reads(lost, 'phone', 'cart')).toEqual([[['eggs']]]);
    expect([lost.operations.failed, lost.conflicts, lost.converged]).toEqual([0, { siblings: 0, discarded: 1 }, true]);
    const kept = ran('milk-and-eggs').result;
    for (const client of ['phone', 'browser']) expect(reads(kept, client, 'cart')).toEqual([[['eggs', 'milk']]]);
    expect([kept.conflicts, kept.converged]).toEqual([{ siblings: 1, discarded: 0 }, true]);
  });
});

describe('a read that finds one replica behind', () => {
  const replica = (id: string, name: string, key: string, atMs: number) => {
    const { result } = ran(id, { stop: { atMs } });
    return result.replicas?.[name]?.[key]?.values;
  };

  it('returns 42 and then writes it to R2, which held 10', () => {
    const { of, result } = ran('x-is-42');
    expect(replica('x-is-42', 'R2', 'X', 2290)).toEqual([10]);
    expect(reads(result, 'reader', 'X')).toEqual([[42]]);
    const [repaired] = of('repaired');
    expect([repaired.record.mechanism, repaired.record.replica]).toEqual(['read-repair', 1]);
    expect(repaired.atMs).toBeGreaterThan(result.history.at(-1)?.completedAtMs ?? 0);
    expect(result.converged).toBe(true);
  });

  it('mends user:123 on B before the client gets version 5', () => {
    const { of, result } = ran('user-123');
    expect(['A', 'B', 'C'].map((name) => replica('user-123', name, 'user:123', 2290))).toEqual([['Anya'], ['Anne'], ['Anya']]);
    expect(reads(result, 'reader', 'user:123')).toEqual([['Anya']]);
    const [repaired] = of('repaired');
    expect(repaired.record.replica).toBe(1);
    expect(repaired.atMs).toBeLessThan(result.history.at(-1)?.completedAtMs ?? 0);
    // The value, two hashes, and B's copy once its hash differed.
    expect(result.messages.byType.read?.count).toBe(3);
  });

  it('does not happen by itself: C holds 0 three seconds after the heal, and 1 after the read of B and C', () => {
    const { of, result } = ran('timeline-of-x');
    expect(result.history.map(({ client, ok, values }) => [client, ok, values])).toEqual([
      ['writer', true, [0]],
      ['writer', true, [1]],
      ['stuck', false, []],
      ['reader', true, [1]],
    ]);
    expect(replica('timeline-of-x', 'C', 'x', 6990)).toEqual([0]);
    const asked = of('message-sent').filter(({ atMs, record }) => atMs === 7000 && record.message.type === 'read');
    expect(asked.map(({ record }) => [record.message.from, record.message.to])).toEqual([[1, 2]]);
    expect(of('repaired').map(({ record }) => [record.replica, record.mechanism])).toEqual([[2, 'read-repair']]);
    expect(result.converged).toBe(true);
  });
});

describe('Friday night', () => {
  const first = ran('friday-night-address').result;

  it('leaves two old copies for ever, though all are up and whole', () => {
    expect(['support', 'app', 'warehouse'].map((client) => reads(first, client, 'address'))).toEqual([
      [['12 Old Street']],
      [['7 New Road']],
      [['12 Old Street']],
    ]);
    expect([first.operations.staleReads, first.operations.failed, first.converged]).toEqual([2, 0, false]);
    expect(first.violations.map(({ checker }) => checker)).toEqual(['not-converged']);
  });

  it.each([
    ['gossip', { gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 } }],
    ['Merkle trees', { antiEntropy: { mechanism: 'merkle', intervalMs: 30_000, jitter: 0.5, branching: 2, depth: 4 } }],
    ['hints', { hintedHandoff: { enabled: true } }],
  ])('is over before support asks where %s are on', (_name, more) => {
    const { operations, converged, convergedAtMs } = ran('friday-night-address', more).result;
    expect([operations.staleReads, converged]).toEqual([0, true]);
    expect(convergedAtMs).toBeLessThan(300_000);
  });
});

describe('the documents’ sizes', () => {
  it('a million keys are compared for 36,864 bytes of hashes, and a leaf holds about five keys', { timeout: 120_000 }, () => {
    const { antiEntropy, converged } = ran('merkle-million-keys').result;
    expect(antiEntropy).toMatchObject({ sessions: 1, hashesCompared: 1152, roundTrips: 3, keysDiffering: 4 });
    expect(antiEntropy.payloadBytes).toBe(1152 * 32 + 1000 * antiEntropy.keysSent);
    expect(antiEntropy.keysSent).toBeGreaterThan(8);
    expect(antiEntropy.keysSent).toBeLessThan(36);
    expect(converged).toBe(true);
  });

  it('5,000 replicas spend 100 bytes a second each on digests of 1 KB, and 30 s are no bound', { timeout: 120_000 }, () => {
    const replicas = process.env.EVENTUALLY_GOLDEN === 'all' ? 5000 : 500;
    const { messages, spread, endedAtMs, converged } = ran('digests-5000', { replicas }).result;
    const digests = messages.byType['gossip-pull'] ?? { count: 0, bytes: 0 };
    expect(digests.bytes / digests.count).toBe(32 + 40 * 25);
    expect(Math.abs(digests.bytes / replicas / (endedAtMs / 1000) - 103)).toBeLessThan(6);
    expect(converged).toBe(true);
    // In intervals: at the end of the first one only some have asked one who knew.
    expect(spread.rounds50).toBeGreaterThan(1);
    expect(spread.rounds100).toBeGreaterThan(3);
  });
});
