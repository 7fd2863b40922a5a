/**
 * Read repair: replicas whose reply to a read lacked something are sent what all replies amount to. Conditional by nature: the
 * receiver merges, so nothing newer or concurrent is ever overwritten. `async` repairs behind the client's back, `blocking` makes the
 * client wait for the acknowledgements (Cassandra 4's default, which gives monotonic quorum reads).
 */
import { Concern } from '../../base/draws.ts';
import { type Message, nthOfAnswer } from '../message.ts';
import type { LocalEvent, NodeContext, Protocol } from '../protocol.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';

interface RepairState {
  /** Blocking repairs: operation → replicas that have not acknowledged yet. */
  readonly waiting: Map<number, readonly number[]>;
}

type RepliesDiffer = Extract<LocalEvent, { readonly type: 'replies-differ' }>;

function onRepliesDiffer(context: NodeContext, event: RepliesDiffer): void {
  const { mode, probability } = context.config.readRepair;
  const skipped = mode === 'off' || context.draw(Concern.readRepair, context.cause.hash) >= probability;
  if (skipped) {
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
  if (!event.blocking) return;
  if (pending.length === 0) context.raise({ type: 'read-repaired', operation: event.operation });
  else {
    (context.volatile as RepairState).waiting.set(event.operation, pending);
    context.setTimer(context.config.coordination.readTimeoutMs, 'give-up', event.operation);
  }
}

function onRepairWrite(context: NodeContext, message: Message): void {
  for (const { key, cell } of message.cells) context.apply(key, cell, 'read-repair', message.from);
  context.send({ to: message.from, type: 'repair-ack', payload: message.payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: nthOfAnswer(message) });
}

function onRepairAck(context: NodeContext, message: Message): void {
  const operation = message.payload as number;
  const { waiting } = context.volatile as RepairState;
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
  volatile: (): RepairState => ({ waiting: new Map() }),
  messages: { 'repair-write': onRepairWrite, 'repair-ack': onRepairAck },
  timers: {
    'give-up': (context: NodeContext, operation: number) => {
      (context.volatile as RepairState).waiting.delete(operation);
    },
  },
  locals: { 'replies-differ': onRepliesDiffer },
};
