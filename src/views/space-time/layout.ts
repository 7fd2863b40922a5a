/**
 * The space-time diagram as plain drawing data: the story of a run put on lanes and on the time axis. A function of both and of what is
 * selected, not of the playhead, so that while only time passes nothing is laid out again. After Lamport (1978): a line per process, an
 * arrow per message.
 */
import type { Selection } from '../../engine/picture/selection.ts';
import type { TimeAxis } from '../time-axis.ts';
import { bandsOf, type DrawnBand } from './bands.ts';
import { chooses } from './chosen.ts';
import { type Lane, type Lanes, placeLanes } from './lanes.ts';
import { type Point, pointsOf } from './points.ts';
import type { Flight, Story, Stretch } from './story.ts';

export interface Arrow extends Flight {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Changed nothing: the background's chatter. */
  readonly faint: boolean;
  /** Where on the way its glyph stands, 0 to 1; null where there is no room. */
  readonly glyph: number | null;
}

export interface DrawnStretch extends Stretch {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}

export interface SpaceTime extends Lanes {
  readonly x0: number;
  readonly x1: number;
  readonly arrows: readonly Arrow[];
  /** Arrows that there is no room for. */
  readonly unshown: number;
  readonly points: readonly Point[];
  readonly stretches: readonly DrawnStretch[];
  readonly bands: readonly DrawnBand[];
  readonly rounds: readonly { readonly x: number; readonly round: string; readonly spoken: boolean }[];
  readonly breaks: TimeAxis['breaks'];
}

export interface SpaceTimeInput {
  readonly story: Story;
  readonly axis: TimeAxis;
  readonly replicas: readonly string[];
  readonly clients: readonly string[];
  readonly selection: Selection | null;
  readonly height: number;
  /** Whether acknowledgements and read replies are drawn. */
  readonly answers: boolean;
}

export const ARROWS = 600;

export function layoutSpaceTime({ story, axis, replicas, clients, selection, height, answers }: SpaceTimeInput): SpaceTime {
  const lanes = placeLanes({
    replicas,
    clients: [...new Set([...clients, ...story.clients])],
    first: [...chosenIds(selection), ...story.notable],
    partitions: story.cuts.filter((cut) => !cut.link).map((cut) => cut.groups),
    height,
  });
  const laneOf = new Map(lanes.lanes.map((lane) => [lane.id, lane]));
  const { arrows, unshown } = arrowsOf(story, axis, lanes, laneOf, selection, answers);
  const points = pointsOf(story, axis, lanes, laneOf, arrows);
  return {
    ...lanes,
    x0: axis.x0,
    x1: axis.x1,
    arrows: withGlyphs(arrows, axis),
    unshown,
    points,
    stretches: story.stretches.flatMap((one) => {
      const lane = laneOf.get(one.replica);
      const x1 = axis.x(one.fromUs);
      const x2 = one.toUs === Number.POSITIVE_INFINITY ? axis.x1 : axis.x(one.toUs);
      return lane === undefined || !inSight(axis, one.fromUs, one.toUs) ? [] : [{ ...one, x1, x2, y: lane.y }];
    }),
    bands: bandsOf(
      story,
      axis,
      lanes,
      laneOf,
      points.filter((point) => point.type === 'drop'),
    ),
    rounds: roundsOf(story, axis),
    breaks: axis.breaks,
  };
}

export function inSight(axis: TimeAxis, fromUs: number, toUs: number): boolean {
  return toUs >= axis.fromUs && fromUs <= axis.toUs;
}

/** Pixels of a time, also outside of the span in sight: what enters it from the side must keep its slope. */
function beyond(axis: TimeAxis): (us: number) => number {
  const { fromUs, toUs, x0, x1 } = axis;
  const step = Math.max(1, (toUs - fromUs) / 1000);
  const before = (axis.x(fromUs + step) - x0) / step;
  const after = (x1 - axis.x(toUs - step)) / step;
  return (us) => (us < fromUs ? x0 - (fromUs - us) * before : us > toUs ? x1 + (us - toUs) * after : axis.x(us));
}

function chosenIds(selection: Selection | null): readonly string[] {
  switch (selection?.type) {
    case 'replica':
    case 'client':
      return [selection.id];
    case 'copy':
      return [selection.replica];
    case 'link':
      return [selection.a, selection.b];
    case 'operation':
      return [selection.client];
    default:
      return [];
  }
}

function arrowsOf(story: Story, axis: TimeAxis, lanes: Lanes, laneOf: ReadonlyMap<string, Lane>, selection: Selection | null, answers: boolean) {
  const drawn: { readonly arrow: Arrow; readonly rank: number }[] = [];
  const at = beyond(axis);
  for (const flight of story.flights) {
    const from = laneOf.get(flight.message.from);
    const to = laneOf.get(flight.message.to);
    if (from === undefined || to === undefined || from === to || !inSight(axis, flight.fromUs, flight.toUs)) continue;
    const chosen = chooses(selection, flight);
    if (flight.answer && !answers && !chosen && !flight.repair && flight.fate !== 'dropped') continue;
    const faint = flight.fate === 'arrived' && !flight.changed && (flight.kind === 'gossip' || flight.kind === 'hash' || flight.answer);
    const x1 = at(flight.fromUs);
    const x2 = at(flight.toUs);
    const y2 = flight.fate === 'dropped' ? dropY(flight, from, to, lanes) : to.y;
    drawn.push({ arrow: { ...flight, x1, y1: from.y, x2, y2, faint, glyph: null }, rank: rankOf(flight, faint, chosen) });
  }
  if (drawn.length <= ARROWS) return { arrows: drawn.map((one) => one.arrow), unshown: 0 };
  const kept = drawn
    .map((one, i) => ({ ...one, i }))
    .sort((a, b) => b.rank - a.rank || b.i - a.i)
    .slice(0, ARROWS)
    .sort((a, b) => a.i - b.i);
  return { arrows: kept.map((one) => one.arrow), unshown: drawn.length - ARROWS };
}

