/**
 * Where a token lies among all tokens that its owners own together: for trees whose leaves are sub-ranges of tokens, as Cassandra's, so
 * that a tree has no leaves for tokens of others. Pure functions of the ring.
 */
import { type Ring, rangeOf } from './ring.ts';

const RING_SIZE = 4294967296;

export interface TokenShares {
  /** By range: tokens of the same owners in ranges before it. */
  readonly before: Float64Array;
  /** By range: all tokens of the same owners. */
  readonly total: Float64Array;
}

/** Adds up the ranges of each owner set; `setOf` names the set of a range. */
export function tokenShares(ring: Ring, setOf: (range: number) => number): TokenShares {
  const { length } = ring.tokens;
  const before = new Float64Array(length);
  const sums = new Map<number, number>();
  for (let range = 0; range < length; range++) {
    const set = setOf(range);
    const sum = sums.get(set) ?? 0;
    before[range] = sum;
    sums.set(set, sum + lengthOf(ring, range));
  }
  return { before, total: Float64Array.from({ length }, (_, range) => sums.get(setOf(range)) ?? RING_SIZE) };
}

/** From 0 to below 1. */
export function positionIn(ring: Ring, shares: TokenShares, token: number): number {
  const range = rangeOf(ring, token);
  const into = lengthOf(ring, range) - 1 - distance(token, ring.tokens[range]);
  return (shares.before[range] + into) / shares.total[range];
}

function lengthOf({ tokens }: Ring, range: number): number {
  if (tokens.length === 1) return RING_SIZE;
  return distance(tokens[range === 0 ? tokens.length - 1 : range - 1], tokens[range]);
}

/** Clockwise. */
function distance(from: number, to: number): number {
  return to >= from ? to - from : to - from + RING_SIZE;
}
