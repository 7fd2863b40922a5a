/** What the records tell of a message, a link, a client, an operation or an event, up to the moment shown; what was seen after it is said to be ahead. */
import type { Selection } from '../../engine/picture/selection.ts';
import type { MessageView, RecordView, Snapshot } from '../../engine/picture/snapshot.ts';

export interface MessageFacts {
  readonly message: MessageView;
  readonly state: 'on its way' | 'arrived' | 'dropped' | 'not sent yet';
  readonly sentEvent: number | null;
  /** Its arrival or drop, where that has happened. */
  readonly end: RecordView | null;
}

/** Null where neither the moment nor the records know the address. */
export function messageFacts(snapshot: Snapshot, records: readonly RecordView[], address: string): MessageFacts | null {
  const mine = records.filter((record) => record.message?.address === address);
  const sent = mine.find((record) => record.type === 'message-sent') ?? null;
  const past = mine.filter((record) => record.event <= snapshot.event);
  const end = past.findLast((record) => record.type === 'message-delivered' || record.type === 'message-dropped') ?? null;
  const flying = snapshot.messages.find((one) => one.address === address);
  const message = flying ?? sent?.message ?? mine[0]?.message ?? snapshot.drops.find((one) => one.address === address);
  if (message === undefined || message === null) return null;
  const sentEvent = sent?.event ?? null;
  if (flying !== undefined) return { message, state: 'on its way', sentEvent, end: null };
  if (sentEvent !== null && sentEvent > snapshot.event) return { message, state: 'not sent yet', sentEvent, end: null };
  if (end === null) return { message, state: snapshot.drops.some((one) => one.address === address) ? 'dropped' : 'on its way', sentEvent, end: null };
  return { message, state: end.type === 'message-dropped' ? 'dropped' : 'arrived', sentEvent, end };
}

export interface CauseFacts {
  readonly text: string;
  /** What can be chosen: the operation that began it. */
  readonly selection: Selection | null;
}

/** Why a message was sent, from its address: an operation, a replica's timer or a command. */
export function causeOf(address: string): CauseFacts {
  const label = address.slice(0, Math.max(0, address.lastIndexOf('/')));
  const tick = /^(.+?)\.([^.@~]+)(?:~\d+)?@(\d+)$/.exec(label);
  if (tick !== null) return { text: `${tick[1]}’s ${(tick[2] ?? '').replaceAll('-', ' ')} timer, tick ${tick[3]}`, selection: null };
  const operation = /^(.+)#(\d+)(?:~\d+)?$/.exec(label);
  if (operation === null) return { text: label === '' ? 'not known' : label, selection: null };
  const [, client = '', n = ''] = operation;
  if (client === 'command') return { text: `command ${n} of this run`, selection: null };
  return { text: `${client}’s operation ${n}`, selection: { type: 'operation', client, n: Number(n) } };
}

export interface WayFacts {
  readonly from: string;
  readonly to: string;
  readonly state: 'open' | 'cut' | 'partitioned' | 'receiver crashed';
  readonly messages: readonly MessageView[];
}

/** Both directions of a link. */
export function linkFacts(snapshot: Snapshot, a: string, b: string): readonly WayFacts[] {
  const way = (from: string, to: string): WayFacts => {
    const sender = snapshot.replicas.find((one) => one.id === from);
    const receiver = snapshot.replicas.find((one) => one.id === to);
    const cut = snapshot.cuts.some((one) => one.from === from && one.to === to);
    const apart = snapshot.groups.length > 1 && sender?.side !== receiver?.side;
    const messages = snapshot.messages.filter((one) => one.from === from && one.to === to);
    return { from, to, state: apart ? 'partitioned' : cut ? 'cut' : receiver?.up === false ? 'receiver crashed' : 'open', messages };
  };
  return [way(a, b), way(b, a)];
}

/** The messages of an operation and what it did to copies, in order, up to the moment shown. */
export function operationRecords(records: readonly RecordView[], client: string, n: number, event: number): readonly RecordView[] {
  const prefix = `${client}#${n}/`;
  const events = new Set<number>();
  const mine: RecordView[] = [];
  for (const record of records) {
    if (record.event > event || record.type === 'copy-changed') continue;
    const own = record.client === client && record.n === n;
    if (own || record.message?.address.startsWith(prefix) === true) {
      events.add(record.event);
      mine.push(record);
    } else if (events.has(record.event) && (record.type === 'version-stored' || record.type === 'version-discarded' || record.type === 'siblings-created'))
      mine.push(record);
  }
  return mine;
}

export function eventRecords(records: readonly RecordView[], event: number): readonly RecordView[] {
  return records.filter((record) => record.event === event && record.type !== 'copy-changed');
}

/** When an event was, where its records are held. */
export function timeOfEvent(records: readonly RecordView[], event: number): number | null {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.event ?? 0) < event) low = middle + 1;
    else high = middle;
  }
  const record = records[low];
  return record?.event === event ? record.atUs : null;
}
