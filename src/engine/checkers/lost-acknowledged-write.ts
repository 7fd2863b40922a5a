/**
 * An acknowledged write must not vanish. Every place where a write's version still is counts as a copy: a replica, a hint, a message
 * in flight. Where the last one goes by a crash, or in favour of a version whose operation had been acknowledged before that write
 * even began (a clock that is behind does that), it is lost. Giving way to a later or a concurrent write is no loss, nor is compacting
 * a tombstone. Judged when an event is over, since a message is delivered a moment before what it carried is stored. What an operation
 * on a set or a counter left no version of is looked for by `lost-operations.ts`.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { actorName, describeWrite, inMs } from '../folds/sentences.ts';
import type { KeyCell, Message } from '../message.ts';
import { isMember } from '../placement/view.ts';
import type { LossKind, Moment, RecordOf } from '../trace.ts';
import type { Cell, Version } from '../versions/version.ts';
import { type LostOperation, LostOperations } from './lost-operations.ts';

/** What took a copy away last. */
type Cause =
  | {
      readonly by: 'crash';
      readonly replica: number;
      readonly lost: Version;
      readonly what: 'copy' | 'hint';
      readonly lose: LossKind | 'rot' | 'dropped' | 'left';
    }
  | { readonly by: 'supersession'; readonly replica: number; readonly lost: Version; readonly winner: Version };

/** Belongs to the state whose token it carries; others copy it before they change it. */
interface Copies {
  readonly owner: object;
  count: number;
  cause: Cause | null;
  /** Reported, or compacted away: never again. */
  closed: boolean;
}

interface LostWritesState {
  owner: object;
  readonly copies: CowPages<Copies>;
  /** Operations to judge when this event is over. */
  readonly doubtful: number[];
  /** Rounds: what gossip delivered and the end of the round will store. */
  readonly staged: (readonly KeyCell[])[];
  /** By replica: what its latest crash took. */
  readonly lose: Map<number, LossKind | 'rot' | 'dropped' | 'left'>;
  readonly operations: LostOperations;
}

function copiesOf(state: LostWritesState, operation: number): Copies {
  const entry = state.copies.get(operation);
  if (entry !== undefined && entry.owner === state.owner) return entry;
  const own: Copies = entry === undefined ? { owner: state.owner, count: 0, cause: null, closed: false } : { ...entry, owner: state.owner };
  state.copies.set(operation, own);
  return own;
}

function change(state: LostWritesState, operation: number, by: 1 | -1): Copies {
  const entry = copiesOf(state, operation);
  entry.count += by;
  if (entry.count <= 0) state.doubtful.push(operation);
  return entry;
}

function changeAll(state: LostWritesState, cells: readonly KeyCell[], by: 1 | -1): void {
  state.operations.carry(cells, by);
  for (let i = 0; i < cells.length; i++) {
    const { versions } = cells[i].cell;
    for (let j = 0; j < versions.length; j++) if (versions[j].operation > 0) change(state, versions[j].operation, by);
  }
}

function holds(cell: Cell | undefined, operation: number): boolean {
  if (cell === undefined) return false;
  const { versions } = cell;
  for (let i = 0; i < versions.length; i++) if (versions[i].operation === operation) return true;
  return false;
}

/**
 * What of `after` a timestamped version gave way to. One that is named by a dot gives way only to an operation that had seen it, so what
 * stands beside that one says nothing.
 */
function winnerOver(lost: Version, after: Cell): Version | null {
  return lost.counter > 0 ? null : (after.versions[0] ?? null);
}

/** The version gave way, unless by something that had seen it. */
function supersession(replica: number, lost: Version, after: Cell): Cause | null {
  const winner = winnerOver(lost, after);
  return winner === null ? null : { by: 'supersession', replica, lost, winner };
}

function onSent(state: LostWritesState, { message }: { readonly message: Message }): void {
  if (message.cells.length > 0) changeAll(state, message.cells, 1);
}

function onDelivered(state: LostWritesState, { message }: { readonly message: Message }, _moment: Moment, facts: FoldFacts): void {
  if (message.cells.length === 0) return;
  if (facts.scenario.mode === 'rounds' && (message.type === 'gossip-push' || message.type === 'gossip-reply')) state.staged.push(message.cells);
  else changeAll(state, message.cells, -1);
}

