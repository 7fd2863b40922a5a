import { describe, expect, it } from 'vitest';
import { at, read, resultOf, write } from './test-run.ts';

/** C misses the second write; a link of 100 ms leads to it and back. */
const missed = (readRepair: object, more: readonly object[] = [], rest: object = {}): object => ({
  network: { links: ['A>C', 'C>A'].map((way) => ({ from: way[0], to: way[2], latencyMs: 100 })) },
  readRepair,
  script: [
    ...at(0, write('A', 1), 1000, { type: 'crash', replica: 'C' }, 1100, write('A', 2), 4000, { type: 'restart', replica: 'C' }),
    ...at(10_000, read('A', { client: 'laptop', consistency: 'all' })),
    ...more,
  ],
  ...rest,
});

const took = (document: object): number => {
  const entry = resultOf(document).history.find(({ client }) => client === 'laptop');
  return (entry?.completedAtMs ?? 0) - (entry?.invokedAtMs ?? 0);
};

describe('a read that finds a stale copy', () => {
  it('waits for its repair not at all, to the end, or so long at most', () => {
    expect(took(missed({ mode: 'async' }))).toBe(200);
    expect(took(missed({ mode: 'blocking' }))).toBe(400);
    expect(took(missed({ mode: 'bounded', boundMs: 50 }))).toBe(250);
    expect(took(missed({ mode: 'bounded', boundMs: 500 }))).toBe(400);
    expect(took(missed({ mode: 'bounded' }))).toBe(200);
  });

  it('repairs it all the same, however long the client waits', () => {
    for (const boundMs of [0, 50, 500]) expect(resultOf(missed({ mode: 'bounded', boundMs })).repairs['read-repair']).toBe(1);
  });

  it('leaves a copy that cannot be reached any more, or keeps a hint for it', () => {
    // C answers the read and is cut off before its repair arrives.
    const cut = at(10_205, { type: 'cut', from: 'A', to: 'C' }, 16_000, { type: 'mend', from: 'A', to: 'C' });
    const handoff = { hintedHandoff: { enabled: true, replayIntervalMs: 1000, windowMs: 5000 }, stop: { atMs: 25_000 } };
    // The write's own hint is long gone: C was silent for too long when it was to be kept.
    const document = (unreachable: string): object => {
      const base = missed({ mode: 'async', unreachable }, cut, handoff) as { script: object[] };
      return { ...base, hintedHandoff: { ...handoff.hintedHandoff, enabled: false }, script: [...base.script, ...enable] };
    };
    const enable = at(9000, { type: 'set', path: 'hintedHandoff.enabled', value: true });
    const skip = resultOf(document('skip'));
    expect([skip.hints.stored, skip.converged]).toEqual([0, false]);
    const hint = resultOf(document('hint'));
    expect([hint.hints.stored, hint.hints.delivered, hint.converged]).toEqual([1, 1, true]);
    expect(hint.repairs).toMatchObject({ 'read-repair': 0, 'hinted-handoff': 1 });
  });
});

describe('a chance of repair that adapts', () => {
  const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
  const divergent = (adaptive: boolean, kind: string): object => ({
    data: { keys: 40, divergent: [{ replica: 'C', keys: 40, kind }] },
    readRepair: { mode: 'async', probability: 0, adaptive },
    script: keys.map((key, i) => ({ atMs: 100 * i, command: read('A', { key, consistency: 'all' }) })),
  });

  it('rises while replies differ', () => {
    expect(resultOf(divergent(false, 'older')).repairs['read-repair']).toBe(0);
    expect(resultOf(divergent(true, 'older')).repairs['read-repair']).toBeGreaterThan(30);
  });

  it('falls back while they agree', () => {
    const few = { ...divergent(true, 'older'), data: { keys: 40, divergent: [{ replica: 'C', keys: 2, kind: 'older' }] } };
    expect(resultOf(few).repairs['read-repair']).toBeLessThan(2);
  });
});
