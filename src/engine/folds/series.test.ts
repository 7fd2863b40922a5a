import { describe, expect, it } from 'vitest';
import { Series } from './series.ts';

describe('a series', () => {
  it('keeps every change while it is short, and the last of one instant', () => {
    const series = new Series();
    for (const [at, value] of [
      [0, 1],
      [0, 2],
      [5, 2],
      [7, 3],
    ])
      series.add(at, value);
    expect(series.points()).toEqual([
      { at: 0, value: 2 },
      { at: 7, value: 3 },
    ]);
  });

  it('stays within 2,000 points from the first to the latest, however long the run', () => {
    const series = new Series();
    for (let at = 0; at < 100_000; at++) series.add(at, at);
    const points = series.points();
    expect(points.length).toBeLessThanOrEqual(2000);
    expect(points.length).toBeGreaterThan(900);
    expect(points[0]).toEqual({ at: 0, value: 0 });
    expect(points.at(-1)).toEqual({ at: 99_999, value: 99_999 });
    for (let i = 1; i < points.length; i++) expect(points[i].at).toBeGreaterThan(points[i - 1].at);
  });

  it('is left as it was in a fork', () => {
    const series = new Series();
    series.add(1, 1);
    const fork = series.fork();
    series.add(2, 2);
    fork.add(3, 3);
    expect(fork.points()).toEqual([
      { at: 1, value: 1 },
      { at: 3, value: 3 },
    ]);
    expect(series.points()).toEqual([
      { at: 1, value: 1 },
      { at: 2, value: 2 },
    ]);
  });
});
