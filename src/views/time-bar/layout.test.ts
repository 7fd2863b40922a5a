import { describe, expect, it } from 'vitest';
import type { TrackTick } from './layout.ts';
import { cutStretches, placeTicks, spanOf, timeAxis } from './layout.ts';

const tick = (atMs: number, kind: TrackTick['kind'], label: string = kind): TrackTick => ({ atUs: atMs * 1000, event: atMs, kind, label });

describe('the scrub track', () => {
  it('spans a power of two times half a second, until the stop', () => {
    expect(spanOf(0, null)).toBe(500_000);
    expect(spanOf(900_000, 12_000_000)).toBe(1_000_000);
    expect(spanOf(11_000_000, 12_000_000)).toBe(12_000_000);
  });

  it('gives nothing away: its length depends on what was seen, not on what was computed', () => {
    expect(spanOf(100_000, 12_000_000)).toBe(spanOf(10, 12_000_000));
  });

  it('maps time to pixels and back', () => {
    const axis = timeAxis(1_000_000, 24, 1024);
    expect(axis.x(500_000)).toBe(524);
    expect(axis.us(axis.x(123_456))).toBeCloseTo(123_456);
    expect(axis.us(-50)).toBe(0);
  });

  it('lets no word lie on another word or mark', () => {
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

  it('hatches each stretch between a cut and its heal', () => {
    expect(cutStretches([tick(250, 'fault', 'cut'), tick(400, 'fault', 'C crashed'), tick(2000, 'heal'), tick(3000, 'fault', 'cut')], 3_500_000)).toEqual([
      { fromUs: 250_000, toUs: 2_000_000 },
      { fromUs: 3_000_000, toUs: 3_500_000 },
    ]);
  });
});
