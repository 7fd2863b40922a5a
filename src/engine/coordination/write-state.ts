/** A write, or a forwarded one, as its coordinator keeps it while it is open: immutable, replaced at every step. */
import type { Actor } from '../message.ts';
import type { ClientOperation, NodeContext } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import type { Quota } from './region-quotas.ts';
import type { StandIn } from './stand-ins.ts';
import type { CoordinatorState } from './state.ts';

export interface OpenWrite {
  readonly kind: 'write';
  readonly operation: ClientOperation;
  readonly cell: Cell;
  /** What of it the owners are sent. */
  readonly sent: Cell;
  readonly targets: readonly number[];
  readonly acknowledged: readonly number[];
  /** Owners that `write-unacknowledged` was raised for. */
  readonly reported: readonly number[];
  readonly needed: number;
  /** What a level of regions asks of each; null: W of any. */
  readonly quotas: readonly Quota[] | null;
  readonly answered: boolean;
  readonly timer: number;
  /** Who forwarded it here; null where this node answers the client. */
  readonly forwardedBy: Actor | null;
  /** 1, or what tells apart the messages that a duplicated forward causes. */
  readonly nth: number;
  /** Who takes the write in place of which owner; they are among the targets. */
  readonly standIns: readonly StandIn[];
}

export interface OpenForward {
  readonly kind: 'forward';
  readonly operation: ClientOperation;
  readonly owner: number;
  readonly timer: number;
}

/** The write a step further, written out field by field: a spread costs several times as much. */
export function further(open: OpenWrite, acknowledged: readonly number[], answered: boolean): OpenWrite {
  const { operation, cell, sent, targets, reported, needed, quotas, timer, forwardedBy, nth, standIns } = open;
  return { kind: 'write', operation, cell, sent, targets, acknowledged, reported, needed, quotas, answered, timer, forwardedBy, nth, standIns };
}

export function openOf(context: NodeContext): CoordinatorState['open'] {
  return (context.volatile as CoordinatorState).open;
}
