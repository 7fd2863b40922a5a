import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyBox, cardBox, clientBox, clientWordsBox } from './boxes.ts';
import { type Box, inside, overlap } from './geometry.ts';
import { homeSides, layoutCluster } from './layout.ts';
import type { ClusterLayout, LayoutInput } from './places.ts';

const five: LayoutInput = {
  ids: ['A', 'B', 'C', 'D', 'E'],
  groups: [
    ['A', 'B'],
    ['C', 'D', 'E'],
  ],
  cut: false,
  clients: [
    { id: 'phone', home: 'A' },
    { id: 'laptop', home: 'D' },
  ],
  width: 1104,
  height: 400,
};
const names = (count: number) => Array.from({ length: count }, (_, i) => (count <= 26 ? String.fromCharCode(65 + i) : `n${i + 1}`));
const stages = [
  [1104, 400],
  [1104, 330],
  [720, 420],
  [390, 284],
  [390, 360],
] as const;

/** Everything that may not lie on anything else, with its name. */
function boxesOf(layout: ClusterLayout): readonly (readonly [string, Box])[] {
  const boxes: (readonly [string, Box])[] = [];
  for (const place of layout.replicas.values()) {
    boxes.push([`replica ${place.id}`, bodyBox(place, layout)]);
    const card = cardBox(place, layout, true);
    if (card !== null) boxes.push([`card of ${place.id}`, card]);
  }
  for (const place of layout.clients.values()) boxes.push([`client ${place.id}`, clientBox(place)], [`words of ${place.id}`, clientWordsBox(place)]);
  for (const bar of layout.barriers) boxes.push(['a barrier', bar]);
  return boxes;
}

function faultsOf(layout: ClusterLayout): readonly string[] {
  const boxes = boxesOf(layout);
  const faults = boxes.filter(([, box]) => !inside(box, layout.width, layout.height)).map(([name]) => `${name} is not inside`);
  // A thousand cells stand on a grid, so neighbours in the list are enough.
  const reach = boxes.length > 150 ? 40 : boxes.length;
  boxes.forEach(([name, box], i) => {
    for (const [other, there] of boxes.slice(i + 1, i + 1 + reach)) if (overlap(box, there, 0.5)) faults.push(`${name} lies on ${other}`);
  });
  return faults;
}

describe('the layout of a cluster', () => {
  for (const [width, height] of stages) {
    for (const count of [2, 3, 4, 5, 6, 7, 12, 30, 100, 1000]) {
      for (const cut of [false, true]) {
        it(`keeps ${count} replicas, their cards, clients and words apart and inside ${width} × ${height}${cut ? ', cut' : ''}`, () => {
          const ids = names(count);
          const half = Math.floor(count / 2);
          const clients = [
            { id: 'phone', home: ids[0] ?? null },
            { id: 'laptop', home: ids[count - 1] ?? null },
          ];
          const layout = layoutCluster({ ids, groups: [ids.slice(0, half), ids.slice(half)], cut, clients, width, height });
          expect(faultsOf(layout)).toEqual([]);
          expect(layout.replicas.size).toBe(count);
        });
      }
    }
  }

  it('leaves 60 px between the rings of 3 to 7 replicas in the upper slot', () => {
    for (const count of [3, 5, 7]) {
      const layout = layoutCluster({ ...five, ids: names(count), groups: [] });
      const places = [...layout.replicas.values()];
      for (const one of places)
        for (const other of places)
          if (one !== other)
            expect(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) - 2 * (layout.half + layout.ring)).toBeGreaterThanOrEqual(60);
    }
  });

  it('puts the sides of a cut on either side of an upright barrier, on a phone too', () => {
    for (const [width, height] of stages) {
      const layout = layoutCluster({ ...five, width, height });
      const wall = layout.barriers[0]!;
      for (const id of ['A', 'B']) expect(layout.replicas.get(id)!.x).toBeLessThan(wall.x);
      for (const id of ['C', 'D', 'E']) expect(layout.replicas.get(id)!.x).toBeGreaterThan(wall.x + wall.width);
    }
  });

  it('does not move up to 12 replicas when the cut comes that it was laid out for', () => {
    expect(layoutCluster({ ...five, cut: true }).replicas).toEqual(layoutCluster(five).replicas);
  });

  it('keeps clients outside the cluster, each on the side of its first coordinator', () => {
    const layout = layoutCluster(five);
    const xs = [...layout.replicas.values()].map((place) => place.x);
    expect(layout.clients.get('phone')!.x).toBeLessThan(Math.min(...xs));
    expect(layout.clients.get('laptop')!.x).toBeGreaterThan(Math.max(...xs));
  });

  it('draws many replicas as one block, and as two only while they are cut', () => {
    const ids = names(100);
    const groups = [ids.slice(0, 50), ids.slice(50)];
    expect(layoutCluster({ ...five, ids, groups }).sides).toHaveLength(1);
    expect(layoutCluster({ ...five, ids, groups, cut: true }).sides).toHaveLength(2);
  });

  it('puts the replicas of a region together, each region on ground of its own with its name', () => {
    const regions = new Map([...'ABCDEF'].map((id, i) => [id, i % 2 === 0 ? 'eu' : 'us']));
    for (const [width, height] of stages) {
      const input: LayoutInput = { ...five, ids: [...'ABCDEF'], groups: [], regions, width, height };
      const layout = layoutCluster(input);
      expect(layout.byRegion).toBe(true);
      expect(layout.sides.map(({ ids, region }) => [region, ids.join('')])).toEqual([
        ['eu', 'ACE'],
        ['us', 'BDF'],
      ]);
      expect(faultsOf(layout)).toEqual([]);
      // A cut between the regions moves nobody; one across them follows the cut.
      expect(layoutCluster({ ...input, groups: [[...'ACE'], [...'BDF']], cut: true }).replicas).toEqual(layout.replicas);
      expect(layoutCluster({ ...input, groups: [[...'ABC'], [...'DEF']], cut: true }).byRegion).toBe(false);
    }
  });

  it('lets each replica say its region where every one has its own', () => {
    const regions = new Map(five.ids.map((id) => [id, `region of ${id}`]));
    const layout = layoutCluster({ ...five, groups: [], regions });
    expect(layout.byRegion).toBe(false);
    expect(layout.replicas).toEqual(layoutCluster({ ...five, groups: [] }).replicas);
  });

  it('puts a newcomer with its region, though the coming cut does not name it', () => {
    const regions = new Map([...'ABCDE'].map((id) => [id, id < 'C' ? 'eu' : 'us']));
    const groups = [
      ['A', 'B'],
      ['C', 'D'],
    ];
    expect(layoutCluster({ ...five, groups, cut: true, regions }).sides.map(({ ids }) => ids.join(''))).toEqual(['AB', 'CDE']);
  });

  it('gives every replica a place of its own, whatever the number and the cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 320, max: 1400 }), fc.integer({ min: 0, max: 999 }), (count, width, cut) => {
        const ids = names(count);
        const at = cut % Math.max(1, count);
        const layout = layoutCluster({ ids, groups: at === 0 ? [] : [ids.slice(0, at), ids.slice(at)], cut: at > 0, clients: [], width, height: 400 });
        expect(layout.replicas.size).toBe(count);
        expect(new Set([...layout.replicas.values()].map((place) => `${place.x.toFixed(3)}/${place.y.toFixed(3)}`)).size).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  it('names cells only on demand from 30 replicas on', () => {
    expect(layoutCluster({ ...five, ids: names(24), groups: [] }).labels).toBe(true);
    expect(layoutCluster({ ...five, ids: names(30), groups: [] }).labels).toBe(false);
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
