/**
 * Where everything of the spread stands: the curve over rounds (or time), what theory expects, growth without waste, and a bar per round
 * for what its messages did. The axis reaches as far as theory needs or as was seen, never to where this run will end.
 */
import { line, max, scaleLinear } from 'd3';
import { clock } from '../../base/format.ts';
import { allKnew, meanCurve, type SeedCurve } from '../../engine/picture/seeds-view.ts';
import type { SpreadPoint } from '../../engine/picture/snapshot.ts';
import { allAt, lastChange, type SeenCurve } from './curve.ts';
import { expectedHolders, type GossipPlan, idealHolders, roundsExpected } from './expected.ts';
import { wasted } from './words.ts';

export interface LayoutInput {
  readonly width: number;
  readonly height: number;
  readonly rounds: boolean;
  readonly owners: number;
  readonly writtenUs: number;
  /** The moment shown and the furthest seen, microseconds. */
  readonly tUs: number;
  readonly seenUs: number;
  readonly seen: SeenCurve;
  readonly plan: GossipPlan | null;
  readonly seeds: readonly SeedCurve[];
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly point: SpreadPoint;
  readonly ahead: boolean;
}

export interface Bar {
  readonly x: number;
  readonly width: number;
  /** From one round to the next. */
  readonly pitch: number;
  /** Heights from the base up: reached someone new, met one that knew, lost. */
  readonly fresh: number;
  readonly wasted: number;
  readonly lost: number;
  readonly point: SpreadPoint;
  readonly ahead: boolean;
}

export interface SpreadModel {
  readonly width: number;
  readonly height: number;
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly base: number;
  readonly barsBase: number | null;
  readonly axisY: number;
  readonly now: number;
  /** True where the moment lies past the axis’ end, where nothing changes any more. */
  readonly beyond: boolean;
  readonly spots: readonly Spot[];
  readonly here: Spot | null;
  readonly bars: readonly Bar[];
  readonly pastPath: string;
  readonly aheadPath: string;
  readonly expectedPath: string;
  readonly idealPath: string;
  /** The span of the axis, rounds or microseconds. */
  readonly from: number;
  readonly to: number;
  readonly gridY: readonly { readonly y: number; readonly value: number }[];
  readonly ticksX: readonly { readonly x: number; readonly label: string }[];
  /** Where growth without waste would stand at the moment shown; null where there is none. */
  readonly ideal: number | null;
  /** Left of the dashed line, for its label; null where there is no such line. */
  readonly idealLabel: { readonly x: number; readonly y: number; readonly capX: number } | null;
  readonly full: Spot | null;
  readonly x: (at: number) => number;
  readonly y: (holders: number) => number;
}

const NARROW = 600;
const PILL = 44;
const BARS = 58;

type Place = readonly [at: number, holders: number];

