/**
 * The one axis of scrub track and space-time: simulated time to pixels, with stretches in which nothing was in flight and nothing changed
 * folded into breaks of a fixed width that carry their duration. Pure; made once for the page and handed to both.
 *
 *      0      100      ≈ 9.98 s ≈      10,300
 *      ├───────┼──────────╫╫╫──────────────┤      inside a break time still runs evenly, only faster
 */
import { scaleLinear } from 'd3';
import { duration } from '../base/format.ts';
import type { RecordView } from '../engine/picture/snapshot.ts';

export interface Stretch {
  readonly fromUs: number;
  readonly toUs: number;
}
/** Stretches in which something was in flight or changed: disjoint, in order. */
export type Busy = readonly Stretch[];

/** A folded stretch, drawn as a break `width` pixels wide from `x`. */
export interface AxisBreak extends Stretch {
  readonly x: number;
  readonly width: number;
  /** Its length as words, e.g. "9.98 s". */
  readonly label: string;
}

export interface TimeAxis {
  /** The span in sight, microseconds. */
  readonly fromUs: number;
  readonly toUs: number;
  /** Pixels of the span's ends. */
  readonly x0: number;
  readonly x1: number;
  /** Pixels of a time; outside the span it is clamped to its ends. */
  readonly x: (us: number) => number;
  /** The time at a pixel. */
  readonly us: (x: number) => number;
  readonly breaks: readonly AxisBreak[];
  /** Times worth a label, none inside a break. */
  readonly marks: readonly number[];
  /** The right end where nothing is zoomed: how far one can zoom out. */
  readonly wholeUs: number;
  /** What each mark says: bare numbers, the unit on the last: "100", "200", "300 ms". */
  readonly labels: readonly string[];
  /** The bare numbers, for who leaves labels out and has to say the unit on another. */
  readonly numbers: readonly string[];
  readonly unit: AxisUnit;
}

/** What a bare number of the axis counts. */
export type AxisUnit = 'ms' | 's' | 'min' | 'round';

export interface TimeAxisInput {
  readonly fromUs: number;
  readonly toUs: number;
  readonly x0: number;
  readonly x1: number;
  /** Stretches to fold, disjoint and in order. */
  readonly folds?: readonly Stretch[];
  /** In rounds mode, how long a round is, microseconds: labels then count rounds, of which the nth ends at n + ½ times that. */
  readonly roundUs?: number | null;
  /** The right end where nothing is zoomed; `toUs` unless given. */
  readonly wholeUs?: number;
}

export const BREAK_WIDTH = 26;
/** Breaks together take at most this share of the axis. */
const BREAKS_SHARE = 1 / 3;
/** No two labels are nearer, and where nothing is folded they are about so far apart. */
const MARK_GAP = 64;
const MARK_PITCH = 90;
const MINUTE_US = 60_000_000;

export function timeAxis({ fromUs, toUs, x0, x1, folds = [], roundUs = null, wholeUs = toUs }: TimeAxisInput): TimeAxis {
  const end = Math.max(fromUs + 1, toUs);
  const right = Math.max(x0 + 1, x1);
  const inside = folds.map((fold) => ({ fromUs: Math.max(fold.fromUs, fromUs), toUs: Math.min(fold.toUs, end) })).filter((fold) => fold.toUs > fold.fromUs);
  const width = inside.length === 0 ? 0 : Math.min(BREAK_WIDTH, ((right - x0) * BREAKS_SHARE) / inside.length);
  const foldedUs = inside.reduce((sum, fold) => sum + fold.toUs - fold.fromUs, 0);
  const openUs = Math.max(1, end - fromUs - foldedUs);
  const perUs = (right - x0 - width * inside.length) / openUs;
  const times: number[] = [fromUs];
  const pixels: number[] = [x0];
  const breaks: AxisBreak[] = [];
  let us = fromUs;
  let x = x0;
  for (const fold of inside) {
    x += (fold.fromUs - us) * perUs;
    breaks.push({ ...fold, x, width, label: duration(fold.toUs - fold.fromUs) });
    if (fold.fromUs > us) {
      times.push(fold.fromUs);
      pixels.push(x);
    }
    x += width;
    us = fold.toUs;
    times.push(us);
    pixels.push(x);
  }
  if (end > us) {
    times.push(end);
    pixels.push(right);
  } else pixels[pixels.length - 1] = right;
  const scale = scaleLinear().domain(times).range(pixels).clamp(true);
  const step = stepOf(openUs, right - x0, roundUs);
  const marks = marksOf({ fromUs, toUs: end }, step, (roundUs ?? 0) / 2, breaks, (at) => scale(at));
  const unit: AxisUnit = roundUs !== null ? 'round' : step >= MINUTE_US ? 'min' : step >= unitsUs.s ? 's' : 'ms';
  const numbers = marks.map((us) => bare(us, unit, roundUs ?? 1));
  return {
    fromUs,
    toUs: end,
    x0,
    x1: right,
    x: (at) => scale(at),
    us: (at) => scale.invert(at),
    breaks,
    marks,
    labels: numbers.map((text, i) => (i === marks.length - 1 ? withUnit(text, unit) : text)),
    numbers,
    unit,
    wholeUs: Math.max(end, wholeUs),
  };
}

