/**
 * The end of every session: the initiator ships cells, the peer merges them and returns only what the initiator still lacks. Merging
 * is the conflict policy's, so a session carries siblings and deletions alike and its order does not matter.
 */

import { isPastGrace } from '../../merkle/grace.ts';
import { type KeyCell, type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { sizeOfCells } from '../../wire.ts';
import { horizonOf } from './horizon.ts';
import { reached } from './log-state.ts';
import type { LogPosition, ReturnPayload } from './messages.ts';
import { dispatch } from './pacing.ts';
import { answered, end, spend } from './session.ts';

/**
 * The peer's part. `held`: its own cells of every key the exchange is about; those that were not shipped to it are returned whole. `headAfter`
 * says how far the initiator has its log once so many cells were merged. Returns how many were, null for a node that stores nothing.
 */
export function mergeAndReturn(
  context: NodeContext,
  message: Message,
  session: string,
  held: readonly KeyCell[],
  headAfter?: (merged: number) => LogPosition,
): number | null {
  const { store, policy } = context;
  if (store === null) return null;
  const horizonUs = horizonOf(context);
  const shipped = new Set<number>();
  const returned: KeyCell[] = [];
  let differing = 0;
  let merges = 0;
  for (const { key, cell } of message.cells) {
    shipped.add(key);
    const local = store.get(key);
    if (local !== undefined && local.hash === cell.hash) continue;
    differing++;
    const merged = local === undefined ? cell : policy.merge(local, cell);
    if (merged.hash !== cell.hash && !isPastGrace(merged, horizonUs)) returned.push({ key, cell: merged });
    if (context.apply(key, cell, 'anti-entropy', message.from)) merges++;
  }
  for (const entry of held) {
    if (shipped.has(entry.key)) continue;
    differing++;
    returned.push(entry);
  }
  const payload: ReturnPayload = { session, differing, ...(headAfter === undefined ? {} : { head: headAfter(merges) }) };
  dispatch(context, { to: message.from, type: 'merkle-return', payload, cells: returned, ...sizeOfCells(returned), nth: nthOfAnswer(message) });
  return merges;
}

/** The initiator's part. Cells are merged even where the session has been given up: they are as good late as early. */
export function takeReturn(context: NodeContext, message: Message): void {
  const { session: id, differing, head } = message.payload as ReturnPayload;
  reached(context, message.from, head);
  for (const { key, cell } of message.cells) {
    if (context.store?.get(key)?.hash !== cell.hash) context.apply(key, cell, 'anti-entropy', message.from);
  }
  const session = answered(context, message, id, 'return');
  if (session !== undefined) end(context, { ...session, statistics: spend(session.statistics, { keysDiffering: differing }) });
}
