/** Which owners a coordinator asks: all of them (Dynamo), or only as many as must answer (Cassandra's reads, the textbook's fixed sets). */
import type { Concern } from '../../base/draws.ts';
import type { NodeContext } from '../protocol.ts';

export interface Fanout {
  readonly fanout: 'all' | 'quorum';
  /** Whom a partial fan-out asks. */
  readonly by: 'preference' | 'random';
  readonly concern: typeof Concern.readTargets | typeof Concern.writeTargets;
}

/** The owners to ask, in preference order or as drawn; those believed reachable come first in a partial fan-out by preference. */
export function chooseTargets(context: NodeContext, owners: readonly number[], needed: number, fanout: Fanout): readonly number[] {
  if (fanout.fanout === 'all' || needed >= owners.length) return owners;
  if (fanout.by === 'preference') {
    const alive = owners.filter((owner) => owner === context.self || context.believesAlive(owner));
    const dead = owners.filter((owner) => owner !== context.self && !context.believesAlive(owner));
    return [...alive, ...dead].slice(0, needed);
  }
  // A partial Fisher-Yates shuffle, each step drawn for this operation.
  const pool = owners.slice();
  for (let i = 0; i < needed; i++) {
    const j = i + Math.floor(context.draw(fanout.concern, context.cause.hash, i) * (pool.length - i));
    const chosen = pool[j];
    pool[j] = pool[i];
    pool[i] = chosen;
  }
  return pool.slice(0, needed);
}
