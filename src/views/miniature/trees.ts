/** Two facing hash trees on a card: the comparison that tells most, as boxes and lines in the small frame, with the key that differs between them. Pure. */
import type { ComparedTree, ComparisonView } from '../../engine/picture/comparison-view.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { FLOOR, FRAME } from './layout.ts';

export type BoxState = 'equal' | 'different' | 'asked' | 'unseen';

export interface TreeBox {
  readonly id: string;
  readonly state: BoxState;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface TreeEdge {
  readonly id: string;
  readonly state: BoxState;
  readonly path: string;
}
export interface MiniTrees {
  readonly from: string;
  readonly to: string;
  readonly boxes: readonly TreeBox[];
  readonly edges: readonly TreeEdge[];
  /** Of leaves that differ, the first key of each and its row. */
  readonly keys: readonly { readonly key: string; readonly y: number }[];
}

const MOST_LEAVES = 32;
const EDGE = 8;
const CENTRE = 48;
const TOP = 8;

/** Of the comparisons, the one that found most; of equals the one that still runs, then the latest. Null where none was begun. */
export function tellingComparison(snapshot: Snapshot): ComparisonView | null {
  const weight = (one: ComparisonView): number => 4 * one.hashesDiffering + (one.state === 'running' ? 1 : 0);
  return snapshot.comparisons.reduce<ComparisonView | null>((best, one) => (best === null || weight(one) >= weight(best) ? one : best), null);
}

/** Null where there is no tree to draw. */
export function treesMiniature(snapshot: Snapshot): MiniTrees | null {
  const comparison = tellingComparison(snapshot);
  const tree = comparison?.trees[0];
  if (comparison === null || tree === undefined) return null;
  const levels = tree.levels.filter(({ width }) => width <= MOST_LEAVES);
  const leaves = levels.at(-1)?.width ?? 1;
  const pitchX = ((FRAME.width - CENTRE) / 2 - EDGE) / levels.length;
  const pitchY = (FLOOR - 2 * TOP) / leaves;
  const width = Math.min(26, pitchX - 7);
  const states = new Map(tree.nodes.map((node) => [`${node.level}/${node.index}`, node.different]));
  const stateOf = (level: number, index: number): BoxState => {
    const different = states.get(`${level}/${index}`);
    return different === undefined ? 'unseen' : different === null ? 'asked' : different ? 'different' : 'equal';
  };
  const yOf = (level: number, index: number): number => TOP + (index + 0.5) * pitchY * (leaves / (levels[level]?.width ?? 1));
  const boxes: TreeBox[] = [];
  const edges: TreeEdge[] = [];
  levels.forEach((one, level) => {
    for (let index = 0; index < one.width; index++) {
      const state = stateOf(level, index);
      const height = Math.min(13, Math.max(3, level === levels.length - 1 ? pitchY - 2 : 11));
      for (const side of [0, 1] as const) {
        const mirror = (x: number): number => (side === 0 ? x : FRAME.width - x);
        const x = EDGE + (level + 0.5) * pitchX;
        const y = yOf(level, index);
        const id = `${side}/${level}/${index}`;
        boxes.push({ id, state, x: mirror(x) - width / 2, y: y - height / 2, width, height });
        if (level === 0) continue;
        const from = mirror(x - pitchX + width / 2);
        const to = mirror(x - width / 2);
        const parentY = yOf(level - 1, Math.floor(index / (tree.branching[level - 1] ?? 2)));
        const half = (from + to) / 2;
        edges.push({ id, state, path: `M${from} ${parentY}C${half} ${parentY} ${half} ${y} ${to} ${y}` });
      }
    }
  });
  // What differs lies over what does not.
  edges.sort((a, b) => Number(a.state === 'different') - Number(b.state === 'different'));
  return { from: comparison.from, to: comparison.to, boxes, edges, keys: keysOf(tree, levels.length, stateOf, yOf) };
}

function keysOf(
  tree: ComparedTree,
  shown: number,
  stateOf: (level: number, index: number) => BoxState,
  yOf: (level: number, index: number) => number,
): MiniTrees['keys'] {
  const leafLevel = tree.levels.length - 1;
  if (shown <= leafLevel) return [];
  return tree.leaves.flatMap(({ leaf, keys: [first] }) =>
    first === undefined || stateOf(leafLevel, leaf) !== 'different' ? [] : [{ key: first, y: yOf(leafLevel, leaf) }],
  );
}
