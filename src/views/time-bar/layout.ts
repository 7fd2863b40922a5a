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
  /** Whether its glyph stands above the track. */
  readonly marked: boolean;
  readonly anchor: 'start' | 'middle' | 'end';
}

const FIRST_SPAN_US = 500_000;

/** The time at the right end of the track, microseconds: doubled until what was seen fits, at most the stop. */
export function spanOf(seenUs: number, stopUs: number | null): number {
  let span = FIRST_SPAN_US;
  while (span < seenUs * 1.02) span *= 2;
  return stopUs === null ? span : Math.max(Math.min(span, stopUs), seenUs, 1);
}

export function timeAxis(
  spanUs: number,
  from: number,
  to: number,
): { readonly x: (us: number) => number; readonly us: (x: number) => number; readonly marks: readonly number[] } {
  const scale = scaleLinear()
    .domain([0, spanUs])
    .range([from, Math.max(from + 1, to)]);
  const marks = scale.ticks(Math.max(2, Math.min(10, Math.floor((to - from) / 110))));
  return { x: (us) => scale(us), us: (x) => Math.max(0, Math.min(spanUs, scale.invert(x))), marks };
}

const words: Readonly<Partial<Record<TickKind, string>>> = { heal: 'heal', converged: 'all agree', repair: 'repairs', violation: 'violation' };
const rank: readonly TickKind[] = ['fault', 'heal', 'converged', 'violation', 'repair', 'divergence', 'write', 'drop', 'read'];
const MARK_WIDTH = 12;
const LETTER_WIDTH = 6;

/**
 * Ticks in the order of time, thinned so that nothing lies on anything: rarer kinds first, a word only where it has room and says something
 * (the latest agreement, the first repair), a mark only where no other stands within 12 px; the stroke on the track always stays.
 */
export function placeTicks(ticks: readonly TrackTick[], x: (us: number) => number, from: number, to: number): readonly PlacedTick[] {
  const taken: (readonly [number, number])[] = [];
  const free = (low: number, high: number) => !taken.some(([a, b]) => low < b && a < high);
  const lastAgreement = ticks.filter((tick) => tick.kind === 'converged').at(-1);
  const firstRepair = ticks.find((tick) => tick.kind === 'repair');
  const out: PlacedTick[] = [];
  const order = [...ticks].sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || a.atUs - b.atUs);
  for (const tick of order) {
    const at = x(tick.atUs);
    const speaks =
      tick.kind === 'converged' ? tick === lastAgreement && ticks.length > 1 && firstRepair !== undefined : tick.kind !== 'repair' || tick === firstRepair;
    const word = !speaks ? null : tick.kind === 'fault' ? tick.label : (words[tick.kind] ?? null);
    const wide = word === null ? 0 : word.length * LETTER_WIDTH + 6;
    const anchor = at - from < wide / 2 ? 'start' : to - at < wide / 2 ? 'end' : 'middle';
    const left = anchor === 'start' ? at : anchor === 'end' ? at - wide : at - wide / 2;
    if (word !== null && free(left, left + wide)) {
      taken.push([left, left + wide]);
      out.push({ ...tick, x: at, word, marked: false, anchor });
    } else {
      const marked = tick.kind !== 'divergence' && free(at - MARK_WIDTH / 2, at + MARK_WIDTH / 2);
      if (marked) taken.push([at - MARK_WIDTH / 2, at + MARK_WIDTH / 2]);
      out.push({ ...tick, x: at, word: null, marked, anchor });
    }
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
