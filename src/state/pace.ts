/**
 * From wall time to simulated time. *Follow*: a flight takes about 0.8 s, and stretches with nothing in flight pass in 0.3 s; *to scale*:
 * a fixed factor. Pure: the only place where the two clocks meet. It never decides what happens, only how fast one gets there.
 */

import { duration } from '../base/format.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import type { FrameWindow } from './frames.ts';
import { frameAt } from './frames.ts';

/** 'follow', or how many times as fast as true time, as text. */
export type Pace = 'follow' | `${number}`;

/** The factors of *to scale*. */
export const paces: readonly { readonly value: Pace; readonly label: string }[] = [
  { value: '0.001', label: '1/1000×' },
  { value: '0.01', label: '1/100×' },
  { value: '0.05', label: '1/20×' },
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
const QUIET_EVENTS = 400;
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
  const latency = scenario.network.latencyMs;
  const ms =
    latency.distribution === 'constant'
      ? latency.ms
      : latency.distribution === 'uniform'
        ? (latency.min + latency.max) / 2
        : latency.distribution === 'exponential'
          ? latency.mean
          : latency.median;
  return Math.max(200, ms * 1000);
}

/** Nothing is on its way. */
function isIdle(snapshot: Snapshot): boolean {
  return !snapshot.messages.some((message) => message.deliverUs > message.sentUs);
}

/** The quiet stretch that a frame stands in: from the last event that did something to the next, over ticks that did nothing. */
function quietUs(window: FrameWindow, event: number, goalUs: number): number {
  const here = frameAt(window, event);
  if (here === undefined) return 0;
  let from = here.snapshot.atUs;
  for (let at = event, left = QUIET_EVENTS; left > 0 && frameAt(window, at)?.moment === false; at--, left--) {
    const before = frameAt(window, at - 1);
    if (before === undefined || !isIdle(before.snapshot)) break;
    from = before.snapshot.atUs;
  }
  let to = goalUs;
  for (let at = event + 1, left = QUIET_EVENTS; left > 0; at++, left--) {
    const frame = frameAt(window, at);
    if (frame === undefined) break;
    to = frame.snapshot.atUs;
    if (frame.moment || !isIdle(frame.snapshot)) break;
  }
  return Math.max(to, goalUs) - from;
}

/** Microseconds of the run per millisecond of the wall in the stretch after a frame, and how long a quiet stretch is that it passes over. */
function speedOf(pace: Pace, window: FrameWindow, event: number, goalUs: number, flightUs: number): { readonly speed: number; readonly skipsUs: number } {
  if (pace !== 'follow') return { speed: 1000 * Number(pace), skipsUs: 0 };
  const normal = flightUs / FLIGHT_MS;
  const here = frameAt(window, event);
  if (here === undefined || !isIdle(here.snapshot)) return { speed: normal, skipsUs: 0 };
  const quiet = quietUs(window, event, goalUs);
  const skipping = quiet / IDLE_MS;
  return skipping > normal ? { speed: skipping, skipsUs: quiet > 2 * flightUs ? quiet : 0 } : { speed: normal, skipsUs: 0 };
}

/** Where the cursor is after so much wall time, milliseconds; `untilUs`: the run's stop, which it never passes. */
export function advance(window: FrameWindow, from: Cursor, wallMs: number, pace: Pace, flightUs: number, untilUs: number | null): Advance {
  let { event, atUs } = from;
  let left = wallMs;
  let skippedUs = 0;
  for (let i = 0; i < STEPS_PER_CALL; i++) {
    const here = frameAt(window, event);
    const next = frameAt(window, event + 1);
    if (here === undefined) return { cursor: { event, atUs }, skippedUs, starved: true };
    const goalUs = next?.snapshot.atUs ?? untilUs;
    if (goalUs === null) return { cursor: { event, atUs }, skippedUs, starved: true };
    const { speed, skipsUs } = speedOf(pace, window, event, goalUs, flightUs);
    const gap = goalUs - atUs;
    if (gap / speed > left) return { cursor: { event, atUs: atUs + left * speed }, skippedUs: skipsUs > 0 ? skipsUs : skippedUs, starved: false };
    if (skipsUs > 0) skippedUs = skipsUs;
    left -= Math.max(0, gap) / speed;
    atUs = Math.max(atUs, goalUs);
    if (next === undefined) return { cursor: { event, atUs }, skippedUs, starved: true };
    event++;
  }
  return { cursor: { event, atUs }, skippedUs, starved: false };
}

export function skippedText(us: number): string {
  return `skipped ${duration(us)}`;
}
