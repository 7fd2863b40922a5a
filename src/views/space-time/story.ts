/**
 * What the records say of a run, in time and not yet in pixels: flights, copies, stretches in which a replica was stale, held siblings or
 * was down, cuts, results. A function of the records and the key shown alone, so that neither playhead nor zoom computes it again.
 */
import type { CopyView, MessageView, RecordView, Snapshot } from '../../engine/picture/snapshot.ts';
import type { DropReason } from '../../engine/trace.ts';
import { isAnswer, kindOf, type MarkKind } from '../kinds.ts';

export interface Flight {
  readonly message: MessageView;
  readonly kind: MarkKind;
  readonly sentEvent: number;
  /** The event at which it arrived or was dropped; null while it flies. */
  readonly endEvent: number | null;
  readonly fromUs: number;
  readonly toUs: number;
  readonly fate: 'arrived' | 'dropped' | 'flying';
  readonly reason: DropReason | null;
  /** It brought a divergent copy of the key up to date. */
  readonly repair: boolean;
  /** It changed the copy of the key where it arrived. */
  readonly changed: boolean;
  readonly answer: boolean;
  /** Of a client's own leg. */
  readonly client: boolean;
}

/** A copy of the key right after an event that changed it. */
export interface Change {
  readonly event: number;
  readonly atUs: number;
  readonly copy: CopyView;
  /** The event changed its versions, so a chip is due; false where it only became stale. */
  readonly fresh: boolean;
  readonly written: boolean;
}

/** `absent`: before it joined. */
export type StretchKind = 'stale' | 'siblings' | 'down' | 'absent';
export interface Stretch {
  readonly kind: StretchKind;
  readonly replica: string;
  readonly fromUs: number;
  readonly fromEvent: number;
  /** Infinite while it lasts. */
  readonly toUs: number;
  readonly toEvent: number;
}

/** A partition, or the cut of one link. */
export interface Cut {
  readonly groups: readonly (readonly string[])[];
  readonly link: boolean;
  readonly bothWays: boolean;
  readonly event: number;
  readonly fromUs: number;
  readonly toUs: number;
}

export interface Outcome {
  readonly client: string;
  readonly n: number;
  readonly event: number;
  readonly atUs: number;
  readonly ok: boolean;
  readonly stale: boolean;
  /** What a read saw; empty for writes. */
  readonly text: string;
}

/** Something that happened to a replica at one moment and is worth a mark on its lane. */
export interface Incident {
  readonly kind: 'crash' | 'restart' | 'clock' | 'hint';
  readonly replica: string;
  readonly event: number;
  readonly atUs: number;
  readonly text: string;
}

export interface Story {
  readonly flights: readonly Flight[];
  readonly changes: readonly Change[];
  readonly stretches: readonly Stretch[];
  readonly cuts: readonly Cut[];
  readonly outcomes: readonly Outcome[];
  readonly incidents: readonly Incident[];
  readonly rounds: readonly { readonly atUs: number; readonly round: string }[];
  readonly clients: readonly string[];
  /** Replicas that something was amiss with: they are shown first where there is no room for all. */
  readonly notable: readonly string[];
}

/** How things stood before the first record, where the page holds only the end of a long run; as far as is known. */
export interface Before {
  readonly stale: readonly string[];
  /** They became stale by the first acknowledgement among the records, which lists only so many copies of a large cluster. */
  readonly byFirstAck: boolean;
  readonly siblings: readonly string[];
  readonly down: readonly string[];
  readonly groups: readonly (readonly string[])[];
}

export const NOTHING_BEFORE: Before = { stale: [], byFirstAck: false, siblings: [], down: [], groups: [] };

export function storyOf(records: readonly RecordView[], key: string | null, before: Before = NOTHING_BEFORE): Story {
  const startUs = records[0]?.atUs ?? 0;
  const flights = flightsOf(records, key);
  const { changes, stretches } = changesOf(records, key, before, startUs);
  const { downs, incidents } = incidentsOf(records, key, before, startUs);
  const outcomes = outcomesOf(records, key);
  // In the order in which it first went amiss, so that who is shown does not change as copies are mended.
  const amiss = changes.filter(({ copy }) => copy.stale > 0 || copy.labels.length > 1);
  const clients = new Set<string>();
  for (const { operation } of records) if (operation !== null) clients.add(operation.client);
  const via = records.flatMap(({ operation }) => (operation?.via == null ? [] : [operation.via]));
  return {
    flights,
    changes,
    stretches: [...stretches, ...downs, ...absences(records)],
    cuts: cutsOf(records, before, startUs),
    outcomes,
    incidents,
    rounds: records.flatMap(({ type, atUs, text }) => (type === 'round-ended' ? [{ atUs, round: /\d+/.exec(text)?.[0] ?? '' }] : [])),
    clients: [...clients],
    notable: [...new Set([...via, ...amiss.map((one) => one.copy.replica), ...downs.map((one) => one.replica)])],
  };
}

