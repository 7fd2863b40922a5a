import { describe, expect, it } from 'vitest';
import { at, read, resultOf, write } from './test-run.ts';

/** x is on A, B and C; D and E follow them on the ring of this test by being all that is left. */
const five = (coordination: object, script: readonly object[], more: object = {}): object => ({
  replicas: ['A', 'B', 'C', 'D', 'E'],
  placement: { pin: { x: ['A', 'B', 'C'] } },
  coordination: { sloppy: true, ...coordination },
  hintedHandoff: { enabled: true, holder: 'fallback', replayIntervalMs: 500 },
  script,
  ...more,
});
const split = at(500, {
  type: 'partition',
  groups: [
    ['A', 'B'],
    ['C', 'D', 'E'],
  ],
});

describe('a sloppy quorum', () => {
  it('takes a write with stand-ins for two owners of three, and a quorum on the other side reads the old value although R + W > N', () => {
    const script = [...at(0, write('A', 'old')), ...split, ...at(1000, write('C', 'new'), 4000, read('A', { client: 'laptop' }), 4000, read('C'))];
    const result = resultOf(five({}, script, { stop: { atMs: 9000 } }));
    const [, second, laptop, phone] = result.history;
    expect(second).toMatchObject({ type: 'write', ok: true });
    expect(laptop).toMatchObject({ values: ['old'], ok: true, stale: true });
    expect(phone).toMatchObject({ values: ['new'], ok: true });
    expect(result.hints.stored).toBe(2);
    // The copies are kept apart: neither stand-in stores x as its own.
    expect([result.replicas?.D, result.replicas?.E]).toEqual([{}, {}]);
    expect(result.violations.filter(({ checker }) => checker === 'lost-acknowledged-write')).toEqual([]);
  });

  it('is refused to those who ask for owners, and what was written stays', () => {
    const script = [...split, ...at(1000, write('C', 'new'), 6000, read('C', { consistency: 'one' }))];
    const result = resultOf(five({ primaryWrite: 2 }, script));
    expect(result.history[0]).toMatchObject({ ok: false, reason: 'timeout' });
    expect(result.history[1]).toMatchObject({ ok: true, values: ['new'] });
    const reads = resultOf(five({ primaryRead: 2 }, [...split, ...at(1000, read('C'))]));
    expect(reads.history[0]).toMatchObject({ ok: false, reason: 'timeout' });
    expect(resultOf(five({ primaryRead: 4 }, at(0, read('C')))).history[0]).toMatchObject({ ok: false, reason: 'unavailable' });
  });

  it('fails without stand-ins, where it is strict', () => {
    const strict = five({ sloppy: false }, [...split, ...at(1000, write('C', 'new'))], { hintedHandoff: {} });
    expect(resultOf(strict).history[0]).toMatchObject({ ok: false, reason: 'timeout' });
  });

  it('hands its hints over once the owners are back, and drops them', () => {
    const script = [...split, ...at(1000, write('C', 'new'), 5000, { type: 'heal' })];
    const result = resultOf(five({}, script));
    expect(result.converged).toBe(true);
    expect(result.hints).toMatchObject({ stored: 2, delivered: 2 });
    expect(result.repairs['hinted-handoff']).toBe(2);
  });

  it('asks stand-ins at once for owners that are believed dead', () => {
    const script = [...split, ...at(1000, write('C', 1), 5000, write('C', 2))];
    const took = resultOf(five({}, script)).history.map(({ invokedAtMs, completedAtMs }) => completedAtMs - invokedAtMs);
    // Half the timeout of two seconds and a round trip, then only the round trip.
    expect(took).toEqual([1010, 10]);
  });

  it('may have the coordinator itself stand in', () => {
    const script = at(
      0,
      {
        type: 'partition',
        groups: [
          ['A', 'B', 'C'],
          ['D', 'E'],
        ],
      },
      10,
      write('D', 'mine'),
      5000,
      read('D'),
      9000,
      { type: 'heal' },
    );
    const result = resultOf(five({}, script, { stop: { atMs: 30_000 } }));
    expect(result.history).toMatchObject([
      { type: 'write', ok: true },
      { type: 'read', ok: true, values: ['mine'] },
    ]);
    expect(result.replicas?.A.x.values).toEqual(['mine']);
  });

  it('leaves the copies with the stand-ins for ever where nobody hands them over', () => {
    const script = [...split, ...at(1000, write('C', 'new'), 5000, { type: 'heal' })];
    const result = resultOf(five({}, script, { hintedHandoff: {} }));
    expect([result.hints.stored, result.hints.delivered, result.converged]).toEqual([2, 0, false]);
  });
});

describe('a write at ANY', () => {
  const alone = (enabled: boolean): object => ({
    coordination: { write: 'any' },
    hintedHandoff: { enabled, replayIntervalMs: 500 },
    replicas: ['A', 'B', 'C', 'D'],
    placement: { pin: { x: ['A', 'B', 'C'] } },
    script: at(0, { type: 'partition', groups: [['A', 'B', 'C'], ['D']] }, 10, write('D', 1), 3000, write('D', 2), 5000, read('A'), 6000, { type: 'heal' }),
  });

  it('is acknowledged by a hint alone, and nobody reads it before the hint is replayed', () => {
    const result = resultOf(alone(true));
    expect(result.history).toMatchObject([
      { ok: true, completedAtMs: 2010 },
      { ok: true, completedAtMs: 3000 },
      { type: 'read', ok: true, values: [], stale: true },
    ]);
    expect(result.converged).toBe(true);
    expect(result.replicas?.B.x.values).toEqual([2]);
  });

  it('fails without hints, where no owner is reached', () => {
    expect(resultOf(alone(false)).history[0]).toMatchObject({ ok: false, reason: 'timeout' });
  });

  it('is otherwise a write at ONE, and is nothing for a read', () => {
    const result = resultOf({ script: at(0, write('A', 1, { consistency: 'any' }), 100, read('B')) });
    expect(result.history).toMatchObject([{ ok: true, completedAtMs: 0 }, { values: [1] }]);
    expect(() => resultOf({ script: at(0, read('A', { consistency: 'any' })) })).toThrow(/consistency/);
  });
});

describe('a hint', () => {
  it('is not taken for another of the same number, given by a node that lost its disk', () => {
    // A keeps x for B and sends it; before the acknowledgement is back A has lost its disk, and keeps y for C under the number that x had.
    const script = at(
      ...[0, { type: 'partition', groups: [['A'], ['B', 'C']] }, 10, write('A', 1)],
      ...[700, { type: 'heal' }, 700, { type: 'cut', from: 'A', to: 'C' }],
      ...[1005, { type: 'crash', replica: 'A', lose: 'disk' }, 1006, { type: 'restart', replica: 'A' }],
      ...[1007, write('A', 2, { key: 'y' }), 3000, { type: 'mend', from: 'A', to: 'C' }],
    );
    const result = resultOf({
      network: { links: [{ from: 'B', to: 'A', latencyMs: 400 }] },
      coordination: { write: 'one', writeTimeoutMs: 100 },
      hintedHandoff: { enabled: true, replayIntervalMs: 1000 },
      script,
    });
    expect(result.replicas?.C.y.values).toEqual([2]);
  });
});
