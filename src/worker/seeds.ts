/**
 * One seed of many: the run headless, from its beginning to its stop or until all agree, and what became of its first write. The same
 * engine, folds and order as on the stage, so the same scenario and seed give the same curve. Also what crosses between the pool and its
 * workers. Work comes in slices, so that a worker can say that it is alive.
 */
import { Cluster } from '../engine/cluster.ts';
import { spread } from '../engine/metrics/index.ts';
import type { CurvePoint, SeedCurve, SeedsJob } from '../engine/picture/seeds-view.ts';
import { Run } from '../engine/run.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import { LimitReached } from '../engine/world/world.ts';

/** A run past so many events is cut: of some hundreds of runs each must stay short. */
export const SEED_EVENT_LIMIT = 3_000_000;
/** A curve is sent with at most so many points. */
const MOST_POINTS = 160;
const EVENTS_A_SLICE = 2000;

export type ToSeedsWorker =
  | { readonly type: 'job'; readonly scenario: Scenario; readonly log: SeedsJob['log'] }
  | { readonly type: 'seed'; readonly seed: number };

export type FromSeedsWorker =
  | { readonly type: 'alive' }
  | { readonly type: 'curve'; readonly curve: SeedCurve }
  | { readonly type: 'failed'; readonly seed: number; readonly message: string };

/** Runs a seed; yields between slices, returns its curve. */
export function* runSeed(scenario: Scenario, log: SeedsJob['log'], seed: number, limit = SEED_EVENT_LIMIT): Generator<void, SeedCurve, void> {
  const cluster = new Cluster({ ...scenario, seed }, log, false);
  const { atMs, when } = scenario.stop;
  const run = new Run(cluster, { atUs: atMs === null ? Number.POSITIVE_INFINITY : Math.round(atMs * 1000), whenConverged: true, when }, limit);
  let cut = false;
  try {
    while (run.advance(EVENTS_A_SLICE) === null) yield;
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    cut = true;
  }
  const { owners, curve } = cluster.world.folds.state(spread);
  const points = curve.points().map(({ at, holders }) => ({ at, holders }));
  const all = points.find(({ holders }) => owners > 0 && holders >= owners);
  return { seed, owners, points: thinned(points), allAt: all?.at ?? null, cut };
}

/** Every so-manieth point, the last always. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= MOST_POINTS) return points;
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}
