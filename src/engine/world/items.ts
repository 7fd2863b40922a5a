/** What waits in the world's queue, and in which class: at equal times commands, deliveries, timers, round ends. */
import type { Cause, Message } from '../message.ts';

export const Rank = { command: 0, delivery: 1, timer: 2, roundEnd: 3 } as const;

export interface TimerItem {
  readonly type: '#timer';
  readonly actor: number;
  readonly boot: number;
  readonly id: number;
  readonly protocol: number;
  readonly tag: string;
  readonly data: unknown;
  readonly cause: Cause;
}

/** The nth tick of a named timer; `generation` voids it when a knob changed the timer. */
export interface TickItem {
  readonly type: '#tick';
  readonly replica: number;
  readonly timer: number;
  readonly n: number;
  readonly generation: number;
}

/** A message at the end of its service by a busy replica. */
export interface ServiceItem {
  readonly type: '#service';
  readonly message: Message;
  readonly boot: number;
}

/** The nth operation of a workload line, from 0. */
export interface ArrivalItem {
  readonly type: '#arrival';
  readonly line: number;
  readonly n: number;
  /** When a Poisson arrival was due before it was rounded to whole microseconds: the next counts from there. */
  readonly dueUs?: number;
  /** The second half of a pair, on this key. */
  readonly second?: string;
}

export interface RoundEndItem {
  readonly type: '#round-end';
  readonly round: number;
}

/** The client gives up waiting for a coordinator that may have died. */
export interface ClientTimeoutItem {
  readonly type: '#client-timeout';
  readonly client: number;
  readonly operation: number;
  readonly attempt: number;
}

/** The client tries an operation again. */
export interface ClientRetryItem {
  readonly type: '#client-retry';
  readonly client: number;
  readonly operation: number;
  readonly attempt: number;
}

export type Item = Message | TimerItem | TickItem | ServiceItem | ArrivalItem | RoundEndItem | ClientTimeoutItem | ClientRetryItem;
