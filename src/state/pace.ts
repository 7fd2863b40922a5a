/**
 * From wall time to simulated time. *Follow*: a flight takes about 0.8 s, and stretches with nothing in flight and nothing changing pass in
 * 0.3 s; *to scale*: a fixed factor. Pure: the only place where the two clocks meet. It never decides what happens, only how fast one gets there.
 */

import { duration } from '../base/format.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import { typicalMs } from '../engine/scenario/typical-latency.ts';
import type { Frame } from '../worker/messages.ts';
import type { FrameWindow } from './frames.ts';
import { frameAt } from './frames.ts';

/** 'follow', or how many times as fast as true time, as text. */
export type Pace = 'follow' | `${number}`;

/** The factors of *to scale*: every decade, and between them what suits a network. */
export const paces: readonly { readonly value: Pace; readonly label: string }[] = [
  { value: '0.001', label: '1/1000×' },
  { value: '0.01', label: '1/100×' },
  { value: '0.02', label: '1/50×' },
  { value: '0.05', label: '1/20×' },
  { value: '0.1', label: '1/10×' },
  { value: '0.2', label: '1/5×' },
  { value: '1', label: '1×' },
  { value: '10', label: '10×' },
  { value: '100', label: '100×' },
  { value: '1000', label: '1,000×' },
  { value: '10000', label: '10,000×' },
  { value: '100000', label: '100,000×' },
  { value: '1000000', label: '1,000,000×' },
];

const FLIGHT_MS = 800;
const ROUND_MS = 1200;
const IDLE_MS = 300;
/** How many events each way a quiet stretch is looked along. */
const QUIET_EVENTS = 4000;
const STEPS_PER_CALL = 4000;

export interface Cursor {
  readonly event: number;
  readonly atUs: number;
}
export interface Advance {
  readonly cursor: Cursor;
  /** Length of an empty stretch that was being passed over, microseconds; 0 where none was. */
  readonly skippedUs: number;
  /** True where the frames ran out before the time did. */
  readonly starved: boolean;
}

/** How long a typical message flies, microseconds; what "a flight takes 0.8 s" is measured by. */
export function flightUsOf(scenario: Scenario): number {
  if (scenario.mode === 'rounds') return Math.max(1000, (scenario.gossip.intervalMs * 1000 * FLIGHT_MS) / ROUND_MS);
  return Math.max(200, typicalMs(scenario.network.latencyMs) * 1000);
}

/** What Follow does, as the time bar says it. */
export function followText(mode: Scenario['mode']): string {
  return mode === 'rounds' ? `a round takes ${duration(ROUND_MS * 1000)}` : `a flight takes ${(FLIGHT_MS / 1000).toFixed(1)} s`;
}

/** Nothing is on its way. */
function isIdle(snapshot: Snapshot): boolean {
  return !snapshot.messages.some((message) => message.deliverUs > message.sentUs);
}

/** Nothing was on its way after this event, nor did it do anything: time goes through it as if it were not there. */
function passes(frame: Frame): boolean {
  return !frame.moment && isIdle(frame.snapshot);
}

/** A stretch in which nothing is in flight and nothing changes, over whatever ticks fire in it: from the frame `first` to before `end`. */
interface Quiet {
  readonly first: number;
  readonly end: number;
  readonly fromUs: number;
  readonly toUs: number;
}

/** The quiet stretch that begins or goes on after a frame, up to the goal where nothing follows; null where something is in flight. */
function quietAt(window: FrameWindow, event: number, goalUs: number): Quiet | null {
  const here = frameAt(window, event);
  if (here === undefined || !isIdle(here.snapshot)) return null;
  let first = event;
  let start = here;
  for (let left = QUIET_EVENTS; left > 0 && passes(start); left--) {
    const before = frameAt(window, first - 1);
    if (before === undefined || !isIdle(before.snapshot)) break;
    start = before;
    first--;
  }
  let end = event + 1;
  let toUs = goalUs;
  for (let left = QUIET_EVENTS; left > 0; left--, end++) {
    const frame = frameAt(window, end);
    if (frame === undefined) break;
    toUs = frame.snapshot.atUs;
    if (!passes(frame)) break;
  }
  return { first, end, fromUs: start.snapshot.atUs, toUs: Math.max(toUs, goalUs) };
}

/** Microseconds of the run per millisecond of the wall, and how long the stretch is that is passed over, 0 where none is. */
interface Speed {
  readonly speed: number;
  readonly skipsUs: number;
}

/** Follow's speed in a quiet stretch: all of it in 0.3 s, unless it is so short that a flight's pace is quicker. */
function speedThrough(quiet: Quiet | null, flightUs: number): Speed {
  const normal = flightUs / FLIGHT_MS;
  if (quiet === null) return { speed: normal, skipsUs: 0 };
  const length = quiet.toUs - quiet.fromUs;
  const skipping = length / IDLE_MS;
  return skipping > normal ? { speed: skipping, skipsUs: length > 2 * flightUs ? length : 0 } : { speed: normal, skipsUs: 0 };
}

/** Where the cursor is after so much wall time, milliseconds; `untilUs`: the run's stop, which it never passes. */
export function advance(window: FrameWindow, from: Cursor, wallMs: number, pace: Pace, flightUs: number, untilUs: number | null): Advance {
  let { event, atUs } = from;
  let left = wallMs;
  let skippedUs = 0;
  // A stretch is looked along once: its ticks may be many.
  let quiet: Quiet | null = null;
  for (let i = 0; i < STEPS_PER_CALL; i++) {
    const here = frameAt(window, event);
    const next = frameAt(window, event + 1);
    const goalUs = next?.snapshot.atUs ?? untilUs;
    if (here === undefined || goalUs === null) return { cursor: { event, atUs }, skippedUs, starved: true };
    if (pace === 'follow' && (quiet === null || event >= quiet.end)) quiet = quietAt(window, event, goalUs);
    const { speed, skipsUs } = pace === 'follow' ? speedThrough(quiet, flightUs) : { speed: 1000 * Number(pace), skipsUs: 0 };
    if (skipsUs > 0) skippedUs = skipsUs;
    const gap = Math.max(0, goalUs - atUs);
    if (gap / speed > left) return { cursor: { event, atUs: atUs + left * speed }, skippedUs, starved: false };
    left -= gap / speed;
    atUs = Math.max(atUs, goalUs);
    if (next === undefined) return { cursor: { event, atUs }, skippedUs, starved: true };
    event++;
  }
  return { cursor: { event, atUs }, skippedUs, starved: false };
}

export function skippedText(us: number): string {
  return `skipped ${duration(us)}`;
}
