/**
 * The trace as the page reads it: each record with names for numbers and one sentence, and after them the copies that the event changed.
 * The space-time diagram, the tables and search are drawn from these, never from anything computed beside the trace.
 */

import type { Message } from '../message.ts';
import { type HistoryEntry, operations, spread } from '../metrics/index.ts';
import type { TraceRecord } from '../trace.ts';
import { isDeleted } from '../versions/version.ts';
import type { World } from '../world/world.ts';
import { labelsOf } from './labels.ts';
import { messageView } from './message-view.ts';
import { picture } from './picture.ts';
import { sentenceOf } from './sentences.ts';
import type { CopyView, OperationView, RecordView, SpreadPoint } from './snapshot.ts';
import { arrivalOf, endedOperation, staleOf } from './snapshot-parts.ts';

/** More owners of a key than this, and an acknowledgement lists only so many of the copies that it made stale. */
export const STALE_COPIES_LISTED = 200;

/** A copy that an event may have changed, and how stale it was before; null where it was stored or lost, and so changed in any case. */
interface Looked {
  readonly replica: number;
  readonly key: number;
  readonly staleBefore: number | null;
}

/** Hears the records of one event after another; `end` gives those since `begin`. */
export class Chronicler {
  private readonly world: World;
  private heard: TraceRecord[] = [];
  private looked = new Map<number, Looked>();
  private spreadBefore: SpreadPoint | null = null;

  constructor(world: World) {
    this.world = world;
  }

  begin(): void {
    this.heard = [];
    this.looked = new Map();
    this.spreadBefore = this.world.folds.state(spread).curve.last;
  }

  /** A record, before the folds have seen it: what was acknowledged until now still stands. */
  hear(record: TraceRecord): void {
    this.heard.push(record);
    switch (record.type) {
      case 'version-stored':
      case 'version-lost':
      case 'copy-dropped':
      case 'tombstone-compacted':
        this.look(record.replica, record.key, true);
        return;
      case 'replica-joined':
      case 'replica-left':
        for (const key of [...this.world.folds.state(picture).keys].slice(0, STALE_COPIES_LISTED))
          for (const { id } of this.world.replicas) this.look(id, key, true);
        return;
      case 'operation-completed':
        if (record.kind === 'read') return;
        for (const owner of this.world.view.preferenceList(record.key).slice(0, STALE_COPIES_LISTED)) this.look(owner, record.key, false);
        return;
      default:
    }
  }

  private look(replica: number, key: number, changed: boolean): void {
    const { world, looked } = this;
    const id = key * world.sources.capacity + replica;
    if (changed) looked.set(id, { replica, key, staleBefore: null });
    else if (!looked.has(id)) looked.set(id, { replica, key, staleBefore: staleOf(world, replica, key, world.replicas[replica].store?.get(key)) });
  }

  /** The records heard, then the copies that they changed as they are now. */
  end(): readonly RecordView[] {
    const { world, heard } = this;
    const event = world.event;
    const atUs = world.nowUs;
    const out: RecordView[] = heard.map((record, nth) => recordView(world, record, event, nth, atUs));
    for (const { replica: holder, key: number, staleBefore } of this.looked.values()) {
      const copy = copyView(world, holder, number);
      // An acknowledgement changes no copy but by making it stale.
      if (copy.stale === staleBefore) continue;
      const text = `${copy.replica} now holds ${copy.labels.length === 0 ? 'nothing' : copy.labels.join(' and ')} of ${copy.key}`;
      const { replica, key, from: peer } = copy;
      out.push({ ...blank, event, nth: out.length, atUs, type: 'copy-changed', text, replica, key, peer, copy });
    }
    const { last } = world.folds.state(spread).curve;
    const told = out.at(-1);
    if (last !== null && last !== this.spreadBefore && told !== undefined) out[out.length - 1] = { ...told, spread: last };
    return out;
  }
}

const blank = {
  replica: null,
  peer: null,
  client: null,
  n: null,
  key: null,
  message: null,
  mechanism: null,
  reason: null,
  operation: null,
  groups: null,
  copy: null,
} as const;

type Parts = Partial<Omit<RecordView, 'event' | 'nth' | 'atUs' | 'type' | 'text'>>;

function recordView(world: World, record: TraceRecord, event: number, nth: number, atUs: number): RecordView {
  return { ...blank, event, nth, atUs, type: record.type, text: sentenceOf(record, world.folds.facts), ...partsOf(world, record, atUs) };
}