type Open = { -readonly [P in keyof Flight]: Flight[P] };

function flightsOf(records: readonly RecordView[], key: string | null): readonly Flight[] {
  const changed = new Set<string>();
  const repaired = new Set<string>();
  const arrivedAt = new Set<string>();
  const reads = new Set<string>();
  const keyOf = new Map<string, string>();
  for (const { type, event, replica, operation, key: about } of records) {
    if (type === 'message-delivered') arrivedAt.add(`${event}/${replica}`);
    else if (type === 'copy-changed' && (key === null || about === key)) changed.add(`${event}/${replica}`);
    else if (type === 'repaired' && (key === null || about === key)) repaired.add(`${event}/${replica}`);
    if (operation === null) continue;
    keyOf.set(`${operation.client}#${operation.n}`, operation.key);
    if (operation.kind === 'read') reads.add(`${operation.client}#${operation.n}`);
  }
  const flights = new Map<string, Open>();
  const latest = new Map<string, Open>();
  for (const { type, message, event, atUs, reason, replica, peer, key: about } of records) {
    if (message === null) {
      // In rounds what arrived takes effect when the round ends: an event later than the message that brought it.
      const brought = (type === 'repaired' || type === 'copy-changed') && (key === null || about === key) ? latest.get(`${peer}>${replica}`) : undefined;
      if (brought === undefined || arrivedAt.has(`${event}/${replica}`)) continue;
      brought.changed = true;
      brought.repair ||= type === 'repaired';
      continue;
    }
    const { address, from, to } = message;
    let flight = flights.get(address);
    if (flight === undefined || type === 'message-sent' || type === 'message-duplicated') {
      flight = begun(message, event, reads);
      flights.set(address, flight);
    }
    if (type === 'message-delivered') {
      flight.fate = 'arrived';
      flight.repair = repaired.has(`${event}/${to}`);
      flight.changed = changed.has(`${event}/${to}`);
      latest.set(`${from}>${to}`, flight);
    } else if (type === 'message-dropped') {
      flight.fate = 'dropped';
      flight.reason = reason as DropReason | null;
    } else continue;
    flight.toUs = Math.max(atUs, message.sentUs);
    flight.endEvent = event;
  }
  return [...flights.values()].filter(({ message }) => key === null || isAbout(message, key, keyOf.get(causeOf(message)) ?? key));
}

function begun(message: MessageView, event: number, reads: ReadonlySet<string>): Open {
  const { type, sentUs, deliverUs } = message;
  const client = type === 'client-request' || type === 'client-reply';
  const request = type === 'client-request' || type === 'forward';
  const kind = request && reads.has(causeOf(message)) ? 'read' : kindOf(type);
  return {
    message,
    kind,
    sentEvent: event,
    endEvent: null,
    fromUs: sentUs,
    toUs: deliverUs,
    fate: 'flying',
    reason: null,
    repair: false,
    changed: false,
    answer: isAnswer(type),
    client,
  };
}

const KEYS_NAMED = 4;

/** What it was sent for: `phone#3` of an operation. */
function causeOf({ address }: MessageView): string {
  return address.slice(0, address.indexOf('/'));
}

/** True where it carries the key or may do so: of many keys only the first few are named, answers are about what was asked, hashes name none. */
function isAbout({ keys }: MessageView, key: string, asked: string): boolean {
  return keys.length === 0 ? asked === key : keys.length >= KEYS_NAMED || keys.includes(key);
}

type Since = Pick<Change, 'atUs' | 'event'>;

/** By these a copy becomes another; by an acknowledgement elsewhere it only becomes stale. */
const TOUCHING: ReadonlySet<RecordView['type']> = new Set(['version-stored', 'version-lost', 'tombstone-compacted']);

