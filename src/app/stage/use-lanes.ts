/** The lanes of a page: what is loaded in each, and the conductor that moves them. A second lane is the same scenario with one knob changed. */
import { useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { withField } from '../../base/fields.ts';
import type { Earlier, RunActions, RunState } from '../../state/run-state.ts';
import type { LoggedCommand } from '../../worker/messages.ts';
import type { Contrast } from '../contrast.ts';
import { conduct, runStore, secondStore } from '../stores.ts';

export type LaneState = RunState & RunActions;

/** What is loaded. Another object is another run: it is loaded anew. */
export interface Sitting {
  readonly document: { readonly [name: string]: unknown };
  readonly log?: readonly LoggedCommand[];
  /** Where it opens, all before it seen. */
  readonly openUs?: number;
  readonly earlier?: Earlier;
  readonly contrast: Contrast | null;
  /** The key that the views begin with. */
  readonly key?: string;
}

export function useLanes(sitting: Sitting) {
  const one = useStore(runStore);
  const two = useStore(secondStore);
  const { contrast } = sitting;
  const count = contrast === null ? 1 : 2;
  const conductor = useMemo(() => conduct(count), [count]);
  useEffect(() => () => conductor.close(), [conductor]);
  const start = useCallback(() => {
    const { document, log = [], earlier, key } = sitting;
    // Two lanes open at one time, where the cursor stood.
    const openUs = sitting.contrast === null ? (sitting.openUs ?? 0) : (earlier?.cursorUs ?? sitting.openUs ?? 0);
    runStore.getState().load(document, log, openUs, sitting.contrast === null ? earlier : undefined);
    if (key !== undefined) runStore.getState().showKey(key);
    if (sitting.contrast === null) return;
    secondStore.getState().load(withField(document, sitting.contrast.path, sitting.contrast.value), log, openUs);
    if (key !== undefined) secondStore.getState().showKey(key);
  }, [sitting]);
  useEffect(start, [start]);
  const lanes: readonly LaneState[] = contrast === null ? [one] : [one, two];
  return { lanes, conductor, start };
}