function onStored(state: LostWritesState, record: RecordOf<'version-stored'>): void {
  const { before, after, replica } = record;
  for (const version of after.versions) if (version.operation > 0 && !holds(before, version.operation)) change(state, version.operation, 1);
  if (before === undefined) return;
  for (const lost of before.versions) {
    if (lost.operation <= 0 || holds(after, lost.operation)) continue;
    change(state, lost.operation, -1).cause = supersession(replica, lost, after);
  }
}

function onDiscarded(state: LostWritesState, record: RecordOf<'version-discarded'>): void {
  const { incoming, kept, replica } = record;
  for (const lost of incoming.versions) {
    if (lost.operation <= 0 || holds(kept, lost.operation)) continue;
    const entry = copiesOf(state, lost.operation);
    entry.cause = supersession(replica, lost, kept);
    if (entry.count <= 0) state.doubtful.push(lost.operation);
  }
}

interface LostCopy {
  readonly replica: number;
  readonly key: number;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
  readonly what: 'copy' | 'hint';
}

function onLost(state: LostWritesState, { replica, key, before, after, what }: LostCopy): void {
  state.operations.lose(key, { replica, what, before, after });
  const lose = state.lose.get(replica) ?? 'disk';
  for (const lost of before?.versions ?? []) {
    if (lost.operation <= 0 || holds(after, lost.operation)) continue;
    change(state, lost.operation, -1).cause = { by: 'crash', replica, lost, what, lose };
  }
  if (after === undefined) return;
  for (const version of after.versions) if (version.operation > 0 && !holds(before, version.operation)) change(state, version.operation, 1);
}

/** Where an owner has what superseded it, the version had given way before. */
function onDropped(state: LostWritesState, { replica, key, cell }: RecordOf<'copy-dropped'>, _moment: Moment, facts: FoldFacts): void {
  state.lose.set(replica, 'dropped');
  state.operations.lose(key, { replica, what: 'copy', before: cell, after: undefined });
  const copies = facts.view.preferenceList(key).map((owner) => facts.copyOf(owner, key));
  for (const lost of cell.versions) {
    if (lost.operation <= 0) continue;
    const entry = change(state, lost.operation, -1);
    if (!copies.some((copy) => copy !== undefined && facts.policy.covers(copy, lost)))
      entry.cause = { by: 'crash', replica, lost, what: 'copy', lose: 'dropped' };
  }
}

/** A hint is kept, or no longer. */
function changeHint(state: LostWritesState, key: number, cell: Cell, by: 1 | -1): void {
  changeAll(state, [{ key, cell }], by);
}

function judge(state: LostWritesState, operation: number, facts: FoldFacts): void {
  const entry = state.copies.get(operation);
  if (entry === undefined || entry.count > 0 || entry.closed) return;
  const write = facts.writes.get(operation);
  if (write === undefined || write.outcome === 'open') return;
  const { cause } = entry;
  // Of a set or a counter the version says nothing but where it rots: a later one of its owner's holds it too, and events are looked for.
  const isEvent = cause?.by === 'crash' && cause.lose !== 'rot' && !facts.policyOf(write.key).takes.includes('write');
  const isTaken = cause !== null && (cause.by === 'crash' || facts.writes.completedBefore(cause.winner.operation, operation));
  const lost = isTaken && !isEvent && write.outcome === 'acknowledged';
  if (!lost) {
    state.copies.set(operation, undefined);
    return;
  }
  copiesOf(state, operation).closed = true;
  facts.derive({ type: 'violation-found', checker: 'lost-acknowledged-write', detail: sentence(cause, write.completedUs, facts) });
}

/** An operation that no copy has seen any more; what it left may have gone before, and was told of then. */
function reportOperation(state: LostWritesState, { event, replica, what }: LostOperation, facts: FoldFacts): void {
  const { operation } = event;
  const write = facts.writes.get(operation);
  if (write === undefined || state.copies.get(operation)?.closed === true) return;
  copiesOf(state, operation).closed = true;
  const cause = { by: 'crash', replica, lost: event, what, lose: state.lose.get(replica) ?? 'disk' } as const;
  facts.derive({ type: 'violation-found', checker: 'lost-acknowledged-write', detail: sentence(cause, write.completedUs, facts) });
}

