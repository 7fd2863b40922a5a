/**
 * Anti-entropy by shipping a whole hash tree, as Cassandra's repair does: the peer sends every hash, and the initiator compares the two
 * trees on its own, top-down. One round trip instead of one for each level, for the bytes of the whole tree. In Cassandra a coordinator
 * gathers the trees of all replicas; here the initiator is one of the two, so that one tree travels.
 *
 *   A ──merkle-request──▶ B      A ◀──merkle-tree (every hash)── B      then the leaves that differ, as ever
 */
import type { HashTree } from '../../merkle/tree.ts';
import { type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { exchangeLeaves } from './leaf-exchange.ts';
import { bytesOfRequest, sizeOfTrees, type TreeNodes, type TreePayload, type TreeRequestPayload } from './messages.ts';
import { dispatch } from './pacing.ts';
import { ownMark } from './repaired-marks.ts';
import { answered, ask, type Session, spend } from './session.ts';
import { beginTrees, treesOf } from './trees.ts';

export function askTrees(context: NodeContext, session: Session, trees: readonly TreeNodes[]): void {
  const payload: TreeRequestPayload = { session: session.id, ownerSets: trees.map(({ ownerSet }) => ownerSet) };
  ask(context, session, { type: 'tree' }, { to: session.peer, type: 'merkle-request', payload, payloadBytes: 0, bytes: bytesOfRequest(trees.length) });
}

/** The peer: sends its trees as they are. */
export function sendTrees(context: NodeContext, message: Message): void {
  beginTrees(context);
  const own = treesOf(context, message.from);
  if (own === null) return;
  const { session, ownerSets } = message.payload as TreeRequestPayload;
  const trees = ownerSets.map((ownerSet) => ({ ownerSet, words: own.tree(ownerSet).words() }));
  const payload: TreePayload = { session, trees, mark: ownMark(context) };
  const { hashBytes, skipRoot } = context.config.antiEntropy;
  dispatch(context, { to: message.from, type: 'merkle-tree', payload, ...sizeOfTrees(trees, hashBytes, skipRoot), nth: nthOfAnswer(message) });
}

/** The initiator: compares, and exchanges the leaves that differ. */
export function takeTrees(context: NodeContext, message: Message): void {
  const { session: id, trees, mark } = message.payload as TreePayload;
  const session = answered(context, message, id, 'tree');
  const own = session === undefined ? null : treesOf(context, session.peer);
  if (session === undefined || own === null) return;
  const leaves: TreeNodes[] = [];
  let hashesCompared = 0;
  for (const { ownerSet, words } of trees) {
    const found = compareWithWords(own.tree(ownerSet), words, context.config.antiEntropy.skipRoot);
    hashesCompared += found.compared;
    if (found.leaves.length > 0) leaves.push({ ownerSet, nodes: found.leaves });
  }
  exchangeLeaves(context, { ...session, peerMark: mark, statistics: spend(session.statistics, { hashesCompared, roundTrips: 1 }) }, leaves);
}

/** The leaves of a tree that are not those of these hashes, and how many pairs of nodes it took: descending only where they differ. */
export function compareWithWords(tree: HashTree, words: Uint32Array, skipRoot: boolean): { readonly leaves: readonly number[]; readonly compared: number } {
  const { branching, depth, offsets } = tree.shape;
  const differs = (level: number, node: number): boolean => {
    const at = 2 * (offsets[level] + node);
    return tree.differs(level, node, words[at], words[at + 1]);
  };
  let compared = skipRoot ? 0 : 1;
  let differing: readonly number[] = skipRoot || differs(0, 0) ? [0] : [];
  for (let level = 1; level <= depth && differing.length > 0; level++) {
    const children = branching[level - 1];
    const next: number[] = [];
    for (const parent of differing) {
      for (let node = parent * children; node < (parent + 1) * children; node++) if (differs(level, node)) next.push(node);
    }
    compared += differing.length * children;
    differing = next;
  }
  return { leaves: differing, compared };
}
