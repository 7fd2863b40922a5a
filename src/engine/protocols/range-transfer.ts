/**
 * Moving ranges, as Cassandra bootstraps and decommissions: whoever is about to own keys asks those that own them now for what they hold,
 * part by part, throttled; coordinators write to it meanwhile. A next owner takes the copies of the one whose place it takes, so that W copies
 * stay W; where that one is dead or silent, those of all that stay. When it has them, ownership moves, and whoever owns a key no longer
 * drops it as soon as it learns so. Leaves out moving data on disk as whole files, and any choice of when to clean up.
 *
 *   next owner ──range-request──▶ owner ──range-data──▶ next owner … until nothing is left
 *   of one that leaves: every next owner ──range-done──▶ the one that leaves, which then goes
 */

import type { KeyCell } from '../message.ts';
import { type Message, nthOfAnswer } from '../message.ts';
import type { Handover, Moving } from '../placement/index.ts';
import { entryOf, hasLeft, nextGeneration, type RingEntry } from '../placement/ring-state.ts';
import { serves } from '../placement/view.ts';
import type { NodeContext, Protocol } from '../protocol.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';

/** A part of a range is as large as it gets by passing this; a throttled one is what a tenth of a second lets through. */
const PART_BYTES = 65_536;
const PARTS_PER_SEC = 10;
/** Nodes that gossip are given so many intervals to hear of a change before data moves, and before one that left goes (Cassandra: 30 s). */
const RING_DELAY_INTERVALS = 30;

interface TransferState {
  /** Which move this is about; "": none. */
  move: string;
  /** By handover and source: the key from which to go on; −1: all is there. */
  readonly cursors: Map<string, number>;
  /** Requests sent so far: numbers them. */
  requests: number;
  /** True once it has all that it is about to own. */
  isFilled: boolean;
  /** Next owners that are filled, as the one that leaves hears. */
  readonly filled: Set<number>;
}

interface TransferMemory {
  /** Running timers that wait for an answer, by handover and source. */
  readonly asked: Map<string, number>;
  /** When the throttle lets the next request go, by the steady clock. */
  freeUs: number;
  /** For which move it has been told to begin. */
  begun: string;
}

interface RangeRequest {
  readonly move: string;
  readonly loser: number;
  readonly from: number;
}

interface RangeData extends RangeRequest {
  /** The key to go on from; −1: that was all. */
  readonly next: number;
}

/** One stream: what `source` has of the keys at which this node takes `loser`'s place. */
interface Stream {
  readonly move: string;
  readonly source: number;
  readonly loser: number;
}

const durableOf = (context: NodeContext): TransferState => context.durable as TransferState;
const memoryOf = (context: NodeContext): TransferMemory => context.volatile as TransferMemory;
const nameOf = ({ source, loser }: Pick<Stream, 'source' | 'loser'>): string => `${loser}<${source}`;

function handoversTo({ handovers }: { readonly handovers: readonly Handover[] }, gainer: number): readonly Handover[] {
  return handovers.filter((one) => one.gainer === gainer);
}

const gainsOf = (context: NodeContext, moving: Moving): readonly Handover[] => handoversTo({ handovers: moving.handovers() }, context.self);

/** What this node does about the ring as it sees it now: when that changed, and when it is up again. */
function settle(context: NodeContext): void {
  if (context.self < 0 || context.view.isChanged !== true) return;
  dropStrays(context);
  if (hasLeft(context.ring, context.self)) {
    // Others are to hear it from this node first.
    if (context.hasDetector) context.setTimer(ringDelayMs(context), 'retire', null);
    else context.retire();
    return;
  }
  const { moving } = context.view;
  const state = durableOf(context);
  const move = moving?.id ?? '';
  if (state.move !== move) {
    state.move = move;
    state.cursors.clear();
    state.filled.clear();
    state.isFilled = false;
    const memory = memoryOf(context);
    for (const timer of memory.asked.values()) context.cancelTimer(timer);
    memory.asked.clear();
    // It may have begun this one before, and been told of an earlier one meanwhile.
    memory.begun = '';
  }
  if (moving === undefined || memoryOf(context).begun === move) return;
  const isConcerned = moving.move.replica === context.self || gainsOf(context, moving).length > 0;
  if (!isConcerned) return;
  memoryOf(context).begun = move;
  context.setTimer(ringDelayMs(context), 'begin', move);
}

