/**
 * Who stands in for an owner in a sloppy quorum (Dynamo 2007, 4.6; Riak's fallback vnodes): the next replicas in ring order after the
 * owners that this node believes reachable. It asks them at once for owners that it believes dead, and for one that keeps it waiting after
 * half the timeout. They count toward R and W, not toward PR and PW. A stand-in is not asked twice for one operation.
 */
import type { NodeContext } from '../protocol.ts';

export interface StandIn {
  readonly replica: number;
  /** Whom it stands in for. */
  readonly owner: number;
}

export const NO_STAND_INS: readonly StandIn[] = [];

/** Up to so many replicas for the key, none of those that are asked already. */
export function standInsFor(context: NodeContext, key: number, count: number, asked: readonly number[]): readonly number[] {
  if (count <= 0) return [];
  const isFree = (replica: number): boolean => !asked.includes(replica) && (replica === context.self || context.believesAlive(replica));
  return context.view.fallbacks(key).filter(isFree).slice(0, count);
}
