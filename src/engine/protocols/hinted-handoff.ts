/**
 * Hinted handoff. With the coordinator as holder, after Cassandra: a write that an owner has not acknowledged is kept as a hint, with
 * its original version, and sent again at every replay tick until the owner acknowledges it. Best effort: bounded in number, in age
 * (`ttlMs`) and by how long the owner has been silent (`windowMs`), so it promises no convergence. In a sloppy quorum, after Dynamo, the
 * stand-in keeps the write as a hint for the owner, apart from its own copies, shows it to sloppy reads and drops it once handed over.
 */
import { stampedNow } from '../literal/stamps.ts';
import { type Message, nthOfAnswer } from '../message.ts';
import { type PlacementView, serves } from '../placement/view.ts';
import type { LocalEvent, NodeContext, Protocol } from '../protocol.ts';
import { onWritten, sendOnceWritten } from '../storage/once-written.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';

export interface Hint {
  readonly id: number;
  readonly target: number;
  readonly key: number;
  readonly cell: Cell;
  readonly operation: number;
  /** By the holder's steady clock. */
  readonly storedUs: number;
}

export interface HintState {
  /** By rising id: the order in which they are replayed. */
  readonly hints: Map<number, Hint>;
  nextId: number;
}

/** What an acknowledgement is of. A node that lost data gives its numbers a second time, so the number alone would not do. */
interface HintName {
  readonly id: number;
  readonly hash: number;
}

type Unacknowledged = Extract<LocalEvent, { readonly type: 'write-unacknowledged' }>;
type Kept = Pick<Unacknowledged, 'operation' | 'target' | 'key' | 'cell'>;
type Acknowledged = Extract<LocalEvent, { readonly type: 'write-acknowledged' }>;

function onUnacknowledged(context: NodeContext, event: Unacknowledged): void {
  // A client that coordinates has no disk to keep a hint on.
  if (context.config.hintedHandoff.enabled && context.self >= 0) keepForOwner(context, event);
}

/** Where the range moved while the write was open, its target would take the hint for nothing: another owner is to have it. */
function keepForOwner(context: NodeContext, event: Kept): boolean {
  const { view, self } = context;
  const { key, cell, target } = event;
  if (serves(view, target, key)) return keep(context, event);
  if (!serves(view, self, key)) return keep(context, { ...event, target: view.preferenceList(key)[0] });
  context.apply(key, cell, 'hinted-handoff', self);
  return true;
}

/** Stores a hint, or says why not. True where it is kept. A stand-in keeps one without hinted handoff too, and then nobody hands it over. */
function keep(context: NodeContext, event: Kept): boolean {
  const { enabled, windowMs, maxHints, whenFull } = context.config.hintedHandoff;
  const state = context.durable as HintState;
  const refused = { type: 'hint-refused', replica: context.self, target: event.target, key: event.key, write: event.operation } as const;
  if (enabled && context.elapsedUs() - context.lastHeardUs(event.target) > windowMs * 1000) {
    context.emit({ ...refused, reason: 'window' });
    return false;
  }
  if (state.hints.size >= maxHints) {
    const oldest = state.hints.values().next().value;
    if (whenFull === 'refuse' || oldest === undefined) {
      context.emit({ ...refused, reason: 'full' });
      return false;
    }
    drop(context, oldest, 'hint-expired');
  }
  const hint: Hint = { id: state.nextId++, target: event.target, key: event.key, cell: event.cell, operation: event.operation, storedUs: context.elapsedUs() };
  state.hints.set(hint.id, hint);
  context.emit({ type: 'hint-stored', replica: context.self, target: hint.target, key: hint.key, cell: hint.cell });
  return true;
}

/** Stands in for an owner; a duplicate finds the hint there already. */
function standIn(context: NodeContext, write: Kept): boolean {
  for (const { operation, target, cell } of (context.durable as HintState).hints.values())
    if (operation === write.operation && target === write.target && cell.hash === write.cell.hash) return true;
  return keepForOwner(context, write);
}

interface SloppyWrite {
  readonly operation: number;
  readonly key: number;
  readonly attempt: number;
  /** The owner that it is for. */
  readonly target: number;
}

function onSloppyWrite(context: NodeContext, message: Message): void {
  const { operation, key, attempt, target } = message.payload as SloppyWrite;
  if (!standIn(context, { operation, target, key, cell: message.cells[0].cell })) return;
  const payload = { operation, key, attempt };
  context.send({ to: message.from, type: 'write-ack', payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: nthOfAnswer(message) });
}

/** Everything that this node keeps of the key for others; undefined: nothing. */
function keptOf(context: NodeContext, key: number): Cell | undefined {
  let merged: Cell | undefined;
  for (const hint of (context.durable as HintState).hints.values())
    if (hint.key === key) merged = merged === undefined ? hint.cell : context.policy.merge(merged, hint.cell);
  return merged;
}

function onSloppyRead(context: NodeContext, message: Message): void {
  const { key } = message.payload as { readonly key: number };
  const cell = keptOf(context, key);
  const cells = cell === undefined ? [] : [{ key, cell }];
  context.send({ to: message.from, type: 'read-reply', payload: message.payload, cells, ...sizeOfCells(cells), nth: nthOfAnswer(message) });
}