export function layoutSpread(input: LayoutInput): SpreadModel {
  const { width, height, rounds, owners, seen, plan } = input;
  const narrow = width < NARROW;
  const x0 = narrow ? 40 : 72;
  const x1 = Math.max(x0 + 40, width - (narrow ? 16 : 24));
  const top = 28;
  const axisY = height - 12;
  const barsBase = rounds ? height - 28 : null;
  const base = Math.max(top + 40, rounds ? height - 28 - (narrow ? BARS - 14 : BARS) - 30 : height - 30);
  const start = seen.past[0]?.holders ?? 0;
  const expected = plan === null ? [] : expectedHolders(plan, start);
  const [from, to] = domainOf(input, expected);
  const x = scaleLinear([from, to], [x0, x1]);
  const y = scaleLinear([0, owners], [base, top]);
  const draw = line<Place>(
    ([at]) => x(at),
    ([, holders]) => y(holders),
  );
  const steps = (points: readonly Place[], end: number): readonly Place[] => (rounds ? points : stepped(points, end));
  const inside = (points: readonly SpreadPoint[]): readonly Place[] => points.filter(({ at }) => at <= to).map(({ at, holders }) => [at, holders]);
  const past = inside(seen.past);
  const ahead = inside(seen.ahead);
  const nowAt = rounds ? (seen.past.at(-1)?.at ?? 0) : input.tUs;
  const joint = seen.gap || past.length === 0 ? [] : [[rounds ? past[past.length - 1][0] : Math.min(nowAt, to), past[past.length - 1][1]] as const];
  const spots = [...spotsOf(seen.past, false), ...spotsOf(seen.ahead, true)];
  const here = spots.filter((spot) => !spot.ahead).at(-1) ?? null;
  const idealEnd = plan === null ? null : idealHolders(plan, start, 0) === null ? null : idealCurve(plan, start, to);
  const fullPoint = allAt(seen, owners);

  function spotsOf(points: readonly SpreadPoint[], isAhead: boolean): readonly Spot[] {
    return points.filter(({ at }) => at <= to).map((point) => ({ x: x(point.at), y: y(point.holders), point, ahead: isAhead }));
  }

  return {
    width,
    height,
    x0,
    x1,
    top,
    base,
    barsBase,
    axisY,
    now: Math.min(x1, Math.max(x0, x(nowAt))),
    beyond: nowAt > to,
    spots,
    here,
    bars: barsBase === null ? [] : barsOf(spots, x(1) - x(0), narrow ? BARS - 30 : BARS - 16),
    pastPath: draw(steps(past, Math.min(nowAt, to))) ?? '',
    aheadPath: ahead.length === 0 && (rounds || input.seenUs <= input.tUs) ? '' : (draw(steps([...joint, ...ahead], Math.min(input.seenUs, to))) ?? ''),
    expectedPath: draw(expected.map((holders, at) => [at, holders] as const).filter(([at]) => at <= to)) ?? '',
    idealPath: idealEnd === null ? '' : (draw(idealEnd) ?? ''),
    from,
    to,
    gridY: gridOf(owners, base - top).map((value) => ({ value, y: y(value) })),
    ticksX: ticksOf(x, from, to, rounds, x1 - x0, Math.min(x1, Math.max(x0, x(nowAt)))),
    ideal: plan === null ? null : idealHolders(plan, start, nowAt),
    idealLabel: idealEnd === null ? null : labelOf(idealEnd, x, y, owners),
    full: fullPoint === null ? null : (spots.find(({ point }) => point.at === fullPoint.at) ?? null),
    x,
    y,
  };
}

/** From the write to as far as theory needs, was seen, or other seeds went; past the last change a little, not for ever. */
function domainOf({ rounds, seen, plan, owners, writtenUs, seenUs, seeds }: LayoutInput, expected: readonly number[]): readonly [number, number] {
  const change = lastChange(seen);
  const full = allAt(seen, owners) !== null;
  const others = allKnew(seeds)?.latest ?? 0;
  if (rounds) {
    const theory = plan === null ? 0 : (roundsExpected(expected, owners) ?? 0) + 1;
    const last = [...seen.past, ...seen.ahead].at(-1)?.at ?? 0;
    return [0, Math.max(6, theory, others, full ? Math.min(last, change + 2) : last)];
  }
  const from = Math.min(writtenUs, seen.past[0]?.at ?? writtenUs);
  const end = full ? Math.min(seenUs, change + (change - from) * 0.25 + 50_000) : seenUs;
  return [from, Math.max(end, others, from + 100_000)];
}

/** A point per quarter of a round, so that it bends as powers do; flat once all would know. */
function idealCurve(plan: GossipPlan, start: number, to: number): readonly Place[] {
  const places: Place[] = [];
  for (let at = 0; at <= to + 1e-9; at += 0.125) places.push([at, idealHolders(plan, start, at) ?? 0]);
  return places;
}

/** Left of the line where it is well up, and where it turns flat. */
function labelOf(ideal: readonly Place[], x: (at: number) => number, y: (holders: number) => number, owners: number): SpreadModel['idealLabel'] {
  const end = ideal[ideal.length - 1];
  const [at, holders] = ideal.find((place) => place[1] >= owners * 0.62) ?? end;
  const [cap] = ideal.find((place) => place[1] >= owners) ?? end;
  return { x: x(at) - 9, y: y(holders) + 4, capX: x(cap) };
}

