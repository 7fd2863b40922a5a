import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeAxis } from '../time-axis.ts';
import type { TrackTick } from './layout.ts';
import { axisLabels, cutStretches, divergenceWord, labelLines, placeTicks } from './layout.ts';

const tick = (atMs: number, kind: TrackTick['kind'], label: string = kind): TrackTick => ({ atUs: atMs * 1000, event: atMs, kind, label });
const kinds = ['write', 'read', 'fault', 'heal', 'divergence', 'repair', 'converged', 'violation', 'drop'] as const;

describe('the scrub track', () => {
  it('says cut and heal, and marks what else has room', () => {
    const placed = placeTicks(
      [tick(250, 'fault', 'cut'), tick(256, 'drop'), tick(262, 'drop'), tick(300, 'heal'), tick(900, 'write')],
      (us) => us / 1000,
      0,
      1000,
    );
    expect(placed.filter((one) => one.word !== null).map((one) => one.word)).toEqual(['cut', 'heal']);
    expect(placed.filter((one) => one.marked).map((one) => one.atUs)).toEqual([900_000]);
    expect(placed).toHaveLength(5);
  });

  it('says only the first repair and the latest agreement after one', () => {
    const ticks = [tick(100, 'converged'), tick(300, 'repair', 'C by gossip'), tick(500, 'repair', 'D by gossip'), tick(700, 'converged')];
    const words = placeTicks(ticks, (us) => us / 1000, 0, 1000).map((one) => one.word);
    expect(words).toEqual([null, 'repairs', null, 'all agree']);
  });

  it('lets no word or mark lie on another, and none run off its ends', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: 0, max: 960 }), fc.constantFrom(...kinds)), { maxLength: 60 });
    fc.assert(
      fc.property(any, (given) => {
        const ticks = given.map(([atMs, kind]) => tick(atMs, kind, kind === 'fault' ? 'C crashed' : kind));
        const placed = placeTicks(ticks, (us) => 120 + us / 1000, 120, 1080);
        const boxes: [number, number][] = [];
        for (const one of placed) {
          const wide = (one.word ?? '').length * 6;
          if (one.marked) boxes.push([one.x - 5, one.x + 5]);
          if (one.word !== null) boxes.push(one.anchor === 'start' ? [one.wordX, one.wordX + wide] : [one.wordX - wide, one.wordX]);
        }
        boxes.sort((a, b) => a[0] - b[0]);
        boxes.slice(1).forEach((box, i) => {
          expect(box[0]).toBeGreaterThanOrEqual(boxes[i]![1]);
        });
        for (const [left, right] of boxes) {
          expect(left).toBeGreaterThanOrEqual(112);
          expect(right).toBeLessThanOrEqual(1088);
        }
      }),
    );
  });

  it('draws one stroke of a kind for each pixel, however many ticks there are', () => {
    const many = Array.from({ length: 5000 }, (_, i) => tick(i, 'drop'));
    expect(placeTicks(many, (us) => us / 5_000_000, 0, 1).length).toBeLessThanOrEqual(2);
  });

  it('keeps "first divergence" clear of a branch that leaves beside it', () => {
    const axis = timeAxis({ fromUs: 0, toUs: 1_000_000, x0: 120, x1: 1120 });
    expect(divergenceWord([tick(300, 'divergence')], axis, [])?.anchor).toBe('middle');
    expect(divergenceWord([tick(300, 'divergence')], axis, [axis.x(320_000)])?.anchor).toBe('end');
    expect(divergenceWord([tick(5, 'divergence')], axis, [])?.anchor).toBe('start');
  });

  it('hatches each stretch between a partition and its heal, whatever crashes and restarts meanwhile', () => {
    const ticks = [
      tick(250, 'fault', 'cut'),
      tick(400, 'fault', 'C crashed'),
      tick(600, 'heal', 'C restarted'),
      tick(2000, 'heal'),
      tick(3000, 'fault', 'cut'),
    ];
    expect(cutStretches(ticks, 3_500_000)).toEqual([
      { fromUs: 250_000, toUs: 2_000_000 },
      { fromUs: 3_000_000, toUs: 3_500_000 },
    ]);
  });

  it('labels the axis so that no label lies on another or on the clock', () => {
    const folds = fc.uniqueArray(fc.integer({ min: 1, max: 38 }), { maxLength: 12 }).map((at) => at.sort((a, b) => a - b));
    fc.assert(
      fc.property(folds, fc.integer({ min: 0, max: 1000 }), fc.constantFrom(390, 768, 1440), (at, share, width) => {
        const axis = timeAxis({
          fromUs: 0,
          toUs: 20_000_000,
          x0: width < 600 ? 24 : 120,
          x1: width - 24,
          folds: at.map((n) => ({ fromUs: n * 500_000, toUs: n * 500_000 + 400_000 })),
        });
        const now = axis.x0 + ((axis.x1 - axis.x0) * share) / 1000;
        const labels = axisLabels(axis, [now - 36, now + 36], width);
        const boxes = labels.map(({ x, text, anchor }): [number, number] => {
          const wide = text.length * 6;
          const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
          return [left, left + wide];
        });
        boxes.slice(1).forEach((box, i) => {
          expect(box[0]).toBeGreaterThan(boxes[i]![1]);
        });
        const marks = labels.filter((one) => !one.ofBreak);
        if (marks.length > 0) expect(marks.map((one) => / s$/.test(one.text)).lastIndexOf(true)).toBe(marks.length - 1);
        for (const [left, right] of boxes) expect(right < now - 36 || left > now + 36).toBe(true);
      }),
    );
  });

  it('breaks the name of a lane between words rather than run it into the track', () => {
    expect(labelLines('This run')).toEqual(['This run']);
    expect(labelLines('hinted handoff off')).toEqual(['hinted handoff', 'off']);
    for (const line of labelLines('antientropy.intervalMs 2000 as the story has it')) expect(line.length).toBeLessThanOrEqual(15);
  });
});