/** How far apart labels are in time: the next round number that leaves each its room. */
function stepOf(openUs: number, width: number, roundUs: number | null): number {
  const least = (openUs * MARK_PITCH) / Math.max(1, width);
  if (roundUs !== null) return roundUs * Math.max(1, niceStep(least / roundUs));
  return least > MINUTE_US / 2 ? MINUTE_US * Math.max(1, niceStep(least / MINUTE_US)) : niceStep(least);
}

/** Multiples of the step (and so much later), none in a break and none nearer to another than a label is wide. */
function marksOf(span: Stretch, step: number, later: number, breaks: readonly AxisBreak[], x: (us: number) => number): readonly number[] {
  const out: number[] = [];
  const nth = (us: number) => Math.max(later > 0 ? 1 : 0, Math.ceil((us - later) / step - 1e-9));
  let last = Number.NEGATIVE_INFINITY;
  let next = 0;
  for (let n = nth(span.fromUs); ; n++) {
    // A long folded stretch holds many steps: go on behind it.
    while (next < breaks.length && (breaks[next] as AxisBreak).toUs <= n * step + later) next++;
    const fold = breaks[next];
    if (fold !== undefined && n * step + later > fold.fromUs) n = Math.max(n, nth(fold.toUs));
    const us = n * step + later;
    if (us > span.toUs) return out;
    const at = x(us);
    if (at - last < MARK_GAP || (us > 0 && breaks.some((one) => at > one.x - 4 && at < one.x + one.width + 4))) continue;
    out.push(us);
    last = at;
  }
}

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

const unitsUs = { ms: 1000, s: 1_000_000, min: MINUTE_US } as const;

/** A time as a bare number of a unit. */
function bare(us: number, unit: AxisUnit, roundUs: number): string {
  return number.format(unit === 'round' ? Math.round(us / roundUs - 0.5) : us / unitsUs[unit]);
}

/** A bare number with its unit. */
export function withUnit(text: string, unit: AxisUnit): string {
  return unit === 'round' ? `round ${text}` : `${text} ${unit}`;
}

/** The smallest 1, 2 or 5 times a power of ten that is no smaller. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1e-6, atLeast)) + 1e-9);
  for (const factor of [1, 2, 5]) if (factor * power >= atLeast * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

/** Records that are no more than the passing of time. */
const IDLE: ReadonlySet<RecordView['type']> = new Set(['timer-fired', 'round-ended']);

/** When something was in flight or changed, by the records. */
export function busyOf(records: readonly RecordView[]): Busy {
  return extendBusy([], records);
}

/** The same with more records taken in; those of earlier times cost more than those that follow. */
export function extendBusy(busy: Busy, records: readonly RecordView[]): Busy {
  const fresh = records.filter((record) => !IDLE.has(record.type)).map(stretchOf);
  if (fresh.length === 0) return busy;
  fresh.sort((a, b) => a.fromUs - b.fromUs);
  const fromUs = fresh[0]?.fromUs ?? 0;
  let kept = busy.length;
  while (kept > 0 && (busy[kept - 1] as Stretch).toUs + JOIN_US >= fromUs) kept--;
  const out = busy.slice(0, kept);
  for (const stretch of [...busy.slice(kept), ...fresh].sort((a, b) => a.fromUs - b.fromUs)) {
    const last = out.at(-1);
    if (last === undefined || stretch.fromUs > last.toUs + JOIN_US) out.push(stretch);
    else out[out.length - 1] = { fromUs: last.fromUs, toUs: Math.max(last.toUs, stretch.toUs) };
  }
  return out;
}

/** How long a record keeps the store busy: a message as long as it flies, anything else its instant. */
function stretchOf({ type, message, atUs }: RecordView): Stretch {
  const flies = message !== null && (type === 'message-sent' || type === 'message-duplicated');
  return flies ? { fromUs: Math.min(atUs, message.sentUs), toUs: Math.max(atUs, message.deliverUs) } : { fromUs: atUs, toUs: atUs };
}

/** Busy moments so close together are one stretch. */
const JOIN_US = 1000;
const FLIGHTS_QUIET = 3;
/** A break must save at least so many times its own width. */
const WORTH = 4;

export interface FoldInput {
  readonly busy: Busy;
  readonly fromUs: number;
  readonly toUs: number;
  readonly seenUs: number;
  readonly flightUs: number;
  /** How wide the axis is. */
  readonly pixels: number;
  /** From when on the records are held, 0 unless a long run let its oldest go: of what lies before nobody knows that it was quiet. */
  readonly knownFromUs?: number;
}