function changesOf(records: readonly RecordView[], key: string | null, before: Before, startUs: number) {
  const changes: Change[] = [];
  const stretches: Stretch[] = [];
  const held = new Map<string, string>();
  const touched = new Set<string>();
  const open = { stale: new Map<string, Since | null>(), siblings: new Map<string, Since | null>() };
  const firstAck = before.byFirstAck
    ? (records.find((one) => one.type === 'operation-completed' && one.operation?.kind !== 'read' && one.key === key) ?? null)
    : null;
  for (const kind of ['stale', 'siblings'] as const) for (const id of before[kind]) open[kind].set(id, kind === 'stale' ? firstAck : null);
  const note = (kind: 'stale' | 'siblings', change: Change, on: boolean) => {
    const { replica } = change.copy;
    if (on && !open[kind].has(replica)) open[kind].set(replica, change);
    const since = open[kind].get(replica);
    if (on || since === undefined) return;
    open[kind].delete(replica);
    stretches.push({ kind, replica, fromUs: since?.atUs ?? startUs, fromEvent: since?.event ?? -1, toUs: change.atUs, toEvent: change.event });
  };
  for (const { type, copy, atUs, event, replica, key: about } of records) {
    if (about === key && TOUCHING.has(type)) touched.add(`${event}/${replica}`);
    if (copy === null || copy.key !== key) continue;
    const versions = `${copy.labels.join(' ')} ${copy.hash}`;
    const fresh = touched.has(`${event}/${copy.replica}`) && held.get(copy.replica) !== versions;
    const change = { event, atUs, copy, fresh, written: copy.by === 'write' && copy.from === null };
    held.set(copy.replica, versions);
    changes.push(change);
    note('stale', change, copy.stale > 0);
    note('siblings', change, copy.labels.length > 1);
  }
  for (const kind of ['stale', 'siblings'] as const)
    for (const [replica, since] of open[kind])
      stretches.push({
        kind,
        replica,
        fromUs: since?.atUs ?? startUs,
        fromEvent: since?.event ?? -1,
        toUs: Number.POSITIVE_INFINITY,
        toEvent: Number.POSITIVE_INFINITY,
      });
  return { changes, stretches };
}

function incidentsOf(records: readonly RecordView[], key: string | null, before: Before, startUs: number) {
  const downs: Stretch[] = [];
  const incidents: Incident[] = [];
  const since = new Map<string, { readonly atUs: number; readonly event: number }>(before.down.map((id) => [id, { atUs: startUs, event: -1 }]));
  const down = (replica: string, toUs: number, toEvent: number) => {
    const from = since.get(replica);
    since.delete(replica);
    if (from !== undefined) downs.push({ kind: 'down', replica, fromUs: from.atUs, fromEvent: from.event, toUs, toEvent });
  };
  for (const { type, replica, atUs, event, text, key: about } of records) {
    if (replica === null) continue;
    if (type === 'replica-crashed') {
      if (!since.has(replica)) since.set(replica, { atUs, event });
      incidents.push({ kind: 'crash', replica, event, atUs, text });
    } else if (type === 'replica-restarted') {
      down(replica, atUs, event);
      incidents.push({ kind: 'restart', replica, event, atUs, text });
    } else if (type === 'hint-stored' && (key === null || about === key)) incidents.push({ kind: 'hint', replica, event, atUs, text });
    else if (type === 'clock-changed') incidents.push({ kind: 'clock', replica, event, atUs, text });
  }
  for (const id of [...since.keys()]) down(id, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  return { downs, incidents };
}

/** Those who came while the run ran were not there before. */
function absences(records: readonly RecordView[]): readonly Stretch[] {
  return records.flatMap(({ type, replica, reason, atUs, event }) =>
    type !== 'range-move-started' || replica === null || reason === 'leave'
      ? []
      : [{ kind: 'absent' as const, replica, fromUs: 0, fromEvent: -1, toUs: atUs, toEvent: event }],
  );
}

type OpenCut = { -readonly [P in keyof Cut]: Cut[P] };

function cutsOf(records: readonly RecordView[], before: Before, startUs: number): readonly Cut[] {
  const out: OpenCut[] = [];
  const lasts = (cut: OpenCut) => cut.toUs === Number.POSITIVE_INFINITY;
  const begin = (groups: Cut['groups'], link: boolean, bothWays: boolean, event: number, fromUs: number) =>
    out.push({ groups, link, bothWays, event, fromUs, toUs: Number.POSITIVE_INFINITY });
  if (before.groups.length > 1) begin(before.groups, false, true, records[0]?.event ?? 0, startUs);
  for (const { type, groups, atUs, event, replica, peer, reason } of records) {
    if (type === 'partition-changed' && groups !== null) {
      for (const cut of out) if (!cut.link && lasts(cut)) cut.toUs = atUs;
      if (groups.length > 1) begin(groups, false, true, event, atUs);
    } else if (type === 'link-changed' && replica !== null && peer !== null && reason !== null) {
      const joins = (cut: OpenCut) => cut.link && lasts(cut) && [replica, peer].every((id) => cut.groups.some((group) => group.includes(id)));
      if (reason.startsWith('mended')) {
        for (const cut of out) if (joins(cut) && (cut.groups[0]?.[0] === replica || reason === 'mended-both-ways')) cut.toUs = atUs;
      } else if (reason.startsWith('cut')) begin([[replica], [peer]], true, reason === 'cut-both-ways', event, atUs);
    }
  }
  return out;
}

const TEXT_AT_MOST = 20;

function outcomesOf(records: readonly RecordView[], key: string | null): readonly Outcome[] {
  const out: Outcome[] = [];
  for (const { type, operation, atUs, event, client, n } of records) {
    if ((type !== 'operation-completed' && type !== 'operation-failed') || operation === null || client === null || n === null) continue;
    if (key !== null && operation.key !== key) continue;
    const ok = type === 'operation-completed';
    const seen = operation.values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' | ');
    const short = seen.length > TEXT_AT_MOST ? `${seen.slice(0, TEXT_AT_MOST - 1)}…` : seen;
    const text = operation.kind !== 'read' || !ok ? '' : seen === '' ? 'nothing' : short;
    out.push({ client, n, event, atUs, ok, stale: operation.stale, text });
  }
  return out;
}