/** Until then everybody has heard of the move, and writes that were under way are over. */
function ringDelayMs(context: NodeContext): number {
  const { membership, coordination } = context.config;
  return Math.max(coordination.writeTimeoutMs, context.hasDetector ? RING_DELAY_INTERVALS * membership.intervalMs : 0);
}

function dropStrays(context: NodeContext): void {
  const { store, view, self } = context;
  if (store === null) return;
  const strays: number[] = [];
  for (let key = store.nextHeld(0); key >= 0; key = store.nextHeld(key + 1)) if (!serves(view, self, key)) strays.push(key);
  if (strays.length > 0) context.dropCopies(strays);
}

function currentMove(context: NodeContext, move: string): Moving | null {
  const { moving } = context.view;
  return moving !== undefined && moving.id === move && durableOf(context).move === move ? moving : null;
}

function begin(context: NodeContext, move: string): void {
  const moving = currentMove(context, move);
  if (moving !== null) goOn(context, moving);
}

/** Asks whom it has to ask and has not asked, and ends where nothing is left to ask. */
function goOn(context: NodeContext, moving: Moving): void {
  const state = durableOf(context);
  let isFilled = true;
  for (const handover of gainsOf(context, moving)) {
    if (isComplete(state, handover, moving)) continue;
    isFilled = false;
    for (const source of sourcesOf(context, handover, moving)) {
      const stream = { move: moving.id, source, loser: handover.loser };
      if (state.cursors.get(nameOf(stream)) !== -1 && !memoryOf(context).asked.has(nameOf(stream))) ask(context, stream);
    }
  }
  if (!isFilled) return;
  state.isFilled = true;
  end(context, moving);
}

/** The one whose place it takes; beside it, where that one is dead or silent, all that stay. */
function sourcesOf(context: NodeContext, { loser, stayers }: Handover, { move }: Moving): readonly number[] {
  if (loser < 0 || move.kind === 'replace') return stayers;
  return context.believesAlive(loser) ? [loser] : [loser, ...stayers];
}

function isComplete(state: TransferState, { loser, stayers }: Handover, { move }: Moving): boolean {
  const isDone = (source: number): boolean => state.cursors.get(nameOf({ source, loser })) === -1;
  if (loser >= 0 && move.kind !== 'replace' && isDone(loser)) return true;
  // What a dead owner had alone is gone with it.
  return (stayers.length > 0 || move.kind === 'replace') && stayers.every(isDone);
}

function ask(context: NodeContext, stream: Stream): void {
  const state = durableOf(context);
  const payload: RangeRequest = { move: stream.move, loser: stream.loser, from: state.cursors.get(nameOf(stream)) ?? 0 };
  const { asked } = memoryOf(context);
  asked.set(nameOf(stream), context.setTimer(context.config.coordination.readTimeoutMs, 'unanswered', stream));
  context.send({ to: stream.source, type: 'range-request', payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: ++state.requests });
}

function onUnanswered(context: NodeContext, stream: Stream): void {
  memoryOf(context).asked.delete(nameOf(stream));
  context.suspect(stream.source);
  begin(context, stream.move);
}

/** An owner's side: what it holds of these keys, from one number on. It answers only about a move that it knows of. */
function onRequest(context: NodeContext, message: Message): void {
  const request = message.payload as RangeRequest;
  const { store, view } = context;
  const { moving } = view;
  if (store === null || moving === undefined || moving.id !== request.move) return;
  const { bootstrapBytesPerSec } = context.config.placement;
  const most = bootstrapBytesPerSec === null ? PART_BYTES : Math.min(PART_BYTES, bootstrapBytesPerSec / PARTS_PER_SEC);
  const cells: KeyCell[] = [];
  let bytes = 0;
  let key = store.nextHeld(request.from);
  for (; key >= 0 && bytes < most; key = store.nextHeld(key + 1)) {
    const handover = moving.handoverOf(key);
    const cell = store.get(key);
    if (cell === undefined || handover === null || handover.gainer !== message.from || handover.loser !== request.loser || !view.owns(context.self, key))
      continue;
    cells.push({ key, cell });
    bytes = sizeOfCells(cells.slice(-1)).bytes - HEADER_BYTES + bytes;
  }
  const payload: RangeData = { ...request, next: key };
  context.send({ to: message.from, type: 'range-data', payload, cells, ...sizeOfCells(cells), nth: nthOfAnswer(message) });
}

