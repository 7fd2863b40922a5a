import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback } from '../engine/picture/playback.ts';
import type { RecordView } from '../engine/picture/snapshot.ts';
import { presets } from '../engine/presets/index.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import { BREAK_WIDTH, busyOf, extendBusy, foldedSpan, foldsOf, panned, panTo, type Stretch, spanOf, timeAxis, zoomed } from './time-axis.ts';

const stretches = fc.array(fc.integer({ min: 0, max: 20_000_000 }), { maxLength: 24 }).map((edges) => {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const out: Stretch[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 2) out.push({ fromUs: sorted[i]!, toUs: sorted[i + 1]! });
  return out;
});

describe('the time axis', () => {
  it('runs on without a step back, from its left end to its right, whatever is folded', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 100, max: 2000 }), (folds, width) => {
        const axis = timeAxis({ fromUs: 0, toUs: 20_000_000, x0: 120, x1: 120 + width, folds });
        expect(axis.x(0)).toBeCloseTo(120);
        expect(axis.x(20_000_000)).toBeCloseTo(120 + width);
        let last = Number.NEGATIVE_INFINITY;
        for (let us = 0; us <= 20_000_000; us += 400_000) {
          const x = axis.x(us);
          expect(x).toBeGreaterThanOrEqual(last - 1e-6);
          expect(axis.x(axis.us(x))).toBeCloseTo(x, 4);
          last = x;
        }
      }),
    );
  });

  it('draws each folded stretch as a break of one width that names its length', () => {
    const axis = timeAxis({ fromUs: 0, toUs: 12_000_000, x0: 0, x1: 1000, folds: [{ fromUs: 1_000_000, toUs: 10_980_000 }] });
    expect(axis.breaks).toEqual([{ fromUs: 1_000_000, toUs: 10_980_000, x: expect.any(Number), width: BREAK_WIDTH, label: '9.98 s' }]);
    expect(axis.x(10_980_000) - axis.x(1_000_000)).toBeCloseTo(BREAK_WIDTH);
    expect(axis.marks.every((us) => us <= 1_000_000 || us >= 10_980_000)).toBe(true);
  });

  it('labels no two times so close that their words would touch', () => {
    fc.assert(
      fc.property(stretches, (folds) => {
        const axis = timeAxis({ fromUs: 0, toUs: 20_000_000, x0: 120, x1: 1080, folds });
        axis.marks.slice(1).forEach((us, i) => {
          expect(axis.x(us) - axis.x(axis.marks[i]!)).toBeGreaterThanOrEqual(64);
        });
      }),
    );
  });

  it('labels no time inside a break', () => {
    fc.assert(
      fc.property(stretches, (folds) => {
        const { marks, breaks } = timeAxis({ fromUs: 0, toUs: 20_000_000, x0: 120, x1: 1080, folds });
        for (const us of marks) for (const one of breaks) expect(us > 0 && us > one.fromUs && us < one.toUs).toBe(false);
      }),
    );
  });

  it('never gives breaks more than a third of its width, however many there are', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 100, max: 1000 }), (folds, width) => {
        const { breaks } = timeAxis({ fromUs: 0, toUs: 20_000_000, x0: 0, x1: width, folds });
        expect(breaks.reduce((sum, one) => sum + one.width, 0)).toBeLessThanOrEqual(width / 3 + 1e-6);
      }),
    );
  });

  it('says bare numbers and the unit once: milliseconds, seconds, minutes or rounds', () => {
    const labels = (toUs: number, more: { readonly fromUs?: number; readonly roundUs?: number } = {}) =>
      timeAxis({ fromUs: 0, toUs, x0: 120, x1: 1080, ...more }).labels;
    expect(labels(800_000)).toEqual(['0', '100', '200', '300', '400', '500', '600', '700', '800 ms']);
    expect(labels(12_000_000)).toEqual(['0', '2', '4', '6', '8', '10', '12 s']);
    expect(labels(600_000_000)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10 min']);
    expect(labels(7_000_000, { roundUs: 700_000 })).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', 'round 9']);
    expect(labels(12_002_000, { fromUs: 12_000_000 })).toContain('12,000.4');
  });

  it('folds nothing that was not seen, and nothing that held a message', () => {
    const parsed = parseScenario({ ...presets['partition-healed-by-gossip']!.scenario, gossip: { protocol: 'off' } });
    if (!parsed.ok) throw new Error(parsed.message);
    const playback = new Playback(parsed.scenario);
    const records: RecordView[] = [...playback.toEvent(0).records];
    for (let frame = playback.step(); frame !== null && frame.snapshot.atUs < 5_000_000; frame = playback.step()) records.push(...frame.records);
    const busy = busyOf(records);
    const seenUs = 8_000_000;
    const folds = foldsOf({ busy, fromUs: 0, toUs: 8_000_000, seenUs, flightUs: 45_000, pixels: 960 });
    expect(folds.length).toBeGreaterThan(0);
    for (const fold of folds) {
      expect(fold.toUs).toBeLessThanOrEqual(seenUs);
      for (const { message, type } of records)
        if (type === 'message-sent' && message !== null) expect(message.deliverUs <= fold.fromUs || message.sentUs >= fold.toUs).toBe(true);
    }
  });

  it('finds the same busy stretches at once and bit by bit, in whatever order', () => {
    const flight = ([sentUs, flies]: readonly [number, number]) =>
      ({ type: 'message-sent', atUs: sentUs, message: { sentUs, deliverUs: sentUs + flies } }) as unknown as RecordView;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 60_000 }))), fc.nat(), (flights, at) => {
        const records = flights.map(flight);
        const cut = records.length === 0 ? 0 : at % records.length;
        const whole = busyOf(records);
        expect(extendBusy(busyOf(records.slice(0, cut)), records.slice(cut))).toEqual(whole);
        whole.slice(1).forEach((one, i) => {
          expect(one.fromUs).toBeGreaterThan(whole[i]!.toUs);
        });
      }),
    );
  });

  it('takes ticks that did nothing for quiet, and folds no fault away', () => {
    const record = (atMs: number, type: RecordView['type']) => ({ type, atUs: atMs * 1000, message: null }) as unknown as RecordView;
    const records = [
      record(10, 'operation-invoked'),
      record(2000, 'timer-fired'),
      record(4000, 'partition-changed'),
      record(6000, 'timer-fired'),
      record(9000, 'partition-changed'),
    ];
    const busy = busyOf(records);
    expect(busy.map((one) => one.fromUs)).toEqual([10_000, 4_000_000, 9_000_000]);
    const folds = foldsOf({ busy, fromUs: 0, toUs: 10_000_000, seenUs: 9_500_000, flightUs: 10_000, pixels: 960 });
    expect(folds).toHaveLength(3);
    for (const edge of [4_000_000, 9_000_000]) expect(folds.some((one) => edge >= one.fromUs && edge <= one.toUs)).toBe(false);
  });

  it('folds nothing of a time whose records are gone', () => {
    const input = { busy: [{ fromUs: 9_000_000, toUs: 9_010_000 }], fromUs: 0, toUs: 10_000_000, seenUs: 10_000_000, flightUs: 10_000, pixels: 960 };
    expect(foldsOf(input).map((one) => one.fromUs)[0]).toBe(0);
    expect(foldsOf({ ...input, knownFromUs: 9_000_000 }).every((one) => one.fromUs >= 9_010_000)).toBe(true);
  });

  it('spans a power of two times half a second, until the stop', () => {
    expect(spanOf(0, null)).toBe(500_000);
    expect(spanOf(900_000, 12_000_000)).toBe(1_000_000);
    expect(spanOf(11_000_000, 12_000_000)).toBe(12_000_000);
  });

  it('gives nothing away: its length depends on what was seen, not on what was computed', () => {
    expect(spanOf(100_000, 12_000_000)).toBe(spanOf(10, 12_000_000));
  });

  it('does not let quiet that is folded push what happened into a corner', () => {
    const busy = [
      { fromUs: 10_000, toUs: 130_000 },
      { fromUs: 10_100_000, toUs: 10_220_000 },
    ];
    const whole = foldedSpan({ busy, seenUs: 24_000_000, flightUs: 40_000, pixels: 960 }, null);
    const axis = timeAxis({ fromUs: 0, toUs: whole.toUs, x0: 120, x1: 1080, folds: whole.folds });
    expect(whole.folds).toHaveLength(2);
    expect(axis.x(24_000_000) - 120).toBeGreaterThan(960 / 3);
    expect(foldedSpan({ busy, seenUs: 11_000_000, flightUs: 40_000, pixels: 960 }, 12_000_000).toUs).toBeLessThanOrEqual(12_000_000);
  });

  it('gives the whole run room for all that was seen, whatever is folded', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 0, max: 20_000_000 }), (busy, seenUs) => {
        const { toUs, folds } = foldedSpan({ busy, seenUs, flightUs: 5000, pixels: 960 }, null);
        expect(toUs).toBeGreaterThanOrEqual(seenUs);
        for (const fold of folds) expect(fold.toUs).toBeLessThanOrEqual(Math.max(seenUs, fold.fromUs));
      }),
    );
  });

  it('zooms around a time and stays within the run', () => {
    const near = zoomed({ fromUs: 0, toUs: 1_000_000 }, 2, 250_000, 1_000_000);
    expect(near).toEqual({ fromUs: 125_000, toUs: 625_000 });
    expect(zoomed(near, 0.1, 250_000, 1_000_000)).toEqual({ fromUs: 0, toUs: 1_000_000 });
  });

  it('keeps what is under the pointer there when it zooms in between breaks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 120, max: 1080 }), (x) => {
        const axis = timeAxis({ fromUs: 0, toUs: 20_000_000, x0: 120, x1: 1080, folds: [{ fromUs: 1_000_000, toUs: 19_000_000 }] });
        const near = zoomed(axis, 2, axis.us(x), 20_000_000);
        expect(axis.x(near.toUs) - axis.x(near.fromUs)).toBeCloseTo(480, 3);
        expect(axis.x(near.fromUs) + (x - 120) / 2).toBeCloseTo(x, 3);
      }),
    );
  });

  it('moves along within the run, and after a time that has left it', () => {
    const span = { fromUs: 100_000, toUs: 200_000 };
    expect(panned(span, -500_000, 1_000_000)).toEqual({ fromUs: 0, toUs: 100_000 });
    expect(panned(span, 5_000_000, 1_000_000)).toEqual({ fromUs: 900_000, toUs: 1_000_000 });
    expect(panTo(span, 150_000)).toBe(0);
    expect(panned(span, panTo(span, 210_000), 1_000_000)).toEqual({ fromUs: 200_000, toUs: 300_000 });
  });
});
