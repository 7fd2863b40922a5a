/** How evenly random tokens share the ring, against facts A11.1, A11.2 and A13.12, as `--show placement` tells it of a scenario. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { buildResult } from '../../engine/result.ts';
import { scenarioOf } from '../scenario-of.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, mean, patience, seeds } from './statistics.ts';

/** Over so many rings: the standard deviation and the largest of the primary ownership, as shares of its mean. */
function balance(replicas: number, virtualNodes: number, rings: readonly number[]): { readonly sd: number; readonly max: number } {
  const scenario = scenarioOf({ version: 1, replicas, placement: { virtualNodes } });
  const all = rings.map((seed) => Object.values(buildResult(new Cluster({ ...scenario, seed }).world, ['placement']).placement?.ownership ?? {}));
  // Around the true mean, so that the estimate is unbiased; of one small ring around its own it would be 5 to 10 % less.
  const variance = mean(all.map((shares) => mean(shares.map((share) => (share * replicas - 1) ** 2))));
  return { sd: Math.sqrt(variance), max: mean(all.map((shares) => Math.max(...shares) * replicas)) };
}

interface Row {
  readonly n: number;
  readonly V: number;
  /** √((n − 1) / (nV + 1)), as printed. */
  readonly sd: number;
  readonly max?: number;
}

const table: readonly Row[] = [
  { n: 10, V: 1, sd: 0.9, max: 2.93 },
  { n: 10, V: 4, sd: 0.47 },
  { n: 10, V: 8, sd: 0.33, max: 1.6 },
  { n: 10, V: 16, sd: 0.24, max: 1.42 },
  { n: 10, V: 32, sd: 0.17 },
  { n: 10, V: 64, sd: 0.12, max: 1.2 },
  { n: 10, V: 128, sd: 0.084 },
  { n: 10, V: 256, sd: 0.059, max: 1.1 },
  { n: 100, V: 1, sd: 0.99, max: 5.18 },
  { n: 100, V: 4, sd: 0.5 },
  { n: 100, V: 8, sd: 0.35, max: 2.12 },
  { n: 100, V: 16, sd: 0.25, max: 1.75 },
  { n: 100, V: 32, sd: 0.18 },
  { n: 100, V: 64, sd: 0.12, max: 1.34 },
  { n: 100, V: 128, sd: 0.088 },
  { n: 100, V: 256, sd: 0.062, max: 1.16 },
];

describe('random tokens share the ring', patience, () => {
  it.each(table.filter(({ V }) => many || V <= 16))('among $n replicas of $V tokens: $sd of the mean', ({ n, V, sd, max }) => {
    const exact = Math.sqrt((n - 1) / (n * V + 1));
    expect(Math.abs(exact - sd)).toBeLessThan(0.006);
    const rings = seeds(n === 10 ? 1500 : 300, n === 10 ? 150 : 30);
    const found = balance(n, V, rings);
    expect(Math.abs(found.sd / exact - 1), `sd ${found.sd}`).toBeLessThanOrEqual(many ? 0.05 : 0.15);
    if (max !== undefined) expect(Math.abs(found.max / max - 1), `max ${found.max}`).toBeLessThanOrEqual(many ? 0.03 : 0.12);
  });
});

describe('every token adds up to 2 (N − 1) neighbours (A11.6)', () => {
  /** Of a hundred replicas and N = 3: with how many others each shares a range. Two of those down are a range without a quorum. */
  const neighbours = (virtualNodes: number): readonly number[] => {
    const { view, replicas } = new Cluster(scenarioOf({ version: 1, replicas: 100, placement: { virtualNodes } })).world;
    return replicas.map(({ id }) => view.peersOf(id).length);
  };

  it('so that two of a hundred that fail leave some range without a quorum in 4 % of the pairs with one token each, and in half of them with sixteen', () => {
    expect(new Set(neighbours(1))).toEqual(new Set([4]));
    const shares = [1, 2, 4, 16].map((virtualNodes) => {
      const counts = neighbours(virtualNodes);
      expect(Math.max(...counts)).toBeLessThanOrEqual(4 * virtualNodes);
      return mean(counts) / 99;
    });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    // Neighbours that a replica has twice are missing: 1 − e^(−64 / 99).
    expect(Math.abs(shares[3] - (1 - Math.exp(-64 / 99)))).toBeLessThan(0.03);
  });
});

describe('a ring of 64 fixed partitions among three nodes, as Riak’s (A11.7)', () => {
  it('is taken in turn: 22, 21 and 21 of them, 34.4 and 32.8 %', () => {
    // Placement here is by random tokens; a key stands for each partition and is pinned to whose turn it is.
    const nodes = ['A', 'B', 'C'];
    const pin = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`k${i}`, [nodes[i % 3]]]));
    const { replicas } = simulateDocument({ version: 1, placement: { replicationFactor: 1, pin }, data: { keys: 64 }, stop: { atMs: 1 } });
    const counts = nodes.map((node) => Object.keys(replicas?.[node] ?? {}).length);
    expect(counts).toEqual([22, 21, 21]);
    expect(counts.map((count) => Math.round((1000 * count) / 64) / 10)).toEqual([34.4, 32.8, 32.8]);
  });
});
