/**
 * The geometry of a hash tree: how many children a node has at each level, and the leaf of a hash. Keys are scattered over
 * the leaves by the hash of their names, as in Riak's hashtree, so neighbouring keys share no leaf; `leaves.ts` knows the other ways. Holds no hashes.
 *
 *   branching [4, 2]:   level 0   root            1 node
 *                       level 1   4 children      4 nodes
 *                       level 2   2 each          8 leaves
 */
import { assert } from '../../base/assert.ts';

export const MAX_LEAVES = 1 << 20;

export interface TreeShape {
  /** Children of a node, by its level from the root down. */
  readonly branching: readonly number[];
  /** The leaves' level; the root's is 0. */
  readonly depth: number;
  /** Nodes of each level. */
  readonly counts: readonly number[];
  /** Number of each level's first node when all nodes are numbered from the root, level by level. */
  readonly offsets: readonly number[];
  readonly leaves: number;
}

/** The geometry of `branching`: at least one level, each entry at least 2, at most 2^20 leaves; anything else is an impossible state. */
export function shapeOf(branching: readonly number[]): TreeShape {
  assert(branching.length > 0, 'a hash tree has at least one level below its root');
  const counts = [1];
  const offsets = [0];
  let count = 1;
  let offset = 1;
  for (const children of branching) {
    assert(Number.isInteger(children) && children >= 2, `a node of a hash tree has at least 2 children, not ${children}`);
    count *= children;
    assert(count <= MAX_LEAVES, `a hash tree has at most ${MAX_LEAVES} leaves`);
    counts.push(count);
    offsets.push(offset);
    offset += count;
  }
  return { branching, depth: branching.length, counts, offsets, leaves: count };
}

/** The leaf of a key, by the 32-bit hash of its name scaled to the number of leaves: leaf i covers the ith equal range of hashes. */
export function leafOf(keyHash: number, branching: readonly number[]): number {
  return leafAmong(keyHash, leavesOf(branching));
}

export function leavesOf(branching: readonly number[]): number {
  let leaves = 1;
  for (const children of branching) leaves *= children;
  return leaves;
}

/** The same, where the number of leaves (at most 2^20, so the product is exact) is at hand. */
export function leafAmong(keyHash: number, leaves: number): number {
  return Math.floor(((keyHash >>> 0) * leaves) / 4294967296);
}