/** How a replica stood right after an event, as its lifeline shows it. */
export function standsAt(story: Story, replica: string, event: number) {
  const is = (kind: StretchKind) =>
    story.stretches.some((one) => one.kind === kind && one.replica === replica && one.fromEvent <= event && event < one.toEvent);
  const last = story.changes.filter((one) => one.copy.replica === replica && one.event <= event).at(-1);
  return { stale: is('stale'), siblings: is('siblings'), up: !is('down'), labels: last?.copy.labels ?? null };
}

/** How things stood before the first of the records, as far as they and the moment shown tell. */
export function beforeOf(records: readonly RecordView[], { event, replicas, groups }: Snapshot, key: string | null, fromStart: boolean): Before {
  const firsts = new Map<string, RecordView>();
  const repaired = new Set<string>();
  let partition: RecordView | null = null;
  for (const record of records) {
    const id = `${record.type === 'copy-changed' ? 'copy' : 'up'}/${record.replica}`;
    const tells = (record.type === 'copy-changed' && record.key === key) || record.type === 'replica-crashed' || record.type === 'replica-restarted';
    if (tells && !firsts.has(id)) firsts.set(id, record);
    if (record.type === 'repaired' && record.key === key) repaired.add(`${record.event}/${record.replica}`);
    if (record.type === 'partition-changed' && partition === null) partition = record;
  }
  const cells = new Map(replicas.map((one) => [one.id, one.cells.find((cell) => cell.key === key)]));
  const cellOf = (id: string) => cells.get(id);
  const ids = replicas.map((one) => one.id);
  const untold = (what: string, id: string) => (firsts.get(`${what}/${id}`)?.event ?? Number.POSITIVE_INFINITY) > event;
  const mended = (id: string) => repaired.has(`${firsts.get(`copy/${id}`)?.event}/${id}`);
  return {
    stale: ids.filter((id) => mended(id) || (untold('copy', id) && (cellOf(id)?.stale ?? 0) > 0)),
    byFirstAck: fromStart,
    siblings: ids.filter((id) => untold('copy', id) && (cellOf(id)?.versions.length ?? 0) > 1),
    down: replicas.filter(({ id, up }) => firsts.get(`up/${id}`)?.type === 'replica-restarted' || (untold('up', id) && !up)).map((one) => one.id),
    groups: partition === null || partition.event > event ? groups : [],
  };
}
