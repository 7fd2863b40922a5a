/** Where copies stand when replicas have regions and racks (Cassandra's NetworkTopologyStrategy). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../storage/key-table.ts';
import { buildRing, walkClockwise } from './ring.ts';
import { createRingView, type RingOptions } from './ring-view.ts';
import { type Site, spreadOf, walkSpread } from './spread-by-region.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const names = (count: number) => numbers(count).map((i) => `n${i + 1}`);
const site = (text: string): Site => {
  const [region = '', rack = ''] = text.split('/');
  return { region: region === '' ? null : region, rack: rack === '' ? null : rack };
};
const sitesOf = (text: string): Site[] => text.split(' ').map(site);

function viewOf(sites: readonly Site[], replicationFactor: RingOptions['replicationFactor'], more: Partial<RingOptions> = {}) {
  return createRingView({ replicas: names(sites.length), virtualNodes: 8, replicationFactor, pin: {}, keys: new KeyTable(300), seed: 1, sites, ...more });
}

const anySites = fc.array(fc.tuple(fc.constantFrom('eu', 'us', 'asia'), fc.constantFrom('r1', 'r2', 'r3', null)), { minLength: 3, maxLength: 14 });
const cluster = fc.tuple(
  anySites.map((sites): Site[] => sites.map(([region, rack]) => ({ region, rack }))),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  fc.integer({ min: 0, max: 1000 }),
);

describe('copies spread over regions', () => {
  it('are as many in each region as that asks for, and in no other', () => {
    const sites = sitesOf('eu eu eu eu us us us asia asia');
    const view = viewOf(sites, { eu: 3, us: 2 });
    for (const key of numbers(300)) {
      const regions = view.preferenceList(key).map((owner) => sites[owner]?.region);
      expect(regions.slice().sort()).toEqual(['eu', 'eu', 'eu', 'us', 'us']);
      expect(view.owns(7, key)).toBe(false);
    }
    expect(view.peersOf(7)).toEqual([]);
    expect(view.ownerSetsOf(8)).toEqual([]);
    expect(view.ownership().slice(7)).toEqual([0, 0]);
    expect(view.ownership().reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('are on all replicas of a region that has fewer than it asks for', () => {
    const view = viewOf(sitesOf('eu eu us'), { eu: 3, us: 3 });
    expect(view.preferenceList(5).slice().sort()).toEqual([0, 1, 2]);
    expect(view.ownerSetsOf(2)).toEqual([view.ownerSet(0)]);
  });

  it('stand in ring order, by the rule that Cassandra’s code has', () => {
    fc.assert(
      fc.property(cluster, ([sites, [one, two], seed]) => {
        const regions = [...new Set(sites.map(({ region }) => region ?? ''))];
        const factor = Object.fromEntries(regions.slice(0, 2).map((region, i) => [region, i === 0 ? one : two]));
        const ring = buildRing(names(sites.length), 4, seed);
        const spread = spreadOf(sites, factor);
        if (spread === null) throw new Error('no spread');
        for (let range = 0; range < ring.tokens.length; range++) {
          const list = walkSpread(ring, range, spread);
          const clockwise = walkClockwise(ring, range, sites.length);
          // The order of the list is the order of the walk.
          expect(list).toEqual(clockwise.filter((replica) => list.includes(replica)));
          for (const [region, wanted] of Object.entries(factor)) {
            const there = clockwise.filter((replica) => sites[replica]?.region === region);
            const firsts = there.filter((replica, i) => !there.slice(0, i).some((other) => sites[other]?.rack === sites[replica]?.rack));
            const count = Math.min(wanted, there.length);
            // The first of each rack; where that is not enough, the first that repeat one.
            const expected = new Set([...firsts, ...there.filter((replica) => !firsts.includes(replica))].slice(0, count));
            expect(new Set(list.filter((replica) => sites[replica]?.region === region))).toEqual(expected);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('calls peers those that share a range', () => {
    fc.assert(
      fc.property(cluster, ([sites, [one], seed]) => {
        const view = viewOf(sites, one, { seed, virtualNodes: 2, keys: new KeyTable(3000) });
        const expected = sites.map(() => new Set<number>());
        for (const key of numbers(3000)) for (const a of view.preferenceList(key)) for (const b of view.preferenceList(key)) if (a !== b) expected[a]?.add(b);
        for (const replica of numbers(sites.length)) expect(view.peersOf(replica)).toEqual(expect.arrayContaining([...(expected[replica] ?? [])]));
      }),
      { numRuns: 20 },
    );
  });

  it('begin with the replicas that a key is pinned to, while their region has room', () => {
    const keys = new KeyTable(0);
    const x = keys.intern('x');
    const sites = sitesOf('eu eu eu us us us');
    const list = viewOf(sites, { eu: 2, us: 1 }, { keys, pin: { x: ['n6', 'n1', 'n2', 'n3'] } }).preferenceList(x);
    expect(list).toEqual([5, 0, 1]);
    // Pinned replicas of one rack stay together; the rest keeps to the rule.
    const racked = viewOf(sitesOf('eu/a eu/a eu/b eu/c'), { eu: 3 }, { keys, pin: { x: ['n1', 'n2'] } }).preferenceList(x);
    expect(racked.slice(0, 2)).toEqual([0, 1]);
    expect([2, 3]).toContain(racked[2]);
  });
});

describe('copies spread over racks', () => {
  it('stand in as many racks as there are, whether by region or with one number', () => {
    const sites = sitesOf('eu/a eu/a eu/b eu/b us/a us/a us/b us/b');
    for (const key of numbers(300)) {
      const rackOf = (owner: number) => `${sites[owner]?.region}/${sites[owner]?.rack}`;
      expect(new Set(viewOf(sites, { eu: 2, us: 2 }).preferenceList(key).map(rackOf)).size).toBe(4);
      expect(new Set(viewOf(sites, 4).preferenceList(key).map(rackOf)).size).toBe(4);
    }
  });

  it('repeat racks only where there are fewer of them than owners', () => {
    const sites = sitesOf('/a /a /a /a /b');
    for (const key of numbers(300)) {
      const list = viewOf(sites, 3).preferenceList(key);
      expect(list).toContain(4);
      expect(list).toHaveLength(3);
    }
  });

  it('are the next replicas where nobody names a rack, regions or not', () => {
    const plain = createRingView({ replicas: names(6), virtualNodes: 8, replicationFactor: 3, pin: {}, keys: new KeyTable(300), seed: 1 });
    const view = viewOf(sitesOf('eu us eu us eu us'), 3);
    for (const key of numbers(300)) expect(view.preferenceList(key)).toEqual(plain.preferenceList(key));
  });
});
