import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mix32 } from '../../base/hash.ts';
import { leafOf, shapeOf } from './shape.ts';
import { compareTrees, HashTree } from './tree.ts';

const branchings = [[2], [2, 2, 2, 2], [3, 5], [16, 16], [4, 2, 7]];

interface Toggle {
  readonly leaf: number;
  readonly high: number;
  readonly low: number;
}

function treeOf(branching: readonly number[], toggles: readonly Toggle[], refreshEvery = 0): HashTree {
  const tree = new HashTree(shapeOf(branching));
  toggles.forEach(({ leaf, high, low }, i) => {
    tree.toggle(leaf % tree.shape.leaves, high, low);
    if (refreshEvery > 0 && i % refreshEvery === 0) tree.refresh();
  });
  tree.refresh();
  return tree;
}

function allHashes(tree: HashTree): string {
  const hashes: string[] = [];
  for (let level = 0; level <= tree.shape.depth; level++) {
    for (let node = 0; node < tree.nodesAt(level); node++) hashes.push(`${tree.high(level, node)}.${tree.low(level, node)}`);
  }
  return hashes.join(' ');
}

const word = fc.integer({ min: 0, max: 0xffffffff });
const toggles = fc.array(fc.record({ leaf: fc.nat(1000), high: word, low: word }), { maxLength: 60 });
const branching = fc.constantFrom(...branchings);

describe('a hash tree', () => {
  it('has the same hashes whether it followed each write or was built at the end', () => {
    fc.assert(
      fc.property(branching, toggles, fc.integer({ min: 1, max: 5 }), (b, list, every) => allHashes(treeOf(b, list, every)) === allHashes(treeOf(b, list))),
    );
  });

  it('does not depend on the order of writes', () => {
    fc.assert(fc.property(branching, toggles, (b, list) => allHashes(treeOf(b, list)) === allHashes(treeOf(b, list.slice().reverse(), 3))));
  });

  it('is as before once a key was added and taken out again', () => {
    fc.assert(
      fc.property(branching, toggles, toggles, (b, list, extra) => allHashes(treeOf(b, [...list, ...extra, ...extra], 2)) === allHashes(treeOf(b, list))),
    );
  });

  it('keeps a fork and its origin apart, whichever is written', () => {
    fc.assert(
      fc.property(branching, toggles, toggles, toggles, (b, common, left, right) => {
        const origin = treeOf(b, common);
        const fork = origin.fork();
        for (const { leaf, high, low } of left) origin.toggle(leaf % origin.shape.leaves, high, low);
        for (const { leaf, high, low } of right) fork.toggle(leaf % fork.shape.leaves, high, low);
        origin.refresh();
        fork.refresh();
        expect(allHashes(origin)).toBe(allHashes(treeOf(b, [...common, ...left])));
        expect(allHashes(fork)).toBe(allHashes(treeOf(b, [...common, ...right])));
      }),
    );
  });

  it('forks with writes that it has not summed up yet', () => {
    const origin = new HashTree(shapeOf([2, 2, 2]));
    origin.toggle(3, 1, 2);
    const fork = origin.fork();
    fork.refresh();
    origin.refresh();
    expect(allHashes(fork)).toBe(allHashes(origin));
  });

  it('finds exactly the leaves that differ', () => {
    fc.assert(
      fc.property(branching, toggles, fc.uniqueArray(fc.nat(1000), { maxLength: 8 }), (b, common, dirty) => {
        const a = treeOf(b, common);
        const c = a.fork();
        const leaves = [...new Set(dirty.map((leaf) => leaf % a.shape.leaves))].sort((x, y) => x - y);
        for (const leaf of leaves) c.toggle(leaf, 7, leaf + 1);
        c.refresh();
        expect(compareTrees(a, c).leaves).toEqual(leaves);
      }),
    );
  });

  it('compares only its root where nothing differs', () => {
    const tree = treeOf([16, 16], [{ leaf: 9, high: 1, low: 2 }]);
    expect(compareTrees(tree, tree.fork())).toEqual({ leaves: [], compared: 1 });
  });

  it('tells apart two leaves that swapped their content', () => {
    const a = treeOf(
      [4],
      [
        { leaf: 0, high: 1, low: 2 },
        { leaf: 1, high: 3, low: 4 },
      ],
    );
    const b = treeOf(
      [4],
      [
        { leaf: 1, high: 1, low: 2 },
        { leaf: 0, high: 3, low: 4 },
      ],
    );
    expect(compareTrees(a, b).leaves).toEqual([0, 1]);
  });

  it('sums up a great many writes at once to the same hashes', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ leaf: mix32(i) % 1024, high: mix32(i + 1), low: mix32(i + 2) }));
    expect(allHashes(treeOf([2, 2, 2, 2, 2, 2, 2, 2, 2, 2], many))).toBe(allHashes(treeOf([2, 2, 2, 2, 2, 2, 2, 2, 2, 2], many, 1)));
  });

  it('refuses a shape of one child or of too many leaves', () => {
    expect(() => shapeOf([1, 2])).toThrow('at least 2 children');
    expect(() => shapeOf(new Array(21).fill(2))).toThrow('at most 1048576 leaves');
  });

  it('scatters hashes over all leaves in order', () => {
    expect(leafOf(0, [1024, 16, 16])).toBe(0);
    expect(leafOf(0xffffffff, [1024, 16, 16])).toBe(1024 * 256 - 1);
    expect(leafOf(0x80000000, [2, 2])).toBe(2);
  });
});

