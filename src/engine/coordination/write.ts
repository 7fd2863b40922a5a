/**
 * Writes, deletes and resolves as a coordinator drives them, after Dynamo (2007, sections 4.5 and 4.6) and Cassandra: sent to every
 * owner at once, acknowledged to the client at W, the late owners go on. Whoever may name the version does: a coordinator's clock
 * under timestamps, an owner under vectors, to which others forward. A write that fails is not rolled back.
 *
 *   client ──▶ coordinator ──forward──▶ owner that names it      (vectors, where the coordinator owns no copy)
 *                   │                     │
 *                   └──write──▶ owners ◀──write┘  ──write-ack──▶  W reached: answer
 */
import { Concern } from '../../base/draws.ts';
import { type Actor, type Message, nthOfAnswer } from '../message.ts';
import type { ClientOperation, NodeContext, OperationAnswer } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';
import { unavailability } from './availability.ts';
import { requiredOf } from './levels.ts';
import type { CoordinatorState } from './state.ts';
import { chooseTargets } from './targets.ts';

/** A key may hold so many siblings; the write that would exceed it is refused (Riak refuses at 100). */
export const SIBLING_LIMIT = 1000;

/** A duplicate that comes after so many other forwards, or after a crash, is named again. */
const FORWARDS_REMEMBERED = 1000;

export interface OpenWrite {
  readonly kind: 'write';
  readonly operation: ClientOperation;
  readonly cell: Cell;
  readonly targets: readonly number[];
  readonly acknowledged: readonly number[];
  /** Owners that `write-unacknowledged` was raised for. */
  readonly reported: readonly number[];
  readonly needed: number;
  readonly answered: boolean;
  readonly timer: number;
  /** Who forwarded it here; null where this node answers the client. */
  readonly forwardedBy: Actor | null;
  /** 1, or what tells apart the messages that a duplicated forward causes. */
  readonly nth: number;
}

export interface OpenForward {
  readonly kind: 'forward';
  readonly operation: ClientOperation;
  readonly owner: number;
  readonly timer: number;
}

interface WriteRequest {
  readonly operation: number;
  readonly key: number;
}

export function startWrite(context: NodeContext, operation: ClientOperation): void {
  const owners = context.view.preferenceList(operation.key);
  const needed = requiredOf(operation.level, owners.length);
  const unavailable = operation.local ? null : unavailability(context, operation.level, needed, owners);
  if (unavailable !== null) {
    context.answer(operation, { ok: false, reason: 'unavailable', detail: unavailable });
    return;
  }
  if (context.policy.mintedByOwner && !owners.includes(context.self)) forward(context, operation, owners);
  else mintAndSend(context, operation, null, 1);
}

function forward(context: NodeContext, operation: ClientOperation, owners: readonly number[]): void {
  const owner = owners.find((candidate) => context.believesAlive(candidate)) ?? owners[0];
  const timer = context.setTimer(context.config.coordination.writeTimeoutMs, 'forward-timeout', operation.operation);
  openOf(context).set(operation.operation, { kind: 'forward', operation, owner, timer });
  const bytes = HEADER_BYTES + KEY_BYTES + operation.valueBytes + 6 * operation.context.length;
  context.send({ to: owner, type: 'forward', payload: operation, payloadBytes: operation.valueBytes, bytes });
}

function mintAndSend(context: NodeContext, operation: ClientOperation, forwardedBy: Actor | null, nth: number): void {
  const owners = context.view.preferenceList(operation.key);
  const needed = operation.local ? 1 : requiredOf(operation.level, owners.length);
  const cell = context.policy.mint({
    current: context.store?.get(operation.key),
    context: operation.context,
    operation: operation.operation,
    value: operation.kind === 'delete' ? null : operation.value,
    tombstone: operation.kind === 'delete',
    valueBytes: operation.kind === 'delete' ? 0 : operation.valueBytes,
    nowUs: context.nowUs(),
    coordinator: context.self,
    actor: context.vectorActor,
  });
  if (cell.versions.length > SIBLING_LIMIT) {
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
    answer(context, operation, { forwardedBy, nth }, { ok: true, cell });
    return;
  }
  const { writeFanout, writeTo } = context.config.coordination;
  const chosen = chooseTargets(context, owners, needed, { fanout: writeFanout, by: writeTo, concern: Concern.writeTargets });
  // Who names a dot must store it, or it would give the same dot to its next write.
  const targets = context.policy.mintedByOwner && !chosen.includes(context.self) ? [context.self, ...chosen.slice(1)] : chosen;
  const isTarget = targets.includes(context.self);
  const others = isTarget ? targets.length - 1 : targets.length;
  const timer = others === 0 ? 0 : context.setTimer(context.config.coordination.writeTimeoutMs, 'write-timeout', operation.operation);
  const reported: number[] = [];
  if (isTarget) context.apply(operation.key, cell, 'write', context.self);
  const cells = [{ key: operation.key, cell }];
  const { payloadBytes, bytes } = sizeOfCells(cells);
  const payload: WriteRequest = { operation: operation.operation, key: operation.key };
  for (const target of targets) {
    if (target === context.self) continue;
    context.send({ to: target, type: 'write', payload, cells, payloadBytes, bytes, nth });
    if (!context.believesAlive(target)) {
      reported.push(target);
      context.raise({ type: 'write-unacknowledged', operation: operation.operation, target, key: operation.key, cell });
    }
  }
  settle(context, {
    kind: 'write',
    operation,
    cell,
    targets,
    acknowledged: isTarget ? [context.self] : [],
    reported,
    needed,
    answered: false,
    timer,
    forwardedBy,
    nth,
  });
}

