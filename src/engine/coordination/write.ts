/**
 * Writes of every kind as whoever names their version drives them (how they begin is in `start-write.ts`), after Dynamo (2007, sections 4.5 and 4.6) and Cassandra: sent to every
 * owner at once, acknowledged to the client at W, the late owners go on. Whoever may name the version does: a coordinator's clock
 * under timestamps, an owner under vectors, to which others forward. A write that fails is not rolled back.
 *
 *   client ──▶ coordinator ──forward──▶ owner that names it      (vectors, where the coordinator owns no copy)
 *                   │                     │
 *                   └──write──▶ owners ◀──write┘  ──write-ack──▶  W reached: answer
 */
import { Concern } from '../../base/draws.ts';
import { stampedNow } from '../literal/stamps.ts';
import { asWritten, isNotLater, literalFanout } from '../literal/writing.ts';
import { type Actor, type Message, nthOfAnswer } from '../message.ts';
import { pendingOwners, serves } from '../placement/view.ts';
import type { ClientOperation, NodeContext, OperationAnswer } from '../protocol.ts';
import { sendOnceWritten } from '../storage/once-written.ts';
import { type Cell, siblingCount } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';
import { neededWith, requiredOf } from './levels.ts';
import { nameVersion } from './name-version.ts';
import { notMine } from './not-mine.ts';
import { appliedBefore, remember } from './operation-ids.ts';
import { meetsQuotas, quotasOf, quotaText, withPending } from './region-quotas.ts';
import { NO_STAND_INS, standInsFor } from './stand-ins.ts';
import { chooseTargets } from './targets.ts';
import { tryOf } from './try-timers.ts';
import { further, type OpenWrite, openOf } from './write-state.ts';

/** A key may hold so many siblings; the write that would exceed it is refused (Riak refuses at 100). */
export const SIBLING_LIMIT = 1000;

interface LocalWrite extends Pick<OpenWrite, 'operation' | 'cell' | 'forwardedBy' | 'nth'> {}

interface WriteRequest {
  readonly operation: number;
  readonly key: number;
  readonly attempt: number;
}

/** What an owner tells whoever forwarded a write to it. */
export interface ForwardReply {
  readonly operation: number;
  readonly attempt: number;
  readonly result: OperationAnswer;
}

const NOBODY: readonly number[] = [];

export function mintAndSend(context: NodeContext, operation: ClientOperation, forwardedBy: Actor | null, nth: number): void {
  const owners = context.view.preferenceList(operation.key);
  // Who is about to own the key takes the write too, and one acknowledgement more is asked for: W owners have it then, whatever moves.
  const pending = operation.local ? NOBODY : pendingOwners(context.view, operation.key);
  const byRegion = operation.local ? null : quotasOf(context, operation.level, owners);
  const quotas = byRegion === null ? null : withPending(context, byRegion, pending);
  const asked = operation.local ? 1 : requiredOf(context, operation.level, owners.length, byRegion);
  const needed = quotas === null ? neededWith(operation.level, asked, pending.length) : requiredOf(context, operation.level, owners.length, quotas);
  const before = appliedBefore(context, operation);
  const { cell, sent } = before === undefined ? nameVersion(context, operation) : { cell: before, sent: before };
  remember(context, operation.operation, cell);
  if (context.literal('E002-12') && isNotLater(context, operation.key, cell)) {
    answer(context, operation, { forwardedBy, nth }, { ok: true, cell });
    return;
  }
  if (siblingCount(cell) > SIBLING_LIMIT) {
    answer(
      context,
      operation,
      { forwardedBy, nth },
      {
        ok: false,
        reason: 'too-many-siblings',
        detail: `the key would have ${cell.versions.length} siblings; the limit is ${SIBLING_LIMIT}`,
      },
    );
    return;
  }
  if (operation.local) {
    context.apply(operation.key, cell, 'write', context.self);
    const local: LocalWrite = { operation, cell, forwardedBy, nth };
    const waitMs = context.diskWaitMs();
    if (waitMs === 0) onLocalWritten(context, local);
    else context.setTimer(waitMs, 'local-written', local);
    return;
  }
  const { writeFanout, writeTo, sloppy, primaryWrite } = context.config.coordination;
  const { mintedByOwner } = context.policyOf(operation.key);
  const fanout = literalFanout(context, { fanout: writeFanout, by: writeTo, concern: Concern.writeTargets });
  const chosen = chooseTargets(context, owners, Math.max(asked, primaryWrite), fanout, byRegion, mintedByOwner ? context.self : null);
  // Who names a dot must store it, or it would give the same dot to its next write.
  const named = mintedByOwner && !chosen.includes(context.self) ? [context.self, ...chosen.slice(1)] : chosen;
  const targets = pending.length === 0 ? named : [...named, ...pending];
  const isTarget = targets.includes(context.self);
  const others = isTarget ? targets.length - 1 : targets.length;
  const timer = others === 0 ? 0 : context.setTimer(context.config.coordination.writeTimeoutMs, 'write-timeout', operation.operation);
  const reported: number[] = [];
  if (isTarget) context.apply(operation.key, context.literal('E001-18') ? stampedNow(context, operation.key, cell) : cell, 'write', context.self);
  const ownWaitMs = isTarget ? context.diskWaitMs() : 0;
  if (ownWaitMs > 0) context.setTimer(ownWaitMs, 'own-written', { operation: operation.operation, attempt: operation.attempt });
  const isOneByOne = context.literal('E002-38');
  for (const target of targets) {
    if (target === context.self) continue;
    if (!isOneByOne || target === firstOther(context, targets)) sendWrite(context, operation, sent, target, nth);
    if (!context.believesAlive(target) && !isHeldByFallback(context)) {
      reported.push(target);
      tellUnacknowledged(context, operation, target, sent);
    }
  }
  settle(context, {
    kind: 'write',
    operation,
    cell,
    sent,
    targets,
    acknowledged: isTarget && ownWaitMs === 0 ? [context.self] : [],
    reported,
    needed: isOneByOne ? targets.length : needed,
    quotas,
    answered: false,
    timer,
    forwardedBy,
    nth,
    standIns: NO_STAND_INS,
  });
  if (reported.length > 0 && operation.level === 'any') context.raise({ type: 'count-hints', operation: operation.operation, isLast: false });
  if (!sloppy || others === 0) return;
  writeToStandIns(context, operation.operation, false);
  context.setTimer(context.config.coordination.writeTimeoutMs / 2, 'write-stand-in', tryOf(operation));
}

