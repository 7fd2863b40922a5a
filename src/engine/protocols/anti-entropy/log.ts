/**
 * Anti-entropy by logs (change data capture): each side asks for what came into the other's log since it last asked. Costs what changed
 * and not what is stored, and knows nothing of what no log tells: a first contact, a log that no longer reaches back (`logRetentionMs`) and
 * lost data are made up for by comparing everything by version (`digests.ts`), as a new consumer begins with a snapshot.
 *
 *   A ──log-request (how far I have your log)──────────▶ B
 *   A ◀──log-entries (what came since; how far I have yours)── B
 *   A ──log-versions (what came since)─────────────────▶ B      A ◀──merkle-return── B
 */
import { type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { HEADER_BYTES, sizeOfCells } from '../../wire.ts';
import { askDigests } from './digests.ts';
import { mergeAndReturn } from './exchange.ts';
import { changedAfter, headOf, positionIn, reached } from './log-state.ts';
import { type LogEntriesPayload, type LogRequestPayload, type LogVersionsPayload, POSITION_BYTES } from './messages.ts';
import { dispatch } from './pacing.ts';
import { answered, ask, open, spend } from './session.ts';
import { cellsOfKeys } from './shared-cells.ts';

export function startLog(context: NodeContext, peer: number): void {
  const session = open(context, peer, 'log');
  const payload: LogRequestPayload = { session: session.id, after: positionIn(context, peer) };
  ask(context, session, { type: 'log' }, { to: peer, type: 'log-request', payload, payloadBytes: 0, bytes: HEADER_BYTES + POSITION_BYTES });
}

/** The peer: what came into its log since, of keys that the asker owns too. */
export function readLog(context: NodeContext, message: Message): void {
  const { session, after } = message.payload as LogRequestPayload;
  if (context.store === null) return;
  const changed = changedAfter(context, after);
  const cells = cellsOfKeys(context, sharedWith(context, message.from, changed ?? []));
  const payload: LogEntriesPayload = { session, reaches: changed !== null, head: headOf(context), after: positionIn(context, message.from) };
  const { payloadBytes, bytes } = sizeOfCells(cells);
  dispatch(context, { to: message.from, type: 'log-entries', payload, cells, payloadBytes, bytes: bytes + 2 * POSITION_BYTES, nth: nthOfAnswer(message) });
}

/** The initiator: merges, late or not, and ships what came into its own log; where one of the logs does not reach, compares everything. */
export function takeEntries(context: NodeContext, message: Message): void {
  const { session: id, reaches, head, after } = message.payload as LogEntriesPayload;
  const own = changedAfter(context, after);
  const before = headOf(context);
  let merged = 0;
  for (const { key, cell } of message.cells) {
    if (context.store?.get(key)?.hash !== cell.hash && context.apply(key, cell, 'anti-entropy', message.from)) merged++;
  }
  if (reaches) reached(context, message.from, head);
  const session = answered(context, message, id, 'log');
  if (session === undefined) return;
  const counted = { ...session, statistics: spend(session.statistics, { keysDiffering: merged }) };
  if (!reaches || own === null) {
    askDigests(context, counted);
    return;
  }
  const cells = cellsOfKeys(context, sharedWith(context, message.from, own));
  // What was merged just now is about to be in this node's log, and the peer has it.
  const payload: LogVersionsPayload = { session: id, head: { log: before.log, entry: before.entry + merged }, theirs: head };
  const { payloadBytes, bytes } = sizeOfCells(cells);
  const question = { to: message.from, type: 'log-versions', payload, cells, payloadBytes, bytes: bytes + 2 * POSITION_BYTES } as const;
  ask(context, counted, { type: 'return' }, question);
}

/** The peer: merges, and says how far the initiator has its log now: past what it merged, if nothing else came between. */
export function takeLogVersions(context: NodeContext, message: Message): void {
  const { session, head, theirs } = message.payload as LogVersionsPayload;
  const before = headOf(context);
  const merged = mergeAndReturn(context, message, session, [], (count) => {
    const same = before.log === theirs.log && before.entry === theirs.entry;
    return same ? { log: before.log, entry: before.entry + count } : theirs;
  });
  if (merged !== null) reached(context, message.from, head);
}

function sharedWith(context: NodeContext, peer: number, keys: readonly number[]): readonly number[] {
  return keys.filter((key) => context.view.owns(peer, key) && context.view.owns(context.self, key));
}
