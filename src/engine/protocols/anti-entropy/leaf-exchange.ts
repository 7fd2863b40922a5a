/**
 * What follows once a session knows which leaves differ, whatever way it took to find them: the leaves are shipped whole, or, as Riak
 * does, by a list of keys and versions first, so that only keys that differ travel. The peer merges and returns what the initiator lacks.
 */
import { type KeyCell, type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { HEADER_BYTES, sizeOfCells } from '../../wire.ts';
import { mergeAndReturn } from './exchange.ts';
import { reached } from './log-state.ts';
import {
  bytesOfKeys,
  bytesOfKeysAndFingerprints,
  bytesOfNodes,
  type DifferencesPayload,
  type KeysPayload,
  type LogPosition,
  type TreeNodes,
  type VersionsPayload,
} from './messages.ts';
import { dispatch } from './pacing.ts';
import { ask, end, type Session } from './session.ts';
import { cellsOfKeys } from './shared-cells.ts';
import { treesOf } from './trees.ts';

const NONE: readonly number[] = [];
const NO_LEAVES: readonly TreeNodes[] = [];

/** The initiator knows which leaves differ. */
export function exchangeLeaves(context: NodeContext, session: Session, leaves: readonly TreeNodes[]): void {
  if (leaves.length === 0) end(context, session);
  else if (context.config.antiEntropy.leafExchange === 'list') askKeys(context, session, leaves);
  else shipLeaves(context, session, leaves);
}

/** The initiator: ships every cell of the differing leaves. */
function shipLeaves(context: NodeContext, session: Session, leaves: readonly TreeNodes[]): void {
  const cells = cellsOf(context, session.peer, leaves);
  ship(context, session, cells, { session: session.id, leaves, wanted: NONE });
}

/** The initiator: lists the keys of the differing leaves, so that only those that differ are shipped. */
function askKeys(context: NodeContext, session: Session, leaves: readonly TreeNodes[]): void {
  const cells = cellsOf(context, session.peer, leaves);
  const payload: KeysPayload = { session: session.id, leaves, keys: cells.map(({ key }) => key), fingerprints: cells.map(({ cell }) => cell.hash) };
  const bytes = HEADER_BYTES + bytesOfNodes(leaves) + bytesOfKeysAndFingerprints(cells.length);
  ask(context, session, { type: 'key-differences' }, { to: session.peer, type: 'merkle-keys', payload, payloadBytes: 0, bytes });
}

/** The peer: names the listed keys whose cells are not its own, and those it holds that were not listed. */
export function compareKeys(context: NodeContext, message: Message): void {
  const { session, leaves, keys, fingerprints } = message.payload as KeysPayload;
  const listed = new Set(keys);
  const differing = keys.filter((key, i) => context.store?.get(key)?.hash !== fingerprints[i]);
  const missing = cellsOf(context, message.from, leaves)
    .map(({ key }) => key)
    .filter((key) => !listed.has(key));
  const payload: DifferencesPayload = { session, level: null, differing, missing };
  const bytes = HEADER_BYTES + bytesOfKeys(differing.length + missing.length);
  // The hashes of each level were answered under this type already: 1 for the root, depth + 1 for the leaves.
  const nth = nthOfAnswer(message, context.config.antiEntropy.branching.length + 2);
  dispatch(context, { to: message.from, type: 'merkle-differences', payload, payloadBytes: 0, bytes, nth });
}

/** The initiator: ships the listed keys that differ, and asks for those it lacks. */
export function shipKeys(context: NodeContext, session: Session, differing: readonly number[], missing: readonly number[]): void {
  if (differing.length + missing.length === 0) {
    end(context, session);
    return;
  }
  ship(context, session, cellsOfKeys(context, differing), { session: session.id, leaves: NO_LEAVES, wanted: missing });
}

/** The initiator: ships keys that the peer asked for. `head`: how far its log went when the two were compared. */
export function shipWanted(context: NodeContext, session: Session, keys: readonly number[], head: LogPosition | null): void {
  ship(context, session, cellsOfKeys(context, keys), { session: session.id, leaves: NO_LEAVES, wanted: NONE, head });
}

function ship(context: NodeContext, session: Session, cells: readonly KeyCell[], payload: VersionsPayload): void {
  const { payloadBytes, bytes } = sizeOfCells(cells);
  const named = bytesOfNodes(payload.leaves) + bytesOfKeys(payload.wanted.length);
  ask(context, session, { type: 'return' }, { to: session.peer, type: 'merkle-versions', payload, cells, payloadBytes, bytes: bytes + named });
}

/** The peer: merges what was shipped and returns what the initiator lacks. */
export function takeVersions(context: NodeContext, message: Message): void {
  const { session, leaves, wanted, head } = message.payload as VersionsPayload;
  reached(context, message.from, head);
  mergeAndReturn(context, message, session, [...cellsOf(context, message.from, leaves), ...cellsOfKeys(context, wanted)]);
}

/** What this node's leaves hold. */
function cellsOf(context: NodeContext, peer: number, leaves: readonly TreeNodes[]): KeyCell[] {
  const cells: KeyCell[] = [];
  const trees = leaves.length === 0 ? null : treesOf(context, peer);
  if (trees === null || context.store === null) return cells;
  for (const { ownerSet, nodes } of leaves) {
    for (const leaf of nodes) trees.collect(ownerSet, leaf, context.store, cells);
  }
  return cells;
}
