/**
 * Which hash trees a session compares: this node's own, built from what it stores when a session first needs them and kept with every
 * write from then on (Riak), or built anew for each session (Cassandra's validation) or by a timer; without tombstones past grace. Under
 * incremental repair they cover only what changed since the last session with that peer.
 */
import { PartialTrees } from '../../merkle/partial-trees.ts';
import { ReplicaTrees, type StoredCells } from '../../merkle/replica-trees.ts';
import type { HashTree } from '../../merkle/tree.ts';
import type { KeyCell } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import type { Cell } from '../../versions/version.ts';
import { horizonOf } from './horizon.ts';
import { unrepaired } from './repaired-marks.ts';

/** What a session needs of trees, whichever keys they cover. */
export interface ComparedTrees {
  /** The refreshed tree of an owner set. Only to be read. */
  tree(ownerSet: number): HashTree;
  /** Appends the cells that a leaf counts, by rising key. */
  collect(ownerSet: number, leaf: number, store: StoredCells, into: KeyCell[]): void;
}

/** The trees that this node compares with a peer: of all it stores, or under incremental repair of what changed since; null for a client. */
export function treesOf(context: NodeContext, peer: number): ComparedTrees | null {
  if (context.store === null) return null;
  const keys = unrepaired(context, peer);
  if (keys !== null) return new PartialTrees(context.baseTrees, keys, context.store, horizonOf(context));
  if (context.trees === null) buildTrees(context);
  else context.trees.expire(horizonOf(context));
  return context.trees;
}

/** A session begins on this side: trees that do not follow writes are built anew for it, unless they are by a timer of their own. */
export function beginTrees(context: NodeContext): void {
  const { maintenance, rebuildIntervalMs } = context.config.antiEntropy;
  if (maintenance === 'rebuild' && rebuildIntervalMs === null) rebuildTrees(context);
}

/** Reads all that is stored and hashes it anew: what rotted on the disk shows up then. */
export function rebuildTrees(context: NodeContext): void {
  if (context.store === null) return;
  buildTrees(context);
  context.emit({ type: 'tree-rebuilt', replica: context.self });
}

/** Follows one change of the store, where trees are kept with every write. */
export function treeChange(context: NodeContext, key: number, before: Cell | undefined, after: Cell | undefined): void {
  if (context.config.antiEntropy.maintenance === 'incremental') context.trees?.applied(key, before, after);
}

function buildTrees(context: NodeContext): void {
  const { store } = context;
  if (store === null) return;
  // Once ranges have moved, the trees of what was loaded are those of other owners: all that is stored is read.
  const stored: StoredCells =
    context.view.isChanged === true ? { get: (key) => store.get(key), standsOnBase: false, forEachChanged: (visit) => store.forEach(visit) } : store;
  context.trees = ReplicaTrees.of(context.self, context.baseTrees, stored, horizonOf(context));
}
