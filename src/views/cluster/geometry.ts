/**
 * Pure plane geometry of the cluster view: boxes, the ways between marks (bent where a third replica stands between two, clipped from ring
 * to ring), and outlines of rounded squares. Knows no snapshot.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A way from edge to edge: a quadratic curve from `a` over `c` to `b`; straight where `c` lies between them. */
export interface Way {
  readonly a: Point;
  readonly c: Point;
  readonly b: Point;
  readonly length: number;
}

export function overlap(a: Box, b: Box, slack = 0): boolean {
  return a.x < b.x + b.width - slack && b.x < a.x + a.width - slack && a.y < b.y + b.height - slack && b.y < a.y + a.height - slack;
}

export function inside(a: Box, width: number, height: number): boolean {
  return a.x >= -0.5 && a.y >= -0.5 && a.x + a.width <= width + 0.5 && a.y + a.height <= height + 0.5;
}

/** How far a point lies from a box; 0 inside it. */
export function toBox(point: Point, box: Box): number {
  const dx = Math.max(box.x - point.x, 0, point.x - box.x - box.width);
  const dy = Math.max(box.y - point.y, 0, point.y - box.y - box.height);
  return Math.hypot(dx, dy);
}

export function mix(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** Clips the straight way between two points to the rings around them, so that a mark travels from edge to edge. */
export function edgeToEdge(from: Point, to: Point, fromOff: number, toOff: number): readonly [Point, Point] {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const ux = dx / length;
  const uy = dy / length;
  const reach = (off: number) => off / Math.max(Math.abs(ux), Math.abs(uy), 0.75);
  const a = Math.min(reach(fromOff), length / 2);
  const b = Math.min(reach(toOff), length / 2);
  return [
    { x: from.x + ux * a, y: from.y + uy * a },
    { x: to.x - ux * b, y: to.y - uy * b },
  ];
}

/** The way between two centres, `bend` pixels to the right of the straight line at its middle. */
export function wayBetween(from: Point, to: Point, fromOff: number, toOff: number, bend: number): Way {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const over: Point = {
    x: (from.x + to.x) / 2 - ((to.y - from.y) / length) * bend * 2,
    y: (from.y + to.y) / 2 + ((to.x - from.x) / length) * bend * 2,
  };
  if (bend === 0) {
    const [a, b] = edgeToEdge(from, to, fromOff, toOff);
    return { a, b, c: mix(a, b, 0.5), length: Math.hypot(b.x - a.x, b.y - a.y) };
  }
  const [a] = edgeToEdge(from, over, fromOff, 0);
  const [b] = edgeToEdge(to, over, toOff, 0);
  return { a, b, c: over, length: (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(over.x - a.x, over.y - a.y) + Math.hypot(b.x - over.x, b.y - over.y)) / 2 };
}

/** How far a way must bend at its middle to pass obstacles (their centres) at `clear`; 0 where it passes them anyway. `inward`: where to when one stands right on it. */
export function bendPast(from: Point, to: Point, obstacles: readonly Point[], clear: number, inward: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  let bend = 0;
  for (const one of obstacles) {
    const t = ((one.x - from.x) * dx + (one.y - from.y) * dy) / (length * length);
    if (t < 0.08 || t > 0.92) continue;
    // To the right of the direction of travel is positive.
    const off = ((one.y - from.y) * dx - (one.x - from.x) * dy) / length;
    if (Math.abs(off) >= clear) continue;
    const middle = ((inward.y - from.y) * dx - (inward.x - from.x) * dy) / length;
    const sign = Math.abs(off) > 2 ? -Math.sign(off) : middle < 0 ? -1 : 1;
    const needed = ((clear - Math.abs(off)) / Math.max(0.45, 4 * t * (1 - t))) * sign;
    if (Math.abs(needed) > Math.abs(bend)) bend = needed;
  }
  return bend;
}

/** A way shifted sideways, to the right of its direction. */
export function sideways(way: Way, by: number): Way {
  if (by === 0) return way;
  const length = Math.hypot(way.b.x - way.a.x, way.b.y - way.a.y) || 1;
  const x = (-(way.b.y - way.a.y) / length) * by;
  const y = ((way.b.x - way.a.x) / length) * by;
  const move = (point: Point) => ({ x: point.x + x, y: point.y + y });
  return { a: move(way.a), c: move(way.c), b: move(way.b), length: way.length };
}

export function reversed(way: Way): Way {
  return { a: way.b, c: way.c, b: way.a, length: way.length };
}

export function pointOn({ a, c, b }: Way, share: number): Point {
  const rest = 1 - share;
  return {
    x: rest * rest * a.x + 2 * rest * share * c.x + share * share * b.x,
    y: rest * rest * a.y + 2 * rest * share * c.y + share * share * b.y,
  };
}

/** Where the way leads at a share of it, radians. */
export function directionOn({ a, c, b }: Way, share: number): number {
  const rest = 1 - share;
  return Math.atan2(rest * (c.y - a.y) + share * (b.y - c.y), rest * (c.x - a.x) + share * (b.x - c.x));
}

/** The way up to a share of it. */
export function firstPart(way: Way, share: number): Way {
  return { a: way.a, c: mix(way.a, way.c, share), b: pointOn(way, share), length: way.length * share };
}

export function pathOf({ a, c, b }: Way): string {
  return `M${a.x} ${a.y}Q${c.x} ${c.y} ${b.x} ${b.y}`;
}

/** The nearest that a way comes to a point. */
export function toWay(way: Way, point: Point): number {
  let best = Number.POSITIVE_INFINITY;
  let before = way.a;
  for (let i = 1; i <= 12; i++) {
    const after = pointOn(way, i / 12);
    best = Math.min(best, toSegment(before, after, point));
    before = after;
  }
  return best;
}

function toSegment(a: Point, b: Point, point: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const t = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(point.x - a.x - dx * t, point.y - a.y - dy * t);
}

/** The share of a way at which it first meets an upright bar, or null where it misses it. */
export function meets(way: Way, bar: Box): number | null {
  const low = bar.x;
  const high = bar.x + bar.width;
  const { a, b } = way;
  if (a.x === b.x || (a.x < low && b.x < low) || (a.x > high && b.x > high)) return null;
  const edge = a.x < b.x ? low : high;
  let from = 0;
  let to = 1;
  // A bent way still goes from left to right or back, so halving finds the place.
  for (let i = 0; i < 24; i++) {
    const middle = (from + to) / 2;
    if (a.x < b.x === pointOn(way, middle).x < edge) from = middle;
    else to = middle;
  }
  return Math.max(0, Math.min(1, from));
}

/** A point on a rounded square's outline, clockwise from 12 o'clock; `share` 0 to 1. */
export function pointOnRing(share: number, half: number, radius: number): Point {
  const straight = 2 * (half - radius);
  const arc = (Math.PI * radius) / 2;
  let left = (((share % 1) + 1) % 1) * 4 * (straight + arc);
  const corner = half - radius;
  const steps: readonly (readonly [number, (d: number) => Point])[] = [
    [straight / 2, (d) => ({ x: d, y: -half })],
    [arc, (d) => ({ x: corner + radius * Math.sin(d / radius), y: -corner - radius * Math.cos(d / radius) })],
    [straight, (d) => ({ x: half, y: -corner + d })],
    [arc, (d) => ({ x: corner + radius * Math.cos(d / radius), y: corner + radius * Math.sin(d / radius) })],
    [straight, (d) => ({ x: corner - d, y: half })],
    [arc, (d) => ({ x: -corner - radius * Math.sin(d / radius), y: corner + radius * Math.cos(d / radius) })],
    [straight, (d) => ({ x: -half, y: corner - d })],
    [arc, (d) => ({ x: -corner - radius * Math.cos(d / radius), y: -corner - radius * Math.sin(d / radius) })],
    [straight / 2, (d) => ({ x: -corner + d, y: -half })],
  ];
  for (const [length, at] of steps) {
    if (left <= length) return at(left);
    left -= length;
  }
  return { x: 0, y: -half };
}

/** The outline itself, from 12 o'clock clockwise, as path data. */
export function ringPath(half: number, radius: number): string {
  const c = half - radius;
  return `M0 ${-half}H${c}A${radius} ${radius} 0 0 1 ${half} ${-c}V${c}A${radius} ${radius} 0 0 1 ${c} ${half}H${-c}A${radius} ${radius} 0 0 1 ${-half} ${c}V${-c}A${radius} ${radius} 0 0 1 ${-c} ${-half}Z`;
}