function partsOf(world: World, record: TraceRecord, atUs: number): Parts {
  const name = world.nameOf;
  const keyName = (key: number): string => world.keys.name(key);
  switch (record.type) {
    case 'operation-invoked':
    case 'operation-completed':
    case 'operation-failed':
      return { client: name(-1 - record.client), n: record.n, key: keyName(record.key), operation: operationView(world, record, atUs), ...failure(record) };
    case 'operation-retried':
      return { client: name(-1 - record.client), n: record.n, key: keyName(record.key), reason: record.reason };
    case 'message-sent':
    case 'message-delivered':
    case 'message-duplicated':
      return ofMessage(world, record.message);
    case 'message-dropped':
      return { ...ofMessage(world, record.message), reason: record.reason };
    case 'timer-fired':
      return record.actor >= 0 ? { replica: name(record.actor) } : { client: name(record.actor) };
    case 'version-stored':
    case 'version-discarded':
      return { replica: name(record.replica), key: keyName(record.key), mechanism: record.mechanism, peer: name(record.from) };
    case 'repaired':
      return { replica: name(record.replica), key: keyName(record.key), mechanism: record.mechanism, peer: name(record.from) };
    case 'version-lost':
    case 'siblings-created':
    case 'copy-dropped':
    case 'tombstone-compacted':
      return { replica: name(record.replica), key: keyName(record.key) };
    case 'hint-stored':
    case 'hint-delivered':
    case 'hint-expired':
    case 'hint-discarded':
    case 'hint-lost':
    case 'hint-restored':
      return { replica: name(record.replica), key: keyName(record.key), peer: name(record.target), mechanism: 'hinted-handoff' };
    case 'hint-refused':
      return { replica: name(record.replica), key: keyName(record.key), peer: name(record.target), mechanism: 'hinted-handoff', reason: record.reason };
    case 'session-started':
    case 'session-ended':
    case 'session-failed':
      return { replica: name(record.replica), peer: name(record.peer), mechanism: 'anti-entropy' };
    case 'ring-learned':
      return { replica: name(record.replica), peer: name(record.from) };
    case 'peer-suspected':
    case 'peer-declared-dead':
    case 'peer-alive':
      return { replica: name(record.actor), peer: name(record.peer) };
    case 'range-move-started':
      return { replica: name(record.replica), reason: record.move, ...(record.of === record.replica ? {} : { peer: name(record.of) }) };
    case 'replica-joined':
    case 'replica-left':
    case 'replica-crashed':
    case 'replica-restarted':
    case 'clock-changed':
      return { replica: name(record.replica) };
    case 'link-changed':
      return { replica: name(record.from), peer: name(record.to), reason: record.what };
    case 'partition-changed':
      return { groups: record.groups.map((group) => group.map(name)) };
    case 'command-refused':
      return { reason: record.reason };
    case 'violation-found':
      return { reason: record.checker };
    default:
      return {};
  }
}

function failure(record: TraceRecord): Parts {
  return record.type === 'operation-failed' ? { reason: record.reason } : {};
}

function ofMessage(world: World, message: Message): Parts {
  const view = messageView(world, message);
  const parts: Parts = { message: view, key: view.keys[0] ?? null };
  const replica = message.to >= 0 ? view.to : view.from;
  const cause = /^(.+)#(\d+)(?:~\d+)?$/.exec(message.cause.label);
  const client = cause?.[1];
  return { ...parts, replica, peer: view.from, ...(client === undefined || client === 'command' ? {} : { client, n: Number(cause?.[2]) }) };
}

type OperationRecord = Extract<TraceRecord, { readonly type: 'operation-invoked' | 'operation-completed' | 'operation-failed' }>;

/** The operation as it stands with this record; what is known only of its beginning comes from the fold. */
function operationView(world: World, record: OperationRecord, atUs: number): OperationView {
  if (record.type !== 'operation-invoked') return endedOperation(world, entryOf(world, record));
  const { client, n, kind, key, via, level, value } = record;
  return {
    client: world.nameOf(-1 - client),
    n,
    kind,
    key: world.keys.name(key),
    via: via === null ? null : world.nameOf(via),
    level,
    value,
    invokedUs: atUs,
    completedUs: null,
    ok: null,
    reason: null,
    values: [],
    stale: false,
    acknowledgements: 0,
    needed: 0,
  };
}

/** The history's entry of an operation that has just ended: mostly its client's latest, else among the last. */
function entryOf(world: World, { client, operation }: OperationRecord): HistoryEntry {
  const { history, latest } = world.folds.state(operations);
  const known = latest.get(client);
  if (known?.operation === operation) return known;
  let at = history.length - 1;
  while (at > 0 && history.at(at).operation !== operation) at--;
  return history.at(at);
}

/** A replica's copy of a key as it is now. */
function copyView(world: World, replica: number, key: number): CopyView {
  const cell = world.replicas[replica].store?.get(key);
  const arrival = arrivalOf(world, replica, key);
  return {
    replica: world.nameOf(replica),
    key: world.keys.name(key),
    labels: cell === undefined ? [] : labelsOf(world, cell),
    hash: cell?.hash ?? 0,
    tombstone: cell !== undefined && isDeleted(cell),
    stale: staleOf(world, replica, key, cell),
    by: arrival?.mechanism ?? 'data',
    from: arrival === undefined || arrival.from === replica ? null : world.nameOf(arrival.from),
  };
}
