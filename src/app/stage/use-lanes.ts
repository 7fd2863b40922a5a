/** The lanes of a page: what is loaded in each, and the conductor that moves them. A second lane is the same scenario with one knob changed. */
import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunActions, RunState } from '../../state/run-state.ts';
import { type Contrast, withField } from '../contrast.ts';
import { conduct, runStore, secondStore } from '../stores.ts';

export type LaneState = RunState & RunActions;

export function useLanes(document: { readonly [name: string]: unknown } | null, contrast: Contrast | null) {
  const one = useStore(runStore);
  const two = useStore(secondStore);
  const count = contrast === null ? 1 : 2;
  const conductor = useMemo(() => conduct(count), [count]);
  useEffect(() => () => conductor.close(), [conductor]);
  const start = useCallback(() => {
    if (document === null) return;
    runStore.getState().load(document);
    if (contrast !== null) secondStore.getState().load(withField(document, contrast.path, contrast.value));
  }, [document, contrast]);
  useEffect(start, [start]);
  const lanes: readonly LaneState[] = contrast === null ? [one] : [one, two];
  return { lanes, conductor, start };
}
