/**
 * What all replicas share of their hash trees: one tree per owner set over the loaded keys, which each replica forks when it first
 * differs, and which loaded keys a leaf holds. Both are built once, when first asked for, and are functions of the scenario alone, so
 * forks and checkpoints of a run use the same ones.
 */
import type { PlacementView } from '../placement/view.ts';
import type { Cell } from '../versions/version.ts';
import { type ContentChoice, type ContentHash, contentHashOf } from './content.ts';
import { type LeafKind, leafOfKey } from './leaves.ts';
import { shapeOf, type TreeShape } from './shape.ts';
import { type Combining, HashTree } from './tree.ts';

/** What of a scenario's `antiEntropy` makes the trees what they are; left out, its defaults. */
export interface TreeSettings extends ContentChoice, Combining {
  readonly branching: readonly number[];
  readonly leaf?: LeafKind;
}

/** What trees need to know of keys. */
export interface KeyFacts {
  name(key: number): string;
  /** 32-bit hash of the name. */
  hash(key: number): number;
  /** Keys 0 … baseCount − 1 were loaded before time began. */
  readonly baseCount: number;
  /** The copy of a loaded key that its owners had then. */
  baseCell(key: number): Cell;
}

export class BaseTrees {
  readonly facts: KeyFacts;
  readonly view: PlacementView;
  readonly shape: TreeShape;
  /** For an owner set without keys. Never written. */
  readonly empty: HashTree;
  private readonly settings: TreeSettings;
  private readonly content: ContentHash;
  private readonly halves = new Uint32Array(2);
  private trees: Map<number, HashTree> | null = null;
  /** Loaded keys in the order of their leaves; those of leaf i are at starts[i] … starts[i + 1] − 1, rising. */
  private keys: Int32Array | null = null;
  private starts = new Int32Array(0);

  constructor(facts: KeyFacts, view: PlacementView, settings: TreeSettings) {
    this.facts = facts;
    this.view = view;
    this.settings = settings;
    this.content = contentHashOf(settings);
    this.shape = shapeOf(settings.branching);
    this.empty = this.newTree();
  }

  /** A tree of no keys, to be written. */
  newTree(): HashTree {
    return new HashTree(this.shape, this.settings);
  }

  leaf(key: number): number {
    return leafOfKey(this.settings.leaf ?? 'hash-range', key, this.facts.hash(key), this.view, this.shape.leaves);
  }

  /** Adds a key's cell to a leaf of a tree, or takes it out again. */
  toggle(tree: HashTree, key: number, cell: Cell): void {
    const { halves } = this;
    this.content(this.facts.name(key), this.facts.hash(key), cell, halves);
    tree.toggle(this.leaf(key), halves[0], halves[1]);
  }

  /** The tree over an owner set's loaded keys, refreshed. Shared: fork it to write. */
  tree(ownerSet: number): HashTree {
    this.trees ??= this.buildTrees();
    return this.trees.get(ownerSet) ?? this.empty;
  }

  /** Appends the loaded keys of a leaf, of every owner set, by rising number. */
  collectKeys(leaf: number, into: number[]): void {
    const keys = this.keys ?? this.buildIndex();
    for (let at = this.starts[leaf]; at < this.starts[leaf + 1]; at++) into.push(keys[at]);
  }

  private buildTrees(): Map<number, HashTree> {
    const trees = new Map<number, HashTree>();
    for (let key = 0; key < this.facts.baseCount; key++) {
      const set = this.view.ownerSet(key).id;
      let tree = trees.get(set);
      if (tree === undefined) {
        tree = this.newTree();
        trees.set(set, tree);
      }
      this.toggle(tree, key, this.facts.baseCell(key));
    }
    for (const tree of trees.values()) tree.refresh();
    return trees;
  }

  /** A counting sort of the loaded keys by leaf. */
  private buildIndex(): Int32Array {
    const count = this.facts.baseCount;
    const leaves = new Int32Array(count);
    const starts = new Int32Array(this.shape.leaves + 1);
    for (let key = 0; key < count; key++) {
      leaves[key] = this.leaf(key);
      starts[leaves[key] + 1]++;
    }
    for (let leaf = 0; leaf < this.shape.leaves; leaf++) starts[leaf + 1] += starts[leaf];
    const next = starts.slice();
    const keys = new Int32Array(count);
    for (let key = 0; key < count; key++) keys[next[leaves[key]]++] = key;
    this.starts = starts;
    this.keys = keys;
    return keys;
  }
}