function onData(context: NodeContext, message: Message): void {
  const part = message.payload as RangeData;
  for (const { key, cell } of message.cells) context.apply(key, cell, 'bootstrap', message.from);
  const moving = currentMove(context, part.move);
  const stream: Stream = { move: part.move, source: message.from, loser: part.loser };
  const state = durableOf(context);
  const memory = memoryOf(context);
  // Late, or twice: what it brought is merged, and the stream is further already.
  if (moving === null || (state.cursors.get(nameOf(stream)) ?? 0) !== part.from) return;
  const timer = memory.asked.get(nameOf(stream));
  if (timer !== undefined) context.cancelTimer(timer);
  memory.asked.delete(nameOf(stream));
  state.cursors.set(nameOf(stream), part.next);
  const { bootstrapBytesPerSec } = context.config.placement;
  if (bootstrapBytesPerSec === null) {
    goOn(context, moving);
    return;
  }
  const nowUs = context.elapsedUs();
  memory.freeUs = Math.max(nowUs, memory.freeUs) + Math.round((message.bytes / bootstrapBytesPerSec) * 1_000_000);
  // Counts as asked, so that nobody else asks before.
  memory.asked.set(nameOf(stream), context.setTimer((memory.freeUs - nowUs) / 1000, 'throttled', stream));
}

function onThrottled(context: NodeContext, stream: Stream): void {
  memoryOf(context).asked.delete(nameOf(stream));
  begin(context, stream.move);
}

/** This node has all that it is about to own. */
function end(context: NodeContext, moving: Moving): void {
  const { kind, replica, of } = moving.move;
  if (kind === 'leave') {
    if (replica === context.self) leaveWhenFilled(context, moving);
    else tellFilled(context, moving);
    return;
  }
  const { ring } = context;
  const generation = nextGeneration(ring);
  const entries: RingEntry[] = [{ replica, generation, status: 'member', of, by: -1 }];
  if (kind === 'replace') entries.push({ replica: of, generation: generation + 1, status: 'left', of: entryOf(ring, of)?.of ?? of, by: replica });
  context.changeRing(entries);
}

/** Says so until it sees that the other has gone. */
function tellFilled(context: NodeContext, moving: Moving): void {
  const state = durableOf(context);
  context.send({ to: moving.move.replica, type: 'range-done', payload: moving.id, payloadBytes: 0, bytes: HEADER_BYTES, nth: ++state.requests });
  context.setTimer(context.config.coordination.readTimeoutMs, 'begin', moving.id);
}

function onDone(context: NodeContext, message: Message): void {
  const moving = currentMove(context, message.payload as string);
  if (moving === null || moving.move.replica !== context.self) return;
  durableOf(context).filled.add(message.from);
  leaveWhenFilled(context, moving);
}

function leaveWhenFilled(context: NodeContext, moving: Moving): void {
  const { filled } = durableOf(context);
  if (!moving.handovers().every(({ gainer }) => filled.has(gainer))) return;
  const known = entryOf(context.ring, context.self);
  context.changeRing([{ replica: context.self, generation: nextGeneration(context.ring), status: 'left', of: known?.of ?? context.self, by: -1 }]);
}

export const rangeTransfer: Protocol = {
  id: 'range-transfer',
  durable: (): TransferState => ({ move: '', cursors: new Map(), requests: 0, isFilled: false, filled: new Set() }),
  volatile: (): TransferMemory => ({ asked: new Map(), freeUs: 0, begun: '' }),
  messages: { 'range-request': onRequest, 'range-data': onData, 'range-done': onDone },
  timers: {
    begin,
    unanswered: onUnanswered,
    throttled: onThrottled,
    retire: (context: NodeContext) => context.retire(),
  },
  locals: { 'ring-changed': settle },
  restarted: settle,
};
