/** What each node believes of each other while a failure detector is on: a matrix of letters, read off the nodes' own states. Nobody in the cluster sees all of it. */
import { type PhiState, protocols, type SwimState } from '../protocols/index.ts';
import type { ActorState } from '../world/actor-state.ts';
import type { World } from '../world/world.ts';
import type { BeliefsView } from './snapshot.ts';

/** Of more nodes the matrix would be no picture, and dear to make with every event. */
const MOST_NODES = 40;

const phiNumber = protocols.findIndex((protocol) => protocol.id === 'phi-accrual');
const swimNumber = protocols.findIndex((protocol) => protocol.id === 'swim');

/** As a part of a snapshot; `before` itself where nobody has changed their mind. */
export function beliefsOf(world: World, before: BeliefsView | undefined): { readonly beliefs?: BeliefsView } {
  const { detector } = world.config.membership;
  if (detector === 'off' || world.replicas.length > MOST_NODES) return {};
  const rows = world.replicas.map((state) => rowOf(world, state, detector));
  const isSame = before !== undefined && before.detector === detector && before.rows.length === rows.length && before.rows.every((row, i) => row === rows[i]);
  return { beliefs: isSame ? before : { detector, rows } };
}

function rowOf(world: World, state: ActorState, detector: BeliefsView['detector']): string {
  if (!state.up) return '';
  const { table } = state.volatile[phiNumber] as PhiState;
  const { claims } = state.volatile[swimNumber] as SwimState;
  let row = '';
  for (let peer = 0; peer < world.replicas.length; peer++) {
    if (peer === state.id) row += '-';
    else if (state.suspects.has(peer)) row += 'd';
    else if (detector === 'swim') row += claims.get(peer)?.status === 'suspect' ? 's' : 'a';
    // A node that was restarted knows names, and has heard nothing.
    else row += (table === null ? state.boot > 0 : table.generations[peer] === 0) ? 'u' : 'a';
  }
  return row;
}