function sendWrite(context: NodeContext, { operation, key, attempt }: ClientOperation, sent: Cell, to: number, nth: number): void {
  const cells = [{ key, cell: sent }];
  const payload: WriteRequest = { operation, key, attempt };
  context.send({ to, type: 'write', payload, cells, ...sizeOfCells(cells), nth });
}

/** The first that is written over the network, where one is written after the other (E002-38). */
function firstOther(context: NodeContext, targets: readonly number[]): number | undefined {
  return targets.find((target) => target !== context.self);
}

/** The owners that come after this one; none after a stand-in. */
function ownersAfter({ targets, standIns }: OpenWrite, owner: number): readonly number[] {
  const owners = targets.filter((target) => !standIns.some(({ replica }) => replica === target));
  return owners.includes(owner) ? owners.slice(owners.indexOf(owner) + 1) : [];
}

function tellUnacknowledged(context: NodeContext, { operation, key }: ClientOperation, target: number, cell: Cell): void {
  if (!context.literal('E002-03')) context.raise({ type: 'write-unacknowledged', operation, target, key, cell });
}

/** A write that nobody else is told of is on this node's disk. */
export function onLocalWritten(context: NodeContext, { operation, cell, ...from }: LocalWrite): void {
  answer(context, operation, from, { ok: true, cell });
}

/** Lets others stand in for owners that it believes dead, or (`late`) that have not acknowledged yet. */
export function writeToStandIns(context: NodeContext, operation: number, late: boolean): void {
  const open = openOf(context).get(operation);
  if (open?.kind !== 'write') return;
  const { key, attempt } = open.operation;
  const lacks = (owner: number): boolean => (late ? !open.acknowledged.includes(owner) : !context.believesAlive(owner));
  const isOwner = (target: number): boolean => !open.standIns.some(({ replica }) => replica === target);
  const absent = open.targets.filter(
    (target) => target !== context.self && isOwner(target) && lacks(target) && !open.standIns.some(({ owner }) => owner === target),
  );
  const found = standInsFor(context, key, absent.length, open.targets);
  if (found.length === 0) return;
  const standIns = [...open.standIns, ...found.map((replica, i) => ({ replica, owner: absent[i] }))];
  openOf(context).set(operation, { ...open, standIns, targets: [...open.targets, ...found] });
  const cells = [{ key, cell: open.cell }];
  const { payloadBytes, bytes } = sizeOfCells(cells);
  found.forEach((to, i) => {
    const target = absent[i];
    if (to === context.self) context.raise({ type: 'stand-in', operation, target, key, cell: open.cell });
    else context.send({ to, type: 'sloppy-write', payload: { operation, key, attempt, target }, cells, payloadBytes, bytes, nth: open.nth });
  });
}

/** This node keeps the write for an owner, or (`attempt`) its disk has written its own copy of that try. */
export function acknowledgeItself(context: NodeContext, operation: number, attempt: number | null): void {
  const open = openOf(context).get(operation);
  if (open?.kind !== 'write' || open.acknowledged.includes(context.self)) return;
  if (attempt !== null && attempt !== open.operation.attempt) return;
  settle(context, further(open, [...open.acknowledged, context.self], open.answered));
}

/** Level ANY: a hint is enough. */
export function onHintsCounted(context: NodeContext, operation: number, kept: number, isLast: boolean): void {
  const open = openOf(context).get(operation);
  if (open?.kind !== 'write' || open.operation.level !== 'any') return;
  if (isLast) openOf(context).delete(operation);
  if (open.answered) return;
  if (kept > 0) {
    if (!isLast) openOf(context).set(operation, further(open, open.acknowledged, true));
    answer(context, open.operation, open, { ok: true, cell: open.cell });
  } else if (isLast) answer(context, open.operation, open, failureOf(context, open));
}

