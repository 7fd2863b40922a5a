/**
 * The hash trees of one replica, one per owner set it belongs to, as Dynamo keeps one per key range (section 4.7 of its paper). Built
 * from the store when a session first needs them and kept with every write from then on, so a run without Merkle sessions pays nothing.
 * They are a function of the store and the grace horizon: to drop them loses no information, only time.
 */
import { assert } from '../../base/assert.ts';
import { CowPages } from '../../base/cow-pages.ts';
import type { KeyCell } from '../message.ts';
import type { Cell } from '../versions/version.ts';
import type { BaseTrees } from './base-trees.ts';
import { deletedAtUs, isPastGrace } from './grace.ts';
import type { HashTree } from './tree.ts';

/** What trees need of the replica's store. */
export interface StoredCells {
  get(key: number): Cell | undefined;
  /** True while it holds the loaded keys it owns, but for what `forEachChanged` says. */
  readonly standsOnBase: boolean;
  /** Visits what differs from the loaded keys; undefined for a loaded key that is no longer held. */
  forEachChanged(visit: (cell: Cell | undefined, key: number) => void): void;
}

/** A deleted key, and whether its leaf counts it now. */
interface Tombstone {
  readonly cell: Cell;
  readonly deletedUs: number;
  readonly hashed: boolean;
}

/** Keys of a leaf beyond the loaded ones: a list that shares its tail with its older self. */
interface Link {
  readonly key: number;
  readonly rest: Link | undefined;
}

/** What rot does to a hash: some bits of it. */
const ROT = 0x5a5a5a5a;

export class ReplicaTrees {
  private readonly replica: number;
  private readonly base: BaseTrees;
  private readonly onBase: boolean;
  /** Trees that differ from the base's; all others are read there. */
  private own = new Map<number, HashTree>();
  private tombstones = new CowPages<Tombstone>();
  private added = new CowPages<Link>();
  /** Copies that changed without a write: what the tree still counts of them. */
  private drifted = new CowPages<Cell>();
  /** What was deleted then or before is past grace, by the node's clock when last asked. */
  private horizonUs: number;
  /** Bounds that tell when no tombstone changes sides, so that a quiet session scans none. */
  private earliestHashedUs = Number.POSITIVE_INFINITY;
  private latestUnhashedUs = Number.NEGATIVE_INFINITY;

  private constructor(replica: number, base: BaseTrees, onBase: boolean, horizonUs: number) {
    this.replica = replica;
    this.base = base;
    this.onBase = onBase;
    this.horizonUs = horizonUs;
  }

  /** The trees of what a store holds now: as many steps as it has keys that differ from the loaded ones. */
  static of(replica: number, base: BaseTrees, store: StoredCells, horizonUs: number): ReplicaTrees {
    const trees = new ReplicaTrees(replica, base, store.standsOnBase, horizonUs);
    const baseCount = store.standsOnBase ? base.facts.baseCount : 0;
    store.forEachChanged((cell, key) => trees.applied(key, key < baseCount ? base.facts.baseCell(key) : undefined, cell));
    return trees;
  }

  /** A copy changed without a write: the tree goes on counting what was. */
  rotted(key: number, counted: Cell): void {
    if (this.drifted.get(key) === undefined) this.drifted.set(key, counted);
  }

  /** The hash of the key's leaf changes while its keys do not: until the tree is built anew. */
  rotHash(key: number): void {
    this.ownTree(this.base.view.ownerSet(key).id).toggle(this.base.leaf(key), ROT, ROT);
  }

  /** Follows one change of the store; `stored` is what the store held. */
  applied(key: number, stored: Cell | undefined, after: Cell | undefined): void {
    const counted = this.drifted.get(key);
    if (counted !== undefined) this.drifted.set(key, undefined);
    const before = counted ?? stored;
    const set = this.base.view.ownerSet(key);
    if (!set.owners.includes(this.replica)) return;
    const tree = this.ownTree(set.id);
    if (before !== undefined) this.remove(tree, key, before);
    if (after !== undefined) this.insert(tree, key, after);
    if ((before === undefined) !== (after === undefined)) this.list(key, after !== undefined);
  }