/** The write a step further, written out field by field: a spread costs several times as much. */
function further(open: OpenWrite, acknowledged: readonly number[], answered: boolean): OpenWrite {
  const { operation, cell, targets, reported, needed, timer, forwardedBy, nth } = open;
  return { kind: 'write', operation, cell, targets, acknowledged, reported, needed, answered, timer, forwardedBy, nth };
}

/** Answers once W have acknowledged, and keeps the write open until every owner has. */
function settle(context: NodeContext, write: OpenWrite): void {
  const id = write.operation.operation;
  let open = write;
  if (!open.answered && open.acknowledged.length >= open.needed) {
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
  context.send({ to: forwardedBy, type: 'forward-reply', payload: { operation: operation.operation, result }, payloadBytes: 0, bytes: HEADER_BYTES, nth });
}

function openOf(context: NodeContext): CoordinatorState['open'] {
  return (context.volatile as CoordinatorState).open;
}

/** An owner's side of a write: merged, then acknowledged. */
export function onWrite(context: NodeContext, message: Message): void {
  for (const { key, cell } of message.cells) context.apply(key, cell, 'write', message.from);
  context.send({ to: message.from, type: 'write-ack', payload: message.payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: nthOfAnswer(message) });
}

export function onWriteAck(context: NodeContext, message: Message): void {
  const { operation, key } = message.payload as WriteRequest;
  const open = openOf(context).get(operation);
  // Late, or early on a coordinator that believed the owner dead: either way a hint for it has become needless.
  if (open === undefined || (open.kind === 'write' && open.reported.includes(message.from)))
    context.raise({ type: 'write-acknowledged', operation, target: message.from, key });
  if (open === undefined || open.kind !== 'write' || open.acknowledged.includes(message.from)) return;
  settle(context, further(open, [...open.acknowledged, message.from], open.answered));
}

export function onWriteTimeout(context: NodeContext, operation: number): void {
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'write') return;
  openOf(context).delete(operation);
  for (const target of open.targets) {
    if (open.acknowledged.includes(target)) continue;
    context.suspect(target);
    if (!open.reported.includes(target)) context.raise({ type: 'write-unacknowledged', operation, target, key: open.operation.key, cell: open.cell });
  }
  if (open.answered) return;
  const detail = `${open.acknowledged.length} of ${open.needed} acknowledgements within ${context.config.coordination.writeTimeoutMs} ms; what was written stays`;
  answer(context, open.operation, open, { ok: false, reason: 'timeout', detail });
}

export function onForward(context: NodeContext, message: Message): void {
  const operation = message.payload as ClientOperation;
  const { forwarded } = context.volatile as CoordinatorState;
  if (forwarded.has(operation.operation)) return;
  forwarded.add(operation.operation);
  const [oldest] = forwarded;
  if (oldest !== undefined && forwarded.size > FORWARDS_REMEMBERED) forwarded.delete(oldest);
  mintAndSend(context, operation, message.from, nthOfAnswer(message));
}

export function onForwardReply(context: NodeContext, message: Message): void {
  const { operation, result } = message.payload as { operation: number; result: OperationAnswer };
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'forward') return;
  context.cancelTimer(open.timer);
  openOf(context).delete(operation);
  context.answer(open.operation, result);
}

export function onForwardTimeout(context: NodeContext, operation: number): void {
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'forward') return;
  openOf(context).delete(operation);
  context.suspect(open.owner);
  const detail = `the owner it was forwarded to did not answer within ${context.config.coordination.writeTimeoutMs} ms; the write may still happen`;
  context.answer(open.operation, { ok: false, reason: 'timeout', detail });
}
