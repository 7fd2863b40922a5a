/**
 * Which hash trees a session compares: this node's own, built from what it stores when a session first needs them and kept with every
 * write from then on, without tombstones past grace.
 */
import { ReplicaTrees, type StoredCells } from '../../merkle/replica-trees.ts';
import type { HashTree } from '../../merkle/tree.ts';
import type { KeyCell } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { horizonOf } from './exchange.ts';

/** What a session needs of trees, whichever keys they cover. */
export interface ComparedTrees {
  /** The refreshed tree of an owner set. Only to be read. */
  tree(ownerSet: number): HashTree;
  /** Appends the cells that a leaf counts, by rising key. */
  collect(ownerSet: number, leaf: number, store: StoredCells, into: KeyCell[]): void;
}

/** The trees that this node compares with a peer; null for a client. */
export function treesOf(context: NodeContext): ComparedTrees | null {
  if (context.store === null) return null;
  if (context.trees === null) context.trees = ReplicaTrees.of(context.self, context.baseTrees, context.store, horizonOf(context));
  else context.trees.expire(horizonOf(context));
  return context.trees;
}