/**
 * Which quiet stretches to fold: longer than three flights, and so long at this scale that a break is much shorter. Only what was seen. A
 * fault or its end is a record and so a busy instant: no fold holds the edge of a fault's band.
 */
export function foldsOf({ busy, fromUs, toUs, seenUs, flightUs, pixels, knownFromUs = 0 }: FoldInput): readonly Stretch[] {
  const edge = Math.min(seenUs, toUs);
  const quiet: Stretch[] = [];
  let at = Math.max(fromUs, knownFromUs);
  for (const stretch of busy) {
    if (stretch.toUs < fromUs) continue;
    if (stretch.fromUs > edge) break;
    if (stretch.fromUs > at) quiet.push({ fromUs: at, toUs: Math.min(stretch.fromUs, edge) });
    at = Math.max(at, stretch.toUs);
  }
  if (edge > at) quiet.push({ fromUs: at, toUs: edge });
  const margin = flightUs / 2;
  let folds = quiet
    .filter((one) => one.toUs - one.fromUs > FLIGHTS_QUIET * flightUs)
    .map((one) => ({ fromUs: one.fromUs + (one.fromUs === 0 ? 0 : margin), toUs: one.toUs - margin }));
  // What a break is worth depends on the scale, and the scale on the breaks: the shortest are given up until all are worth theirs.
  for (;;) {
    const foldedUs = folds.reduce((sum, one) => sum + one.toUs - one.fromUs, 0);
    const usPerPixel = (toUs - fromUs - foldedUs) / Math.max(1, pixels - folds.length * BREAK_WIDTH);
    const kept = folds.filter((one) => one.toUs - one.fromUs > WORTH * BREAK_WIDTH * usPerPixel);
    if (kept.length === folds.length) return folds;
    folds = kept;
  }
}

const FIRST_SPAN_US = 500_000;

/** The time at the right end of the track, microseconds: doubled until what was seen fits, at most the stop. */
export function spanOf(seenUs: number, stopUs: number | null): number {
  let span = FIRST_SPAN_US;
  while (span < seenUs * 1.02) span *= 2;
  return stopUs === null ? span : Math.max(Math.min(span, stopUs), seenUs, 1);
}

/**
 * The whole run with its folds. What is folded does not count for the doubling: else a run of short events and long quiet would be squeezed
 * into the corner of a track that is mostly empty.
 */
export function foldedSpan(input: Omit<FoldInput, 'fromUs' | 'toUs'>, stopUs: number | null): { readonly toUs: number; readonly folds: readonly Stretch[] } {
  const { seenUs } = input;
  let toUs = spanOf(seenUs, stopUs);
  for (;;) {
    const folds = foldsOf({ ...input, fromUs: 0, toUs });
    const foldedUs = folds.reduce((sum, one) => sum + one.toUs - one.fromUs, 0);
    const shorter = foldedUs + spanOf(seenUs - foldedUs, stopUs === null ? null : stopUs - foldedUs);
    if (shorter >= toUs - 1) return { toUs, folds };
    toUs = shorter;
  }
}

/**
 * A span zoomed by a factor around a time, within 0 and the most; never shorter than a millisecond. Given an axis, zooming in goes by its
 * pixels: what was under the pointer stays there though stretches are folded.
 */
export function zoomed(span: Stretch | TimeAxis, factor: number, aroundUs: number, mostUs: number): Stretch {
  const around = Math.max(span.fromUs, Math.min(span.toUs, aroundUs));
  if (factor > 1 && 'breaks' in span && span.breaks.length > 0) {
    const x = span.x(around);
    const fromUs = span.us(x - (x - span.x0) / factor);
    return within(fromUs, Math.max(SHORTEST_US, span.us(x + (span.x1 - x) / factor) - fromUs), mostUs);
  }
  const length = Math.min(mostUs, Math.max(SHORTEST_US, (span.toUs - span.fromUs) / factor));
  const share = span.toUs > span.fromUs ? (around - span.fromUs) / (span.toUs - span.fromUs) : 0.5;
  return within(around - share * length, length, mostUs);
}

const SHORTEST_US = 1000;

/** A span moved along, within 0 and the most. */
export function panned(span: Stretch, byUs: number, mostUs: number): Stretch {
  return within(span.fromUs + byUs, span.toUs - span.fromUs, mostUs);
}

function within(fromUs: number, length: number, mostUs: number): Stretch {
  const fits = Math.min(length, mostUs);
  const from = Math.max(0, Math.min(fromUs, mostUs - fits));
  return { fromUs: from, toUs: from + fits };
}

/** How far a span must move so that a time is in it again, a tenth from the edge where it comes in; 0 where it is. */
export function panTo(span: Stretch, us: number): number {
  const length = span.toUs - span.fromUs;
  if (us > span.toUs) return us - length / 10 - span.fromUs;
  return us < span.fromUs ? us + length / 10 - span.toUs : 0;
}
