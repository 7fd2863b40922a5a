/**
 * What stands on the scrub track and where: pure. Ticks that would lie on one another drop their word first, then their mark;
 * labels of the axis give way to the clock.
 */
import { type TimeAxis, withUnit } from '../time-axis.ts';

export type TickKind = 'write' | 'read' | 'fault' | 'heal' | 'divergence' | 'repair' | 'converged' | 'violation' | 'drop';
export interface TrackTick {
  readonly atUs: number;
  readonly event: number;
  readonly kind: TickKind;
  readonly label: string;
}
export interface PlacedTick extends TrackTick {
  readonly x: number;
  /** The word beside it, or null where there is no room or it is an everyday tick. */
  readonly word: string | null;
  /** Where the word begins or ends, and which of the two. */
  readonly wordX: number;
  readonly anchor: 'start' | 'end';
  /** Whether its glyph stands above the track. */
  readonly marked: boolean;
}

const rank: readonly TickKind[] = ['fault', 'heal', 'converged', 'violation', 'repair', 'divergence', 'write', 'drop', 'read'];
const MARK = 12;
const LETTER = 6.1;
const SPACE = 6;

type Range = readonly [number, number];

class Taken {
  private readonly ranges: Range[] = [];
  free(low: number, high: number): boolean {
    return !this.ranges.some(([a, b]) => low < b && a < high);
  }
  take(low: number, high: number): void {
    this.ranges.push([low, high]);
  }
}

/** What a tick says: rare things only, of repairs the first and of agreements the latest. */
function wordOf(tick: TrackTick, firstRepair: TrackTick | undefined, lastAgreement: TrackTick | undefined): string | null {
  if (tick.kind === 'fault' || tick.kind === 'heal') return tick.label;
  if (tick.kind === 'violation') return 'violation';
  if (tick.kind === 'repair') return tick === firstRepair ? 'repairs' : null;
  return tick.kind === 'converged' && tick === lastAgreement && firstRepair !== undefined ? 'all agree' : null;
}

/**
 * Ticks in the order of time, thinned so that nothing above the track lies on anything: rarer kinds first, a word only where it has room,
 * a mark only where no other stands within 12 px. The stroke on the track always stays, one of a kind for each pixel.
 */
export function placeTicks(ticks: readonly TrackTick[], x: (us: number) => number, from: number, to: number): readonly PlacedTick[] {
  const strokes = new Map<string, TrackTick>();
  for (const tick of ticks) {
    const key = `${tick.kind}/${Math.round(x(tick.atUs))}`;
    if (!strokes.has(key)) strokes.set(key, tick);
  }
  const kept = [...strokes.values()];
  const firstRepair = kept.find((tick) => tick.kind === 'repair');
  const lastAgreement = kept.filter((tick) => tick.kind === 'converged').at(-1);
  const taken = new Taken();
  const out: PlacedTick[] = [];
  for (const tick of kept.sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || a.atUs - b.atUs)) {
    const at = x(tick.atUs);
    const word = wordOf(tick, firstRepair, lastAgreement);
    const glyph = tick.kind !== 'divergence' && (word === null || tick.kind === 'repair' || tick.kind === 'converged' || tick.kind === 'violation');
    const half = glyph ? MARK / 2 : 0;
    const side = word === null ? null : sideOf(at, half, word.length * LETTER, from, to, taken);
    const marked = glyph && taken.free(at - MARK / 2, at + MARK / 2);
    const beside = half + (half > 0 ? 2 : 4);
    if (side !== null) {
      const end = at + (side === 'start' ? 1 : -1) * (beside + (word ?? '').length * LETTER + SPACE);
      taken.take(Math.min(at - half - 1, end), Math.max(at + half + 1, end));
    } else if (marked) taken.take(at - MARK / 2, at + MARK / 2);
    out.push({ ...tick, x: at, word: side === null ? null : word, wordX: at + (side === 'end' ? -beside : beside), anchor: side ?? 'start', marked });
  }
  return out.sort((a, b) => a.atUs - b.atUs || a.event - b.event);
}

