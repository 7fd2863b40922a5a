/**
 * Which boxes of a compared tree are drawn, and in which row. A small tree is drawn whole, not compared nodes too; of a large one the
 * paths that were compared, with runs of equal siblings collapsed into one row. Pure.
 */
import type { ComparedNode, ComparedTree } from '../../engine/picture/comparison-view.ts';

/** A tree of so many leaves at most is drawn whole. */
export const WHOLE_LEAVES = 32;
/** Equal siblings are drawn one by one where a node has at most so many children. */
const FEW_CHILDREN = 4;

export type RowState = 'equal' | 'different' | 'asked' | 'unseen';

export interface TreeItem {
  /** `2/3`: level and index; of collapsed siblings the first one's, with their number. */
  readonly id: string;
  readonly level: number;
  readonly index: number;
  /** May lie between rows; rows are counted from 0. */
  readonly row: number;
  readonly state: RowState;
  readonly node: ComparedNode | null;
  readonly parent: string | null;
  /** More than 1: so many collapsed siblings. */
  readonly count: number;
  /** True for collapsed siblings of which some may differ. */
  readonly mixed: boolean;
  /** Rows that it and everything below it takes. */
  readonly first: number;
  readonly last: number;
  readonly open: boolean;
}

export interface TreeRows {
  readonly whole: boolean;
  readonly levels: number;
  readonly rows: number;
  readonly items: readonly TreeItem[];
}

export function stateOf(node: ComparedNode | null | undefined): RowState {
  if (node === null || node === undefined) return 'unseen';
  return node.different === null ? 'asked' : node.different ? 'different' : 'equal';
}

export function idOf(level: number, index: number): string {
  return `${level}/${index}`;
}

export function treeRows(tree: ComparedTree): TreeRows {
  const byId = new Map(tree.nodes.map((node) => [idOf(node.level, node.index), node]));
  const leaves = tree.levels[tree.levels.length - 1].width;
  return leaves <= WHOLE_LEAVES ? wholeRows(tree, byId) : comparedRows(tree, byId);
}

function wholeRows({ levels, branching }: ComparedTree, byId: ReadonlyMap<string, ComparedNode>): TreeRows {
  const leaves = levels[levels.length - 1].width;
  const items: TreeItem[] = [];
  levels.forEach(({ width }, level) => {
    const span = leaves / width;
    for (let index = 0; index < width; index++) {
      const node = byId.get(idOf(level, index)) ?? null;
      items.push({
        id: idOf(level, index),
        level,
        index,
        row: (index + 0.5) * span - 0.5,
        state: stateOf(node),
        node,
        parent: level === 0 ? null : idOf(level - 1, Math.floor(index / branching[level - 1])),
        count: 1,
        mixed: false,
        first: index * span,
        last: (index + 1) * span - 1,
        open: level < branching.length,
      });
    }
  });
  return { whole: true, levels: levels.length, rows: leaves, items };
}

/** Walks the compared paths in order; every end of a path takes a row. */
function comparedRows(tree: ComparedTree, byId: ReadonlyMap<string, ComparedNode>): TreeRows {
  const { levels, branching } = tree;
  const items: TreeItem[] = [];
  const parents = new Set(tree.nodes.map(({ level, index }) => (level === 0 ? '' : idOf(level - 1, Math.floor(index / branching[level - 1])))));
  /** Differing nodes that were too many to be kept hide among the others of their level. */
  const hidden = levels.map(({ different }, level) => different > tree.nodes.filter((node) => node.level === level && node.different === true).length);
  let next = 0;
  const put = (item: Omit<TreeItem, 'id'>): TreeItem => {
    const id = item.count > 1 ? `${idOf(item.level, item.index)}+${item.count}` : idOf(item.level, item.index);
    const placed = { id, ...item };
    items.push(placed);
    return placed;
  };
  const gap = (level: number, index: number, count: number, parent: string): void => {
    const state = levels[level].compared > 0 ? 'equal' : 'asked';
    const row = next++;
    const node = count === 1 ? (byId.get(idOf(level, index)) ?? null) : null;
    put({ level, index, row, state, node, parent, count, mixed: hidden[level], first: row, last: row, open: false });
  };
  const visit = (level: number, index: number, parent: string | null): TreeItem => {
    const id = idOf(level, index);
    const node = byId.get(id) ?? null;
    const first = next;
    if (!parents.has(id)) {
      next++;
      return put({ level, index, row: first, state: stateOf(node), node, parent, count: 1, mixed: false, first, last: first, open: false });
    }
    const children = branching[level];
    let run = 0;
    for (let child = index * children; child < (index + 1) * children; child++) {
      const at = byId.get(idOf(level + 1, child));
      const alone = at !== undefined && (at.different === true || children <= FEW_CHILDREN);
      if (!alone) {
        run++;
        continue;
      }
      if (run > 0) gap(level + 1, child - run, run, id);
      run = 0;
      visit(level + 1, child, id);
    }
    if (run > 0) gap(level + 1, (index + 1) * children - run, run, id);
    const last = next - 1;
    // What stands between rows leaves the lines to both halves visible.
    return put({ level, index, row: (first + last) / 2, state: stateOf(node), node, parent, count: 1, mixed: false, first, last, open: true });
  };
  visit(0, 0, null);
  items.sort((a, b) => a.level - b.level || a.index - b.index);
  return { whole: false, levels: levels.length, rows: next, items };
}

/** The path from the root to a node, both included. */
export function pathTo({ branching }: ComparedTree, level: number, index: number): readonly { readonly level: number; readonly index: number }[] {
  const path = [{ level, index }];
  for (let at = level, node = index; at > 0; at--) {
    node = Math.floor(node / branching[at - 1]);
    path.unshift({ level: at - 1, index: node });
  }
  return path;
}

/** Children counted from 1 along the path: `3.1`; long ones keep their end. */
export function crumbOf(tree: ComparedTree, level: number, index: number): string {
  if (level === 0) return 'root';
  const parts = pathTo(tree, level, index)
    .slice(1)
    .map((node) => String((node.index % tree.branching[node.level - 1]) + 1));
  return parts.length > 3 ? `…${parts.slice(-2).join('.')}` : parts.join('.');
}