/** The most telling have room first: what is selected, dropped or repairs, then clients' own, then data, then chatter. */
function rankOf(flight: Flight, faint: boolean, chosen: boolean): number {
  if (chosen) return 6;
  if (flight.repair || flight.fate === 'dropped') return 5;
  if (flight.client) return 4;
  return faint ? 0 : flight.answer ? 1 : flight.changed ? 3 : 2;
}

/** How far from the lane of its sender or receiver what is dropped there stands. */
const STUB = 12;
const BAND_FACE = 8;

/** The height at which a message was dropped: at the barrier, just before its receiver, or on its way. */
function dropY(flight: Flight, from: Lane, to: Lane, { splits, row }: Lanes): number {
  const down = to.y > from.y ? 1 : -1;
  const stub = Math.min(STUB, Math.abs(to.y - from.y) / 2, row * 0.45);
  if (flight.reason === 'partition') {
    const between = splits.filter((split) => (split.y - from.y) * down > 0 && (to.y - split.y) * down > 0);
    const wall = down > 0 ? between[0] : between.at(-1);
    if (wall !== undefined) return wall.y - down * BAND_FACE;
  }
  if (flight.toUs <= flight.fromUs) return from.y + down * stub;
  const { deliverUs, sentUs } = flight.message;
  const way = deliverUs > sentUs ? (flight.toUs - sentUs) / (deliverUs - sentUs) : 1;
  return way >= 0.95 ? to.y - down * stub : from.y + (to.y - from.y) * way;
}

const GLYPH_ROOM = 15;
const GLYPHS_FROM = 34;
const SHARES = [0.5, 0.36, 0.64, 0.26, 0.74];

/** Glyphs where they touch no other: those that changed or were dropped first. */
function withGlyphs(arrows: readonly Arrow[], { x0, x1 }: TimeAxis): readonly Arrow[] {
  const taken = new Map<string, { readonly x: number; readonly y: number }[]>();
  const cell = (v: number) => Math.floor(v / GLYPH_ROOM);
  const free = (x: number, y: number) => {
    if (x < x0 + 6 || x > x1 - 6) return false;
    for (let i = -1; i <= 1; i++)
      for (let j = -1; j <= 1; j++)
        if (taken.get(`${cell(x) + i} ${cell(y) + j}`)?.some((one) => Math.hypot(one.x - x, one.y - y) < GLYPH_ROOM) === true) return false;
    return true;
  };
  const glyphs = new Map<Arrow, number>();
  for (const arrow of [...arrows].sort((a, b) => Number(b.repair) - Number(a.repair) || Number(a.faint) - Number(b.faint))) {
    // What a client was told stands on its lane.
    if (arrow.message.type === 'client-reply' || Math.hypot(arrow.x2 - arrow.x1, arrow.y2 - arrow.y1) < GLYPHS_FROM) continue;
    for (const share of SHARES) {
      const x = arrow.x1 + (arrow.x2 - arrow.x1) * share;
      const y = arrow.y1 + (arrow.y2 - arrow.y1) * share;
      if (!free(x, y)) continue;
      const id = `${cell(x)} ${cell(y)}`;
      taken.set(id, [...(taken.get(id) ?? []), { x, y }]);
      glyphs.set(arrow, share);
      break;
    }
  }
  return arrows.map((arrow) => ({ ...arrow, glyph: glyphs.get(arrow) ?? null }));
}

const ROUND_ROOM = 56;

function roundsOf(story: Story, axis: TimeAxis) {
  let last = Number.NEGATIVE_INFINITY;
  return story.rounds
    .filter((one) => inSight(axis, one.atUs, one.atUs))
    .map(({ atUs, round }) => {
      const x = axis.x(atUs);
      const spoken = x - last >= ROUND_ROOM && x + ROUND_ROOM / 2 < axis.x1;
      if (spoken) last = x;
      return { x, round, spoken };
    });
}

/** Where an arrow has got to by a time: its end, or the point on its way. */
export function reachedBy(arrow: Arrow, atUs: number, axis: Pick<TimeAxis, 'x'>): { readonly x: number; readonly y: number } {
  const { fromUs, toUs, x1, y1, x2, y2 } = arrow;
  if (atUs >= toUs) return { x: x2, y: y2 };
  if (atUs <= fromUs) return { x: x1, y: y1 };
  // By pixels, not by time: inside a folded stretch time runs faster, and the arrow is straight.
  const x = Math.max(x1, Math.min(x2, axis.x(atUs)));
  return { x, y: y1 + (x2 > x1 ? ((y2 - y1) * (x - x1)) / (x2 - x1) : 1) };
}
