/** The two lanes of a step, one beside the other: the numbers that its condition compares, once both have run, and whether they are as they should be. */
import { useEffect } from 'react';
import { goalOf, type Step } from '../../course/lesson.ts';
import { compares, comparisonText } from '../../engine/folds/comparison.ts';
import type { Comparison } from '../../engine/scenario/scenario.ts';
import { atEnd } from '../../state/run-state.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import type { LaneState } from '../stage/use-lanes.ts';

interface Compared {
  readonly comparison: Comparison;
  readonly numbers: readonly [number | null, number | null];
  readonly holds: boolean;
}

/** What the step compares and what came of it; null while a lane is still on its way, or where nothing is compared. */
export function useLanesCompared(step: Step, lanes: readonly LaneState[]): readonly Compared[] | null {
  const { comparisons } = goalOf(step);
  const paths = comparisons.map(({ compare }) => compare).join('\n');
  const over = paths !== '' && lanes.length > 1 && lanes.every((lane) => lane.phase === 'ready' && atEnd(lane));
  const ends = over ? lanes.map(({ branch, ended }) => `${branch}:${ended?.event}`).join(' ') : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each end that the lanes come to
  useEffect(() => {
    if (ends !== '') for (const lane of lanes) lane.askNumbers(paths.split('\n'));
  }, [ends, paths]);
  const found = lanes.map(({ numbers, ended }) => (numbers !== null && numbers.event === ended?.event ? numbers.of : null));
  const [one, two] = found;
  if (!over || one == null || two == null) return null;
  return comparisons.map((comparison) => {
    const numbers = [one[comparison.compare] ?? null, two[comparison.compare] ?? null] as const;
    return { comparison, numbers, holds: compares(comparison, numbers[comparison.lane - 1] ?? null, numbers[0]) };
  });
}

/** Whether two lanes that have run came to what the step is about: what each comes to by itself, and what compares them. */
export function lanesCameTo(step: Step, lanes: readonly LaneState[], compared: readonly Compared[] | null): boolean {
  const { own, comparisons } = goalOf(step);
  if (!lanes.every(atEnd)) return false;
  if (comparisons.length === 0) return true;
  return (own === null || lanes.every(({ ended }) => ended?.why === 'goal')) && compared?.every(({ holds }) => holds) === true;
}

export function LanesCompared({ compared }: { readonly compared: readonly Compared[] }) {
  return (
    <ul className="lanes-compared" role="status">
      {compared.map(({ comparison, numbers, holds }) => (
        <li key={JSON.stringify(comparison)}>
          <Glyph name={holds ? 'ack' : 'cross'} size={14} />
          <span>
            {holds ? 'So it is. ' : 'Not yet. '}
            {comparisonText(comparison, numbers)}
          </span>
        </li>
      ))}
    </ul>
  );
}
