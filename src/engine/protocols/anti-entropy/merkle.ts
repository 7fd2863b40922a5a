/**
 * Anti-entropy by hash trees, zooming in as Dynamo (section 4.7) and Riak do: the initiator sends the hashes of one level, for every
 * owner set that the two share at once; the peer names the nodes that differ; only their children are asked next. Leaves that differ
 * are exchanged once, after the last level: whole, or as Riak does by a list of keys and versions first.
 *
 *   A ──merkle-hashes level 0──▶ B      A ◀──merkle-differences (node numbers)── B      … level by level
 *  [A ──merkle-keys───────────▶ B      A ◀──merkle-differences (keys)─────────── B]     leafExchange "list"
 *   A ──merkle-versions────────▶ B      A ◀──merkle-return (what A lacks)──────── B
 */

import { type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { HEADER_BYTES } from '../../wire.ts';
import { exchangeLeaves, shipKeys } from './leaf-exchange.ts';
import { bytesOfNodes, type DifferencesPayload, type HashesPayload, sizeOfHashes, type TreeHashes, type TreeNodes } from './messages.ts';
import { dispatch } from './pacing.ts';
import { isIncremental, marksOf, ownMark } from './repaired-marks.ts';
import { answered, ask, end, open, type Session } from './session.ts';
import { beginTrees, treesOf } from './trees.ts';
import { askTrees } from './whole-tree.ts';

const ROOT: readonly number[] = [0];
const NONE: readonly number[] = [];

export function startMerkle(context: NodeContext, peer: number): void {
  beginTrees(context);
  const session = open(context, peer, 'merkle');
  const checkpoint = isIncremental(context) ? marksOf(context).checkpoints.get(peer) : undefined;
  if (checkpoint !== undefined) {
    const { level, parents, mark, peerMark } = checkpoint;
    goOn(context, { ...session, mark, peerMark }, level, parents);
    return;
  }
  const shared = context.view.ownerSetsOf(context.self).filter((set) => set.owners.includes(peer));
  const { skipRoot } = context.config.antiEntropy;
  const parents = shared.map((set) => ({ ownerSet: set.id, nodes: skipRoot ? ROOT : NONE }));
  if (parents.length === 0) end(context, session);
  else if (context.config.antiEntropy.exchange === 'whole-tree') askTrees(context, session, parents);
  else askLevel(context, session, skipRoot ? 1 : 0, parents);
}

/** Asks about a level: of each tree the root (level 0), or all children of `parents`. */
function askLevel(context: NodeContext, session: Session, level: number, parents: readonly TreeNodes[]): void {
  const trees = treesOf(context, session.peer);
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
  const { session, level, trees: asked } = message.payload as HashesPayload;
  if (level === (context.config.antiEntropy.skipRoot ? 1 : 0)) beginTrees(context);
  const trees = treesOf(context, message.from);
  if (trees === null) return;
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
  const payload: DifferencesPayload = { session, level, trees: differing, mark: ownMark(context) };
  const bytes = HEADER_BYTES + bytesOfNodes(differing);
  dispatch(context, { to: message.from, type: 'merkle-differences', payload, payloadBytes: 0, bytes, nth: nthOfAnswer(message) });
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
  // The first answer counts: what changes after it was not compared.
  goOn(context, { ...session, peerMark: session.peerMark ?? answer.mark }, answer.level + 1, answer.trees);
}

/** The initiator: asks about the next level, or exchanges the leaves after the last; where nothing differs, the session is over. */
function goOn(context: NodeContext, session: Session, level: number, parents: readonly TreeNodes[]): void {
  if (isIncremental(context) && session.mark >= 0 && parents.length > 0) {
    marksOf(context).checkpoints.set(session.peer, { level, parents, mark: session.mark, peerMark: session.peerMark });
  }
  if (level <= context.config.antiEntropy.branching.length && parents.length > 0) askLevel(context, session, level, parents);
  else exchangeLeaves(context, session, parents);
}