function sentence(cause: Cause, acknowledgedUs: number, facts: FoldFacts): string {
  const name = facts.replicaName(cause.replica);
  const start = `${describeWrite(cause.lost, facts)} was acknowledged at ${inMs(acknowledgedUs)}, and its last copy`;
  if (cause.by === 'crash') {
    if (cause.lose === 'rot') return `${start} is no longer what was written: it rotted, or was replaced by a lie, on ${name}`;
    if (cause.lose === 'dropped') return `${start} went when ${name}, which did not own the key any more, dropped it`;
    if (cause.lose === 'left') return `${start}, a hint, went with ${name} when that left the cluster`;
    const how = cause.lose === 'unsynced' ? 'it was not yet synced to disk' : 'the disk was lost';
    return `${start}${cause.what === 'hint' ? ', a hint,' : ''} went when ${name} crashed: ${how}`;
  }
  const { lost, winner } = cause;
  const gave = `${start} gave way at ${name} to ${describeWrite(winner, facts)}, which had completed before it began`;
  const stamp = ({ timestampUs, coordinator }: Version): string => `${inMs(timestampUs)} by ${actorName(coordinator, facts)}'s clock`;
  if (winner.operation <= 0) return `${gave}: it was stamped ${stamp(lost)}`;
  return `${gave}: it was stamped ${stamp(lost)}, the other ${stamp(winner)}`;
}

export const lostAcknowledgedWrite: Fold<LostWritesState> = {
  id: 'lost-acknowledged-write',
  create: () => ({ owner: {}, copies: new CowPages(), doubtful: [], staged: [], lose: new Map(), operations: new LostOperations() }),
  on: {
    'message-sent': onSent,
    'message-duplicated': onSent,
    'message-delivered': onDelivered,
    'message-dropped': (state, { message }) => changeAll(state, message.cells, -1),
    'version-stored': onStored,
    'version-discarded': onDiscarded,
    'copy-corrupted': (state, { replica }) => {
      state.lose.set(replica, 'rot');
    },
    'replica-crashed': (state, { replica, lose }) => {
      state.lose.set(replica, lose);
    },
    'copy-dropped': onDropped,
    'version-lost': (state, { replica, key, before, after }) => onLost(state, { replica, key, before, after, what: 'copy' }),
    'hint-lost': (state, { replica, key, cell }, _moment, facts) => {
      if (!isMember(facts.view, replica)) state.lose.set(replica, 'left');
      state.operations.carry([{ key, cell }], -1);
      onLost(state, { replica, key, before: cell, after: undefined, what: 'hint' });
    },
    'hint-stored': (state, { key, cell }) => changeHint(state, key, cell, 1),
    'hint-restored': (state, { key, cell }) => changeHint(state, key, cell, 1),
    'hint-delivered': (state, { key, cell }) => changeHint(state, key, cell, -1),
    'hint-discarded': (state, { key, cell }) => changeHint(state, key, cell, -1),
    'hint-expired': (state, { key, cell }, _moment, facts) => {
      state.operations.forgive(key, cell, facts);
      changeHint(state, key, cell, -1);
      // It went by its age: whatever took the other copies before, this one was not lost by a fault.
      for (const { operation } of cell.versions) if (operation > 0) copiesOf(state, operation).cause = null;
    },
    'tombstone-compacted': (state, { cell }) => {
      for (const { operation } of cell.versions) if (operation > 0) change(state, operation, -1).closed = true;
    },
    'operation-completed': (state, { operation, kind, key, cell }, _moment, facts) => {
      if (kind === 'read') return;
      state.doubtful.push(operation);
      const lost = cell === undefined ? null : state.operations.acknowledge(key, cell, operation, facts);
      if (lost !== null) reportOperation(state, lost, facts);
    },
    'operation-failed': (state, { operation, kind }) => {
      if (kind !== 'read') state.doubtful.push(operation);
    },
    'round-ended': (state) => {
      for (const cells of state.staged) changeAll(state, cells, -1);
      state.staged.length = 0;
    },
  },
  endEvent: (state, _moment, facts) => {
    for (const lost of state.operations.judge(facts)) reportOperation(state, lost, facts);
    if (state.doubtful.length === 0) return;
    for (const operation of state.doubtful) judge(state, operation, facts);
    state.doubtful.length = 0;
  },
  fork: (state) => {
    // Both sides now copy an entry before they change it.
    state.owner = {};
    const { copies, doubtful, staged, lose, operations } = state;
    return { owner: {}, copies: copies.fork(), doubtful: doubtful.slice(), staged: staged.slice(), lose: new Map(lose), operations: operations.fork() };
  },
};
