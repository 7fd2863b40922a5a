/** Literal bugs of reading, as a coordinator and the replicas it asks do it. */
import type { OpenRead } from '../coordination/read-state.ts';
import type { Message } from '../message.ts';
import type { NodeContext } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES } from '../wire.ts';

/** E002-25: how many reads one read of the coordinator's may set off before the storm is stopped, and how many peers each asks. */
const STORM_READS = 510;
const STORM_PEERS = 2;

/** A read that a replica was made to do by another's: its place in the tree of them, from 1, and how many peers each asks in it. */
interface StormRead {
  readonly storm?: { readonly root: number; readonly place: number; readonly width: number };
}

/** Roots are told apart by their numbers, which must leave room for those of duplicates (`message.ts`). */
const ROOTS = 1900;

/** E001-19: enough are those that hold something, or all that were asked. */
export function hasEnoughFound({ replies, targets, needed }: OpenRead): boolean {
  return replies.length === targets.length || replies.filter(({ cell }) => cell !== undefined).length >= needed;
}

/** Whose copy the documents' read repair does not mend: one that holds nothing (E001-19), or its own, which it has overwritten by then (E002-26). */
export function isOverlooked(context: NodeContext, replica: number, cell: Cell | undefined): boolean {
  return (cell === undefined && context.literal('E001-19')) || (replica === context.self && context.literal('E002-26'));
}

/** E002-28: what the coordinator held when the read began; what the replies amount to where it holds none. */
export function beforeRepair(context: NodeContext, { replies, merged }: OpenRead): Cell | undefined {
  const own = replies.find(({ replica }) => replica === context.self);
  return own === undefined ? merged : own.cell;
}

/** E002-26: each reply that is newer than the coordinator's copy was when the read began is stored over whatever is there by now. */
export function overwriteByEach(context: NodeContext, { operation, replies }: OpenRead): void {
  const own = replies.find(({ replica }) => replica === context.self);
  if (own === undefined) return;
  for (const { replica, cell } of replies) {
    if (cell === undefined || replica === context.self) continue;
    const isNewer = own.cell === undefined || cell.versions.some((version) => !context.policy.covers(own.cell as Cell, version));
    if (isNewer) context.apply(operation.key, cell, 'read-repair', replica);
  }
}

/** E002-25: who is read reads its own peers first. */
export function readPeers(context: NodeContext, message: Message): void {
  const { storm, ...request } = message.payload as StormRead & { readonly key: number };
  if (message.copy > 0 || (storm === undefined && message.nth > 1)) return;
  const owners = context.view.preferenceList(request.key);
  const others = owners.filter((owner) => owner !== context.self);
  // The owners may change while the storm goes on; the tree keeps the form that it began with, or two of its reads would have one address.
  const { root, place, width } = storm ?? { root: context.self % ROOTS, place: 1, width: Math.min(STORM_PEERS, others.length) };
  const peers = others.slice(0, width);
  peers.forEach((to, i) => {
    // The reads of one root as a heap: the children of n are 2n and 2n + 1, or n + 1 where there is one peer.
    const next = width === 1 ? place + 1 : 2 * place + i;
    if (next > STORM_READS + 1) return;
    const payload = { ...request, storm: { root, place: next, width } };
    context.send({ to, type: 'read', payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: 1000 + (root + 1) * 1024 + next });
  });
}
