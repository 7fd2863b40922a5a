/**
 * What kept a write from a copy: messages carrying it that were dropped, hints for it and what became of them, a delivery that the
 * timestamps refused, a crash or a compaction that took the copy again. A fold over the trace, so that "why is C stale?" is answered
 * by events. Of drops the first and the last are kept for each (write, replica), of writes the latest 4,096.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Actor, Message } from '../message.ts';
import type { DropReason, Moment, RecordOf } from '../trace.ts';
import { type Cell, isOneValue, type Version } from '../versions/version.ts';

const WRITES_KEPT = 4096;
const OVERRULED_KEPT = 64;

/** What an address is made of; the message itself may carry a thousand cells. */
export type Addressed = Pick<Message, 'cause' | 'from' | 'to' | 'type' | 'nth' | 'copy'>;

interface At {
  readonly atUs: number;
  readonly event: number;
}

export interface DropFact extends At {
  readonly message: Addressed;
  readonly reason: DropReason;
}

export type HintFate = 'hint-stored' | 'hint-refused' | 'hint-expired' | 'hint-discarded' | 'hint-lost';

export interface HintFact extends At {
  readonly kind: HintFate;
  /** Who keeps it, or kept it. */
  readonly holder: number;
  readonly reason: 'window' | 'full' | null;
}

/** A version came and was not taken, though what is kept does not supersede it: timestamps that tie. */
export interface DiscardFact extends At {
  readonly from: Actor;
  readonly kept: Version;
}

/** What is known of one write and one replica; replaced, never changed. */
export interface Miss {
  readonly firstDrop: DropFact | null;
  readonly lastDrop: DropFact | null;
  readonly hint: HintFact | null;
  readonly discard: DiscardFact | null;
}

/** A copy went: with a crash, by rot or a lie, or because its tombstone was compacted. `before`: what it was. */
export interface LossFact extends At {
  readonly kind: 'lost' | 'rotted' | 'compacted';
  readonly before: Cell;
}

/** A later write gave way to an earlier one, because it carries the earlier timestamp. */
export interface OverruledFact extends At {
  readonly key: number;
  readonly replica: number;
  readonly loser: Version;
  readonly winner: Version;
}

/** Belongs to the state whose token it carries; others copy it before they change it. */
interface OfWrite {
  readonly owner: object;
  /** Replicas that the coordinator sent the write to. */
  readonly sentTo: Set<number>;
  readonly misses: Map<number, Miss>;
}

export interface MissesState {
  /** The event in which a copy last changed without a write. */
  rotEvent: number;
  owner: object;
  /** By operation. */
  readonly writes: CowPages<OfWrite>;
  count: number;
  /** Of writes up to this operation nothing is known any more. */
  forgotten: number;
  /** By key × replicas + replica: the latest loss. */
  readonly losses: CowPages<LossFact>;
  /** The latest, each pair of writes once; replaced where one more comes. */
  overruled: readonly OverruledFact[];
}

const NOTHING: Miss = { firstDrop: null, lastDrop: null, hint: null, discard: null };

function ofWrite(state: MissesState, operation: number): OfWrite | null {
  if (operation <= state.forgotten) return null;
  const entry = state.writes.get(operation);
  if (entry !== undefined && entry.owner === state.owner) return entry;
  const own: OfWrite =
    entry === undefined
      ? { owner: state.owner, sentTo: new Set(), misses: new Map() }
      : { owner: state.owner, sentTo: new Set(entry.sentTo), misses: new Map(entry.misses) };
  state.writes.set(operation, own);
  if (entry === undefined && ++state.count > WRITES_KEPT) forgetOldest(state);
  return own;
}

function forgetOldest(state: MissesState): void {
  const oldest = state.writes.nextIndex(state.forgotten + 1);
  state.writes.set(oldest, undefined);
  state.forgotten = oldest;
  state.count--;
}

function note(state: MissesState, operation: number, replica: number, what: Partial<Miss>): void {
  if (operation <= 0) return;
  const entry = ofWrite(state, operation);
  if (entry === null) return;
  const before = entry.misses.get(replica) ?? NOTHING;
  entry.misses.set(replica, { ...before, ...what });
}

function onSent(state: MissesState, { message }: { readonly message: Message }): void {
  if (message.type !== 'write' || message.to < 0) return;
  const { operation } = message.payload as { readonly operation: number };
  ofWrite(state, operation)?.sentTo.add(message.to);
}

function onDropped(state: MissesState, { message, reason }: RecordOf<'message-dropped'>, { atUs, event }: Moment, facts: FoldFacts): void {
  const { cause, from, to, type, nth, copy, cells } = message;
  // What answers a read is for the coordinator, who merges it into an answer and not into its copy.
  if (cells.length === 0 || to < 0 || type === 'read-reply') return;
  const drop: DropFact = { atUs, event, reason, message: { cause, from, to, type, nth, copy } };
  for (const { key, cell } of cells) {
    const held = facts.copyOf(to, key);
    for (const version of cell.versions) {
      const { operation } = version;
      if (operation <= 0 || (held !== undefined && facts.policy.covers(held, version))) continue;
      const first = state.writes.get(operation)?.misses.get(to)?.firstDrop ?? null;
      note(state, operation, to, first === null ? { firstDrop: drop } : { lastDrop: drop });
    }
  }
}

