import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyCell } from '../message.ts';
import type { OwnerSet, PlacementView } from '../placement/view.ts';
import { KeyTable } from '../storage/key-table.ts';
import { LoadedData } from '../storage/loaded-data.ts';
import { ReplicaStore } from '../storage/replica-store.ts';
import { createPolicies } from '../versions/index.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion } from '../versions/version.ts';
import { BaseTrees } from './base-trees.ts';
import { ReplicaTrees } from './replica-trees.ts';
import { compareTrees } from './tree.ts';

const LOADED = 60;
const SETS: readonly OwnerSet[] = [
  { id: 0, owners: [0, 1] },
  { id: 1, owners: [1, 2] },
  { id: 2, owners: [0, 2] },
];

/** Three replicas, three owner sets: a key's by its number. */
const view: PlacementView = {
  preferenceList: (key) => SETS[key % 3].owners,
  fallbacks: () => [],
  owns: (replica, key) => SETS[key % 3].owners.includes(replica),
  ownerSet: (key) => SETS[key % 3],
  ownerSetsOf: (replica) => SETS.filter((set) => set.owners.includes(replica)),
  peersOf: (replica) => [0, 1, 2].filter((peer) => peer !== replica),
  ownership: () => [1 / 3, 1 / 3, 1 / 3],
  replicas: 3,
};

const keys = new KeyTable(LOADED);
for (let n = 0; n < 40; n++) keys.intern(`named-${n}`);
const data = new LoadedData(keys, createPolicies({ conflict: 'lww', tieBreak: 'value' }), 10);

function baseTrees(branching: readonly number[] = [4, 4]): BaseTrees {
  return new BaseTrees({ name: (key) => keys.name(key), hash: (key) => keys.hash(key), baseCount: LOADED, baseCell: (key) => data.cell(key) }, view, {
    branching,
  });
}

function cellOf(value: number | null, timestampUs: number): Cell {
  const version = { operation: 1, value, tombstone: value === null, timestampUs, coordinator: 0, actor: 0, counter: 0, valueBytes: 8 };
  return makeCell([makeVersion(version)], EMPTY_VECTOR);
}

/** A store and its trees, kept together as a node keeps them. */
class Node {
  readonly store: ReplicaStore;
  trees: ReplicaTrees;
  constructor(
    readonly base: BaseTrees,
    readonly replica = 0,
    store = new ReplicaStore(replica, data, view),
    trees = ReplicaTrees.of(replica, base, store, -1),
  ) {
    this.store = store;
    this.trees = trees;
  }
  put(key: number, cell: Cell | undefined): void {
    const before = this.store.get(key);
    this.store.set(key, cell);
    this.trees.applied(key, before, cell);
  }
  fork(): Node {
    return new Node(this.base, this.replica, this.store.fork(), this.trees.fork());
  }
}

/** Everything a session can learn of the trees. */
function picture(trees: ReplicaTrees, store: ReplicaStore): unknown {
  return view.ownerSetsOf(0).map(({ id }) => {
    const tree = trees.tree(id);
    const leaves = [];
    for (let leaf = 0; leaf < tree.shape.leaves; leaf++) {
      const cells: KeyCell[] = [];
      trees.collect(id, leaf, store, cells);
      leaves.push([tree.high(tree.shape.depth, leaf), tree.low(tree.shape.depth, leaf), cells.map(({ key, cell }) => `${key}:${cell.hash}`)]);
    }
    return [tree.high(0, 0), tree.low(0, 0), leaves];
  });
}

interface Write {
  readonly key: number;
  readonly cell: Cell | undefined;
}

const ownedKeys = Array.from({ length: LOADED + 40 }, (_, key) => key).filter((key) => view.owns(0, key));
const write = fc.record({
  key: fc.constantFrom(...ownedKeys),
  cell: fc.oneof(
    fc.constant(undefined),
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 100 })).map(([value, at]) => cellOf(value, at)),
    fc.integer({ min: 0, max: 100 }).map((at) => cellOf(null, at)),
  ),
});
const step = fc.oneof({ weight: 4, arbitrary: write }, { weight: 1, arbitrary: fc.record({ horizonUs: fc.integer({ min: -1, max: 110 }) }) });

