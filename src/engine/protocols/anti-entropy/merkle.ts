/**
 * Anti-entropy by hash trees, zooming in as Dynamo (section 4.7) and Riak do: the initiator sends the hashes of one level, for every
 * owner set that the two share at once; the peer names the nodes that differ; only their children are asked next. Leaves that differ
 * are exchanged once, after the last level: whole, or as Riak does by a list of keys and versions first.
 *
 *   A ──merkle-hashes level 0──▶ B      A ◀──merkle-differences (node numbers)── B      … level by level
 *  [A ──merkle-keys───────────▶ B      A ◀──merkle-differences (keys)─────────── B]     leafExchange "list"
 *   A ──merkle-versions────────▶ B      A ◀──merkle-return (what A lacks)──────── B
 */

import { isPastGrace } from '../../merkle/grace.ts';
import { ReplicaTrees } from '../../merkle/replica-trees.ts';
import { type KeyCell, type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { HEADER_BYTES, sizeOfCells } from '../../wire.ts';
import { horizonOf, mergeAndReturn } from './exchange.ts';
import type { DifferencesPayload, HashesPayload, KeysPayload, TreeHashes, TreeNodes, VersionsPayload } from './messages.ts';
import { bytesOfKeys, bytesOfKeysAndFingerprints, bytesOfNodes, sizeOfHashes } from './messages.ts';
import { answered, ask, end, open, type Session } from './session.ts';

const ROOT: readonly number[] = [0];
const NONE: readonly number[] = [];
const NO_LEAVES: readonly TreeNodes[] = [];

/** This node's trees, built if need be and without tombstones past grace; null for a client. */
function treesOf(context: NodeContext): ReplicaTrees | null {
  if (context.store === null) return null;
  if (context.trees === null) context.trees = ReplicaTrees.of(context.self, context.baseTrees, context.store, horizonOf(context));
  else context.trees.expire(horizonOf(context));
  return context.trees;
}

export function startMerkle(context: NodeContext, peer: number): void {
  const session = open(context, peer, 'merkle');
  const shared = context.view.ownerSetsOf(context.self).filter((set) => set.owners.includes(peer));
  const { skipRoot } = context.config.antiEntropy;
  const parents = shared.map((set) => ({ ownerSet: set.id, nodes: skipRoot ? ROOT : NONE }));
  if (parents.length === 0) end(context, session);
  else askLevel(context, session, skipRoot ? 1 : 0, parents);
}

/** Asks about a level: of each tree the root (level 0), or all children of `parents`. */
function askLevel(context: NodeContext, session: Session, level: number, parents: readonly TreeNodes[]): void {
  const trees = treesOf(context);
  if (trees === null) return;
  const { branching, hashBytes } = context.config.antiEntropy;
  const children = level === 0 ? 0 : branching[level - 1];
  let asked = 0;
  const hashesOf: TreeHashes[] = parents.map(({ ownerSet, nodes }) => {
    const tree = trees.tree(ownerSet);
    const hashes: number[] = [];
    if (level === 0) hashes.push(tree.high(0, 0), tree.low(0, 0));
    for (const parent of nodes) {
      for (let node = parent * children; node < (parent + 1) * children; node++) hashes.push(tree.high(level, node), tree.low(level, node));
    }
    asked += hashes.length / 2;
    return { ownerSet, parents: nodes, hashes };
  });
  const payload: HashesPayload = { session: session.id, level, trees: hashesOf };
  const size = sizeOfHashes(hashesOf, hashBytes);
  ask(context, session, { type: 'differences', level, asked }, { to: session.peer, type: 'merkle-hashes', payload, ...size, nth: level + 1 });
}

/** The peer: names the nodes whose hashes are not its own. */
export function compareHashes(context: NodeContext, message: Message): void {
  const trees = treesOf(context);
  if (trees === null) return;
  const { session, level, trees: asked } = message.payload as HashesPayload;
  const children = level === 0 ? 1 : context.config.antiEntropy.branching[level - 1];
  const differing: TreeNodes[] = [];
  for (const { ownerSet, parents, hashes } of asked) {
    const tree = trees.tree(ownerSet);
    const nodes: number[] = [];
    for (let i = 0; i < hashes.length / 2; i++) {
      const node = level === 0 ? 0 : parents[Math.floor(i / children)] * children + (i % children);
      if (tree.differs(level, node, hashes[2 * i], hashes[2 * i + 1])) nodes.push(node);
    }
    if (nodes.length > 0) differing.push({ ownerSet, nodes });
  }
  const payload: DifferencesPayload = { session, level, trees: differing };
  const bytes = HEADER_BYTES + bytesOfNodes(differing);
  context.send({ to: message.from, type: 'merkle-differences', payload, payloadBytes: 0, bytes, nth: nthOfAnswer(message) });
}

/** The initiator: goes one level down, or exchanges leaves after the last. */
export function takeDifferences(context: NodeContext, message: Message): void {
  const answer = message.payload as DifferencesPayload;
  if (answer.level === null) {
    const session = answered(context, message, answer.session, 'key-differences');
    if (session !== undefined) shipKeys(context, session, answer.differing, answer.missing);
    return;
  }
  const session = answered(context, message, answer.session, 'differences', answer.level);
  if (session === undefined) return;
  const { branching, leafExchange } = context.config.antiEntropy;
  if (answer.trees.length === 0) end(context, session);
  else if (answer.level < branching.length) askLevel(context, session, answer.level + 1, answer.trees);
  else if (leafExchange === 'list') askKeys(context, session, answer.trees);
  else shipLeaves(context, session, answer.trees);
}

/** The initiator: ships every cell of the differing leaves. */
function shipLeaves(context: NodeContext, session: Session, leaves: readonly TreeNodes[]): void {
  const cells = cellsOf(context, leaves);
  ship(context, session, cells, { session: session.id, leaves, wanted: NONE });
}

/** The initiator: lists the keys of the differing leaves, so that only those that differ are shipped. */
function askKeys(context: NodeContext, session: Session, leaves: readonly TreeNodes[]): void {
  const cells = cellsOf(context, leaves);
  const payload: KeysPayload = { session: session.id, leaves, keys: cells.map(({ key }) => key), fingerprints: cells.map(({ cell }) => cell.hash) };
  const bytes = HEADER_BYTES + bytesOfNodes(leaves) + bytesOfKeysAndFingerprints(cells.length);
  ask(context, session, { type: 'key-differences' }, { to: session.peer, type: 'merkle-keys', payload, payloadBytes: 0, bytes });
}

/** The peer: names the listed keys whose cells are not its own, and those it holds that were not listed. */
export function compareKeys(context: NodeContext, message: Message): void {
  const { session, leaves, keys, fingerprints } = message.payload as KeysPayload;
  const listed = new Set(keys);
  const differing = keys.filter((key, i) => context.store?.get(key)?.hash !== fingerprints[i]);
  const missing = cellsOf(context, leaves)
    .map(({ key }) => key)
    .filter((key) => !listed.has(key));
  const payload: DifferencesPayload = { session, level: null, differing, missing };
  const bytes = HEADER_BYTES + bytesOfKeys(differing.length + missing.length);
  // The hashes of each level were answered under this type already: 1 for the root, depth + 1 for the leaves.
  const nth = nthOfAnswer(message, context.config.antiEntropy.branching.length + 2);
  context.send({ to: message.from, type: 'merkle-differences', payload, payloadBytes: 0, bytes, nth });
}

/** The initiator: ships the listed keys that differ, and asks for those it lacks. */
function shipKeys(context: NodeContext, session: Session, differing: readonly number[], missing: readonly number[]): void {
  if (differing.length + missing.length === 0) {
    end(context, session);
    return;
  }
  ship(context, session, cellsOfKeys(context, differing), { session: session.id, leaves: NO_LEAVES, wanted: missing });
}

function ship(context: NodeContext, session: Session, cells: readonly KeyCell[], payload: VersionsPayload): void {
  const { payloadBytes, bytes } = sizeOfCells(cells);
  const named = bytesOfNodes(payload.leaves) + bytesOfKeys(payload.wanted.length);
  ask(context, session, { type: 'return' }, { to: session.peer, type: 'merkle-versions', payload, cells, payloadBytes, bytes: bytes + named });
}

/** The peer: merges what was shipped and returns what the initiator lacks. */
export function takeVersions(context: NodeContext, message: Message): void {
  const { session, leaves, wanted } = message.payload as VersionsPayload;
  mergeAndReturn(context, message, session, [...cellsOf(context, leaves), ...cellsOfKeys(context, wanted)]);
}

/** What this node's leaves hold. */
function cellsOf(context: NodeContext, leaves: readonly TreeNodes[]): KeyCell[] {
  const cells: KeyCell[] = [];
  const trees = leaves.length === 0 ? null : treesOf(context);
  if (trees === null || context.store === null) return cells;
  for (const { ownerSet, nodes } of leaves) {
    for (const leaf of nodes) trees.collect(ownerSet, leaf, context.store, cells);
  }
  return cells;
}

/** What this node holds of these keys, but for tombstones past grace. */
function cellsOfKeys(context: NodeContext, keys: readonly number[]): KeyCell[] {
  const cells: KeyCell[] = [];
  const horizonUs = horizonOf(context);
  for (const key of keys) {
    const cell = context.store?.get(key);
    if (cell !== undefined && !isPastGrace(cell, horizonUs)) cells.push({ key, cell });
  }
  return cells;
}
