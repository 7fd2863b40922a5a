/**
 * What crosses between page and worker: two message unions and nothing else. Every batch carries its branch and run number, so that
 * what was computed for another branch, or before a seek, is never drawn.
 */

import type { RecordView, Snapshot } from '../engine/picture/snapshot.ts';
import type { Command, Condition, Scenario } from '../engine/scenario/scenario.ts';

/** A mark on the scrub track. */
export interface Tick {
  readonly atUs: number;
  readonly event: number;
  readonly kind: 'write' | 'read' | 'fault' | 'heal' | 'divergence' | 'repair' | 'converged' | 'violation' | 'drop';
  readonly label: string;
}

/** One event of the run, ready to draw: the state right after it. */
export interface Frame {
  readonly snapshot: Snapshot;
  /** True where a step by moment stops: a drop, a client reply, a fault, a repair or a changed value; in rounds mode, a round's end. */
  readonly moment: boolean;
  readonly ticks: readonly Tick[];
  /** What the event left in the trace, then the copies that it changed. */
  readonly records: readonly RecordView[];
}

/** A future that was left and kept: its commands, and how far it was seen. */
export interface KeptBranch {
  readonly log: readonly LoggedCommand[];
  readonly seenUs: number;
}

export interface BranchView extends KeptBranch {
  readonly id: number;
  readonly parent: number | null;
  readonly forkedAtUs: number;
  readonly label: string;
  readonly commands: number;
}

/** Why no event follows, or none that belongs to the run; null where one does. */
/** `stop`: the run's time is up; `goal`: it stops because of what it came to (convergence, or the scenario's condition). */
export type Ended = null | 'nothing-scheduled' | 'stop' | 'goal' | 'limit';

/** One `chronicle` message holds the records of at most so many events. */
export const CHRONICLE_EVENTS = 4000;

export type ToWorker =
  /** Starts a run from time 0 with a command log, and the other futures of an earlier sitting; `run` tags everything that answers it. */
  | { readonly type: 'load'; readonly run: number; readonly scenario: unknown; readonly log: readonly LoggedCommand[]; readonly kept: readonly KeptBranch[] }
  /** Sends frames from this event on (0: the state before any), up to a bounded batch; `until` µs more of simulated time may be skipped where nothing happens. */
  | { readonly type: 'frames'; readonly run: number; readonly fromEvent: number; readonly count: number }
  /** The frame after which no event of `atUs` or earlier is left; or right after `event`, where that is given. */
  | { readonly type: 'seek'; readonly run: number; readonly atUs: number; readonly event?: number }
  /** Does something at a moment: after so many events in all. Behind the furthest seen event it forks. */
  | {
      readonly type: 'command';
      readonly run: number;
      readonly atEvent: number;
      readonly atUs: number;
      /** The furthest seen on the branch so far. */
      readonly seen: { readonly event: number; readonly atUs: number };
      readonly command: Command;
    }
  /** The records and ticks of events `fromEvent` to `toEvent`, both included, at most CHRONICLE_EVENTS of them (the latest). */
  | { readonly type: 'chronicle'; readonly run: number; readonly fromEvent: number; readonly toEvent: number }
  | { readonly type: 'undo'; readonly run: number }
  /** Goes back to a kept branch; `seen`: the furthest on the one that is left. */
  | { readonly type: 'return'; readonly run: number; readonly branch: number; readonly seen: { readonly event: number; readonly atUs: number } }
  /** Runs on from an event until the condition holds, or up to `untilUs`; `id` comes back with each answer. */
  | {
      readonly type: 'until';
      readonly run: number;
      readonly fromEvent: number;
      readonly condition: Condition | null;
      readonly untilUs: number | null;
      readonly id: number;
    }
  /** Gives up what is only looked at. An `until` stops where it is and answers; commands that wait are still given. */
  | { readonly type: 'cancel'; readonly run: number }
  | { readonly type: 'hashes'; readonly run: number; readonly atEvent: number }
  /** Numbers of the result by their paths, right after an event: what two lanes are compared by. */
  | { readonly type: 'numbers'; readonly run: number; readonly atEvent: number; readonly paths: readonly string[] }
  | { readonly type: 'suspend' | 'resume'; readonly run: number };

export interface LoggedCommand {
  readonly atMs: number;
  readonly after: number;
  readonly command: Command;
}

export type FromWorker =
  | {
      readonly type: 'loaded';
      readonly run: number;
      readonly branch: number;
      readonly scenario: Scenario;
      readonly first: Frame;
      readonly branches: readonly BranchView[];
    }
  | { readonly type: 'refused-scenario'; readonly run: number; readonly path: string; readonly message: string }
  /** `from`: the event before the first frame; `ended`: no event follows the last one (or the stop was reached, with why). */
  | {
      readonly type: 'batch';
      readonly run: number;
      readonly branch: number;
      readonly from: number;
      readonly frames: readonly Frame[];
      readonly ended: Ended;
    }
  | {
      readonly type: 'chronicle';
      readonly run: number;
      readonly branch: number;
      readonly fromEvent: number;
      readonly toEvent: number;
      readonly records: readonly RecordView[];
      readonly ticks: readonly Tick[];
    }
  | { readonly type: 'sought'; readonly run: number; readonly branch: number; readonly frame: Frame }
  /** The command was given (and logged) or refused with a reason; `frame` is the state right after it. */
  | {
      readonly type: 'commanded';
      readonly run: number;
      readonly branch: number;
      readonly frame: Frame;
      readonly refused: string | null;
      readonly forked: boolean;
      readonly branches: readonly BranchView[];
      readonly log: readonly LoggedCommand[];
    }
  /** `met`: the goal was reached, at `atUs`; else the run `ended` before it, the time was up, it was cancelled, or the condition was refused, with why. */
  | {
      readonly type: 'until-done';
      readonly run: number;
      readonly branch: number;
      readonly id: number;
      readonly frame: Frame;
      readonly met: boolean;
      readonly ended: Ended;
      /** Where it came to: at or after the frame, before any other event. */
      readonly atUs: number;
      readonly refused?: string;
    }
  | { readonly type: 'hashes'; readonly run: number; readonly branch: number; readonly traceHash: string; readonly stateHash: string; readonly event: number }
  /** By path; null where there is no such number. */
  | { readonly type: 'numbers'; readonly run: number; readonly branch: number; readonly event: number; readonly of: Readonly<Record<string, number | null>> }
  /** `id`: of the `until` that is under way; absent where it is another job. */
  | { readonly type: 'progress'; readonly run: number; readonly atUs: number; readonly event: number; readonly id?: number }
  | { readonly type: 'heartbeat'; readonly run: number; readonly branch: number }
  | { readonly type: 'failed'; readonly run: number; readonly message: string };