function run(node: Node, steps: readonly (Write | { readonly horizonUs: number })[], horizon = -1): number {
  let horizonUs = horizon;
  for (const next of steps) {
    if ('horizonUs' in next) {
      horizonUs = next.horizonUs;
      node.trees.expire(horizonUs);
    } else node.put(next.key, next.cell);
  }
  return horizonUs;
}

describe('the trees of a replica', () => {
  it('kept with every write and every move of the clock are those built from the store', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const node = new Node(baseTrees());
        const horizonUs = run(node, steps);
        expect(picture(node.trees, node.store)).toEqual(picture(ReplicaTrees.of(0, node.base, node.store, horizonUs), node.store));
      }),
    );
  });

  it('on a disk that was lost are those of what came since', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const store = new ReplicaStore(0, data, view);
        store.clear();
        const node = new Node(baseTrees(), 0, store);
        const horizonUs = run(node, steps);
        expect(picture(node.trees, store)).toEqual(picture(ReplicaTrees.of(0, node.base, store, horizonUs), store));
      }),
    );
  });

  it('of a fork are independent of where it came from', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 20 }), (common, left, right) => {
        const origin = new Node(baseTrees());
        const horizonUs = run(origin, common);
        const fork = origin.fork();
        const atOrigin = run(origin, left, horizonUs);
        const atFork = run(fork, right, horizonUs);
        expect(picture(origin.trees, origin.store)).toEqual(picture(ReplicaTrees.of(0, origin.base, origin.store, atOrigin), origin.store));
        expect(picture(fork.trees, fork.store)).toEqual(picture(ReplicaTrees.of(0, fork.base, fork.store, atFork), fork.store));
      }),
    );
  });

  it('are equal on two owners that store the same, whatever order it came in', () => {
    const base = baseTrees();
    const a = new Node(base, 0);
    const c = new Node(base, 2);
    const shared = [62, 65, 68, 2].map((key, i) => ({ key, cell: cellOf(i, i) }));
    for (const { key, cell } of shared) a.put(key, cell);
    for (const { key, cell } of shared.toReversed()) {
      c.put(key, cellOf(99, 1));
      c.put(key, cell);
    }
    expect(compareTrees(a.trees.tree(2), c.trees.tree(2)).leaves).toEqual([]);
  });

  it('hold each loaded key in exactly one leaf of one owner set', () => {
    const node = new Node(baseTrees());
    const found: number[] = [];
    for (const { id } of view.ownerSetsOf(0)) {
      for (let leaf = 0; leaf < 16; leaf++) {
        const cells: KeyCell[] = [];
        node.trees.collect(id, leaf, node.store, cells);
        found.push(...cells.map(({ key }) => key));
      }
    }
    expect(found.sort((x, y) => x - y)).toEqual(ownedKeys.filter((key) => key < LOADED));
  });

  it('count a tombstone until its grace is over, then neither hash nor list it', () => {
    const node = new Node(baseTrees());
    const clean = new Node(node.base);
    node.put(62, cellOf(null, 50));
    node.trees.expire(49);
    expect(compareTrees(node.trees.tree(2), clean.trees.tree(2)).leaves).toEqual([node.base.leaf(62)]);
    node.trees.expire(50);
    expect(compareTrees(node.trees.tree(2), clean.trees.tree(2)).leaves).toEqual([]);
    const cells: KeyCell[] = [];
    node.trees.collect(2, node.base.leaf(62), node.store, cells);
    expect(cells.some(({ key }) => key === 62)).toBe(false);
  });

  it('share the base tree until the replica differs', () => {
    const node = new Node(baseTrees());
    expect(node.trees.tree(0)).toBe(node.base.tree(0));
    node.put(0, cellOf(1, 1));
    expect(node.trees.tree(0)).not.toBe(node.base.tree(0));
  });
});
