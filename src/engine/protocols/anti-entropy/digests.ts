/**
 * Anti-entropy by version metadata, without a tree: the initiator names the version of every key that both own, and for each key that
 * differs the peer sees from the versions alone who is behind (timestamps, or version vectors), so that values travel one way only. Cheaper
 * than shipping everything by the size of the values, and linear in the number of keys all the same.
 *
 *   A ──version-digest (every key, by version)───────────▶ B
 *   A ◀──version-answer (what A lacks; keys that B lacks)── B
 *  [A ──merkle-versions (what B lacks)──────────────────▶ B      A ◀──merkle-return── B]
 */
import { type Message, nthOfAnswer } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { descends } from '../../versions/index.ts';
import type { ConflictPolicy } from '../../versions/policy.ts';
import type { Cell } from '../../versions/version.ts';
import { HEADER_BYTES, sizeOfCells } from '../../wire.ts';
import { shipWanted } from './leaf-exchange.ts';
import { headOf, reached } from './log-state.ts';
import { bytesOfDigest, bytesOfKeys, type DigestAnswerPayload, type DigestPayload, type LogPosition, type VersionDigest } from './messages.ts';
import { dispatch } from './pacing.ts';
import { answered, ask, end, open, type Session, spend } from './session.ts';
import { cellsOfKeys, sharedCells } from './shared-cells.ts';

export function startDigests(context: NodeContext, peer: number): void {
  askDigests(context, open(context, peer, 'version-vector'));
}

/** Compares everything by version, whatever the session did before. */
export function askDigests(context: NodeContext, session: Session): void {
  const cells = sharedCells(context, session.peer);
  const digests = cells.map(({ key, cell }): VersionDigest => ({ key, hash: cell.hash, clock: cell.clock, timestampUs: latestUs(cell) }));
  const bytes = cells.reduce((sum, { cell }) => sum + bytesOfDigest(cell), HEADER_BYTES);
  const payload: DigestPayload = { session: session.id, digests, head: logHead(context) };
  ask(context, session, { type: 'digest' }, { to: session.peer, type: 'version-digest', payload, payloadBytes: 0, bytes });
}

/** The peer: sends what the asker lacks and names what it lacks itself. */
export function compareDigests(context: NodeContext, message: Message): void {
  const { session, digests, head } = message.payload as DigestPayload;
  if (context.store === null) return;
  const held = new Map(sharedCells(context, message.from).map(({ key, cell }) => [key, cell]));
  const wanted: number[] = [];
  const behind: number[] = [];
  for (const digest of digests) {
    const own = held.get(digest.key);
    held.delete(digest.key);
    if (own?.hash === digest.hash) continue;
    const lacking = own === undefined ? 'self' : whoLacks(context.policyOf(digest.key), own, digest);
    if (lacking !== 'other') wanted.push(digest.key);
    if (lacking !== 'self') behind.push(digest.key);
  }
  const cells = cellsOfKeys(context, [...behind, ...held.keys()]);
  const both = new Set(wanted);
  const differing = cells.filter(({ key }) => !both.has(key)).length;
  const payload: DigestAnswerPayload = { session, wanted, differing, head: logHead(context), asked: head };
  if (wanted.length === 0) reached(context, message.from, head);
  const size = sizeOfCells(cells);
  dispatch(context, {
    to: message.from,
    type: 'version-answer',
    payload,
    cells,
    payloadBytes: size.payloadBytes,
    bytes: size.bytes + bytesOfKeys(wanted.length),
    nth: nthOfAnswer(message),
  });
}

/** The initiator: merges what it lacked, late or not, and ships what the peer lacks. */
export function takeDigestAnswer(context: NodeContext, message: Message): void {
  const { session: id, wanted, differing, head, asked } = message.payload as DigestAnswerPayload;
  for (const { key, cell } of message.cells) {
    if (context.store?.get(key)?.hash !== cell.hash) context.apply(key, cell, 'anti-entropy', message.from);
  }
  const session = answered(context, message, id, 'digest');
  if (session === undefined) return;
  reached(context, message.from, head);
  const counted = { ...session, statistics: spend(session.statistics, { keysDiffering: differing }) };
  if (wanted.length === 0) end(context, counted);
  else shipWanted(context, counted, wanted, asked);
}

/** Who is behind, as far as versions tell: vectors of events seen, or the timestamps of last write wins. Where they leave it open, both are. */
function whoLacks(policy: ConflictPolicy, own: Cell, other: VersionDigest): 'self' | 'other' | 'both' {
  if (own.clock.length > 0 && other.clock.length > 0) {
    const selfHasAll = descends(own.clock, other.clock);
    const otherHasAll = descends(other.clock, own.clock);
    return selfHasAll === otherHasAll ? 'both' : selfHasAll ? 'other' : 'self';
  }
  const ownUs = latestUs(own);
  if (policy.id !== 'lww' || ownUs === other.timestampUs) return 'both';
  return ownUs < other.timestampUs ? 'self' : 'other';
}

function latestUs(cell: Cell): number {
  return cell.versions.reduce((latest, { timestampUs }) => Math.max(latest, timestampUs), Number.NEGATIVE_INFINITY);
}

function logHead(context: NodeContext): LogPosition | null {
  return context.config.antiEntropy.mechanism === 'log' ? headOf(context) : null;
}