  /** Takes out the tombstones that are past grace at this horizon, and puts back those that are not (the clock or the grace period may have changed). */
  expire(horizonUs: number): void {
    this.horizonUs = horizonUs;
    if (this.earliestHashedUs > horizonUs && this.latestUnhashedUs <= horizonUs) return;
    this.earliestHashedUs = Number.POSITIVE_INFINITY;
    this.latestUnhashedUs = Number.NEGATIVE_INFINITY;
    // Two passes, so that nothing is written to the pages that are being walked.
    const all: { readonly key: number; readonly tombstone: Tombstone }[] = [];
    this.tombstones.forEach((tombstone, key) => {
      all.push({ key, tombstone });
    });
    for (const { key, tombstone } of all) {
      const hashed = tombstone.deletedUs > horizonUs;
      if (hashed !== tombstone.hashed) {
        const tree = this.own.get(this.base.view.ownerSet(key).id);
        assert(tree !== undefined, `key ${key} was deleted in a tree that is not there`);
        this.base.toggle(tree, key, tombstone.cell);
      }
      this.keepTombstone(key, { cell: tombstone.cell, deletedUs: tombstone.deletedUs, hashed });
    }
  }

  /** The refreshed tree of an owner set. Only to be read. */
  tree(ownerSet: number): HashTree {
    const own = this.own.get(ownerSet);
    if (own === undefined) return this.onBase ? this.base.tree(ownerSet) : this.base.empty;
    own.refresh();
    return own;
  }

  /** Appends the cells that a leaf of an owner set counts, by rising key. */
  collect(ownerSet: number, leaf: number, store: StoredCells, into: KeyCell[]): void {
    const keys: number[] = [];
    if (this.onBase) this.base.collectKeys(leaf, keys);
    const loaded = keys.length;
    for (let link = this.added.get(leaf); link !== undefined; link = link.rest) keys.push(link.key);
    if (keys.length > loaded) keys.sort(byNumber);
    for (const key of keys) {
      if (this.base.view.ownerSet(key).id !== ownerSet) continue;
      const cell = store.get(key);
      if (cell !== undefined && !isPastGrace(cell, this.horizonUs)) into.push({ key, cell });
    }
  }

  /** The same trees, sharing every page until either side writes. */
  fork(): ReplicaTrees {
    const copy = new ReplicaTrees(this.replica, this.base, this.onBase, this.horizonUs);
    for (const [set, tree] of this.own) copy.own.set(set, tree.fork());
    copy.tombstones = this.tombstones.fork();
    copy.added = this.added.fork();
    copy.drifted = this.drifted.fork();
    copy.earliestHashedUs = this.earliestHashedUs;
    copy.latestUnhashedUs = this.latestUnhashedUs;
    return copy;
  }

  private ownTree(ownerSet: number): HashTree {
    const own = this.own.get(ownerSet);
    if (own !== undefined) return own;
    const tree = (this.onBase ? this.base.tree(ownerSet) : this.base.empty).fork();
    this.own.set(ownerSet, tree);
    return tree;
  }

  private remove(tree: HashTree, key: number, cell: Cell): void {
    const tombstone = this.tombstones.get(key);
    if (tombstone !== undefined) this.tombstones.set(key, undefined);
    if (tombstone === undefined || tombstone.hashed) this.base.toggle(tree, key, cell);
  }

  private insert(tree: HashTree, key: number, cell: Cell): void {
    const deletedUs = deletedAtUs(cell);
    const hashed = deletedUs === null || deletedUs > this.horizonUs;
    if (deletedUs !== null) this.keepTombstone(key, { cell, deletedUs, hashed });
    if (hashed) this.base.toggle(tree, key, cell);
  }

  private keepTombstone(key: number, tombstone: Tombstone): void {
    this.tombstones.set(key, tombstone);
    if (tombstone.hashed) this.earliestHashedUs = Math.min(this.earliestHashedUs, tombstone.deletedUs);
    else this.latestUnhashedUs = Math.max(this.latestUnhashedUs, tombstone.deletedUs);
  }

  /** Keeps which keys a leaf holds, where the shared index of loaded keys does not tell. */
  private list(key: number, held: boolean): void {
    if (this.onBase && key < this.base.facts.baseCount) return;
    const leaf = this.base.leaf(key);
    const links = this.added.get(leaf);
    if (held) {
      this.added.set(leaf, { key, rest: links });
      return;
    }
    let kept: Link | undefined;
    for (let link = links; link !== undefined; link = link.rest) if (link.key !== key) kept = { key: link.key, rest: kept };
    this.added.set(leaf, kept);
  }
}

function byNumber(a: number, b: number): number {
  return a - b;
}
