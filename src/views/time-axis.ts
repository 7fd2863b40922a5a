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
}

export interface TimeAxisInput {
  readonly fromUs: number;
  readonly toUs: number;
  readonly x0: number;
  readonly x1: number;
  /** Stretches to fold, disjoint and in order. */
  readonly folds?: readonly Stretch[];
}

export const BREAK_WIDTH = 34;
/** Breaks together take at most this share of the axis. */
const BREAKS_SHARE = 1 / 3;
const MARK_GAP = 64;

export function timeAxis({ fromUs, toUs, x0, x1, folds = [] }: TimeAxisInput): TimeAxis {
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
  return {
    fromUs,
    toUs: end,
    x0,
    x1: right,
    x: (at) => scale(at),
    us: (at) => scale.invert(at),
    breaks,
    marks: marksOf(fromUs, end, breaks, (at) => scale(at), x0, right),
  };
}

/** Round times, closer where there is room, none in a break and none nearer to another than a label is wide. */
function marksOf(fromUs: number, toUs: number, breaks: readonly AxisBreak[], x: (us: number) => number, x0: number, x1: number): readonly number[] {
  const openUs = toUs - fromUs - breaks.reduce((sum, one) => sum + one.toUs - one.fromUs, 0);
  const step = niceStep((Math.max(1, openUs) * 110) / Math.max(1, x1 - x0));
  const out: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const first = Math.ceil(fromUs / step) * step;
  // A long folded stretch holds many steps: go on behind it.
  for (let us = first; us <= toUs; us += step) {
    const fold = breaks.find((one) => us > one.fromUs && us < one.toUs);
    if (fold !== undefined) {
      us = Math.max(us, Math.floor(fold.toUs / step) * step);
      if (us > fold.fromUs && us < fold.toUs) continue;
    }
    const at = x(us);
    if (at - last < MARK_GAP || breaks.some((one) => at > one.x - 4 && at < one.x + one.width + 4 && us !== 0)) continue;
    out.push(us);
    last = at;
  }
  return out;
}

/** The smallest 1, 2 or 5 times a power of ten that is no smaller. */
function niceStep(us: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, us)));
  for (const factor of [1, 2, 5, 10]) if (factor * power >= us) return factor * power;
  return 10 * power;
}

/** Records that are no more than the passing of time. */
const IDLE: ReadonlySet<RecordView['type']> = new Set(['timer-fired', 'round-ended']);

/** When something was in flight or changed, by the records. */
export function busyOf(records: readonly RecordView[]): Busy {
  return extendBusy([], records);
}

/** The same with later records taken in. */
export function extendBusy(busy: Busy, records: readonly RecordView[]): Busy {
  if (records.length === 0) return busy;
  const fresh: Stretch[] = [];
  for (const record of records) {
    if (IDLE.has(record.type)) continue;
    const { message, atUs } = record;
    fresh.push(
      record.type === 'message-sent' && message !== null ? { fromUs: message.sentUs, toUs: Math.max(atUs, message.deliverUs) } : { fromUs: atUs, toUs: atUs },
    );
  }
  if (fresh.length === 0) return busy;
  fresh.sort((a, b) => a.fromUs - b.fromUs);
  const out = busy.slice();
  for (const stretch of fresh) {
    let from = stretch.fromUs;
    let to = stretch.toUs;
    while (out.length > 0) {
      const last = out[out.length - 1] as Stretch;
      if (from > last.toUs + JOIN_US) break;
      from = Math.min(from, last.fromUs);
      to = Math.max(to, last.toUs);
      out.pop();
    }
    out.push({ fromUs: from, toUs: to });
  }
  return out;
}

/** Busy moments so close together are one stretch. */
const JOIN_US = 1000;
const FLIGHTS_QUIET = 3;
/** A break must save at least so many times its own width. */
const WORTH = 2.5;

export interface FoldInput {
  readonly busy: Busy;
  readonly fromUs: number;
  readonly toUs: number;
  readonly seenUs: number;
  readonly flightUs: number;
  /** How wide the axis is. */
  readonly pixels: number;
}

/** Which quiet stretches to fold: longer than three flights, and so long at this scale that a break is much shorter. Only what was seen. */
export function foldsOf({ busy, fromUs, toUs, seenUs, flightUs, pixels }: FoldInput): readonly Stretch[] {
  const edge = Math.min(seenUs, toUs);
  const quiet: Stretch[] = [];
  let at = fromUs;
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

/** A span zoomed by a factor around a time, within 0 and the most; never shorter than a millisecond. */
export function zoomed(span: Stretch, factor: number, aroundUs: number, mostUs: number): Stretch {
  const length = Math.min(mostUs, Math.max(1000, (span.toUs - span.fromUs) / factor));
  const share = span.toUs > span.fromUs ? (aroundUs - span.fromUs) / (span.toUs - span.fromUs) : 0.5;
  return within(aroundUs - share * length, length, mostUs);
}

export function panned(span: Stretch, byUs: number, mostUs: number): Stretch {
  return within(span.fromUs + byUs, span.toUs - span.fromUs, mostUs);
}

function within(fromUs: number, length: number, mostUs: number): Stretch {
  const from = Math.max(0, Math.min(fromUs, mostUs - length));
  return { fromUs: from, toUs: from + length };
}
