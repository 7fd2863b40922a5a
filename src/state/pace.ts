/**
 * From wall time to simulated time. *Follow*: a flight takes about 0.8 s, and stretches with nothing in flight pass in 0.3 s; *to scale*:
 * a fixed factor. Pure: the only place where the two clocks meet. It never decides what happens, only how fast one gets there.
 */

import { duration } from '../base/format.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import type { FrameWindow } from './frames.ts';
import { frameAt } from './frames.ts';

export type Pace = 'follow' | 'follow-fast' | '0.01' | '0.05' | '0.2' | '1' | '10';

export const paces: readonly { readonly value: Pace; readonly label: string }[] = [
  { value: 'follow', label: 'Follow' },
  { value: 'follow-fast', label: 'Follow, 4×' },
  { value: '0.01', label: '1/100×' },
  { value: '0.05', label: '1/20×' },
  { value: '0.2', label: '1/5×' },
  { value: '1', label: '1×' },
  { value: '10', label: '10×' },
];

const FLIGHT_MS = 800;
const IDLE_MS = 300;
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
  if (scenario.mode === 'rounds') return Math.max(1000, (scenario.gossip.intervalMs * 1000) / 4);
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

function isIdle(snapshot: Snapshot): boolean {
  return !snapshot.messages.some((message) => message.deliverUs > message.sentUs);
}

/** Microseconds of the run per millisecond of the wall in the stretch after a snapshot that lasts `gapUs`. */
function speedOf(pace: Pace, snapshot: Snapshot, gapUs: number, flightUs: number): { readonly speed: number; readonly skips: boolean } {
  if (pace !== 'follow' && pace !== 'follow-fast') return { speed: 1000 * Number(pace), skips: false };
  const quicker = pace === 'follow' ? 1 : 4;
  const normal = (flightUs / FLIGHT_MS) * quicker;
  const skipping = (gapUs / IDLE_MS) * quicker;
  return isIdle(snapshot) && skipping > normal ? { speed: skipping, skips: gapUs > 2 * flightUs } : { speed: normal, skips: false };
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
    const { speed, skips } = speedOf(pace, here.snapshot, goalUs - here.snapshot.atUs, flightUs);
    const gap = goalUs - atUs;
    if (gap / speed > left) {
      return { cursor: { event, atUs: atUs + left * speed }, skippedUs: skips ? goalUs - here.snapshot.atUs : skippedUs, starved: false };
    }
    if (skips) skippedUs = goalUs - here.snapshot.atUs;
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
