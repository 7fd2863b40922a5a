import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback } from '../engine/picture/playback.ts';
import type { RecordView } from '../engine/picture/snapshot.ts';
import { presets } from '../engine/presets/index.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import { BREAK_WIDTH, busyOf, extendBusy, foldsOf, type Stretch, timeAxis, zoomed } from './time-axis.ts';

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
          expect(axis.x(us) - axis.x(axis.marks[i]!)).toBeGreaterThanOrEqual(60);
        });
      }),
    );
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

  it('finds the same busy stretches at once and bit by bit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 60_000 }))), fc.nat(), (flights, at) => {
        const sorted = flights
          .sort((a, b) => a[0] - b[0])
          .map(
            ([sentUs, flies], event) =>
              ({ type: 'message-sent', event, atUs: sentUs, message: { sentUs, deliverUs: sentUs + flies } }) as unknown as RecordView,
          );
        const cut = sorted.length === 0 ? 0 : at % sorted.length;
        expect(extendBusy(busyOf(sorted.slice(0, cut)), sorted.slice(cut))).toEqual(busyOf(sorted));
      }),
    );
  });

  it('zooms around a time and stays within the run', () => {
    const near = zoomed({ fromUs: 0, toUs: 1_000_000 }, 2, 250_000, 1_000_000);
    expect(near).toEqual({ fromUs: 125_000, toUs: 625_000 });
    expect(zoomed(near, 0.1, 250_000, 1_000_000)).toEqual({ fromUs: 0, toUs: 1_000_000 });
  });
});
