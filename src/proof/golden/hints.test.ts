/** Hinted handoff against facts A5 and A13.5: the window, the age at which hints die, the throttle, and that a hint never overrules a later write. */
import { describe, expect, it } from 'vitest';
import type { Result } from '../../engine/result.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, patience } from './statistics.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

const write = (atMs: number, value: unknown, more: object = {}): object => ({
  atMs,
  command: { type: 'write', client: 'c', via: 'A', key: 'x', value, ...more },
});
const crash = (atMs: number): object => ({ atMs, command: { type: 'crash', replica: 'C' } });
const restart = (atMs: number): object => ({ atMs, command: { type: 'restart', replica: 'C' } });

/** A, B and C all own x; C is away for a while. A minute between replays: what is asked is days, not seconds. */
function run(script: readonly object[], untilMs: number, knobs: object = {}): Result {
  return simulateDocument({
    version: 1,
    hintedHandoff: { enabled: true, replayIntervalMs: MINUTE, ...knobs },
    script,
    stop: { atMs: untilMs },
  });
}

const atC = ({ replicas }: Result): unknown => replicas?.C?.x?.values;

describe('the window of three hours (A5.1, A13.5)', () => {
  it.each([
    ['2 h 59 after the owner was last heard a hint is stored', 2 * HOUR + 59 * MINUTE, { stored: 1, refused: 0, delivered: 1 }, ['late']],
    ['3 h 01 after it none is', 3 * HOUR + MINUTE, { stored: 0, refused: 1, delivered: 0 }, ['early']],
  ])('%s', (_what, afterMs, hints, stored) => {
    // The last that A hears of C is its acknowledgement of the first write.
    const result = run([write(0, 'early'), crash(100), write(afterMs, 'late'), restart(4 * HOUR)], 4 * HOUR + 5 * MINUTE);
    expect(result.hints).toMatchObject(hints);
    expect(atC(result)).toEqual(stored);
  });

  it('opens again once the owner is heard', () => {
    // C is heard when it writes itself.
    const back = [restart(4 * HOUR + MINUTE), write(4 * HOUR + 2 * MINUTE, 3, { via: 'C' }), crash(4 * HOUR + 3 * MINUTE)];
    const result = run([write(0, 1), crash(100), write(4 * HOUR, 2), ...back, write(5 * HOUR, 4), restart(6 * HOUR)], 6 * HOUR + 5 * MINUTE);
    expect(result.hints).toMatchObject({ stored: 1, refused: 1, delivered: 1 });
    expect(atC(result)).toEqual([4]);
  });
});

describe('a stored hint', () => {
  const away = (backAfterMs: number): object[] => [write(0, 'early'), crash(100), write(1000, 'late'), restart(backAfterMs)];

  it.each([
    ['is replayed nine days later', 9 * DAY, { delivered: 1, expired: 0 }, ['late']],
    ['is dropped after ten, as old as tombstones may grow, so that it cannot bring deleted data back', 11 * DAY, { delivered: 0, expired: 1 }, ['early']],
  ])('%s (A5.2, A13.5)', (_what, backAfterMs, hints, stored) => {
    const result = run(away(backAfterMs), backAfterMs + 2 * HOUR, { replayIntervalMs: HOUR });
    expect(result.hints).toMatchObject({ stored: 1, ...hints });
    expect(atC(result)).toEqual(stored);
  });

  it('is stored after the write’s timeout of 2 s, and not counted towards the level (A5.3, A5.4)', () => {
    const script = [write(0, 'early'), crash(100), write(1000, 'late', { consistency: 'all' })];
    const before = run(script, 2999);
    const after = run(script, 3001);
    expect([before.hints.stored, after.hints.stored]).toEqual([0, 1]);
    expect(after.history.at(-1)).toMatchObject({ ok: false, reason: 'timeout' });
  });

  it('carries the version of its write: what was written since stays (A5.7)', () => {
    const newer = write(21_000, 'newer', { via: 'C', consistency: 'all' });
    const result = run([write(0, 'early'), crash(100), write(1000, 'late'), restart(20_000), newer], 2 * MINUTE);
    expect(result.hints).toMatchObject({ stored: 1, delivered: 1 });
    expect(atC(result)).toEqual(['newer']);
    expect(result.violations).toEqual([]);
  });

  it('goes with its holder’s disk, so that handoff alone promises nothing (A5.8)', () => {
    const lost = [
      { atMs: 5000, command: { type: 'crash', replica: 'A', lose: 'disk' } },
      { atMs: 6000, command: { type: 'restart', replica: 'A' } },
    ];
    const result = run([write(0, 'early'), crash(100), write(1000, 'late'), ...lost, restart(20_000)], 5 * MINUTE);
    expect([result.converged, atC(result), result.hints.delivered]).toEqual([false, ['early'], 0]);
  });

  it('is made by the coordinator, or by the stand-in that took the write, which then drops it (A5.3, A5.9)', () => {
    const held = (knobs: object, coordination: object): Result['hints'] =>
      simulateDocument({
        version: 1,
        replicas: ['A', 'B', 'C', 'D'],
        placement: { pin: { x: ['A', 'B', 'C'] } },
        coordination,
        hintedHandoff: { enabled: true, ...knobs },
        script: [crash(0), write(100, 1, { consistency: 'all' }), restart(15_000)],
        stop: { atMs: 60_000 },
      }).hints;
    expect(held({}, {})).toMatchObject({ stored: 1, delivered: 1 });
    expect(held({ holder: 'fallback' }, { sloppy: true })).toMatchObject({ stored: 1, delivered: 1 });
  });
});

describe('the worked replay', patience, () => {
  // 100 Mbit/s for ten minutes, here as values of 100 kB: 125 a second. A twentieth of the outage is replayed in a twentieth of the time.
  const minutes = many ? 10 : 0.5;

  it(`hands over ${minutes} min of 100 Mbit/s at 1 MiB/s in ${minutes * 12} min, a little less than 2 h for ten (A5.6)`, () => {
    const count = Math.round(minutes * 60 * 125);
    const backMs = minutes * MINUTE + 5000;
    const document = (stopMs: number): object => ({
      version: 1,
      data: { valueBytes: 100_000 },
      hintedHandoff: { enabled: true, maxHints: 1_000_000 },
      coordination: { write: 1 },
      workload: [{ client: 'c', operation: 'write', via: 'A', perSec: 125, count, keys: count }],
      script: [crash(0), restart(backMs)],
      stop: { atMs: stopMs },
    });
    const expectedMs = ((count * 100_000) / 1_048_576) * 1000;
    const delivered = (share: number): number => simulateDocument(document(backMs + expectedMs * share)).hints.delivered;
    const whole = simulateDocument(document(backMs + expectedMs * 1.03 + 20_000));
    expect(whole.hints).toMatchObject({ stored: count, delivered: count });
    expect(Math.abs(delivered(0.5) / count - 0.5)).toBeLessThan(many ? 0.02 : 0.05);
  });
});
