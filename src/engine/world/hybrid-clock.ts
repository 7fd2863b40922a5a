/**
 * Hybrid logical clocks (Kulkarni, Demirbas, Madappa, Avva and Leone 2014): the greatest of the node's physical clock and everything it
 * has heard of, with a counter within one microsecond. Every message carries its sender's reading and moves its receiver's; a reading
 * further ahead than `maxOffsetUs` is not followed (as CockroachDB does), so that one broken clock does not drag all others along.
 * A client is a node like any other: it carries what it heard from one replica to the next.
 */
import type { HybridTime } from '../versions/policy.ts';

export const HYBRID_START: HybridTime = { us: 0, logical: 0 };
/** What a reading costs in a message. */
export const HYBRID_BYTES = 12;

/** The reading of an event on the node itself: a send, or a version named. */
export function hybridTick(before: HybridTime, physicalUs: number): HybridTime {
  return physicalUs > before.us ? { us: physicalUs, logical: 0 } : { us: before.us, logical: before.logical + 1 };
}

/** The reading once a message that carries `incoming` is received; null where that is too far ahead to be followed. */
export function hybridReceive(before: HybridTime, physicalUs: number, incoming: HybridTime, maxOffsetUs: number): HybridTime | null {
  if (incoming.us - physicalUs > maxOffsetUs) return null;
  const us = Math.max(before.us, incoming.us, physicalUs);
  const mine = before.us === us ? before.logical + 1 : 0;
  const theirs = incoming.us === us ? incoming.logical + 1 : 0;
  return { us, logical: Math.max(mine, theirs) };
}
