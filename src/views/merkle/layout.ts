/**
 * Where the boxes of two facing trees stand: levels are columns, the roots outside and the leaves inside, with the keys between them.
 * A window says which levels and rows are in sight; zooming changes the window and nothing else, so every step of it is a layout. Pure.
 */
import type { TreeItem, TreeRows } from './rows.ts';

/** The part of the tree in sight: from a level and a row on, so many of each. */
export interface TreeWindow {
  readonly level: number;
  readonly levels: number;
  readonly row: number;
  readonly rows: number;
}

export interface Box {
  readonly item: TreeItem;
  /** 0: the initiator's tree, on the left; 1: the peer's. */
  readonly side: 0 | 1;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Edge {
  readonly key: string;
  readonly path: string;
  /** What it leads to. */
  readonly item: TreeItem;
  readonly side: 0 | 1;
}

export interface TreeLayout {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  /** Middle of each level's column on the left; the right one mirrors it. */
  readonly columns: readonly { readonly level: number; readonly x: number }[];
  readonly centre: { readonly x0: number; readonly x1: number };
  readonly top: number;
  readonly pitchX: number;
  readonly pitchY: number;
  /** Whether a box has room for its hash, and for its mark. */
  readonly hashes: boolean;
  readonly marks: boolean;
  readonly rowY: (row: number) => number;
}

export interface TreeSize {
  readonly width: number;
  readonly height: number;
}

export const HEADS = 32;
const EDGE = 8;
const MAX_PITCH = 30;
const ZOOM_LEVELS = 4;

/** What keys need between the trees. */
export function centreWidth(width: number): number {
  return width < 560 ? 92 : 118;
}

export function fullWindow({ levels, rows }: TreeRows): TreeWindow {
  return { level: 0, levels, row: 0, rows };
}

/** The node, what is next below it, and its rows. */
export function windowOf(tree: TreeRows, item: TreeItem): TreeWindow {
  if (item.level === 0) return fullWindow(tree);
  return { level: item.level, levels: Math.min(ZOOM_LEVELS, tree.levels - item.level), row: item.first, rows: item.last - item.first + 1 };
}

export function treeLayout(tree: TreeRows, window: TreeWindow, { width, height }: TreeSize): TreeLayout {
  const centre = centreWidth(width);
  const x0 = (width - centre) / 2;
  const side = x0 - EDGE;
  const pitchX = side / window.levels;
  const room = height - HEADS - 4;
  const pitchY = Math.min(MAX_PITCH, room / window.rows);
  const top = HEADS + Math.max(0, (room - pitchY * window.rows) / 2);
  const boxWidth = Math.min(58, Math.max(6, pitchX - Math.min(13, pitchX * 0.3)));
  const boxHeight = Math.min(21, Math.max(2, pitchY - Math.min(3, pitchY * 0.25)));
  const rowY = (row: number): number => top + (row - window.row + 0.5) * pitchY;
  const leftX = (level: number): number => EDGE + (level - window.level + 0.5) * pitchX;
  const seen = ({ level, row }: TreeItem): boolean =>
    level > window.level - 0.5 && level < window.level + window.levels - 0.5 && row > window.row - 0.75 && row < window.row + window.rows - 0.25;
  const boxes: Box[] = [];
  const edges: Edge[] = [];
  const byId = new Map(tree.items.map((item) => [item.id, item]));
  for (const item of tree.items) {
    if (!seen(item)) continue;
    const x = leftX(item.level);
    const y = rowY(item.row);
    const parent = item.parent === null ? undefined : byId.get(item.parent);
    for (const at of [0, 1] as const) {
      const middle = at === 0 ? x : width - x;
      boxes.push({ item, side: at, x: middle - boxWidth / 2, y: y - boxHeight / 2, width: boxWidth, height: boxHeight });
      if (parent === undefined || !seen(parent)) continue;
      const way = at === 0 ? 1 : -1;
      const from = (at === 0 ? leftX(parent.level) : width - leftX(parent.level)) + (way * boxWidth) / 2;
      const to = middle - (way * boxWidth) / 2;
      const half = (from + to) / 2;
      const fromY = rowY(parent.row);
      edges.push({ key: `${at}${item.id}`, path: `M${from} ${fromY}C${half} ${fromY} ${half} ${y} ${to} ${y}`, item, side: at });
    }
  }
  const columns: { level: number; x: number }[] = [];
  for (let level = Math.ceil(window.level - 0.4); level < window.level + window.levels - 0.5; level++) columns.push({ level, x: leftX(level) });
  return {
    boxes,
    edges,
    columns,
    centre: { x0, x1: width - x0 },
    top,
    pitchX,
    pitchY,
    hashes: boxWidth >= 48 && boxHeight >= 11,
    marks: boxWidth >= 11 && boxHeight >= 9,
    rowY,
  };
}

/** The height at which each row has its room. */
export function heightFor(rows: number, pitch: number): number {
  return HEADS + 4 + rows * pitch;
}
