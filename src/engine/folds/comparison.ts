/**
 * Comparing the two lanes of a contrasting pair (scenario.md, section 6). A lane knows nothing of the other, so what compares them is taken out of a
 * condition: the rest is each lane's own, and stops it; the comparisons are judged once, of numbers of both results, where both lanes have ended.
 */
import { amount } from '../../base/format.ts';
import type { Comparison, Condition } from '../scenario/scenario.ts';

export interface Split {
  /** What each lane must come to by itself; null where there is nothing of the kind. */
  readonly own: Condition | null;
  readonly comparisons: readonly Comparison[];
}

/** Takes the comparisons out of a condition, alone or in `all`; elsewhere they stay, and are refused where the condition is read. */
export function split(condition: Condition | null): Split {
  if (condition === null) return { own: null, comparisons: [] };
  if ('compare' in condition) return { own: null, comparisons: [condition] };
  if (!('all' in condition)) return { own: condition, comparisons: [] };
  const parts = condition.all.map(split);
  const comparisons = parts.flatMap((part) => part.comparisons);
  if (comparisons.length === 0) return { own: condition, comparisons };
  const own = parts.flatMap((part) => part.own ?? []);
  return { own: own.length === 0 ? null : { all: own }, comparisons };
}

/** Whether it holds of this number of the judged lane and of lane 1; never where one of them has no such number. */
export function compares({ atMostTimesLane1, atLeastTimesLane1 }: Comparison, judged: number | null, first: number | null): boolean {
  if (judged === null || first === null) return false;
  if (atMostTimesLane1 !== undefined && judged > atMostTimesLane1 * first) return false;
  return atLeastTimesLane1 === undefined || judged >= atLeastTimesLane1 * first;
}

/** What it came to, in a sentence; `lanes`: the number in each, as `metricAt` of the engine's metrics gives it. */
export function comparisonText(comparison: Comparison, lanes: readonly [number | null, number | null]): string {
  const { compare, lane, atMostTimesLane1, atLeastTimesLane1 } = comparison;
  const [first] = lanes;
  const judged = lanes[lane - 1] ?? null;
  if (judged === null || first === null) return `${compare}: lane ${first === null ? 1 : lane} has no such number.`;
  const bounds = [
    ...(atLeastTimesLane1 === undefined ? [] : [`at least ${atLeastTimesLane1}`]),
    ...(atMostTimesLane1 === undefined ? [] : [`at most ${atMostTimesLane1}`]),
  ].join(' and ');
  const times = first === 0 ? '' : `, ${amount(judged / first)} times as much`;
  return `${compare}: ${amount(judged)} in lane ${lane}, ${amount(first)} in lane 1${times} (asked for: ${bounds}).`;
}
