/**
 * How a write begins: refused at once, driven here, or forwarded to an owner that may name its version, and what such an owner does with it.
 * Under timestamps any coordinator names it; under vectors and CRDTs only an owner does (Dynamo 2007, 4.4; Riak's put coordinator). What
 * happens once it has a version is in `write.ts`.
 */
import { type Message, nthOfAnswer } from '../message.ts';
import { pendingOwners } from '../placement/view.ts';
import type { ClientOperation, NodeContext, OperationAnswer } from '../protocol.ts';
import { causesBytesOf } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES } from '../wire.ts';
import { unavailability } from './availability.ts';
import { neededWith, refusalOf, requiredOf } from './levels.ts';
import { refusalOf as refusalOfType } from './name-version.ts';
import { notMine } from './not-mine.ts';
import { endEarlierTry } from './operation-ids.ts';
import { ownersThatCount, quotasOf, refusedQuota, withPending } from './region-quotas.ts';
import type { AppliedOperations } from './state.ts';
import { type ForwardReply, mintAndSend } from './write.ts';
import { openOf } from './write-state.ts';

/** More than a client may try one write. */
const MOST_TRIES = 128;

/** A duplicate that comes after so many other forwards, or after a crash that took the owner's data, is named again. */
const FORWARDS_REMEMBERED = 1000;

export function startWrite(context: NodeContext, operation: ClientOperation): void {
  endEarlierTry(context, operation);
  const owners = context.view.preferenceList(operation.key);
  const { level } = operation;
  const quotas = quotasOf(context, level, owners);
  const needed = requiredOf(context, level, owners.length, quotas);
  const { primaryWrite } = context.config.coordination;
  const refusal = operation.local ? null : (refusedQuota(level, quotas) ?? refusalOf(level, needed, primaryWrite, owners.length) ?? tooFew(context, operation));
  if (refusal !== null) {
    context.answer(operation, refusal);
    return;
  }
  const policy = context.policyOf(operation.key);
  const mistaken = operation.kind === 'read' ? null : refusalOfType(policy, operation.kind, 'the key', operation.value);
  if (mistaken !== null) context.answer(operation, { ok: false, reason: 'not-of-this-type', detail: mistaken });
  else if (policy.mintedByOwner && !owners.includes(context.self)) forward(context, operation, ownersThatCount(quotas, owners));
  else mintAndSend(context, operation, null, 1);
}

/** Whether its detector leaves too few alive, of the owners and of whoever is about to own the key (Cassandra counts both). */
function tooFew(context: NodeContext, { key, level }: ClientOperation): OperationAnswer | null {
  if (!context.hasDetector) return null;
  const owners = context.view.preferenceList(key);
  const pending = pendingOwners(context.view, key);
  const byRegion = quotasOf(context, level, owners);
  const quotas = byRegion === null ? null : withPending(context, byRegion, pending);
  const needed = neededWith(level, requiredOf(context, level, owners.length, byRegion), pending.length);
  return unavailability(context, level, needed, pending.length === 0 ? owners : [...owners, ...pending], quotas);
}

function forward(context: NodeContext, operation: ClientOperation, owners: readonly number[]): void {
  const owner = owners.find((candidate) => context.believesAlive(candidate)) ?? owners[0];
  const timer = context.setTimer(context.config.coordination.writeTimeoutMs, 'forward-timeout', operation.operation);
  openOf(context).set(operation.operation, { kind: 'forward', operation, owner, timer });
  const bytes = HEADER_BYTES + KEY_BYTES + operation.valueBytes + 6 * operation.context.length + causesBytesOf(operation.causes ?? []);
  context.send({ to: owner, type: 'forward', payload: operation, payloadBytes: operation.valueBytes, bytes });
}

/** A later try of the operation has come before this one, and is answered in its place. */
function isOvertaken(context: NodeContext, { operation, attempt }: ClientOperation): boolean {
  const { retries, operationIds } = context.config.coordination;
  const { forwarded } = context.durable as AppliedOperations;
  if (operationIds) for (let later = attempt + 1; later <= retries + 1; later++) if (forwarded.has(operation * MOST_TRIES + later)) return true;
  return false;
}

export function onForward(context: NodeContext, message: Message): void {
  const operation = message.payload as ClientOperation;
  // Who names a version must own the key, or it would name it on nothing.
  if (!context.view.owns(context.self, operation.key)) {
    context.send(notMine(message, operation));
    return;
  }
  const { forwarded } = context.durable as AppliedOperations;
  const request = operation.operation * MOST_TRIES + operation.attempt;
  if (forwarded.has(request) || isOvertaken(context, operation)) return;
  forwarded.add(request);
  const [oldest] = forwarded;
  if (oldest !== undefined && forwarded.size > FORWARDS_REMEMBERED) forwarded.delete(oldest);
  endEarlierTry(context, operation);
  mintAndSend(context, operation, message.from, nthOfAnswer(message));
}

export function onForwardReply(context: NodeContext, message: Message): void {
  const { operation, attempt, result } = message.payload as ForwardReply;
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'forward' || (!result.ok && open.operation.attempt !== attempt)) return;
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
