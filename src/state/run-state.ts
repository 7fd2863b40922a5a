/** What the page knows of its run, as plain data, and what follows from it: the state of the run store and its pure selectors. */

import type { Selection } from '../engine/picture/selection.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import type { Command, Condition, Scenario } from '../engine/scenario/scenario.ts';
import type { BranchView, Ended, FromWorker, KeptBranch, LoggedCommand, Tick } from '../worker/messages.ts';
import { type Chronicle, emptyChronicle } from './chronicle.ts';
import { emptyWindow, type FrameWindow, frameAt } from './frames.ts';
import type { Cursor, Pace } from './pace.ts';

/** So many snapshots before the cursor are kept and looked at. */
export const BEHIND = 60;

export interface Notice {
  readonly text: string;
  readonly returnTo: number | null;
}
/** What a run is waiting for, and how far it has got. */
export interface Until {
  readonly id: number;
  readonly label: string;
  readonly atUs: number;
  readonly event: number;
}
export interface UntilGoal {
  readonly label: string;
  readonly condition: Condition | null;
  readonly untilUs: number | null;
}
export interface RunState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure: string | null;
  readonly scenario: Scenario | null;
  readonly flightUs: number;
  readonly stopUs: number | null;
  readonly branch: number;
  readonly branches: readonly BranchView[];
  /** By branch: what it had come to when it was left. */
  readonly outcomes: Readonly<Record<number, string>>;
  readonly log: readonly LoggedCommand[];
  readonly window: FrameWindow;
  readonly cursor: Cursor;
  readonly seen: Cursor;
  readonly ticks: readonly Tick[];
  /** Records of what was seen; of a long run the stretch around the cursor. */
  readonly chronicle: Chronicle;
  readonly until: Until | null;
  readonly playing: boolean;
  readonly pace: Pace;
  readonly skipped: string | null;
  /** The end of the run as computed, once known. */
  readonly ended: { readonly event: number; readonly why: Exclude<Ended, null> } | null;
  /** Why Play stands still, once it has been reached. */
  readonly stopped: string | null;
  readonly notice: Notice | null;
  readonly selection: Selection | null;
  readonly shownKey: string | null;
  readonly announced: string;
  /** A step by moment that waits for frames. */
  readonly seeking: 1 | -1 | 0;
  /** Numbers of the result that were asked for, right after an event. */
  readonly numbers: { readonly event: number; readonly of: Readonly<Record<string, number | null>> } | null;
  readonly hashes: { readonly event: number; readonly trace: string; readonly state: string } | null;
}

/** What an earlier sitting left beside its log. */
export interface Earlier {
  readonly kept: readonly KeptBranch[];
  readonly cursorUs: number;
  /** The event that the cursor stood at, for an instant has many. */
  readonly cursorEvent?: number | undefined;
}

export interface RunActions {
  /**
   * Starts a run; `startUs`: up to where it was seen, and where it opens unless `earlier` says otherwise: the other futures of an earlier sitting, and where its
   * cursor stood.
   */
  load(scenario: unknown, log?: readonly LoggedCommand[], startUs?: number, earlier?: Earlier): void;
  play(on: boolean): void;
  tick(wallMs: number): void;
  step(by: 1 | -1, unit: 'event' | 'moment'): void;
  scrub(us: number): void;
  command(command: Command): void;
  undo(): void;
  returnTo(branch: number): void;
  select(selection: Selection | null): void;
  /** Runs on without drawing until the goal; the cursor goes there when it is reached. */
  runUntil(goal: UntilGoal): void;
  cancelUntil(): void;
  /** The latest time up to `us` at which all that happens is known here. */
  reach(us: number): number;
  /** Puts the cursor at a time up to what `reach` says. */
  goTime(us: number): void;
  showKey(key: string): void;
  setPace(pace: Pace): void;
  dismiss(): void;
  /** The picture rests: it is announced, and its hashes are asked for. */
  rest(): void;
  /** Asks for numbers of the result at the end of the run, once that is known; they come as `numbers`. */
  askNumbers(paths: readonly string[]): void;
  receive(message: FromWorker): void;
  restarted(): void;
}

/** Before anything was loaded. */
export const initial: RunState = {
  phase: 'loading',
  failure: null,
  scenario: null,
  flightUs: 5000,
  stopUs: null,
  branch: 0,
  branches: [],
  outcomes: {},
  log: [],
  window: emptyWindow,
  cursor: { event: 0, atUs: 0 },
  seen: { event: 0, atUs: 0 },
  ticks: [],
  chronicle: emptyChronicle,
  until: null,
  playing: false,
  pace: 'follow',
  skipped: null,
  ended: null,
  stopped: null,
  notice: null,
  selection: null,
  shownKey: null,
  announced: '',
  seeking: 0,
  numbers: null,
  hashes: null,
};

/** The snapshot under the cursor, and those shortly before it. */
export function currentSnapshot(state: RunState): Snapshot | null {
  return frameAt(state.window, state.cursor.event)?.snapshot ?? null;
}

export function earlierSnapshots(state: RunState, lingerUs: number): readonly Snapshot[] {
  const out: Snapshot[] = [];
  for (let event = state.cursor.event - 1; event >= state.window.base && out.length < BEHIND; event--) {
    const snapshot = frameAt(state.window, event)?.snapshot;
    if (snapshot === undefined || state.cursor.atUs - snapshot.atUs > lingerUs) break;
    out.push(snapshot);
  }
  return out.reverse();
}

/** True where the cursor stands at the end of what can be played. */
export function atEnd(state: RunState): boolean {
  return (
    state.ended !== null &&
    state.cursor.event >= state.ended.event &&
    (state.ended.why !== 'stop' || state.stopUs === null || state.cursor.atUs >= state.stopUs)
  );
}
