import { describe, expect, it } from 'vitest';
import { bendPast, edgeToEdge, meets, pointOn, pointOnRing, reversed, sideways, toWay, wayBetween } from './geometry.ts';

const middle = { x: 200, y: 200 };

describe('ways between marks', () => {
  it('run from ring to ring', () => {
    expect(edgeToEdge({ x: 0, y: 0 }, { x: 100, y: 0 }, 20, 30)).toEqual([
      { x: 20, y: 0 },
      { x: 70, y: 0 },
    ]);
  });
  it('bend past a replica that stands between, towards the inner space, and are straight where none does', () => {
    const from = { x: 0, y: 100 };
    const to = { x: 400, y: 100 };
    expect(bendPast(from, to, [{ x: 200, y: 300 }], 50, middle)).toBe(0);
    const bend = bendPast(from, to, [{ x: 200, y: 100 }], 50, middle);
    const half = pointOn(wayBetween(from, to, 10, 10, bend), 0.5);
    expect(half.y).toBeGreaterThan(140);
  });
  it('are the same line in both directions', () => {
    const way = wayBetween({ x: 0, y: 0 }, { x: 100, y: 40 }, 10, 10, 20);
    const there = pointOn(way, 0.3);
    const back = pointOn(reversed(way), 0.7);
    expect([back.x, back.y]).toEqual([expect.closeTo(there.x), expect.closeTo(there.y)]);
    expect(toWay(way, there)).toBeLessThan(1);
  });
  it('have a lane to their right for each direction', () => {
    const way = wayBetween({ x: 0, y: 0 }, { x: 100, y: 0 }, 0, 0, 0);
    expect(sideways(way, 5).a.y).toBe(5);
    expect(sideways(reversed(way), 5).a.y).toBe(-5);
  });
  it('meet a barrier where they first touch it, from either side', () => {
    const wall = { x: 40, y: 0, width: 20, height: 100 };
    const way = wayBetween({ x: 0, y: 50 }, { x: 100, y: 50 }, 0, 0, 0);
    expect(meets(way, wall)).toBeCloseTo(0.4);
    expect(meets(reversed(way), wall)).toBeCloseTo(0.4);
    expect(meets(wayBetween({ x: 0, y: 50 }, { x: 30, y: 50 }, 0, 0, 0), wall)).toBeNull();
  });
  it('go round a ring clockwise from 12 o’clock', () => {
    expect(pointOnRing(0, 40, 14)).toEqual({ x: 0, y: -40 });
    expect(pointOnRing(0.25, 40, 14).x).toBeCloseTo(40);
    expect(pointOnRing(0.5, 40, 14).y).toBeCloseTo(40);
    expect(pointOnRing(0.75, 40, 14).x).toBeCloseTo(-40);
  });
});
