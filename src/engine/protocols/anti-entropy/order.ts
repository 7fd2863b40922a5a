/**
 * With whom the next session is. In turn or at random, or first where most is to be mended: the peer that differed most last time, one
 * that was silent, one that shares the keys written most since. These weigh by how long a peer has waited, so that none starves.
 */
import { Concern } from '../../../base/draws.ts';
import type { NodeContext } from '../../protocol.ts';
import { type PeerRecord, stateOf } from './session-state.ts';

const UNKNOWN: PeerRecord = { turn: Number.NEGATIVE_INFINITY, differing: 0, failures: 0, changes: 0 };

/** The peer of this node's nth tick; undefined where it has none. */
export function nextPeer(context: NodeContext, n: number): number | undefined {
  const peers = context.view.peersOf(context.self);
  if (peers.length === 0) return undefined;
  const { order } = context.config.antiEntropy;
  if (order === 'random') return peers[Math.floor(context.draw(Concern.sessionPeer, n) * peers.length)];
  const state = stateOf(context);
  // Begins with the next replica, so that not all begin with the first. Counts sessions, not ticks: were every other tick skipped for
  // want of a slot, a turn by tick number would never reach half of the peers.
  const next = Math.max(
    peers.findIndex((peer) => peer > context.self),
    0,
  );
  const turn = state.turns++;
  if (order === 'round-robin') return peers[(next + turn) % peers.length];
  let best = peers[next];
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < peers.length; i++) {
    const peer = peers[(next + i) % peers.length];
    const record = state.peers.get(peer) ?? UNKNOWN;
    const score = (1 + need(context, order, peer, record)) * (turn - record.turn);
    if (score <= most) continue;
    most = score;
    best = peer;
  }
  state.peers.set(best, { ...(state.peers.get(best) ?? UNKNOWN), turn, changes: changesSharedWith(context, best) });
  return best;
}

function need(context: NodeContext, order: string, peer: number, record: PeerRecord): number {
  if (order === 'most-divergent') return record.differing;
  if (order === 'unstable-first') return record.failures + (context.believesAlive(peer) ? 0 : 1);
  return changesSharedWith(context, peer) - record.changes;
}

/** Changes of this node's store, since it booted, of keys that the peer owns too; counted while hot keys go first. */
function changesSharedWith(context: NodeContext, peer: number): number {
  const { changes } = stateOf(context);
  if (changes.size === 0) return 0;
  let sum = 0;
  for (const set of context.view.ownerSetsOf(context.self)) if (set.owners.includes(peer)) sum += changes.get(set.id) ?? 0;
  return sum;
}

/** Follows one change of the store. */
export function countChange(context: NodeContext, key: number): void {
  if (context.config.antiEntropy.order !== 'hot-first') return;
  const { changes } = stateOf(context);
  const { id } = context.view.ownerSet(key);
  changes.set(id, (changes.get(id) ?? 0) + 1);
}

/** Remembers how a session with a peer went, where the order asks for it. `differing` null: it failed. */
export function remember(context: NodeContext, peer: number, differing: number | null): void {
  const { order } = context.config.antiEntropy;
  if (order !== 'most-divergent' && order !== 'unstable-first') return;
  const { peers } = stateOf(context);
  const record = peers.get(peer) ?? UNKNOWN;
  if (differing === null) peers.set(peer, { ...record, failures: record.failures + 1 });
  else peers.set(peer, { ...record, differing, failures: Math.floor(record.failures / 2) });
}
