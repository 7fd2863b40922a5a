/** Whom a replica contacts at a tick of gossip: `fanout` others drawn uniformly, with replacement, each with how often it was drawn before. */
import { Concern } from '../../base/draws.ts';
import type { NodeContext } from '../protocol.ts';

export interface GossipTarget {
  readonly target: number;
  /** From 1: which contact with this peer at this tick. */
  readonly nth: number;
}

export function gossipTargets(context: NodeContext, n: number): readonly GossipTarget[] {
  const { fanout } = context.config.gossip;
  const others = context.view.replicas - 1;
  const times = new Map<number, number>();
  const targets: GossipTarget[] = [];
  for (let i = 0; i < fanout && others > 0; i++) {
    const drawn = Math.floor(context.draw(Concern.gossipTarget, n, i) * others);
    const target = drawn < context.self ? drawn : drawn + 1;
    const nth = (times.get(target) ?? 0) + 1;
    times.set(target, nth);
    targets.push({ target, nth });
  }
  return targets;
}
