import { describe, expect, it } from 'vitest';
import { SpreadCurve } from './spread-curve.ts';

describe('the curve of a spread', () => {
  it('counts what gossip spent since the point before', () => {
    const curve = new SpreadCurve(3);
    curve.hear(0, 0, -1, false);
    curve.add(0, 500, 1);
    curve.carry();
    curve.carry();
    curve.lose();
    curve.hear(2, 1, 0, true);
    curve.add(1, 1500, 2);
    expect(curve.points()).toEqual([
      { at: 0, atUs: 500, holders: 1, carried: 0, lost: 0, fresh: 0 },
      { at: 1, atUs: 1500, holders: 2, carried: 2, lost: 1, fresh: 1 },
    ]);
    expect(curve.heardAt()).toEqual([0, null, 1]);
    expect(curve.heardFrom()).toEqual([-1, -1, 0]);
  });

  it('never changes a list that it handed out, and hands out the same one while nothing is heard', () => {
    const curve = new SpreadCurve(2);
    curve.hear(0, 0, -1, false);
    curve.add(0, 0, 1);
    const points = curve.points();
    const heard = curve.heardAt();
    expect(curve.points()).toBe(points);
    curve.hear(1, 1, 0, true);
    curve.add(1, 1000, 2);
    expect(points).toHaveLength(1);
    expect(heard).toEqual([0, null]);
    expect(curve.heardAt()).toEqual([0, 1]);
  });

  it('goes on alone after a fork', () => {
    const curve = new SpreadCurve(2);
    curve.add(0, 0, 1);
    const fork = curve.fork();
    curve.add(1, 1000, 2);
    expect(fork.last?.at).toBe(0);
    fork.carry();
    fork.add(5, 5000, 1);
    expect(curve.points().map(({ at }) => at)).toEqual([0, 1]);
    expect(fork.points().at(-1)).toEqual({ at: 5, atUs: 5000, holders: 1, carried: 1, lost: 0, fresh: 0 });
  });

  it('keeps at most two thousand points, the latest always among them, and loses no message', () => {
    const curve = new SpreadCurve(1);
    for (let round = 0; round < 12_345; round++) {
      curve.carry();
      curve.add(round, round, 1);
    }
    const points = curve.points();
    expect(points.length).toBeLessThan(2000);
    expect(points[0].at).toBe(0);
    expect(points.at(-1)?.at).toBe(12_344);
    expect(points.reduce((sum, point) => sum + point.carried, 0)).toBe(12_345);
    expect(points.every((point, i) => i === 0 || point.at > points[i - 1].at)).toBe(true);
  });
});
