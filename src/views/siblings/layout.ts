/** Where cards and lines stand: columns in happened-before order, each centred; concurrent versions above one another in the last one. */
import type { Tie, VersionCard } from './model.ts';

export const CARD_HEIGHT = 112;
/** Where more than two stand above one another. */
export const COMPACT_HEIGHT = 84;
const COMPACT_GAP = 22;
export const GAP_X = 116;
export const GAP_Y = 44;
const CARD_MOST = 360;
const CARD_LEAST = 228;
/** Room for the reasons beside the cards; below them where there is less. */
const REASONS_LEAST = 230;
export const NARROW = 640;
export const EDGE = 24;

export interface Placed {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly tie: Tie;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Where its word stands. */
  readonly wordX: number;
  readonly wordY: number;
  /** False where another line of the same kind from the same card already says it. */
  readonly says: boolean;
}

export interface Layout {
  /** True on a phone: one below the other, words between. */
  readonly narrow: boolean;
  readonly compact: boolean;
  readonly cardWidth: number;
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Placed>;
  readonly lines: readonly Line[];
  readonly reasonsBeside: boolean;
}

export function siblingsLayout(cards: readonly VersionCard[], ties: readonly Tie[], ranks: number, width: number): Layout {
  const narrow = width < NARROW;
  const room = width - 2 * EDGE - (ranks - 1) * GAP_X;
  const beside = (room - REASONS_LEAST - EDGE) / ranks;
  const reasonsBeside = !narrow && beside >= CARD_LEAST;
  const cardWidth = narrow ? width - 32 : Math.floor(Math.min(CARD_MOST, Math.max(CARD_LEAST, reasonsBeside ? beside : room / ranks)));
  const columns = Array.from({ length: ranks }, (_, rank) => cards.filter((card) => card.rank === rank));
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const compact = tallest > 2;
  const [cardHeight, gapY] = compact ? [COMPACT_HEIGHT, COMPACT_GAP] : [CARD_HEIGHT, GAP_Y];
  const height = tallest * cardHeight + (tallest - 1) * gapY;
  const places = new Map<string, Placed>();
  columns.forEach((column, rank) => {
    const top = (height - (column.length * cardHeight + (column.length - 1) * gapY)) / 2;
    column.forEach((card, i) => {
      places.set(card.id, { x: rank * (cardWidth + GAP_X), y: Math.max(0, top) + i * (cardHeight + gapY) });
    });
  });
  const total = ranks * cardWidth + (ranks - 1) * GAP_X;
  return {
    narrow,
    compact,
    cardWidth,
    width: total,
    height,
    places,
    lines: narrow ? [] : linesOf(ties, places, { width: cardWidth, height: cardHeight, gap: gapY }),
    reasonsBeside,
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

function linesOf(ties: readonly Tie[], places: ReadonlyMap<string, Placed>, size: Size): readonly Line[] {
  const lines: Line[] = [];
  for (const tie of ties) {
    const a = places.get(tie.a);
    const b = places.get(tie.b);
    if (a === undefined || b === undefined) continue;
    const line = a.x === b.x ? within(tie, a, b, size) : across(tie, a, b, size, ties);
    if (line !== null) lines.push(line);
  }
  return lines;
}

/** Between two cards of a column: drawn between neighbours only. */
function within(tie: Tie, a: Placed, b: Placed, size: Size): Line | null {
  const top = Math.min(a.y, b.y) + size.height;
  const bottom = Math.max(a.y, b.y);
  if (bottom - top > size.gap + 1) return null;
  const x = a.x + size.width / 2;
  // What came first stands above; a line that leads downwards keeps its direction.
  const down = a.y <= b.y;
  return { tie, x1: x, y1: down ? top : bottom, x2: x, y2: down ? bottom : top, wordX: x + 14, wordY: (top + bottom) / 2 + 4, says: true };
}

function across(tie: Tie, a: Placed, b: Placed, size: Size, ties: readonly Tie[]): Line | null {
  // Versions in different columns that are concurrent: said in words; a line over other cards would say less.
  if (tie.kind === 'concurrent') return null;
  const y1 = a.y + size.height / 2;
  const y2 = b.y + size.height / 2;
  const x1 = a.x + size.width;
  const line = { tie, x1: x1 + 4, y1, x2: b.x - 6, y2 };
  // Lines that part, or meet, are named once, in the fork's mouth.
  const parting = ties.filter((one) => one.a === tie.a && one.kind === tie.kind);
  if (parting.length > 1) return { ...line, wordX: x1 + GAP_X - 40, wordY: y1 + 4, says: parting[0] === tie };
  const meeting = ties.filter((one) => one.b === tie.b && one.kind === tie.kind);
  if (meeting.length > 1) return { ...line, wordX: x1 + 38, wordY: y2 + 4, says: meeting[0] === tie };
  return { ...line, wordX: x1 + GAP_X / 2, wordY: Math.min(y1, y2) - 8, says: true };
}
