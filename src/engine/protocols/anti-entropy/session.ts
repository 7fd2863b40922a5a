/**
 * A session: one conversation by which a replica compares itself with one peer. Only its initiator remembers it, as one immutable entry
 * that every question and answer replaces, so duplicated and late answers find nothing that waits for them. What a session cost is
 * what the initiator saw: its own questions, and the answers that arrived.
 */
import { assert } from '../../../base/assert.ts';
import type { Message } from '../../message.ts';
import type { NodeContext, Outgoing } from '../../protocol.ts';
import type { SessionStatistics } from '../../trace.ts';
import type { LogPosition } from './messages.ts';
import { remember } from './order.ts';
import { dispatch } from './pacing.ts';
import { isIncremental, markRepaired, marksOf } from './repaired-marks.ts';
import { stateOf } from './session-state.ts';

export type SessionMechanism = 'full' | 'merkle' | 'version-vector' | 'log';

/** The answer that an initiator waits for. */
export type Awaited =
  /** To hashes of a level, so many. */
  | { readonly type: 'differences'; readonly level: number; readonly asked: number }
  /** To a request for whole trees. */
  | { readonly type: 'tree' }
  /** To versions of everything, and to a question about a log. */
  | { readonly type: 'digest' | 'log' }
  | { readonly type: 'key-differences' }
  | { readonly type: 'return' };

export interface Session {
  readonly id: string;
  readonly peer: number;
  readonly mechanism: SessionMechanism;
  readonly awaiting: Awaited | null;
  /** Of the latest question. */
  readonly timer: number | null;
  readonly statistics: SessionStatistics;
  /** Under incremental repair: how far the initiator's changes went at the beginning (−1: nothing may be marked), and the peer's at its first answer. */
  readonly mark: number;
  readonly peerMark: LogPosition | null;
}

export interface SessionTimeout {
  readonly session: string;
}

const NOTHING_SPENT: SessionStatistics = { hashesCompared: 0, roundTrips: 0, keysSent: 0, keysDiffering: 0, payloadBytes: 0, bytes: 0 };

/** Opens a session with a peer and records it. Unique by its cause, which starts at most one session with each peer. */
export function open(context: NodeContext, peer: number, mechanism: SessionMechanism): Session {
  const id = `${context.name}>${context.config.replicas[peer].id}@${context.cause.label}`;
  const session: Session = { id, peer, mechanism, awaiting: null, timer: null, statistics: NOTHING_SPENT, mark: marksOf(context).changes, peerMark: null };
  const { sessions } = stateOf(context);
  assert(!sessions.has(id), `session ${id} is open already`);
  sessions.set(id, session);
  context.emit({ type: 'session-started', replica: context.self, peer, session: id, mechanism });
  return session;
}

/** Sends the session's next question and waits for its answer, at most `sessionTimeoutMs` from when it leaves. */
export function ask(context: NodeContext, session: Session, awaiting: Awaited, question: Outgoing): void {
  const delayMs = dispatch(context, question);
  const data: SessionTimeout = { session: session.id };
  const timer = context.setTimer(delayMs + context.config.antiEntropy.sessionTimeoutMs, 'session-timeout', data);
  const statistics = spend(session.statistics, { payloadBytes: question.payloadBytes, bytes: question.bytes, keysSent: question.cells?.length ?? 0 });
  stateOf(context).sessions.set(session.id, { ...session, awaiting, timer, statistics });
}

/** The session that waits for an answer of this type (and level), with its cost added and its timer stopped; undefined for a duplicate or a late one. */
export function answered(context: NodeContext, answer: Message, id: string, type: Awaited['type'], level?: number): Session | undefined {
  const session = stateOf(context).sessions.get(id);
  if (session === undefined || session.awaiting === null || session.peer !== answer.from) return undefined;
  const { awaiting } = session;
  if (awaiting.type !== type || (awaiting.type === 'differences' && awaiting.level !== level)) return undefined;
  if (session.timer !== null) context.cancelTimer(session.timer);
  const compared = awaiting.type === 'differences' ? { hashesCompared: awaiting.asked, roundTrips: 1 } : {};
  const statistics = spend(session.statistics, { payloadBytes: answer.payloadBytes, bytes: answer.bytes, keysSent: answer.cells.length, ...compared });
  return { ...session, awaiting: null, timer: null, statistics };
}

/** Ranges have other owners: what goes on compares them as they were, and marks nothing. */
export function unmarkAll(context: NodeContext): void {
  const { sessions } = stateOf(context);
  for (const [id, session] of sessions) sessions.set(id, { ...session, mark: -1 });
}

/** Statistics with these added. */
export function spend(statistics: SessionStatistics, more: Partial<SessionStatistics>): SessionStatistics {
  return {
    hashesCompared: statistics.hashesCompared + (more.hashesCompared ?? 0),
    roundTrips: statistics.roundTrips + (more.roundTrips ?? 0),
    keysSent: statistics.keysSent + (more.keysSent ?? 0),
    keysDiffering: statistics.keysDiffering + (more.keysDiffering ?? 0),
    payloadBytes: statistics.payloadBytes + (more.payloadBytes ?? 0),
    bytes: statistics.bytes + (more.bytes ?? 0),
  };
}

/** Closes a session that got all its answers. */
export function end(context: NodeContext, session: Session): void {
  stateOf(context).sessions.delete(session.id);
  remember(context, session.peer, session.statistics.keysDiffering);
  const { mark, peerMark } = session;
  const marked = isIncremental(context) && peerMark !== null && mark >= 0 ? markRepaired(context, session, mark, peerMark) : 0;
  const statistics = spend(session.statistics, { bytes: marked });
  context.emit({ type: 'session-ended', replica: context.self, peer: session.peer, session: session.id, ...statistics });
}

/** Closes a session whose peer stayed silent, and takes the peer for dead. */
export function timedOut(context: NodeContext, data: SessionTimeout): void {
  const { sessions } = stateOf(context);
  const session = sessions.get(data.session);
  if (session === undefined) return;
  sessions.delete(session.id);
  context.suspect(session.peer);
  remember(context, session.peer, null);
  context.emit({ type: 'session-failed', replica: context.self, peer: session.peer, session: session.id, ...session.statistics });
}
