/**
 * Which rows of a long table are worth drawing: rows of one height, below a sticky head, with a line of words where the playhead stands.
 * Pure arithmetic; `RowGrid` draws.
 */
export interface RowsInput {
  readonly count: number;
  readonly rowHeight: number;
  /** The first row after the playhead, with a divider of this height before it; null where nothing is ahead. */
  readonly aheadFrom: number | null;
  readonly divider: number;
}

/** Rows kept beyond both edges, so that a small scroll shows no gap. */
const SPARE = 6;

export function topOf({ rowHeight, aheadFrom, divider }: RowsInput, index: number): number {
  return index * rowHeight + (aheadFrom !== null && index >= aheadFrom ? divider : 0);
}

export function heightOf(input: RowsInput): number {
  return input.count * input.rowHeight + (input.aheadFrom === null ? 0 : input.divider);
}

/** From `first` up to, without, `end`. */
export function rowsInSight(input: RowsInput, scrollTop: number, height: number): { readonly first: number; readonly end: number } {
  const shift = input.aheadFrom === null ? 0 : input.divider;
  const first = Math.floor((scrollTop - shift) / input.rowHeight) - SPARE;
  const end = Math.ceil((scrollTop + height) / input.rowHeight) + SPARE;
  const last = Math.min(input.count, Math.max(0, end));
  return { first: Math.min(last, Math.max(0, first)), end: last };
}

/** Where to scroll so that a row is wholly seen, with a row to spare; the place it has where it is seen already. */
export function scrollToShow(input: RowsInput, index: number, scrollTop: number, height: number): number {
  const top = topOf(input, index);
  const below = Math.min(heightOf(input), top + 2 * input.rowHeight);
  if (top - input.rowHeight < scrollTop) return Math.max(0, top - input.rowHeight);
  if (below > scrollTop + height) return Math.max(0, below - height);
  return scrollTop;
}

/** True where the row can be read without scrolling. */
export function isInSight(input: RowsInput, index: number, scrollTop: number, height: number): boolean {
  const top = topOf(input, index);
  return top >= scrollTop - 1 && top + input.rowHeight <= scrollTop + height + 1;
}
