/**
 * Which leaf a key belongs to, by what a leaf stands for: a range of hashes of names (Riak's segments), a sub-range of the tokens that
 * the owners own together (Cassandra), or one key. Every replica must come to the same number without asking.
 */
import type { PlacementView } from '../placement/view.ts';
import { leafAmong } from './shape.ts';

export type LeafKind = 'hash-range' | 'token-range' | 'key';

/**
 * From 0 to `leaves` − 1. `hash-range`: the ith equal range of all hashes, of which an owner set may hold few. `token-range`: the ith
 * equal share of the owner set's own tokens, so that no leaf is left empty by the keys of others. `key`: the nth key of the run has leaf
 * n, and beyond the number of leaves they begin again with the first.
 */
export function leafOfKey(kind: LeafKind, key: number, keyHash: number, view: PlacementView, leaves: number): number {
  if (kind === 'key') return key % leaves;
  if (kind === 'token-range' && view.positionOf !== undefined) return Math.floor(view.positionOf(key) * leaves);
  return leafAmong(keyHash, leaves);
}
