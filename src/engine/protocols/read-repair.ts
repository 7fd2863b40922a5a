/**
 * Read repair: replicas whose reply to a read lacked something are sent what all replies amount to. Conditional by nature: the
 * receiver merges, so nothing newer or concurrent is ever overwritten. `async` repairs behind the client's back, `blocking` makes the
 * client wait for the acknowledgements (Cassandra 4's default, which gives monotonic quorum reads), `bounded` makes it wait so long at
 * most. The chance may adapt: it rises while replies are found to differ and falls back while they agree. A replica is stale only by its
 * own reply: those that did not answer the read are hinted handoff's and anti-entropy's affair.
 */

import { Concern } from '../../base/draws.ts';
import { type Message, nthOfAnswer } from '../message.ts';
import { serves } from '../placement/view.ts';
import { refused } from '../placement/wrong-owner.ts';
import type { LocalEvent, NodeContext, Protocol } from '../protocol.ts';
import { onWritten, sendOnceWritten } from '../storage/once-written.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';

interface RepairState {
  /** Repairs that a client waits for: operation → replicas that have not acknowledged yet. */
  readonly waiting: Map<number, readonly number[]>;
  /** Repairs that get a hint where nobody acknowledges them, by operation. */
  readonly unconfirmed: Map<number, Unconfirmed>;
  /** How much this node expects replies to differ, 0 to 1. */
  suspicion: number;
}

interface Unconfirmed {
  readonly key: number;
  readonly cell: Cell;
  readonly replicas: readonly number[];
}

type RepliesDiffer = Extract<LocalEvent, { readonly type: 'replies-differ' }>;

/** Replies that differ halve the distance to certainty, replies that agree take an eighth of the suspicion. */
function adapt(state: RepairState, differ: boolean): void {
  state.suspicion += differ ? (1 - state.suspicion) / 2 : -state.suspicion / 8;
}

/** Whether this read repairs, by the configured chance and, if it adapts, by what this node has seen before it. */
function isChosen(context: NodeContext): boolean {
  const { mode, probability, adaptive } = context.config.readRepair;
  const state = context.volatile as RepairState;
  const chance = adaptive ? probability + (1 - probability) * state.suspicion : probability;
  if (adaptive) adapt(state, true);
  return mode !== 'off' && context.draw(Concern.readRepair, context.cause.hash) < chance;
}

function onRepliesDiffer(context: NodeContext, event: RepliesDiffer): void {
  if (!isChosen(context) || context.literal('E001-23')) {
    if (event.blocking) context.raise({ type: 'read-repaired', operation: event.operation });
    return;
  }
  const cells = [{ key: event.key, cell: event.merged }];
  const { payloadBytes, bytes } = sizeOfCells(cells);
  const pending: number[] = [];
  for (const { replica } of event.replies) {
    if (replica === context.self) {
      context.apply(event.key, event.merged, 'read-repair', context.self);
      continue;
    }
    context.send({ to: replica, type: 'repair-write', payload: event.operation, cells, payloadBytes, bytes, nth: event.nth });
    pending.push(replica);
  }
  const { mode, boundMs, unreachable } = context.config.readRepair;
  if (unreachable === 'hint' && pending.length > 0) awaitAll(context, event, pending);
  if (!event.blocking) return;
  if (pending.length === 0 || (mode === 'bounded' && boundMs === 0)) {
    context.raise({ type: 'read-repaired', operation: event.operation });
    return;
  }
  (context.volatile as RepairState).waiting.set(event.operation, pending);
  context.setTimer(context.config.coordination.readTimeoutMs, 'give-up', event.operation);
  if (mode === 'bounded') context.setTimer(boundMs, 'bound', event.operation);
}

/** Remembers whom a hint is for, should the repair not be acknowledged within the timeout of a read. */
function awaitAll(context: NodeContext, event: RepliesDiffer, pending: readonly number[]): void {
  const { unconfirmed } = context.volatile as RepairState;
  const earlier = unconfirmed.get(event.operation);
  if (earlier === undefined) context.setTimer(context.config.coordination.readTimeoutMs, 'unconfirmed', event.operation);
  const replicas = [...(earlier?.replicas ?? []).filter((replica) => !pending.includes(replica)), ...pending];
  unconfirmed.set(event.operation, { key: event.key, cell: event.merged, replicas });
}

function onUnconfirmed(context: NodeContext, operation: number): void {
  const { unconfirmed } = context.volatile as RepairState;
  const left = unconfirmed.get(operation);
  if (left === undefined) return;
  unconfirmed.delete(operation);
  for (const target of left.replicas) {
    context.suspect(target);
    context.raise({ type: 'write-unacknowledged', operation, target, key: left.key, cell: left.cell });
  }
}

function onRepairWrite(context: NodeContext, message: Message): void {
  if (message.cells.some(({ key }) => !serves(context.view, context.self, key))) {
    context.send(refused(message));
    return;
  }
  for (const { key, cell } of message.cells) context.apply(key, cell, 'read-repair', message.from);
  const answer = { payload: message.payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: nthOfAnswer(message) };
  sendOnceWritten(context, { to: message.from, type: 'repair-ack', ...answer });
}

function onRepairAck(context: NodeContext, message: Message): void {
  const operation = message.payload as number;
  const { waiting, unconfirmed } = context.volatile as RepairState;
  const open = unconfirmed.get(operation);
  if (open !== undefined) {
    const replicas = open.replicas.filter((replica) => replica !== message.from);
    if (replicas.length > 0) unconfirmed.set(operation, { ...open, replicas });
    else unconfirmed.delete(operation);
  }
  const pending = waiting.get(operation)?.filter((replica) => replica !== message.from);
  if (pending === undefined) return;
  if (pending.length > 0) waiting.set(operation, pending);
  else {
    waiting.delete(operation);
    context.raise({ type: 'read-repaired', operation });
  }
}

export const readRepair: Protocol = {
  id: 'read-repair',
  volatile: (): RepairState => ({ waiting: new Map(), unconfirmed: new Map(), suspicion: 0 }),
  messages: { 'repair-write': onRepairWrite, 'repair-ack': onRepairAck },
  timers: {
    written: onWritten,
    'give-up': (context: NodeContext, operation: number) => {
      (context.volatile as RepairState).waiting.delete(operation);
    },
    bound: (context: NodeContext, operation: number) => {
      if ((context.volatile as RepairState).waiting.delete(operation)) context.raise({ type: 'read-repaired', operation });
    },
    unconfirmed: onUnconfirmed,
  },
  locals: {
    'replies-differ': onRepliesDiffer,
    'replies-agree': (context) => adapt(context.volatile as RepairState, false),
  },
};
