/**
 * The trees of a comparison, followed from message to message: hashes go out, the peer finds which are not its own, the initiator hears
 * of it. Keeps of wide levels only what a picture can show, and the numbers of the rest.
 */
import type { FoldFacts } from '../folds/fold.ts';
import { shapeOf } from '../merkle/shape.ts';
import type { KeyCell } from '../message.ts';
import type { HashesPayload, TreeHashes, TreeNodes, WholeTree } from '../protocols/index.ts';
import type { ComparedLevel, ComparedNode, ComparedTree, LeafKeys } from './comparison-view.ts';

/** Nodes kept of one comparison, shared among the trees that are shown. */
export const NODES_KEPT = 400;
export const TREES_SHOWN = 8;
/** Leaves of a tree that is small enough to name the keys of each. */
const LEAVES_NAMED = 64;
const KEYS_NAMED = 3;

export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** The trees of the owner sets that the two share, nothing of them compared. */
export function newTrees(facts: FoldFacts, { from, to }: Pair): readonly ComparedTree[] {
  const { branching } = facts.scenario.antiEntropy;
  const { counts } = shapeOf(branching);
  const levels: readonly ComparedLevel[] = counts.map((width) => ({ width, asked: 0, compared: 0, known: 0, different: 0 }));
  return facts.view
    .ownerSetsOf(from)
    .filter((set) => set.owners.includes(to))
    .map((set) => ({ ownerSet: set.id, owners: set.owners.map((owner) => facts.replicaName(owner)), branching, levels, nodes: [], leaves: [] }));
}

function isPartial(facts: FoldFacts): boolean {
  return facts.scenario.antiEntropy.repair === 'incremental';
}

