/**
 * How fast sessions may go: each node's messages of anti-entropy leave at most at `bytesPerSec`, one after the other, and under
 * `backPressure` each waits the longer the more messages queue at the node, as Riak's throttle does, so that clients are served between
 * them. Both sides pace what they send themselves; the network in between knows nothing of it.
 */
import type { NodeContext, Outgoing } from '../../protocol.ts';
import { stateOf } from './session-state.ts';

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
  const { bytesPerSec, backPressure } = context.config.antiEntropy;
  if (bytesPerSec === null && !backPressure) {
    context.send(message);
    return 0;
  }
  const state = stateOf(context);
  const nowUs = context.elapsedUs();
  const pauseMs = backPressure ? pauseFor(context.waiting) : 0;
  const transferUs = bytesPerSec === null ? 0 : Math.ceil((message.bytes * 1_000_000) / bytesPerSec);
  const startUs = bytesPerSec === null ? nowUs : Math.max(nowUs, state.freeUs);
  state.freeUs = startUs + pauseMs * 1000 + transferUs;
  if (state.freeUs === nowUs) {
    context.send(message);
    return 0;
  }
  const delayMs = (state.freeUs - nowUs) / 1000;
  context.setTimer(delayMs, 'paced-send', message);
  return delayMs;
}

export function sendPaced(context: NodeContext, message: Outgoing): void {
  context.send(message);
}

export function pauseFor(waiting: number): number {
  for (const [from, pauseMs] of THROTTLE) if (waiting >= from) return pauseMs;
  return 0;
}
