/**
 * What clients did and saw, as the searches over a history want it: every operation with its place in the order of events, what it
 * wrote, what it returned. A write without an acknowledgement may have happened at any time since it began, or never; a read
 * without an answer tells nothing and is left out.
 */
import type { FoldFacts } from '../folds/fold.ts';
import type { OperationType } from '../trace.ts';
import { type Cell, canonicalJson, type Json } from '../versions/version.ts';

/** What `clientHistory` reads: the ended operations in the order of their ends, and the numbers of those still open. */
export interface EndedOperation {
  readonly client: number;
  readonly n: number;
  readonly operation: number;
  readonly kind: OperationType;
  readonly key: number;
  readonly value: Json;
  readonly cell: Cell | undefined;
  readonly ok: boolean;
  readonly invokedEvent: number;
  readonly completedEvent: number;
  readonly completedUs: number;
}

export interface ObservedOperation {
  readonly client: number;
  readonly n: number;
  readonly operation: number;
  readonly key: number;
  readonly reads: boolean;
  /** What a write made of the key: its value as canonical JSON; null for a delete. */
  readonly wrote: string | null;
  /** What a read returned; undefined also where it found nothing. */
  readonly cell: Cell | undefined;
  readonly invokedEvent: number;
  /** Infinity: its client never heard that it was done. */
  readonly completedEvent: number;
  readonly completedUs: number;
}

/** What a search found, and what it had to leave unsearched, in words; null where it saw everything. */
export interface SearchReport {
  readonly violations: readonly { readonly atUs: number; readonly event: number; readonly detail: string }[];
  readonly keys: number;
  readonly operations: number;
  readonly bound: string | null;
}

/** One beginning or end. */
export interface Boundary {
  readonly event: number;
  readonly ends: boolean;
  readonly operation: ObservedOperation;
}

/** Beginnings and ends in event order; what began and ended within one event, in that order. */
export function boundaries(history: readonly ObservedOperation[]): readonly Boundary[] {
  const list: Boundary[] = [];
  for (const operation of history) {
    list.push({ event: operation.invokedEvent, ends: false, operation });
    if (operation.completedEvent !== Number.POSITIVE_INFINITY) list.push({ event: operation.completedEvent, ends: true, operation });
  }
  return list.sort((a, b) => a.event - b.event || Number(a.ends) - Number(b.ends) || a.operation.operation - b.operation.operation);
}

const REGISTER_KINDS: readonly string[] = ['read', 'write', 'delete', 'resolve'];

/** In the order in which they began. */
export function clientHistory(ended: readonly EndedOperation[], open: Iterable<number>, facts: FoldFacts): readonly ObservedOperation[] {
  const history: ObservedOperation[] = [];
  for (const entry of ended) {
    const { client, n, operation, kind, key, value, cell, ok, invokedEvent, completedEvent, completedUs } = entry;
    // Counters and sets are no registers: what they return is not one of the values written.
    if (!REGISTER_KINDS.includes(kind) || (kind === 'read' && !ok)) continue;
    const wrote = kind === 'read' || kind === 'delete' ? null : canonicalJson(value);
    const end = ok ? completedEvent : Number.POSITIVE_INFINITY;
    history.push({
      client,
      n,
      operation,
      key,
      reads: kind === 'read',
      wrote,
      cell: kind === 'read' ? cell : undefined,
      invokedEvent,
      completedEvent: end,
      completedUs,
    });
  }
  for (const number of open) {
    const write = facts.writes.get(number);
    if (write === undefined || !REGISTER_KINDS.includes(write.kind)) continue;
    const { client, n, operation, key, kind, value, invokedEvent } = write;
    const wrote = kind === 'delete' ? null : canonicalJson(value);
    const never = Number.POSITIVE_INFINITY;
    history.push({ client, n, operation, key, reads: false, wrote, cell: undefined, invokedEvent, completedEvent: never, completedUs: never });
  }
  return history.sort((a, b) => a.invokedEvent - b.invokedEvent || a.operation - b.operation);
}

/** As in `phone's read #3 of x = "a"`. */
export function described(operation: ObservedOperation, facts: FoldFacts): string {
  const { client, n, key, reads, wrote, cell } = operation;
  const kind = reads ? 'read' : wrote === null ? 'delete' : 'write';
  const value = reads ? ` = ${returned(cell)}` : wrote === null ? '' : ` = ${wrote}`;
  return `${facts.clientName(client)}'s ${kind} #${n} of ${facts.keys.name(key)}${value}`;
}

function returned(cell: Cell | undefined): string {
  const live = cell?.versions.filter(({ tombstone }) => !tombstone) ?? [];
  return live.length === 0 ? 'nothing' : live.map(({ text }) => text).join(' and ');
}