function onStored(state: MissesState, { replica, key, before, after }: RecordOf<'version-stored'>, moment: Moment, facts: FoldFacts): void {
  for (const { operation } of after.versions) {
    if (operation <= 0 || state.writes.get(operation)?.misses.has(replica) !== true) continue;
    // It came after all: what had kept it away is past. A hint for it is still kept somewhere.
    const { hint } = state.writes.get(operation)?.misses.get(replica) ?? NOTHING;
    if (hint?.kind === 'hint-stored') note(state, operation, replica, { ...NOTHING, hint });
    else ofWrite(state, operation)?.misses.delete(replica);
  }
  if (keepsOne(key, after, facts) && before !== undefined)
    overrule(state, { key, replica, loser: before.versions[0], winner: after.versions[0] }, moment, facts);
}

function onDiscarded(state: MissesState, record: RecordOf<'version-discarded'>, moment: Moment, facts: FoldFacts): void {
  const { incoming, kept, replica, key, from } = record;
  // Under vectors what is kept always covers what is discarded.
  if (!keepsOne(key, kept, facts) || incoming.hash === kept.hash) return;
  const [loser] = incoming.versions;
  const [winner] = kept.versions;
  if (!facts.policy.covers(kept, loser)) note(state, loser.operation, replica, { discard: { atUs: moment.atUs, event: moment.event, from, kept: winner } });
  else overrule(state, { key, replica, loser, winner }, moment, facts);
}

/** True under policies by which one version of a key stands against all others. */
function keepsOne(key: number, cell: Cell, facts: FoldFacts): boolean {
  return !facts.policyOf(key).keepsSiblings && !isOneValue(cell);
}

type Pair = Pick<OverruledFact, 'key' | 'replica' | 'loser' | 'winner'>;

function overrule(state: MissesState, pair: Pair, { atUs, event }: Moment, facts: FoldFacts): void {
  const { loser, winner } = pair;
  if (loser.operation <= 0 || loser.operation === winner.operation) return;
  if (facts.writes.numberOf(loser.operation) <= facts.writes.numberOf(winner.operation)) return;
  if (state.overruled.some((other) => other.loser.operation === loser.operation && other.winner.operation === winner.operation)) return;
  state.overruled = [...state.overruled.slice(1 - OVERRULED_KEPT), { ...pair, atUs, event }];
}

function onLoss(
  state: MissesState,
  kind: LossFact['kind'],
  at: { readonly replica: number; readonly key: number },
  before: Cell | undefined,
  moment: Moment,
  facts: FoldFacts,
): void {
  if (before === undefined) return;
  state.losses.set(at.key * facts.capacity + at.replica, { kind, before, atUs: moment.atUs, event: moment.event });
}

type HintRecord = RecordOf<'hint-stored' | 'hint-restored' | 'hint-expired' | 'hint-discarded' | 'hint-lost'>;

function onHint(state: MissesState, kind: HintFate, { replica: holder, target, cell }: HintRecord, { atUs, event }: Moment): void {
  for (const { operation } of cell.versions) note(state, operation, target, { hint: { kind, holder, atUs, event, reason: null } });
}

export const misses: Fold<MissesState> = {
  id: 'misses',
  create: () => ({ rotEvent: -1, owner: {}, writes: new CowPages(), count: 0, forgotten: 0, losses: new CowPages(), overruled: [] }),
  on: {
    'message-sent': onSent,
    'message-dropped': onDropped,
    'version-stored': onStored,
    'version-discarded': onDiscarded,
    'copy-corrupted': (state, _, { event }) => {
      state.rotEvent = event;
    },
    'corruption-found': (state, _, { event }) => {
      state.rotEvent = event;
    },
    'version-lost': (state, record, moment, facts) => onLoss(state, state.rotEvent === moment.event ? 'rotted' : 'lost', record, record.before, moment, facts),
    'copy-dropped': (state, { replica, key }, _moment, facts) => {
      state.losses.set(key * facts.capacity + replica, undefined);
    },
    'tombstone-compacted': (state, record, moment, facts) => onLoss(state, 'compacted', record, record.cell, moment, facts),
    'hint-stored': (state, record, moment) => onHint(state, 'hint-stored', record, moment),
    'hint-restored': (state, record, moment) => onHint(state, 'hint-stored', record, moment),
    'hint-expired': (state, record, moment) => onHint(state, 'hint-expired', record, moment),
    'hint-discarded': (state, record, moment) => onHint(state, 'hint-discarded', record, moment),
    'hint-lost': (state, record, moment) => onHint(state, 'hint-lost', record, moment),
    'hint-delivered': (state, { target, cell }) => {
      for (const { operation } of cell.versions) if (state.writes.get(operation)?.misses.has(target) === true) note(state, operation, target, { hint: null });
    },
    'hint-refused': (state, { replica: holder, target, write, reason }, { atUs, event }) =>
      note(state, write, target, { hint: { kind: 'hint-refused', holder, reason, atUs, event } }),
  },
  fork: (state) => {
    // Both sides now copy an entry before they change it.
    state.owner = {};
    return { ...state, owner: {}, writes: state.writes.fork(), losses: state.losses.fork() };
  },
};

/** What is known of a write that this replica lacks. */
export function missOf(state: MissesState, operation: number, replica: number): Miss {
  return state.writes.get(operation)?.misses.get(replica) ?? NOTHING;
}

/** True where the write's coordinator never sent it to the replica; false as well where the write is too long ago to know. */
export function wasNeverSent(state: MissesState, operation: number, replica: number): boolean {
  return operation > state.forgotten && state.writes.get(operation)?.sentTo.has(replica) !== true;
}

/** The loss by which this replica ceased to have the version; null where there was none, or it never had it. */
export function lossOf(state: MissesState, replica: number, key: number, version: Version, facts: FoldFacts): LossFact | null {
  const loss = state.losses.get(key * facts.capacity + replica);
  return loss !== undefined && facts.policy.covers(loss.before, version) ? loss : null;
}
