/** What a lane holds, as the props that every view of it is given. */
import { currentSnapshot } from '../../state/run-state.ts';
import { keysOf } from '../../state/words.ts';
import type { StageProps } from '../../views/stage.ts';
import type { LaneState } from './use-lanes.ts';

export type StageCalls = Pick<StageProps, 'axis' | 'still' | 'onPick' | 'onTime'>;

/** Null until the lane has something to show. */
export function stagePropsOf(lane: LaneState, calls: StageCalls): StageProps | null {
  const snapshot = currentSnapshot(lane);
  const { scenario, cursor, seen, chronicle, selection } = lane;
  if (snapshot === null || scenario === null) return null;
  return {
    scenario,
    snapshot,
    tUs: cursor.atUs,
    seenUs: seen.atUs,
    seenEvent: seen.event,
    records: chronicle.records,
    recordsFrom: chronicle.from,
    shownKey: lane.shownKey ?? keysOf(snapshot)[0] ?? null,
    selection,
    onShowKey: lane.showKey,
    ...calls,
  };
}