function barsOf(spots: readonly Spot[], pitch: number, height: number): readonly Bar[] {
  const most = max(spots, ({ point }) => point.carried) ?? 0;
  if (most === 0) return [];
  const width = Math.max(2, Math.min(28, pitch * 0.56));
  const tall = (value: number): number => (value === 0 ? 0 : Math.max(2, (value / most) * height));
  return spots
    .filter(({ point }) => point.carried > 0)
    .map(({ x, point, ahead }) => ({ x, width, pitch, fresh: tall(point.fresh), wasted: tall(wasted(point)), lost: tall(point.lost), point, ahead }));
}

export interface SeedPaths {
  readonly all: string;
  readonly mean: string;
}

/** All seeds in one path, and their mean, in the frame of a model: apart, for they are many and change only with it. */
export function seedPaths(
  seeds: readonly SeedCurve[],
  rounds: boolean,
  frame: Pick<SpreadModel, 'x0' | 'x1' | 'top' | 'base' | 'from' | 'to'>,
  owners: number,
): SeedPaths {
  if (seeds.length === 0) return { all: '', mean: '' };
  const { from, to } = frame;
  const x = scaleLinear([from, to], [frame.x0, frame.x1]);
  const y = scaleLinear([0, owners], [frame.base, frame.top]);
  const draw = line<Place>(
    ([at]) => Math.round(x(at) * 10) / 10,
    ([, holders]) => Math.round(y(holders) * 10) / 10,
  );
  const curves = seeds.map(({ points }) => {
    const places = points.filter(({ at }) => at <= to).map(({ at, holders }) => [at, holders] as const);
    const last = places.at(-1);
    // A run that ended stays as it was.
    return draw(last === undefined || !rounds ? stepped(places, to) : [...places, [to, last[1]] as const]) ?? '';
  });
  const places = rounds ? Array.from({ length: Math.floor(to) + 1 }, (_, at) => at) : Array.from({ length: 121 }, (_, i) => from + ((to - from) * i) / 120);
  const mean = meanCurve(seeds, places).map(({ at, holders }) => [at, holders] as const);
  return { all: curves.join(''), mean: draw(mean) ?? '' };
}

/** Each value holds until the next. */
function stepped(points: readonly Place[], end: number): readonly Place[] {
  return points.flatMap((point, i) => [point, [Math.max(points[i + 1]?.[0] ?? end, point[0]), point[1]] as const]);
}

function gridOf(owners: number, height: number): readonly number[] {
  const values = scaleLinear([0, owners], [0, 1]).ticks(height < 110 ? 2 : 4);
  const whole = values.filter((value) => Number.isInteger(value) && value < owners * 0.93);
  return [...whole, owners];
}

function ticksOf(x: (at: number) => number, from: number, to: number, rounds: boolean, width: number, now: number): readonly { x: number; label: string }[] {
  const apart = rounds ? 30 : 90;
  const values = rounds
    ? roundTicks(to, Math.max(1, Math.floor(width / apart)))
    : scaleLinear([from / 1000, to / 1000], [0, 1])
        .ticks(Math.max(2, Math.floor(width / apart)))
        .map((ms) => ms * 1000);
  return values.map((at) => ({ x: x(at), label: rounds ? String(at) : clock(at) })).filter((tick) => Math.abs(tick.x - now) > (rounds ? PILL : PILL * 1.6));
}

function roundTicks(to: number, most: number): readonly number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => to / one <= most) ?? Math.ceil(to / most);
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, i) => i * step);
}

/** The point of the curve nearest to a place across. */
export function nearestSpot(spots: readonly Spot[], x: number): number {
  let best = -1;
  for (let i = 0; i < spots.length; i++) if (best < 0 || Math.abs(spots[i].x - x) < Math.abs(spots[best].x - x)) best = i;
  return best;
}