/** On which side of a tick its word has room: after it where that is free, else before it. */
function sideOf(at: number, half: number, wide: number, from: number, to: number, taken: Taken): 'start' | 'end' | null {
  const reach = half + 4 + wide + SPACE;
  if (at + reach <= to + SPACE && taken.free(at - half, at + reach)) return 'start';
  return at - reach >= from - SPACE && taken.free(at - reach, at + half) ? 'end' : null;
}

/** Where "first divergence" stands below the track: before its tick where there is room, after it else; null where it has none. */
export function divergenceWord(
  ticks: readonly TrackTick[],
  axis: TimeAxis,
  curves: readonly number[],
): { readonly x: number; readonly wordX: number; readonly anchor: 'start' | 'middle' | 'end' } | null {
  const tick = ticks.find((one) => one.kind === 'divergence');
  if (tick === undefined || tick.atUs < axis.fromUs || tick.atUs > axis.toUs) return null;
  const x = axis.x(tick.atUs);
  const wide = 'first divergence'.length * LETTER;
  const clear = (low: number, high: number) => low >= axis.x0 - 4 && high <= axis.x1 && !curves.some((at) => at + 18 > low && at - 4 < high);
  if (clear(x - wide / 2, x + wide / 2)) return { x, wordX: x, anchor: 'middle' };
  if (clear(x - 4, x + wide)) return { x, wordX: x - 3, anchor: 'start' };
  return clear(x - wide, x + 4) ? { x, wordX: x + 3, anchor: 'end' } : null;
}

/** Stretches of time between each partition and its heal, up to what was seen. */
export function cutStretches(ticks: readonly TrackTick[], seenUs: number): readonly { readonly fromUs: number; readonly toUs: number }[] {
  const out: { fromUs: number; toUs: number }[] = [];
  let open: number | null = null;
  for (const tick of [...ticks].sort((a, b) => a.event - b.event)) {
    if (tick.kind === 'fault' && tick.label === 'cut' && open === null) open = tick.atUs;
    if (tick.kind === 'heal' && tick.label === 'heal' && open !== null) {
      out.push({ fromUs: open, toUs: tick.atUs });
      open = null;
    }
  }
  if (open !== null) out.push({ fromUs: open, toUs: seenUs });
  return out;
}

export interface AxisLabel {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly ofBreak: boolean;
}

/** Of the axis' marks and breaks, the labels that have room beside the clock's pill and each other: lengths of breaks first, the longest of them first. */
export function axisLabels(axis: TimeAxis, pill: Range, width: number): readonly AxisLabel[] {
  const taken = new Taken();
  taken.take(pill[0] - 6, pill[1] + 6);
  const out: AxisLabel[] = [];
  const put = (key: string, text: string, at: number, ofBreak: boolean) => {
    const wide = text.length * (ofBreak ? LETTER : 6.7);
    const anchor = at - wide / 2 < 4 ? 'start' : at + wide / 2 > width - 4 ? 'end' : 'middle';
    const left = anchor === 'start' ? at : anchor === 'end' ? at - wide : at - wide / 2;
    if (!taken.free(left - 5, left + wide + 5)) return false;
    taken.take(left - 5, left + wide + 5);
    out.push({ key, text, x: at, anchor, ofBreak });
    return true;
  };
  for (const one of [...axis.breaks].sort((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs)))
    put(`break ${one.fromUs}`, `${one.label} folded`, one.x + one.width / 2, true);
  // From the right: the last one that has room says the unit.
  let unitSaid = false;
  for (let i = axis.marks.length - 1; i >= 0; i--) {
    const us = axis.marks[i] ?? 0;
    const text = axis.numbers[i] ?? '';
    const key = `mark ${us}`;
    if (!unitSaid && put(key, withUnit(text, axis.unit), axis.x(us), false)) unitSaid = true;
    else if (unitSaid) put(key, text, axis.x(us), false);
  }
  return out.sort((a, b) => a.x - b.x);
}

/** A row's label in the room left of the axis: one line, or two broken between words, the last cut short. */
export function labelLines(label: string, letters = 15): readonly string[] {
  if (label.length <= letters) return [label];
  const cut = label.lastIndexOf(' ', letters);
  const first = cut > 0 ? label.slice(0, cut) : label.slice(0, letters);
  const rest = label.slice(first.length).trim();
  return [first, rest.length > letters ? `${rest.slice(0, letters - 1).trimEnd()}…` : rest];
}