function onCountHints(context: NodeContext, { operation, isLast }: Extract<LocalEvent, { readonly type: 'count-hints' }>): void {
  let kept = 0;
  if (context.self >= 0) for (const hint of (context.durable as HintState).hints.values()) if (hint.operation === operation) kept++;
  context.raise({ type: 'hints-counted', operation, kept, isLast });
}

/** The owner had it after all: the hint has nothing left to deliver. */
function onAcknowledged(context: NodeContext, event: Acknowledged): void {
  if (context.self < 0) return;
  for (const hint of (context.durable as HintState).hints.values()) {
    if (hint.operation === event.operation && hint.target === event.target) drop(context, hint, 'hint-discarded');
  }
}

/** A hint for one that owns the key no longer is for whoever took its place there; where nobody did, it has nobody left to go to. */
function redirect(context: NodeContext, before: PlacementView): void {
  if (context.self < 0) return;
  const { view } = context;
  for (const hint of [...(context.durable as HintState).hints.values()]) {
    const { key, target } = hint;
    if (serves(view, target, key)) continue;
    const owned = before.preferenceList(key);
    const heir = view.preferenceList(key).find((owner) => !owned.includes(owner));
    // First, so that there is room for its successor.
    drop(context, hint, 'hint-discarded');
    if (heir === context.self) context.apply(key, hint.cell, 'hinted-handoff', context.self);
    else if (heir !== undefined) keep(context, { ...hint, target: heir });
  }
}

function drop(context: NodeContext, hint: Hint, type: 'hint-expired' | 'hint-discarded' | 'hint-delivered'): void {
  (context.durable as HintState).hints.delete(hint.id);
  context.emit({ type, replica: context.self, target: hint.target, key: hint.key, cell: hint.cell });
}

/** Sends what is kept, oldest first, as far as the throttle's share of one interval goes (one hint at least), to believed-dead owners too. */
function replay(context: NodeContext): void {
  const { ttlMs, bytesPerSec, replayIntervalMs } = context.config.hintedHandoff;
  const { hints } = context.durable as HintState;
  const now = context.elapsedUs();
  const sent = new Map<number, number>();
  let budget = bytesPerSec === null ? Number.POSITIVE_INFINITY : (bytesPerSec * replayIntervalMs) / 1000;
  for (const hint of hints.values()) {
    if (now - hint.storedUs >= ttlMs * 1000) {
      drop(context, hint, 'hint-expired');
      continue;
    }
    if (budget <= 0) continue;
    const cells = [{ key: hint.key, cell: hint.cell }];
    const { payloadBytes, bytes } = sizeOfCells(cells);
    const nth = (sent.get(hint.target) ?? 0) + 1;
    sent.set(hint.target, nth);
    budget -= bytes;
    context.send({ to: hint.target, type: 'hint', payload: { id: hint.id, hash: hint.cell.hash } satisfies HintName, cells, payloadBytes, bytes, nth });
  }
}

function onHint(context: NodeContext, message: Message): void {
  // Its sender has not heard of a move yet, and will hand the hint to another when it has.
  if (!message.cells.every(({ key }) => serves(context.view, context.self, key))) return;
  const isBare = context.literal('E001-14');
  for (const { key, cell } of message.cells) context.apply(key, isBare ? stampedNow(context, key, cell) : cell, 'hinted-handoff', message.from);
  sendOnceWritten(context, { to: message.from, type: 'hint-ack', payload: message.payload, payloadBytes: 0, bytes: HEADER_BYTES, nth: nthOfAnswer(message) });
}

function onHintAck(context: NodeContext, message: Message): void {
  const { id, hash } = message.payload as HintName;
  const hint = (context.durable as HintState).hints.get(id);
  if (hint !== undefined && hint.target === message.from && hint.cell.hash === hash) drop(context, hint, 'hint-delivered');
}

export const hintedHandoff: Protocol = {
  id: 'hinted-handoff',
  durable: (): HintState => ({ hints: new Map(), nextId: 1 }),
  messages: { hint: onHint, 'hint-ack': onHintAck, 'sloppy-write': onSloppyWrite, 'sloppy-read': onSloppyRead },
  timers: { written: onWritten },
  ticks: [
    {
      name: 'hint-replay',
      intervalMs: (config) => (config.hintedHandoff.enabled ? config.hintedHandoff.replayIntervalMs : null),
      jitter: () => 0,
      run: replay,
    },
  ],
  locals: {
    'ring-changed': (context, { before }) => redirect(context, before),
    'write-unacknowledged': onUnacknowledged,
    'write-acknowledged': onAcknowledged,
    'stand-in': (context, event) => {
      if (standIn(context, event)) context.raise({ type: 'stood-in', operation: event.operation });
    },
    'stand-in-read': (context, { operation, key }) => context.raise({ type: 'stand-in-found', operation, cell: keptOf(context, key) }),
    'count-hints': onCountHints,
  },
  lost(context, kept) {
    const before = (context.durable as HintState).hints;
    const after = kept === undefined ? new Map<number, Hint>() : (kept as HintState).hints;
    const tell = (type: 'hint-lost' | 'hint-restored', hint: Hint): void => {
      context.emit({ type, replica: context.self, target: hint.target, key: hint.key, cell: hint.cell });
    };
    for (const hint of before.values()) if (!after.has(hint.id)) tell('hint-lost', hint);
    for (const hint of after.values()) if (!before.has(hint.id)) tell('hint-restored', hint);
  },
};
