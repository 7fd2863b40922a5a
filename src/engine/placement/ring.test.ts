import { describe, expect, it } from 'vitest';
import { hashString } from '../../base/hash.ts';
import { buildRing, keyToken, ownershipOf, rangeOf, walkClockwise } from './ring.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i + 1}`);

/** Means over so many rings: standard deviation and maximum of primary ownership, both as shares of the mean. */
function balance(replicas: number, virtualNodes: number, rings: number): { sd: number; max: number } {
  let variance = 0;
  let max = 0;
  for (let seed = 1; seed <= rings; seed++) {
    const shares = ownershipOf(buildRing(names(replicas), virtualNodes, seed));
    // Around the true mean, 1/n, so that the estimate of the variance is unbiased.
    variance += shares.reduce((sum, share) => sum + (share * replicas - 1) ** 2, 0) / replicas;
    max += Math.max(...shares) * replicas;
  }
  return { sd: Math.sqrt(variance / rings), max: max / rings };
}

describe('the token ring', () => {
  // facts.md A11.1: exactly sqrt((n − 1) / (nV + 1)).
  it.each([
    [10, 1, 3000],
    [10, 16, 600],
    [10, 128, 200],
    [100, 1, 600],
    [100, 16, 100],
    [100, 128, 30],
  ])('spreads ownership over %i replicas of %i tokens as the Dirichlet law says', (replicas, virtualNodes, rings) => {
    const expected = Math.sqrt((replicas - 1) / (replicas * virtualNodes + 1));
    expect(Math.abs(balance(replicas, virtualNodes, rings).sd / expected - 1)).toBeLessThan(0.05);
  });

  // facts.md A11.2 and its harmonic number for one token each.
  it.each([
    [10, 1, 3000, 2.93],
    [100, 1, 600, 5.18],
  ])('gives the largest of %i owners of %i token its share', (replicas, virtualNodes, rings, expected) => {
    expect(Math.abs(balance(replicas, virtualNodes, rings).max / expected - 1)).toBeLessThan(0.03);
  });

  // facts.md A11.3: the mean, and the standard deviation between rings.
  it.each([
    [1, 20_000, 0.093],
    [16, 1000, 0.0225],
    [128, 150, 0.008],
  ])('moves a tenth of the keys when a tenth replica joins, %i tokens each', (virtualNodes, rings, deviation) => {
    let sum = 0;
    let squares = 0;
    for (let seed = 1; seed <= rings; seed++) {
      const share = ownershipOf(buildRing(names(10), virtualNodes, seed))[9];
      sum += share;
      squares += (share - 0.1) ** 2;
    }
    expect(Math.abs(sum / rings / 0.1 - 1)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(squares / rings) / deviation - 1)).toBeLessThan(0.15);
  });

  it('moves keys to the replica that joins, and between no others', () => {
    const before = buildRing(names(9), 16, 1);
    const after = buildRing(names(10), 16, 1);
    let moved = 0;
    for (let token = 0; token < 4294967296; token += 1 << 20) {
      const is = after.holders[rangeOf(after, token)];
      if (is === 9) moved++;
      else expect(is).toBe(before.holders[rangeOf(before, token)]);
    }
    expect(moved / 4096).toBeCloseTo(ownershipOf(after)[9], 2);
  });

  it('places a replica by its name and the seed, wherever it stands in the list', () => {
    const one = buildRing(['A', 'B', 'C'], 8, 7);
    const other = buildRing(['C', 'A', 'B'], 8, 7);
    expect(Array.from(one.tokens)).toEqual(Array.from(other.tokens));
    expect(Array.from(one.holders, (holder) => 'ABC'[holder])).toEqual(Array.from(other.holders, (holder) => 'CAB'[holder]));
    expect(Array.from(buildRing(['A', 'B', 'C'], 8, 8).tokens)).not.toEqual(Array.from(one.tokens));
  });

  it('gives a token to the first at or after it, and past the last to the first', () => {
    const ring = { tokens: Uint32Array.of(10, 20, 20, 30), holders: Uint16Array.of(0, 1, 2, 0), replicas: 3 };
    expect([0, 10, 11, 20, 21, 30, 31].map((token) => rangeOf(ring, token))).toEqual([0, 0, 1, 1, 3, 3, 0]);
    expect(ownershipOf(ring).reduce((sum, share) => sum + share)).toBe(1);
    expect(ownershipOf(ring)[2]).toBe(0);
  });

  it('gives the whole ring to a replica alone', () => {
    expect(ownershipOf(buildRing(['A'], 1, 1))).toEqual([1]);
  });

  it('walks clockwise past tokens of replicas already taken', () => {
    const ring = { tokens: Uint32Array.of(10, 20, 30, 40, 50), holders: Uint16Array.of(0, 1, 1, 0, 2), replicas: 3 };
    expect(walkClockwise(ring, 1, 3)).toEqual([1, 0, 2]);
    expect(walkClockwise(ring, 4, 2)).toEqual([2, 0]);
    expect(walkClockwise(ring, 1, 3, [2])).toEqual([2, 1, 0]);
    expect(walkClockwise(ring, 1, 1, [2, 0])).toEqual([2]);
  });

  it('takes every replica once, however long the list', () => {
    const ring = buildRing(names(200), 4, 3);
    expect(new Set(walkClockwise(ring, 17, 200)).size).toBe(200);
    expect(walkClockwise(ring, 17, 40)).toEqual(walkClockwise(ring, 17, 200).slice(0, 40));
  });

  it('spreads keys evenly round the ring', () => {
    const quarters = [0, 0, 0, 0];
    for (let key = 0; key < 40_000; key++) quarters[keyToken(hashString(`k${key}`)) >>> 30]++;
    for (const quarter of quarters) expect(Math.abs(quarter / 10_000 - 1)).toBeLessThan(0.04);
  });
});
