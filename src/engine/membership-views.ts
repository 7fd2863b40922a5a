/** The part of the result that `--show membership` adds: whom each node believes dead, and what it knows of the others. */
import { gossipedPeers, type PeerView, type PhiState, probedPeers, protocols, type SwimState } from './protocols/index.ts';
import type { ActorState } from './world/actor-state.ts';
import type { World } from './world/world.ts';

export interface MembershipView {
  readonly dead: readonly string[];
  /** Left out where nothing is known yet, or where it is too much for a result. */
  readonly knows?: { readonly [peer: string]: PeerView };
}

const phiNumber = protocols.findIndex((protocol) => protocol.id === 'phi-accrual');
const swimNumber = protocols.findIndex((protocol) => protocol.id === 'swim');

/** By node. Names of the dead are left out past `most` in all, and so is what each node knows past `most` pairs of nodes. */
export function membershipViews(world: World, most: number): { readonly [node: string]: MembershipView } | null {
  const { replicas } = world;
  const marks = replicas.reduce((sum, { suspects }) => sum + suspects.size, 0);
  if (marks > most || replicas.length > most) return null;
  const isSmall = replicas.length * replicas.length <= most;
  return Object.fromEntries(
    replicas.map((state) => [state.name, { dead: [...state.suspects].sort((a, b) => a - b).map(world.nameOf), ...knows(world, state, isSmall) }]),
  );
}

function knows(world: World, state: ActorState, isSmall: boolean): { readonly knows?: { readonly [peer: string]: PeerView } } {
  const { detector } = world.config.membership;
  if (!isSmall || detector === 'off' || !state.up) return {};
  const elapsedUs = world.nowUs + Math.round((world.nowUs * state.driftPpm) / 1_000_000);
  const peers =
    detector === 'swim'
      ? probedPeers(state.volatile[swimNumber] as SwimState, world.replicas.length, state.id)
      : gossipedPeers(state.volatile[phiNumber] as PhiState, elapsedUs, state.id);
  if (peers.length === 0) return {};
  return { knows: Object.fromEntries(peers.map((view, peer) => [world.nameOf(peer), view])) };
}
