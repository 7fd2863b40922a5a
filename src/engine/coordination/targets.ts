/** Which owners a coordinator asks: all of them (Dynamo), or only as many as must answer (Cassandra's reads, the textbook's fixed sets). */
import type { Concern } from '../../base/draws.ts';
import type { NodeContext } from '../protocol.ts';
import { apart, configuredMs, measuredUs } from './nearness.ts';
import { pickByQuotas, type Quota } from './region-quotas.ts';

export interface Fanout {
  readonly fanout: 'all' | 'quorum';
  /** Whom a partial fan-out asks first. */
  readonly by: 'preference' | 'nearest' | 'fastest' | 'random' | 'list';
  readonly concern: typeof Concern.readTargets | typeof Concern.writeTargets;
}

/** The owners to write to, in preference order where all are, else the first that are needed in the order of the rule; `first` goes before all. */
export function chooseTargets(
  context: NodeContext,
  owners: readonly number[],
  needed: number,
  fanout: Fanout,
  quotas: readonly Quota[] | null,
  first: number | null,
): readonly number[] {
  if (fanout.fanout === 'all' || needed >= owners.length) return owners;
  if (quotas !== null) {
    const ranked = rankOwners(context, owners, fanout);
    return pickByQuotas(quotas, first === null ? ranked : [first, ...ranked.filter((owner) => owner !== first)], needed);
  }
  return rankOwners(context, owners, fanout, needed).slice(0, needed);
}

/**
 * All owners in the order in which a partial fan-out asks them. Those believed reachable come first, but for the draw, which is the
 * textbook's; of a draw only the first `drawn` places are drawn.
 */
export function rankOwners(context: NodeContext, owners: readonly number[], { by, concern }: Fanout, drawn = owners.length): readonly number[] {
  if (by === 'random') return shuffled(context, owners, concern, drawn);
  // The documents' rule: the first of the list, dead or alive.
  if (by === 'list') return owners;
  const isAlive = (owner: number): boolean => owner === context.self || context.believesAlive(owner);
  const alive = owners.filter(isAlive);
  const dead = owners.filter((owner) => !isAlive(owner));
  if (by !== 'preference') {
    const distance = by === 'nearest' ? configuredMs : measuredUs;
    const { config, self } = context;
    // Stable: owners equally near stay in preference order.
    alive.sort((a, b) => distance(context, a) - distance(context, b) || (by === 'nearest' ? apart(config, self, a) - apart(config, self, b) : 0));
  }
  return [...alive, ...dead];
}

/** A partial Fisher-Yates shuffle, each step drawn for this operation. */
function shuffled(context: NodeContext, owners: readonly number[], concern: Fanout['concern'], drawn: number): readonly number[] {
  const pool = owners.slice();
  for (let i = 0; i < drawn; i++) {
    const j = i + Math.floor(context.draw(concern, context.cause.hash, i) * (pool.length - i));
    const chosen = pool[j];
    pool[j] = pool[i];
    pool[i] = chosen;
  }
  return pool;
}
