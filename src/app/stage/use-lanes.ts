/** The lanes of a page: what is loaded in each, and the conductor that moves them. A second lane is the same scenario with one knob changed. */
import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunActions, RunState } from '../../state/run-state.ts';
import { type Contrast, withField } from '../contrast.ts';
import { conduct, runStore, secondStore } from '../stores.ts';

export type LaneState = RunState & RunActions;

export function useLanes(document: { readonly [name: string]: unknown }, contrast: Contrast | null, startMs: number) {
  const one = useStore(runStore);
  const two = useStore(secondStore);
  const count = contrast === null ? 1 : 2;
  const conductor = useMemo(() => conduct(count), [count]);
  useEffect(() => () => conductor.close(), [conductor]);
  const start = useCallback(() => {
    runStore.getState().load(document, [], startMs * 1000);
    if (contrast !== null) secondStore.getState().load(withField(document, contrast.path, contrast.value), [], startMs * 1000);
  }, [document, contrast, startMs]);
  useEffect(start, [start]);
  const lanes: readonly LaneState[] = contrast === null ? [one] : [one, two];
  return { lanes, conductor, start };
}
