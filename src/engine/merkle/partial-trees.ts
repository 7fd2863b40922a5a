/**
 * Hash trees over some of a replica's keys: those that changed since they were last found equal to a peer's (incremental repair). Built from
 * the store when asked for and dropped again; they are small where little changed, which is their point.
 */
import type { KeyCell } from '../message.ts';
import type { BaseTrees } from './base-trees.ts';
import { isPastGrace } from './grace.ts';
import type { StoredCells } from './replica-trees.ts';
import type { HashTree } from './tree.ts';

export class PartialTrees {
  private readonly base: BaseTrees;
  private readonly trees = new Map<number, HashTree>();
  /** By owner set and leaf, keys rising. */
  private readonly leaves = new Map<number, Map<number, KeyCell[]>>();

  /** `keys` rising. Tombstones deleted at the horizon or before are left out. */
  constructor(base: BaseTrees, keys: readonly number[], store: StoredCells, horizonUs: number) {
    this.base = base;
    for (const key of keys) {
      const cell = store.get(key);
      if (cell === undefined || isPastGrace(cell, horizonUs)) continue;
      const { id } = base.view.ownerSet(key);
      const tree = this.trees.get(id) ?? base.newTree();
      this.trees.set(id, tree);
      base.toggle(tree, key, cell);
      const leaves = this.leaves.get(id) ?? new Map<number, KeyCell[]>();
      this.leaves.set(id, leaves);
      const leaf = base.leaf(key);
      leaves.set(leaf, [...(leaves.get(leaf) ?? []), { key, cell }]);
    }
    for (const tree of this.trees.values()) tree.refresh();
  }

  tree(ownerSet: number): HashTree {
    return this.trees.get(ownerSet) ?? this.base.empty;
  }

  collect(ownerSet: number, leaf: number, _store: StoredCells, into: KeyCell[]): void {
    into.push(...(this.leaves.get(ownerSet)?.get(leaf) ?? []));
  }
}
