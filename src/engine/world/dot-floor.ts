/**
 * How many events a node has named, where its copies no longer say so: a copy that was compacted or can no longer be read takes its vector
 * with it, and a node that counted from 1 again would give a dot twice. Others, who still know the first, would take the second for it.
 */
import { counterOf } from '../versions/index.ts';
import { ACTOR_STEP, type Cell } from '../versions/version.ts';
import type { ActorState } from './actor-state.ts';

/** Under what name the node counts its events: a new one after each loss of data. */
export function vectorActorOf({ id, incarnation }: ActorState): number {
  return id + ACTOR_STEP * (incarnation - 1);
}

/** The node goes on above what the copy that is going says that it has named. */
export function keepCount(state: ActorState, gone: Cell, actor = vectorActorOf(state)): void {
  state.dotFloor = Math.max(state.dotFloor, counterOf(gone.clock, actor));
}
