/**
 * How fast sessions may go: each node's messages of anti-entropy leave at most at `bytesPerSec`, one after the other, and under
 * `backPressure` each waits the longer the more messages queue at the node, as Riak's throttle does, so that clients are served between
 * them. What goes to another region has a cap of its own beside that, as Cassandra's throttle of streams between datacenters: each node's, not a
 * whole region's. Both sides pace what they send themselves; the network in between knows nothing of it.
 */
import type { NodeContext, Outgoing } from '../../protocol.ts';
import { isBetweenRegions } from '../../scenario/regions.ts';
import { type AntiEntropyState, stateOf } from './session-state.ts';

/** Messages waiting at the node, and the pause before each message then: Riak's default (riak_kv_entropy_manager). */
const THROTTLE: readonly (readonly [waiting: number, pauseMs: number])[] = [
  [1100, 5000],
  [900, 1000],
  [750, 250],
  [500, 50],
  [200, 10],
];

/** Sends the message when it may leave, and returns in how many milliseconds that is. */
export function dispatch(context: NodeContext, message: Outgoing): number {
  const { bytesPerSec, regionBytesPerSec, backPressure } = context.config.antiEntropy;
  const isFar = regionBytesPerSec !== null && isBetweenRegions(context.config, context.self, message.to);
  if (bytesPerSec === null && !backPressure && !isFar) {
    context.send(message);
    return 0;
  }
  const state = stateOf(context);
  const nowUs = context.elapsedUs();
  const pauseMs = backPressure ? pauseFor(context.waiting) : 0;
  const transferUs = bytesPerSec === null ? 0 : Math.ceil((message.bytes * 1_000_000) / bytesPerSec);
  const startUs = bytesPerSec === null ? nowUs : Math.max(nowUs, state.freeUs);
  state.freeUs = startUs + pauseMs * 1000 + transferUs;
  const leavesUs = isFar ? Math.max(state.freeUs, farFreeUs(state, nowUs, message.bytes, regionBytesPerSec)) : state.freeUs;
  if (leavesUs === nowUs) {
    context.send(message);
    return 0;
  }
  const delayMs = (leavesUs - nowUs) / 1000;
  context.setTimer(delayMs, 'paced-send', message);
  return delayMs;
}

/** When a message to another region has left by the cap on these alone; they take turns with one another, not with those to the own region. */
function farFreeUs(state: AntiEntropyState, nowUs: number, bytes: number, bytesPerSec: number): number {
  state.regionFreeUs = Math.max(nowUs, state.regionFreeUs) + Math.ceil((bytes * 1_000_000) / bytesPerSec);
  return state.regionFreeUs;
}

export function sendPaced(context: NodeContext, message: Outgoing): void {
  context.send(message);
}

export function pauseFor(waiting: number): number {
  for (const [from, pauseMs] of THROTTLE) if (waiting >= from) return pauseMs;
  return 0;
}
