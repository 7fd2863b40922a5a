import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayoutInput } from './layout.ts';
import { edgeToEdge, homeSides, layoutCluster, meets, pointOnRing } from './layout.ts';

const five: LayoutInput = {
  ids: ['A', 'B', 'C', 'D', 'E'],
  groups: [
    ['A', 'B'],
    ['C', 'D', 'E'],
  ],
  clients: [
    { id: 'phone', home: 'A' },
    { id: 'laptop', home: 'D' },
  ],
  width: 1056,
  height: 560,
};
const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i + 1}`);

describe('the layout of a cluster', () => {
  it('puts the sides of a cut on either side of an upright barrier on a wide stage', () => {
    const layout = layoutCluster(five);
    const wall = layout.barriers[0]!;
    for (const id of ['A', 'B']) expect(layout.replicas.get(id)!.x).toBeLessThan(wall.x);
    for (const id of ['C', 'D', 'E']) expect(layout.replicas.get(id)!.x).toBeGreaterThan(wall.x + wall.width);
  });

  it('puts them above and below a level barrier on a phone', () => {
    const layout = layoutCluster({ ...five, width: 374, height: 474 });
    const wall = layout.barriers[0]!;
    for (const id of ['A', 'B']) expect(layout.replicas.get(id)!.y + layout.half).toBeLessThan(wall.y);
    for (const id of ['C', 'D', 'E']) expect(layout.replicas.get(id)!.y - layout.half).toBeGreaterThan(wall.y + wall.height);
  });

  it('keeps clients outside the cluster, each on the side of its first coordinator', () => {
    const layout = layoutCluster(five);
    const [left, right] = layout.sides.map((side) => side.box);
    expect(layout.clients.get('phone')!.x).toBeLessThan(left!.x);
    expect(layout.clients.get('laptop')!.x).toBeGreaterThan(right!.x + right!.width);
  });

  it('keeps rings of up to 12 replicas apart and inside the stage, on a desktop, a tablet and a phone', () => {
    for (const [width, height] of [
      [1056, 560],
      [720, 490],
      [374, 474],
    ] as const) {
      const layout = layoutCluster({ ...five, width, height });
      const places = [...layout.replicas.values()];
      const reach = layout.half + layout.ring;
      for (const place of places) {
        expect(place.x - reach).toBeGreaterThanOrEqual(0);
        expect(place.x + reach).toBeLessThanOrEqual(width);
        const outer = reach + 14 + layout.card.height;
        expect(place.y - (place.cards === 'above' ? outer : reach)).toBeGreaterThanOrEqual(0);
        expect(place.y + (place.cards === 'below' ? outer : reach)).toBeLessThanOrEqual(height);
        for (const other of places) if (other !== place) expect(Math.max(Math.abs(other.x - place.x), Math.abs(other.y - place.y))).toBeGreaterThan(2 * reach);
      }
    }
  });

  it('gives every replica a place of its own, whatever the number and the cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 320, max: 1400 }), fc.integer({ min: 0, max: 999 }), (count, width, cut) => {
        const ids = names(count);
        const at = cut % Math.max(1, count);
        const layout = layoutCluster({ ids, groups: at === 0 ? [] : [ids.slice(0, at), ids.slice(at)], clients: [], width, height: 500 });
        expect(layout.replicas.size).toBe(count);
        expect(new Set([...layout.replicas.values()].map((place) => `${place.x.toFixed(3)}/${place.y.toFixed(3)}`)).size).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it('draws cells without names from 30 replicas on', () => {
    expect(layoutCluster({ ...five, ids: names(24), groups: [] }).labels).toBe(true);
    expect(layoutCluster({ ...five, ids: names(100), groups: [] }).labels).toBe(false);
  });
});

describe('the sides of a cluster', () => {
  it('are those of the cut, with names in none on the first', () => {
    expect(homeSides(['A', 'B', 'C', 'D'], [['B'], ['D']])).toEqual([['A', 'B', 'C'], ['D']]);
  });
  it('are two halves where nothing was cut', () => {
    expect(homeSides(['A', 'B', 'C', 'D', 'E'], [])).toEqual([
      ['A', 'B'],
      ['C', 'D', 'E'],
    ]);
  });
});

describe('ways between marks', () => {
  it('run from ring to ring', () => {
    expect(edgeToEdge({ x: 0, y: 0 }, { x: 100, y: 0 }, 20, 30)).toEqual([
      { x: 20, y: 0 },
      { x: 70, y: 0 },
    ]);
  });
  it('meet a barrier where they first touch it, from either side', () => {
    const wall = { x: 40, y: 0, width: 20, height: 100 };
    expect(meets({ x: 0, y: 50 }, { x: 100, y: 50 }, wall, true)).toBeCloseTo(0.4);
    expect(meets({ x: 100, y: 50 }, { x: 0, y: 50 }, wall, true)).toBeCloseTo(0.4);
    expect(meets({ x: 0, y: 50 }, { x: 30, y: 50 }, wall, true)).toBeNull();
  });
  it('go round a ring clockwise from 12 o’clock', () => {
    expect(pointOnRing(0, 40, 14)).toEqual({ x: 0, y: -40 });
    expect(pointOnRing(0.25, 40, 14).x).toBeCloseTo(40);
    expect(pointOnRing(0.5, 40, 14).y).toBeCloseTo(40);
    expect(pointOnRing(0.75, 40, 14).x).toBeCloseTo(-40);
  });
});
