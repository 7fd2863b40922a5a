import { describe, expect, it } from 'vitest';
import { PeerTable, WINDOW } from './peer-table.ts';
import { isConvicted, longestIntervalUs, phiOf } from './phi.ts';

describe('phi', () => {
  it.each([
    [5, 11.51],
    [8, 18.42],
    [12, 27.63],
  ])('crosses %d after %d mean intervals (facts A3.8, A3.9)', (threshold, intervals) => {
    for (const meanUs of [1_000_000, 2_000_000, 250_000]) {
      const silence = (times: number): boolean => isConvicted(times * meanUs, meanUs, threshold);
      expect([silence(intervals - 0.01), silence(intervals + 0.01)]).toEqual([false, true]);
    }
    expect(phiOf(intervals * 1000, 1000)).toBeCloseTo(threshold, 2);
  });

  it('takes 36.8 s from a cold window at a gossip of 1 s', () => {
    const table = PeerTable.unknown(1, 0, longestIntervalUs(1000));
    expect(isConvicted(36_840_000, table.meanUs[0], 8)).toBe(false);
    expect(isConvicted(36_850_000, table.meanUs[0], 8)).toBe(true);
  });
});

describe('the window of intervals', () => {
  it('begins with two of 2 s and keeps the mean of all, without those above 2 s', () => {
    const table = PeerTable.unknown(1, 0, 2_000_000);
    table.heard(0, 1_000_000, 2_000_000);
    expect(table.meanUs[0]).toBeCloseTo(((2 + 2 + 1) * 1e6) / 3, 3);
    table.heard(0, 61_000_000, 2_000_000);
    expect(table.samples[0]).toBe(3);
    expect(table.heardUs[0]).toBe(61_000_000);
  });

  it('forgets its cold start after a thousand', () => {
    const table = PeerTable.unknown(1, 0, 2_000_000);
    for (let second = 1; second <= 8 * WINDOW; second++) table.heard(0, second * 1e6, 2_000_000);
    expect(table.samples[0]).toBe(WINDOW);
    expect(table.meanUs[0] / 1e6).toBeCloseTo(1, 3);
  });

  it('shares nothing with a fork that either changes', () => {
    const table = PeerTable.unknown(2, 0, 2_000_000);
    const copy = table.fork();
    copy.heard(1, 5, 2_000_000);
    copy.versions[1] = 9;
    expect([table.heardUs[1], table.versions[1]]).toEqual([0, 0]);
  });
});
