/**
 * Reads as a coordinator drives them: owners are asked, the first R replies count, their versions are merged by the store's own
 * order; a missing value is a response. Replies that lack something are handed to whoever repairs (local event `replies-differ`);
 * late replies are compared too. After Dynamo (2007, 4.5) and Cassandra's blocking read repair.
 */
import { Concern } from '../../base/draws.ts';
import { type Message, nthOfAnswer } from '../message.ts';
import type { ClientOperation, NodeContext, ReadReply } from '../protocol.ts';
import type { ConflictPolicy } from '../versions/policy.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';
import { unavailability } from './availability.ts';
import { requiredOf } from './levels.ts';
import type { CoordinatorState } from './state.ts';
import { chooseTargets } from './targets.ts';

export interface OpenRead {
  readonly kind: 'read';
  readonly operation: ClientOperation;
  readonly targets: readonly number[];
  /** What each replica answered, or what repair has sent it since. */
  readonly replies: readonly ReadReply[];
  readonly needed: number;
  readonly merged: Cell | undefined;
  /** `repairing`: R answered and differ, and the client waits until the repair is acknowledged (blocking read repair). */
  readonly phase: 'gathering' | 'repairing' | 'answered';
  readonly timer: number;
}

interface ReadRequest {
  readonly operation: number;
  readonly key: number;
}

export function startRead(context: NodeContext, operation: ClientOperation): void {
  const owners = context.view.preferenceList(operation.key);
  const needed = requiredOf(operation.level, owners.length);
  const unavailable = unavailability(context, operation.level, needed, owners);
  if (unavailable !== null) {
    context.answer(operation, { ok: false, reason: 'unavailable', detail: unavailable });
    return;
  }
  const { readFanout, readFrom, readTimeoutMs } = context.config.coordination;
  const targets = chooseTargets(context, owners, needed, { fanout: readFanout, by: readFrom, concern: Concern.readTargets });
  const timer = context.setTimer(readTimeoutMs, 'read-timeout', operation.operation);
  const open: OpenRead = { kind: 'read', operation, targets, replies: [], needed, merged: undefined, phase: 'gathering', timer };
  openOf(context).set(operation.operation, open);
  const payload: ReadRequest = { operation: operation.operation, key: operation.key };
  for (const target of targets) {
    if (target !== context.self) context.send({ to: target, type: 'read', payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES });
  }
  if (targets.includes(context.self)) addReply(context, open, { replica: context.self, cell: context.store?.get(operation.key) });
}

/** An owner's side: what it holds, or that it holds nothing. An internal read triggers no repair of its own. */
export function onRead(context: NodeContext, message: Message): void {
  const { key } = message.payload as ReadRequest;
  const cell = context.store?.get(key);
  const cells = cell === undefined ? [] : [{ key, cell }];
  const { payloadBytes, bytes } = sizeOfCells(cells);
  context.send({ to: message.from, type: 'read-reply', payload: message.payload, cells, payloadBytes, bytes, nth: nthOfAnswer(message) });
}

export function onReadReply(context: NodeContext, message: Message): void {
  const { operation } = message.payload as ReadRequest;
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'read' || open.replies.some((reply) => reply.replica === message.from)) return;
  addReply(context, open, { replica: message.from, cell: message.cells.length === 0 ? undefined : message.cells[0].cell });
}

/** The read a step further. Written out field by field: this runs for every reply, and a spread costs several times as much. */
function further(open: OpenRead, replies: readonly ReadReply[], merged: Cell | undefined, phase: OpenRead['phase']): OpenRead {
  return { kind: 'read', operation: open.operation, targets: open.targets, replies, needed: open.needed, merged, phase, timer: open.timer };
}

function addReply(context: NodeContext, open: OpenRead, reply: ReadReply): void {
  let replies: readonly ReadReply[] = [...open.replies, reply];
  const merged = mergeCells(context.policy, open.merged, reply.cell);
  let { phase } = open;
  if (replies.length >= open.needed) {
    const behind = merged === undefined ? [] : replies.filter(({ cell }) => cell === undefined || cell.hash !== merged.hash);
    const blocking = phase === 'gathering' && context.config.readRepair.mode === 'blocking' && behind.length > 0;
    if (phase === 'gathering') phase = blocking ? 'repairing' : 'answered';
    if (merged !== undefined && behind.length > 0) {
      const { operation, key } = open.operation;
      context.raise({ type: 'replies-differ', operation, key, merged, replies: behind, blocking, nth: replies.length });
      replies = replies.map(({ replica }) => ({ replica, cell: merged }));
    }
  }
  keep(context, further(open, replies, merged, phase));
  if (open.phase === 'gathering' && phase === 'answered') context.answer(open.operation, { ok: true, cell: merged });
}

function keep(context: NodeContext, open: OpenRead): void {
  if (open.phase === 'answered' && open.replies.length === open.targets.length) {
    context.cancelTimer(open.timer);
    openOf(context).delete(open.operation.operation);
  } else openOf(context).set(open.operation.operation, open);
}

/** The repair that a client waited for is acknowledged. */
export function onReadRepaired(context: NodeContext, operation: number): void {
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'read' || open.phase !== 'repairing') return;
  keep(context, further(open, open.replies, open.merged, 'answered'));
  context.answer(open.operation, { ok: true, cell: open.merged });
}

export function onReadTimeout(context: NodeContext, operation: number): void {
  const open = openOf(context).get(operation);
  if (open === undefined || open.kind !== 'read') return;
  openOf(context).delete(operation);
  for (const target of open.targets) {
    if (target !== context.self && !open.replies.some((reply) => reply.replica === target)) context.suspect(target);
  }
  if (open.phase === 'answered') return;
  const within = `within ${context.config.coordination.readTimeoutMs} ms`;
  const detail =
    open.phase === 'repairing' ? `the blocking read repair was not acknowledged ${within}` : `${open.replies.length} of ${open.needed} replies ${within}`;
  context.answer(open.operation, { ok: false, reason: 'timeout', detail });
}

export function mergeCells(policy: ConflictPolicy, a: Cell | undefined, b: Cell | undefined): Cell | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : policy.merge(a, b);
}

function openOf(context: NodeContext): CoordinatorState['open'] {
  return (context.volatile as CoordinatorState).open;
}
