/** The same run with many other seeds, as plain data: what workers send back, what a picture of them is drawn from, and their mean. */
import type { Scenario } from '../scenario/scenario.ts';

export interface CurvePoint {
  /** Rounds since the write, or microseconds. */
  readonly at: number;
  readonly holders: number;
}

/** How the first write of one seed's run spread. */
export interface SeedCurve {
  readonly seed: number;
  readonly owners: number;
  readonly points: readonly CurvePoint[];
  /** Where all its owners first held it; null: not before the run ended. */
  readonly allAt: number | null;
  /** The run was cut short at the limit on events. */
  readonly cut: boolean;
}

export interface SeedsView {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly wanted: number;
  /** Seeds tried to the end, those that failed included. */
  readonly done: number;
  readonly curves: readonly SeedCurve[];
  /** Sentences; seeds that failed, or why all did. */
  readonly errors: readonly string[];
}

/** What is to be run: a scenario with the commands that the learner gave, under `count` seeds from `firstSeed` on. */
export interface SeedsJob {
  readonly scenario: Scenario;
  readonly log: readonly { readonly atUs: number; readonly after: number; readonly command: Scenario['script'][number]['command'] }[];
  readonly firstSeed: number;
  readonly count: number;
}

/** Starts a job; hears of each step until the state is no longer `running`. Returns what cancels it. */
export type StartSeeds = (job: SeedsJob, onStep: (view: SeedsView) => void) => () => void;

/** Holders of a curve at a point: each value holds until the next. */
export function holdersAt(points: readonly CurvePoint[], at: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (points[mid].at <= at) low = mid + 1;
    else high = mid;
  }
  return low === 0 ? 0 : points[low - 1].holders;
}

/** The mean of the curves at each of these points. */
export function meanCurve(curves: readonly SeedCurve[], at: readonly number[]): readonly CurvePoint[] {
  if (curves.length === 0) return [];
  return at.map((point) => {
    let sum = 0;
    for (const { points } of curves) sum += holdersAt(points, point);
    return { at: point, holders: sum / curves.length };
  });
}

export interface AllKnew {
  readonly earliest: number;
  readonly latest: number;
  readonly mean: number;
  /** Runs in which all knew, and in which not. */
  readonly reached: number;
  readonly never: number;
}

/** Where all knew, over the runs in which they did; null where that is none. */
export function allKnew(curves: readonly SeedCurve[]): AllKnew | null {
  const ends = curves.flatMap(({ allAt }) => (allAt === null ? [] : [allAt]));
  if (ends.length === 0) return null;
  return {
    earliest: ends.reduce((a, b) => Math.min(a, b)),
    latest: ends.reduce((a, b) => Math.max(a, b)),
    mean: ends.reduce((sum, at) => sum + at, 0) / ends.length,
    reached: ends.length,
    never: curves.length - ends.length,
  };
}
