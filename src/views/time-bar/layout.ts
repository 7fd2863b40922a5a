/**
 * The scrub track's axis and what stands on it: pure. The span doubles as more is seen, up to a finite stop, so that the first moments are
 * not lost in a corner; ticks that would lie on one another drop their word first, then their mark.
 */
import { scaleLinear } from 'd3';

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
  readonly anchor: 'start' | 'middle' | 'end';
}

const FIRST_SPAN_US = 500_000;

/** The time at the right end of the track, microseconds: doubled until what was seen fits, at most the stop. */
export function spanOf(seenUs: number, stopUs: number | null): number {
  let span = FIRST_SPAN_US;
  while (span < seenUs * 1.02) span *= 2;
  return stopUs === null ? span : Math.max(Math.min(span, stopUs), seenUs, 1);
}

export function timeAxis(spanUs: number, from: number, to: number): { readonly x: (us: number) => number; readonly us: (x: number) => number; readonly marks: readonly number[] } {
  const scale = scaleLinear().domain([0, spanUs]).range([from, Math.max(from + 1, to)]);
  const marks = scale.ticks(Math.max(2, Math.min(10, Math.floor((to - from) / 110))));
  return { x: (us) => scale(us), us: (x) => Math.max(0, Math.min(spanUs, scale.invert(x))), marks };
}

const words: Readonly<Partial<Record<TickKind, string>>> = { fault: 'cut', heal: 'heal', converged: 'all agree', repair: 'repair', violation: 'violation' };
const rank: readonly TickKind[] = ['converged', 'fault', 'heal', 'violation', 'repair', 'divergence', 'write', 'drop', 'read'];
const WORD_WIDTH = 62;
const MARK_WIDTH = 7;

/** Ticks in the order of time, thinned: at most one mark in 7 px of a kind's row, at most one word in 62 px, rarer kinds first. */
export function placeTicks(ticks: readonly TrackTick[], x: (us: number) => number, from: number, to: number): readonly PlacedTick[] {
  const taken: number[] = [];
  const worded: number[] = [];
  const out: PlacedTick[] = [];
  const order = [...ticks].sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || a.atUs - b.atUs);
  for (const tick of order) {
    const at = x(tick.atUs);
    if (taken.some((other) => Math.abs(other - at) < MARK_WIDTH)) continue;
    taken.push(at);
    const candidate = tick.kind === 'fault' ? tick.label : words[tick.kind];
    const free = candidate !== undefined && !worded.some((other) => Math.abs(other - at) < WORD_WIDTH);
    if (free) worded.push(at);
    out.push({ ...tick, x: at, word: free ? candidate : null, anchor: at - from < 30 ? 'start' : to - at < 30 ? 'end' : 'middle' });
  }
  return out.sort((a, b) => a.atUs - b.atUs || a.event - b.event);
}

/** Stretches of time between each cut and the heal after it, up to what was seen. */
export function cutStretches(ticks: readonly TrackTick[], seenUs: number): readonly { readonly fromUs: number; readonly toUs: number }[] {
  const out: { fromUs: number; toUs: number }[] = [];
  let open: number | null = null;
  for (const tick of [...ticks].sort((a, b) => a.event - b.event)) {
    if (tick.kind === 'fault' && /\b(cut|partition)/i.test(tick.label) && open === null) open = tick.atUs;
    if (tick.kind === 'heal' && open !== null) {
      out.push({ fromUs: open, toUs: tick.atUs });
      open = null;
    }
  }
  if (open !== null) out.push({ fromUs: open, toUs: seenUs });
  return out;
}
