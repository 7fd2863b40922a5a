/** Whom a replica contacts at a tick of gossip: `fanout` others drawn uniformly, with replacement, each with how often it was drawn before. */
import { Concern } from '../../base/draws.ts';
import { isMember } from '../placement/view.ts';
import type { NodeContext } from '../protocol.ts';

export interface GossipTarget {
  readonly target: number;
  /** From 1: which contact with this peer at this tick. */
  readonly nth: number;
}

export function gossipTargets(context: NodeContext, n: number): readonly GossipTarget[] {
  const { fanout } = context.config.gossip;
  const { members } = context.view;
  const others = (members?.length ?? context.view.replicas) - (isMember(context.view, context.self) ? 1 : 0);
  const times = new Map<number, number>();
  const targets: GossipTarget[] = [];
  for (let i = 0; i < fanout && others > 0; i++) {
    const drawn = Math.floor(context.draw(Concern.gossipTarget, n, i) * others);
    const target = peerAt(context, drawn);
    const nth = (times.get(target) ?? 0) + 1;
    times.set(target, nth);
    targets.push({ target, nth });
  }
  return targets;
}

/** The nth of the other members, from 0. */
export function peerAt({ view, self }: NodeContext, nth: number): number {
  if (view.members === undefined) return nth < self ? nth : nth + 1;
  const at = view.members.indexOf(self);
  return view.members[at >= 0 && nth >= at ? nth + 1 : nth];
}
