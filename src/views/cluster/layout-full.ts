/**
 * Up to 12 replicas with cards: each side in two rows, its odd replica beside them at mid height, on the outer end. Sizes give way in this
 * order: space between the rows, the squares, the second line of a card.
 */
import type { Box } from './geometry.ts';
import { type Frame, type LayoutInput, type ReplicaPlace, TWO_LINES_BELOW } from './places.ts';

export interface FullSize {
  readonly half: number;
  readonly ring: number;
  readonly card: { readonly width: number; readonly height: number; readonly off: number };
  readonly column: number;
  readonly topRow: number;
  readonly bottomRow: number;
}

/** Stands over a card: the badge that says stale or siblings. */
export const BADGE_OVER = 12;
const ONE_LINE = 34;
const TWO_LINES = 44;
const ROWS_APART_AT_MOST = 250;

export function columnsOf(count: number): number {
  return Math.max(1, Math.ceil(count / 2));
}

export function fullSize(input: LayoutInput, sides: readonly (readonly string[])[], frame: Frame, boxes: readonly Box[]): FullSize {
  const { narrow } = frame;
  const columns = sides.reduce((sum, ids) => sum + columnsOf(ids.length), 0);
  const column = (input.width - 2 * frame.edge - frame.left - frame.right - frame.gap * (sides.length - 1)) / columns;
  const width = Math.round(Math.max(60, Math.min(narrow ? 136 : 150, column - 12)));
  const box = boxes[0] ?? { x: 0, y: 0, width: input.width, height: input.height };
  const ring = narrow || box.height < 290 ? 5 : 7.5;
  const off = narrow ? 8 : 12;
  const pad = narrow ? 3 : 7;
  const wanted = narrow ? 40 : 60;
  const height = width < TWO_LINES_BELOW && box.height > 270 ? TWO_LINES : ONE_LINE;
  const outer = pad + BADGE_OVER + height + off + ring;
  const half = Math.round(Math.max(15, Math.min(34, (box.height - 2 * outer - 2 * ring - wanted) / 4, (column - 2 * ring - 34) / 2)));
  const reach = outer + half;
  const slack = Math.max(0, box.height - 2 * reach - 2 * (half + ring) - ROWS_APART_AT_MOST) / 2;
  return {
    half,
    ring,
    card: { width, height, off },
    column,
    topRow: Math.round(box.y + reach + slack),
    bottomRow: Math.round(box.y + box.height - reach - slack),
  };
}

export function placeFull(sides: readonly (readonly string[])[], boxes: readonly Box[], frame: Frame, size: FullSize, width: number): readonly ReplicaPlace[] {
  const { column, topRow, bottomRow } = size;
  const middle = Math.round((topRow + bottomRow) / 2 + (sides.every((ids) => ids.length === 1) ? 12 : 2));
  const reach = size.half + size.ring;
  return sides.flatMap((ids, side) => {
    const box = boxes[side];
    if (box === undefined) return [];
    const start = box.x + (side === 0 ? frame.left : 0);
    const columns = columnsOf(ids.length);
    const odd = ids.length % 2 === 1;
    // The odd one stands on the outer end: first on the left side, last on the others.
    const shift = odd && side === 0 && sides.length > 1 && ids.length > 1 ? 1 : 0;
    return ids.map((id, i) => {
      const alone = odd && i === (shift === 1 ? 0 : ids.length - 1);
      const at = alone ? (shift === 1 ? 0 : columns - 1) : Math.floor((i - shift) / 2) + shift;
      const top = (i - shift) % 2 === 0;
      const x = Math.round(start + column * (at + 0.5));
      const outermost = side === 0 && at === 0;
      const left = outermost ? x - reach - (frame.left > 140 ? frame.left - 78 : frame.edge + 4) : column - 2 * reach - 14;
      const common = { id, x, side, room: Math.min(column, 2 * Math.min(x - frame.edge, width - frame.edge - x)), left };
      if (alone) return { ...common, y: middle, cards: 'above' as const };
      return { ...common, y: top ? topRow : bottomRow, cards: top ? ('above' as const) : ('below' as const) };
    });
  });
}