export function totalNodes({ levels }: ComparedTree): number {
  return levels.reduce((sum, { width }) => sum + width, 0);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** The number of the ith hash that a question carries of a tree. */
function nodeOf(asked: TreeHashes, i: number, level: number, branching: readonly number[]): number {
  if (level === 0) return 0;
  const children = branching[level - 1];
  return asked.parents[Math.floor(i / children)] * children + (i % children);
}

/** How many nodes of a level are kept of each tree. */
function roomOf(tree: ComparedTree, trees: number): number {
  const room = Math.floor(NODES_KEPT / Math.min(trees, TREES_SHOWN));
  return totalNodes(tree) <= room ? room : Math.max(2, Math.floor(room / tree.levels.length));
}

/** The nodes of one level with room for so many: those that differ, then those beside them. */
function levelNodes(all: readonly ComparedNode[], room: number): readonly ComparedNode[] {
  if (all.length <= room) return all;
  const kept = new Set<number>();
  all.forEach((node, i) => {
    if (node.different === true && kept.size < room) kept.add(i);
  });
  const first = [...kept];
  for (let away = 1; kept.size < room && away < all.length; away++) {
    for (const i of first.length === 0 ? [-1] : first) {
      for (const beside of [i - away, i + away]) if (kept.size < room && beside >= 0 && beside < all.length) kept.add(beside);
    }
  }
  return all.filter((_, i) => kept.has(i));
}

function withLevel(tree: ComparedTree, level: number, numbers: Partial<ComparedLevel>, nodes: readonly ComparedNode[] | null): ComparedTree {
  const levels = tree.levels.map((old, i) => (i === level ? { ...old, ...numbers } : old));
  if (nodes === null) return { ...tree, levels };
  return { ...tree, levels, nodes: [...tree.nodes.filter((node) => node.level !== level), ...nodes].sort((a, b) => a.level - b.level || a.index - b.index) };
}

/** The initiator sent hashes of a level. */
export function askedLevel(facts: FoldFacts, pair: Pair, trees: readonly ComparedTree[], question: HashesPayload): readonly ComparedTree[] {
  const { level } = question;
  return trees.map((tree) => {
    const asked = question.trees.find(({ ownerSet }) => ownerSet === tree.ownerSet);
    if (asked === undefined) return tree;
    const count = asked.hashes.length / 2;
    const nodes: ComparedNode[] = [];
    for (let i = 0; i < count; i++)
      nodes.push({ level, index: nodeOf(asked, i, level, tree.branching), hashA: hex(asked.hashes[2 * i]), hashB: null, different: null });
    const named = isSmall(tree) && tree.leaves.length === 0 ? { ...tree, leaves: allLeaves(facts, pair, tree) } : tree;
    return withLevel(named, level, { asked: count }, levelNodes(nodes, roomOf(tree, trees.length)));
  });
}

/** The peer compared a level with its own trees and found these nodes different. */
export function comparedLevel(
  facts: FoldFacts,
  pair: Pair,
  trees: readonly ComparedTree[],
  question: HashesPayload,
  found: readonly TreeNodes[],
): readonly ComparedTree[] {
  const { level } = question;
  return trees.map((tree) => {
    const asked = question.trees.find(({ ownerSet }) => ownerSet === tree.ownerSet);
    if (asked === undefined) return tree;
    const differing = new Set(found.find(({ ownerSet }) => ownerSet === tree.ownerSet)?.nodes);
    // Under incremental repair the trees that a node keeps are not those that were compared.
    const partly = isPartial(facts);
    const peers = partly ? undefined : facts.insideOf(pair.to).trees?.tree(tree.ownerSet);
    const nodes: ComparedNode[] = [];
    for (let i = 0; i < asked.hashes.length / 2; i++) {
      const index = nodeOf(asked, i, level, tree.branching);
      const hashA = hex(asked.hashes[2 * i]);
      const different = differing.has(index);
      nodes.push({
        level,
        index,
        hashA,
        hashB: different && partly ? null : !different || peers === undefined ? hashA : hex(peers.high(level, index)),
        different,
      });
    }
    const next = withLevel(tree, level, { compared: nodes.length, different: differing.size }, levelNodes(nodes, roomOf(tree, trees.length)));
    if (isSmall(tree)) return level === 0 ? { ...next, leaves: allLeaves(facts, pair, tree) } : next;
    return level === tree.branching.length ? { ...next, leaves: leavesOf(facts, pair, tree, [...differing].slice(0, LEAVES_NAMED)) } : next;
  });
}

/** The initiator compared its own trees with the whole ones that the peer had sent: top-down, descending only where they differ. */
export function comparedWhole(
  facts: FoldFacts,
  pair: Pair,
  trees: readonly ComparedTree[],
  sent: readonly WholeTree[],
  skipRoot: boolean,
): readonly ComparedTree[] {
  if (isPartial(facts)) return trees;
  const own = facts.insideOf(pair.from).trees;
  return trees.map((tree) => {
    const words = sent.find(({ ownerSet }) => ownerSet === tree.ownerSet)?.words;
    const mine = own?.tree(tree.ownerSet);
    if (words === undefined || mine === undefined) return tree;
    const { branching, depth, offsets } = mine.shape;
    let next: ComparedTree = tree;
    let compared: readonly number[] = skipRoot ? [] : [0];
    let differing: readonly number[] = skipRoot ? [0] : [];
    for (let level = 0; level <= depth; level++) {
      if (level > 0) compared = differing.flatMap((parent) => Array.from({ length: branching[level - 1] }, (_, i) => parent * branching[level - 1] + i));
      if (level > 0 || !skipRoot) {
        const nodes = compared.map((index): ComparedNode => {
          const at = 2 * (offsets[level] + index);
          const different = mine.differs(level, index, words[at], words[at + 1]);
          return { level, index, hashA: hex(mine.high(level, index)), hashB: hex(words[at]), different };
        });
        differing = nodes.filter(({ different }) => different).map(({ index }) => index);
        const counts = { asked: nodes.length, compared: nodes.length, known: nodes.length, different: differing.length };
        next = withLevel(next, level, counts, levelNodes(nodes, roomOf(tree, trees.length)));
      }
      if (differing.length === 0) break;
    }
    if (isSmall(tree)) return { ...next, leaves: allLeaves(facts, pair, tree) };
    return { ...next, leaves: leavesOf(facts, pair, tree, differing.slice(0, LEAVES_NAMED)) };
  });
}

/** The initiator has the answer about a level. */
export function knownLevel(trees: readonly ComparedTree[], level: number): readonly ComparedTree[] {
  return trees.map((tree) => (tree.levels[level].compared === 0 ? tree : withLevel(tree, level, { known: tree.levels[level].compared }, null)));
}

/** Those that are shown: the ones that differ, or might yet, first. */
export function shownTrees(trees: readonly ComparedTree[]): readonly ComparedTree[] {
  if (trees.length <= TREES_SHOWN) return trees;
  const differs = trees.filter(({ levels }) => levels.some(({ different }) => different > 0));
  return [...differs, ...trees.filter((tree) => !differs.includes(tree))].slice(0, TREES_SHOWN);
}

export function isSmall({ levels }: ComparedTree): boolean {
  return levels[levels.length - 1].width <= LEAVES_NAMED;
}

function allLeaves(facts: FoldFacts, pair: Pair, tree: ComparedTree): readonly LeafKeys[] {
  return leavesOf(
    facts,
    pair,
    tree,
    Array.from({ length: tree.levels[tree.levels.length - 1].width }, (_, leaf) => leaf),
  );
}

/** What either side's leaves hold, a key once; by rising number. */
function leavesOf(facts: FoldFacts, { from, to }: Pair, { ownerSet }: ComparedTree, leaves: readonly number[]): readonly LeafKeys[] {
  if (isPartial(facts)) return [];
  const sides = [facts.insideOf(from), facts.insideOf(to)];
  return [...leaves]
    .sort((a, b) => a - b)
    .map((leaf) => {
      const keys = new Set<number>();
      for (const { store, trees } of sides) {
        const cells: KeyCell[] = [];
        if (store !== null && trees !== null) trees.collect(ownerSet, leaf, store, cells);
        for (const { key } of cells) keys.add(key);
      }
      const names = [...keys].sort((a, b) => a - b).slice(0, KEYS_NAMED);
      return { leaf, keys: names.map((key) => facts.keys.name(key)), count: keys.size };
    });
}

/** Keys below these nodes of a level, where the tree names them: the first names, and how many; null where it does not. */
export function keysBelow(tree: ComparedTree, level: number, nodes: readonly number[]): { readonly names: readonly string[]; readonly count: number } | null {
  const { branching, leaves, levels } = tree;
  if (leaves.length === 0 || (!isSmall(tree) && level < branching.length)) return null;
  const span = levels[levels.length - 1].width / levels[level].width;
  const below = new Set(nodes);
  const under = leaves.filter(({ leaf }) => below.has(Math.floor(leaf / span)));
  return { names: under.flatMap(({ keys }) => keys), count: under.reduce((sum, { count }) => sum + count, 0) };
}