/** facts.md A6.1: expected pairs compared, exactly, for d random distinct leaves of b^h. */
function expectedCompared(branching: readonly number[], d: number): number {
  const leaves = branching.reduce((product, b) => product * b, 1);
  let compared = 1;
  let nodes = 1;
  for (const b of branching) {
    let clean = 1;
    for (let i = 0; i < d; i++) clean *= Math.max(0, leaves - leaves / nodes - i) / (leaves - i);
    compared += b * nodes * (1 - clean);
    nodes *= b;
  }
  return compared;
}

function meanCompared(branching: readonly number[], d: number, draws: number): number {
  const a = new HashTree(shapeOf(branching));
  const b = a.fork();
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    const leaves = new Set<number>();
    for (let i = 0; leaves.size < d; i++) leaves.add(leafOf(mix32(draw * 65537 + mix32(i + 977 * d)), branching));
    for (const leaf of leaves) b.toggle(leaf, 1, leaf + 1);
    b.refresh();
    const comparison = compareTrees(a, b);
    expect(comparison.leaves.length).toBe(d);
    sum += comparison.compared;
    for (const leaf of leaves) b.toggle(leaf, 1, leaf + 1);
    b.refresh();
  }
  return sum / draws;
}

const repeat = (b: number, h: number): number[] => new Array(h).fill(b);

// 1,000 draws, not 200: of 16 × 16 × 16 with 4 differing leaves, 200 draws have a standard error of 0.5 %, so that 1 % would be two of them.
const DRAWS = 1000;

describe('a comparison of two trees (facts A6.1, A6.3)', () => {
  it.each([
    { branching: repeat(2, 10), published: { 1: 21, 2: 37.0, 4: 65.5, 16: 198, 64: 546 } },
    { branching: repeat(2, 15), published: { 1: 31, 2: 57, 4: 105, 16: 356, 64: 1168 } },
    { branching: repeat(2, 20), published: { 1: 41, 4: 145, 16: 516 } },
    { branching: repeat(16, 5), published: { 1: 81, 2: 144, 4: 267, 16: 942 } },
    { branching: repeat(16, 3), published: { 1: 49, 2: 80, 4: 139, 16: 431 } },
  ])('of shape $branching compares as many nodes as expected, within 1 %', ({ branching: shape, published }) => {
    for (const [d, value] of Object.entries(published)) {
      const expected = expectedCompared(shape, Number(d));
      expect(Math.abs(expected / value - 1)).toBeLessThan(0.01);
      expect(Math.abs(meanCompared(shape, Number(d), DRAWS) / expected - 1)).toBeLessThan(0.01);
    }
  });

  it('of a shape with another branching at each level does too', () => {
    for (const d of [1, 4, 16]) expect(Math.abs(meanCompared([1024, 16, 16], d, 200) / expectedCompared([1024, 16, 16], d) - 1)).toBeLessThan(0.01);
    expect(meanCompared([1024, 16, 16], 1, 5)).toBe(1 + 1024 + 16 + 16);
  });

  it('of Riak’s shape, 1024 × 1024, too', () => {
    for (const d of [1, 4]) expect(Math.abs(meanCompared([1024, 1024], d, 20) / expectedCompared([1024, 1024], d) - 1)).toBeLessThan(0.01);
  });
});