function isHeldByFallback(context: NodeContext): boolean {
  return context.config.coordination.sloppy && context.config.hintedHandoff.holder === 'fallback';
}

function failureOf(context: NodeContext, open: OpenWrite): OperationAnswer {
  if (context.literal('E001-25')) return { ok: false, reason: 'unavailable', detail: 'the write failed' };
  const { acknowledged, needed, quotas } = open;
  const came = quotas === null ? `${acknowledged.length} of ${needed} acknowledgements` : quotaText(quotas, acknowledged, 'acknowledgements');
  const detail = `${came} within ${context.config.coordination.writeTimeoutMs} ms; what was written stays`;
  return { ok: false, reason: 'timeout', detail };
}

/** True where so many of those that acknowledged are owners as PW asks, and of each region as its level asks. */
function hasPrimaries(context: NodeContext, { operation, acknowledged, quotas, standIns }: OpenWrite): boolean {
  if (quotas !== null && !meetsQuotas(quotas, acknowledged)) return false;
  const { primaryWrite } = context.config.coordination;
  if (primaryWrite === 0) return true;
  // Who is only about to own the key is none of its owners yet.
  const isOwner = (replica: number): boolean => !standIns.some((one) => one.replica === replica) && context.view.owns(replica, operation.key);
  return acknowledged.filter(isOwner).length >= primaryWrite;
}

/** Answers once W have acknowledged, and keeps the write open until every owner has. */
function settle(context: NodeContext, write: OpenWrite): void {
  const id = write.operation.operation;
  let open = write;
  if (!open.answered && open.acknowledged.length >= open.needed && hasPrimaries(context, open)) {
    open = further(open, open.acknowledged, true);
    answer(context, open.operation, open, { ok: true, cell: open.cell });
  }
  if (open.acknowledged.length === open.targets.length) {
    if (open.timer !== 0) context.cancelTimer(open.timer);
    openOf(context).delete(id);
  } else openOf(context).set(id, open);
}

function answer(context: NodeContext, operation: ClientOperation, { forwardedBy, nth }: Pick<OpenWrite, 'forwardedBy' | 'nth'>, result: OperationAnswer): void {
  if (forwardedBy === null) {
    context.answer(operation, result);
    return;
  }
  const payload: ForwardReply = { operation: operation.operation, attempt: operation.attempt, result };
  context.send({ to: forwardedBy, type: 'forward-reply', payload, payloadBytes: 0, bytes: HEADER_BYTES, nth });
}

/** An owner's side of a write: merged, then acknowledged. */
export function onWrite(context: NodeContext, message: Message): void {
  const request = message.payload as WriteRequest;
  if (!serves(context.view, context.self, request.key)) {
    context.send(notMine(message, request));
    return;
  }
  const { operation } = request;
  for (const { key, cell } of message.cells) {
    context.apply(key, asWritten(context, key, cell, operation), 'write', message.from);
    remember(context, operation, null);
  }
  const answer = { payload: message.payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: nthOfAnswer(message) };
  sendOnceWritten(context, { to: message.from, type: 'write-ack', ...answer });
}

export function onWriteAck(context: NodeContext, message: Message): void {
  const { operation, key, attempt } = message.payload as WriteRequest;
  const open = openOf(context).get(operation);
  // An owner that acknowledged the try before may not have what this one wrote.
  if (open !== undefined && open.operation.attempt !== attempt) return;
  // Late, or early on a coordinator that believed the owner dead: either way a hint for it has become needless.
  if (open === undefined || (open.kind === 'write' && open.reported.includes(message.from)))
    context.raise({ type: 'write-acknowledged', operation, target: message.from, key });
  if (open === undefined || open.kind !== 'write' || open.acknowledged.includes(message.from)) return;
  settle(context, further(open, [...open.acknowledged, message.from], open.answered));
  const next = context.literal('E002-38') ? firstOther(context, ownersAfter(open, message.from)) : undefined;
  if (next !== undefined) sendWrite(context, open.operation, open.sent, next, open.nth);
}

export function onWriteTimeout(context: NodeContext, operation: number): void {
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'write') return;
  openOf(context).delete(operation);
  for (const target of open.targets) {
    if (open.acknowledged.includes(target) || target === context.self) continue;
    context.suspect(target);
    if (open.standIns.some(({ replica }) => replica === target) || isKeptFor(context, open, target)) continue;
    if (!open.reported.includes(target)) tellUnacknowledged(context, open.operation, target, open.sent);
  }
  if (open.answered) return;
  if (open.operation.level !== 'any') {
    answer(context, open.operation, open, failureOf(context, open));
    return;
  }
  openOf(context).set(operation, open);
  context.raise({ type: 'count-hints', operation, isLast: true });
}

/** True where a stand-in has the hint for that owner, and is who should have it. */
function isKeptFor(context: NodeContext, { standIns, acknowledged }: OpenWrite, owner: number): boolean {
  return isHeldByFallback(context) && standIns.some((one) => one.owner === owner && acknowledged.includes(one.replica));
}
