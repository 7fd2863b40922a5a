/** Whom a detector contacts: draws among the peers by what the node believes of them. */
import { Concern } from '../../../base/draws.ts';
import { isMember, type PlacementView } from '../../placement/view.ts';
import type { NodeContext } from '../../protocol.ts';
import { peerAt } from '../gossip-targets.ts';

/** `count` different peers that the node believes alive, or all of them where there are no more: drawn for this tick. */
export function drawLive(context: NodeContext, count: number, concern: number, n: number, except = -1): readonly number[] {
  const { believedDead } = context;
  return drawPeers(context, count, concern, n, (peer) => peer !== except && !believedDead.has(peer));
}

/** The same of the peers that are wanted. */
export function drawPeers(context: NodeContext, count: number, concern: number, n: number, wanted: (peer: number) => boolean): readonly number[] {
  const { self, view } = context;
  const isWanted = (peer: number): boolean => isMember(view, peer) && wanted(peer);
  const chosen = new Set<number>();
  // Drawn among all and drawn again where it is none of them: no list is made for each of many nodes.
  for (let i = 0; chosen.size < count && i < TRIES * count; i++) {
    const peer = Math.floor(context.draw(concern, n, i) * view.replicas);
    if (peer !== self && isWanted(peer)) chosen.add(peer);
  }
  const start = Math.floor(context.draw(concern, n, -1) * view.replicas);
  for (let i = 0; chosen.size < count && i < view.replicas; i++) {
    const peer = (start + i) % view.replicas;
    if (peer !== self && isWanted(peer)) chosen.add(peer);
  }
  return [...chosen];
}

/** Enough to find one by chance where at least a tenth is wanted. */
const TRIES = 30;

/** One of these, drawn for this tick apart from the draw that decides whether. */
export function drawOf(context: NodeContext, from: readonly number[], concern: number, n: number): number {
  return from[Math.floor(context.draw(concern, n, 1) * from.length)];
}

/**
 * The peer at this place of the node's way through all of them: every round meets each peer once, in an order of its own (SWIM, 4.3).
 * The order is a step of fixed length through the ring, so that none has to be kept.
 */
export function nextInRound(context: NodeContext, place: number): number {
  const others = othersOf(context.view);
  if (others < 1) return context.self;
  const round = Math.floor(place / others);
  let step = 1 + Math.floor(context.draw(Concern.probeOrder, round) * others);
  while (commonDivisor(step, others) !== 1) step = (step % others) + 1;
  const start = Math.floor(context.draw(Concern.probeOrder, round, 1) * others);
  const index = (start + (place % others) * step) % others;
  return peerAt(context, index);
}

/** How many a member has beside itself. */
export function othersOf({ members, replicas }: PlacementView): number {
  return (members?.length ?? replicas) - 1;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
