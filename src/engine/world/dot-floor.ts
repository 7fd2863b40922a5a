/**
 * How many events a node has named, where its copies no longer say so: a copy that was compacted takes its vector with it, and a node that
 * counted from 1 again would give a dot twice; others, who still know the first, would take the second for it. Of what was compacted all
 * is known to be deleted, so the node goes on above it. Of a copy that was lost nothing is known: there the node takes another name.
 */
import { counterOf } from '../versions/index.ts';
import { ACTOR_STEP, type Cell } from '../versions/version.ts';
import type { ActorState } from './actor-state.ts';

/** Under what name the node counts its events: a new one after each loss of data. */
export function vectorActorOf({ id, incarnation }: ActorState): number {
  return id + ACTOR_STEP * (incarnation - 1);
}

/** The node has lost data: it names what is to come under another name. */
export function beginAnew(state: ActorState): void {
  state.incarnation++;
  state.dotFloor = 0;
}

/** The node goes on above what the copy that is going says that it has named. */
export function keepCount(state: ActorState, gone: Cell, actor = vectorActorOf(state)): void {
  state.dotFloor = Math.max(state.dotFloor, counterOf(gone.clock, actor));
}
