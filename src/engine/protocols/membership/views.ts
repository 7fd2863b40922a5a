/** What each node believes of the others, read off its state for the result of a run. */

import { phiOf } from './phi.ts';
import type { PhiState } from './phi-accrual.ts';
import type { SwimState } from './swim.ts';

/** What a node knows of a peer: under gossip generation, version and suspicion, under SWIM incarnation and status. */
export type PeerView =
  | { readonly generation: number; readonly version: number; readonly phi: number }
  | { readonly incarnation: number; readonly status: string };

/** By peer, all of them; empty where the detector has not begun. `nowUs`: the node's steady clock. */
export function gossipedPeers({ table }: PhiState, nowUs: number, self: number): readonly PeerView[] {
  if (table === null) return [];
  return Array.from(table.generations, (generation, peer) => ({
    generation,
    version: table.versions[peer],
    phi: peer === self ? 0 : Math.round(1000 * phiOf(nowUs - table.heardUs[peer], table.meanUs[peer])) / 1000,
  }));
}

export function probedPeers({ claims, incarnation }: SwimState, replicas: number, self: number): readonly PeerView[] {
  return Array.from({ length: replicas }, (_, peer) => {
    if (peer === self) return { incarnation, status: 'alive' };
    const claim = claims.get(peer);
    return { incarnation: claim?.incarnation ?? 0, status: claim?.status ?? 'alive' };
  });
}
