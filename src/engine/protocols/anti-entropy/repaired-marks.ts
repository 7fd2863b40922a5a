/**
 * Incremental repair, as Cassandra has it since 2.1: what a session found equal or made equal is marked as repaired with that peer, and only
 * what changed since is compared with it again. So marks cannot see what changed without a write: bit rot, or a disk that was lost. With
 * them goes a checkpoint: a session that was interrupted is taken up where it stood. Both are on disk.
 */
import { CowPages } from '../../../base/cow-pages.ts';
import type { Message } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { HEADER_BYTES } from '../../wire.ts';
import { logName } from './log-state.ts';
import { type LogPosition, POSITION_BYTES, type RepairedMarkPayload, type TreeNodes } from './messages.ts';
import { dispatch } from './pacing.ts';

/** Where an interrupted session stood. */
export interface Checkpoint {
  /** The level to ask about next; one beyond the leaves' for their exchange. */
  readonly level: number;
  readonly parents: readonly TreeNodes[];
  readonly mark: number;
  readonly peerMark: LogPosition | null;
}

export interface MarkState {
  /** By key: the number of its latest change. */
  changed: CowPages<number>;
  changes: number;
  /** By peer: what changed up to here is marked as repaired with it. */
  readonly marks: Map<number, number>;
  readonly checkpoints: Map<number, Checkpoint>;
}

export function newMarks(): MarkState {
  return { changed: new CowPages(), changes: 0, marks: new Map(), checkpoints: new Map() };
}

export function marksOf(context: NodeContext): MarkState {
  return context.durable as MarkState;
}

export function isIncremental(context: NodeContext): boolean {
  return context.config.antiEntropy.repair === 'incremental';
}

/** Follows one change of the store. */
export function markChange(context: NodeContext, key: number): void {
  const state = marksOf(context);
  if (isIncremental(context)) {
    state.changes++;
    state.changed.set(key, state.changes);
  } else if (state.marks.size + state.checkpoints.size > 0) {
    // A change that nobody numbered: no mark says anything any more.
    state.marks.clear();
    state.checkpoints.clear();
  }
}

/** The keys that changed since they were marked as repaired with the peer, rising; null where nothing ever was. */
export function unrepaired(context: NodeContext, peer: number): readonly number[] | null {
  const { changed, marks } = marksOf(context);
  const mark = isIncremental(context) ? marks.get(peer) : undefined;
  if (mark === undefined) return null;
  const keys: number[] = [];
  changed.forEach((change, key) => {
    if (change > mark) keys.push(key);
  });
  return keys;
}

/** How far this node's changes go, under the name that a loss of data or other owners change; null where nothing is marked. */
export function ownMark(context: NodeContext): LogPosition | null {
  return isIncremental(context) ? { log: logName(context), entry: marksOf(context).changes } : null;
}

/** A session ended: the initiator marks what it had compared, and tells the peer that it may. Returns the bytes of that message. */
export function markRepaired(context: NodeContext, session: { readonly id: string; readonly peer: number }, mark: number, peerMark: LogPosition): number {
  const { marks, checkpoints } = marksOf(context);
  marks.set(session.peer, Math.max(marks.get(session.peer) ?? 0, mark));
  checkpoints.delete(session.peer);
  const payload: RepairedMarkPayload = { session: session.id, mark: peerMark };
  const bytes = HEADER_BYTES + POSITION_BYTES;
  dispatch(context, { to: session.peer, type: 'repaired-mark', payload, payloadBytes: 0, bytes });
  return bytes;
}

/** The peer: marks, unless it lost data or ranges came to others since. */
export function takeMark(context: NodeContext, message: Message): void {
  const { mark } = message.payload as RepairedMarkPayload;
  if (!isIncremental(context) || mark.log !== logName(context)) return;
  const { marks } = marksOf(context);
  marks.set(message.from, Math.max(marks.get(message.from) ?? 0, mark.entry));
}

/** Nothing is marked as repaired with anybody. */
export function forgetMarks(context: NodeContext): void {
  marksOf(context).marks.clear();
  marksOf(context).checkpoints.clear();
}
