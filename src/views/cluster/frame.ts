/**
 * The picture as a pure function of (snapshot, t): what moves, how far it has come, what ticks next and what was dropped or repaired a
 * moment ago. No pixels here; `layout.ts` says where. Scrubbing to t gives exactly what playing to t gives.
 */

import type { MessageType } from '../../engine/message.ts';
import type { CellView, DropView, MessageView, RecordView, ReplicaView, Snapshot } from '../../engine/picture/snapshot.ts';
import type { RepairMechanism } from '../../engine/trace.ts';
import { type ColourOf, coloursOf } from '../classes.ts';
import { kindOf, type MarkKind, mechanismNames } from '../kinds.ts';

export type { ClassColour } from '../classes.ts';
export type { MarkKind } from '../kinds.ts';
export { kindOf, mechanismNames };

const CAUSED_BY_CLIENT = /^(.+)#(\d+)(?:~\d+)?\//;

/** The client's operation that a message serves, by its address; null where no client asked. */
export function operationOf(message: MessageView): { readonly client: string; readonly n: number } | null {
  const found = CAUSED_BY_CLIENT.exec(message.address);
  return found?.[1] === undefined || found[1] === 'command' ? null : { client: found[1], n: Number(found[2]) };
}

export interface Moving {
  readonly id: string;
  readonly address: string;
  readonly type: MessageType;
  readonly kind: MarkKind;
  readonly from: string;
  readonly to: string;
  /** Share of the way, 0 to 1, linear in simulated time. */
  readonly share: number;
  readonly repairing: boolean;
  /** It serves an operation whose client has its answer already. */
  readonly late: boolean;
}
export interface Dropped {
  readonly id: string;
  readonly address: string;
  readonly type: MessageType;
  readonly kind: MarkKind;
  readonly from: string;
  readonly to: string;
  readonly reason: DropView['reason'];
}
export interface RepairMark {
  readonly id: string;
  readonly to: string;
  readonly from: string | null;
  readonly mechanism: RepairMechanism;
  readonly name: string;
}
export interface Ring {
  /** Share of the interval that has passed, 0 to 1. */
  readonly share: number;
  readonly kind: MarkKind;
  readonly name: string;
  readonly remainingUs: number;
}
export interface Picture {
  readonly moving: readonly Moving[];
  readonly dropped: readonly Dropped[];
  readonly repairs: readonly RepairMark[];
  readonly rings: ReadonlyMap<string, readonly Ring[]>;
}

const RINGED_AT_MOST = 12;

/**
 * What is where at `tUs`; `earlier` are the snapshots just before, whose drops and repairs may still stand; `lingerUs`: for how long.
 * `records`, where given, name the source of each repair exactly.
 */
export function picture(
  snapshot: Snapshot,
  tUs: number,
  earlier: readonly Snapshot[],
  lingerUs: number,
  records: readonly RecordView[] | null = null,
): Picture {
  const rings = new Map<string, readonly Ring[]>();
  // Cells have no ring, so a thousand replicas need none worked out each frame.
  if (snapshot.replicas.length <= RINGED_AT_MOST) for (const replica of snapshot.replicas) rings.set(replica.id, ringsOf(replica, tUs));
  return {
    moving: movingOf(snapshot, tUs),
    dropped: droppedOf(snapshot, tUs, earlier, lingerUs),
    repairs: records === null ? repairsOf(snapshot, tUs, earlier, lingerUs) : repairsByRecord(records, snapshot, tUs, lingerUs),
    rings,
  };
}

type Resting = Omit<Moving, 'share'> & { readonly sentUs: number; readonly span: number };

/** What of a snapshot's messages does not change with time, found once: a thousand of them are looked at each frame. */
const resting = new WeakMap<Snapshot, readonly Resting[]>();

function restingOf(snapshot: Snapshot): readonly Resting[] {
  const known = resting.get(snapshot);
  if (known !== undefined) return known;
  const open = new Set(snapshot.clients.flatMap((client) => client.open.map((one) => `${one.client}#${one.n}`)));
  const out: Resting[] = [];
  for (const message of snapshot.messages) {
    const span = message.deliverUs - message.sentUs;
    if (span <= 0) continue;
    const { address, type, from, to, sentUs } = message;
    const served = operationOf(message);
    const late = served !== null && !open.has(`${served.client}#${served.n}`) && type !== 'client-reply';
    const repairing = type === 'hint' || type === 'repair-write';
    out.push({ id: `${address}+${message.copy}`, address, type, kind: markOf(message, snapshot), from, to, repairing, late, sentUs, span });
  }
  resting.set(snapshot, out);
  return out;
}

function movingOf(snapshot: Snapshot, tUs: number): readonly Moving[] {
  const out: Moving[] = [];
  for (const { sentUs, span, ...message } of restingOf(snapshot)) {
    if (sentUs <= tUs) out.push({ ...message, share: Math.max(0, Math.min(1, (tUs - sentUs) / span)) });
  }
  return out;
}

/** A client's request looks like what it asks for. */
function markOf(message: MessageView, snapshot: Snapshot): MarkKind {
  if (message.type !== 'client-request' && message.type !== 'forward') return kindOf(message.type);
  const served = operationOf(message);
  const client = served === null ? undefined : snapshot.clients.find((one) => one.id === served.client);
  return client?.open.some((one) => one.n === served?.n && one.kind === 'read') === true ? 'read' : 'write';
}

function droppedOf(snapshot: Snapshot, tUs: number, earlier: readonly Snapshot[], lingerUs: number): readonly Dropped[] {
  const seen = new Map<string, Dropped>();
  const collect = (of: Snapshot) => {
    for (const drop of of.drops) {
      if (tUs - drop.droppedUs > lingerUs || drop.droppedUs > tUs) continue;
      const id = `${drop.address}+${drop.copy}`;
      seen.set(id, { id, address: drop.address, type: drop.type, kind: kindOf(drop.type), from: drop.from, to: drop.to, reason: drop.reason });
    }
  };
  for (const one of earlier) collect(one);
  collect(snapshot);
  return [...seen.values()];
}

function repairsOf(snapshot: Snapshot, tUs: number, earlier: readonly Snapshot[], lingerUs: number): readonly RepairMark[] {
  const seen = new Map<string, RepairMark>();
  const collect = (of: Snapshot) => {
    for (const happening of of.happenings) {
      const { mechanism, replica, atUs } = happening;
      if (
        happening.type !== 'repaired' ||
        replica === null ||
        mechanism === null ||
        mechanism === 'write' ||
        mechanism === 'bootstrap' ||
        tUs - atUs > lingerUs ||
        atUs > tUs
      )
        continue;
      const cell = of.replicas.find((one) => one.id === replica)?.cells.find((one) => one.by === mechanism && one.from !== null && one.from !== replica);
      seen.set(replica, { id: `${replica}@${atUs}`, to: replica, from: cell?.from ?? null, mechanism, name: mechanismNames[mechanism] });
    }
  };
  for (const one of earlier) collect(one);
  collect(snapshot);
  return [...seen.values()];
}

/** The repairs of the last while up to the snapshot's event; the latest of each replica. */
function repairsByRecord(records: readonly RecordView[], snapshot: Snapshot, tUs: number, lingerUs: number): readonly RepairMark[] {
  const seen = new Map<string, RepairMark>();
  for (let i = lastUpTo(records, snapshot.event); i >= 0; i--) {
    const record = records[i];
    if (record === undefined || tUs - record.atUs > lingerUs) break;
    const { replica, mechanism, peer } = record;
    if (record.type !== 'repaired' || replica === null || mechanism === null || mechanism === 'write' || mechanism === 'bootstrap' || seen.has(replica))
      continue;
    seen.set(replica, { id: `${replica}@${record.atUs}`, to: replica, from: peer === replica ? null : peer, mechanism, name: mechanismNames[mechanism] });
  }
  return [...seen.values()].reverse();
}

/** The index of the last record of an event or of one before it, −1 where there is none; records are in order of events. */
export function lastUpTo(records: readonly RecordView[], event: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.event ?? 0) <= event) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const ringKinds: readonly (readonly [string, MarkKind])[] = [
  ['gossip', 'gossip'],
  ['hint', 'hint'],
  ['anti-entropy', 'hash'],
];

function ringsOf(replica: ReplicaView, tUs: number): readonly Ring[] {
  if (!replica.up) return [];
  const rings: Ring[] = [];
  for (const tick of replica.ticks) {
    const kind = ringKinds.find(([name]) => tick.name.startsWith(name))?.[1];
    if (kind === undefined || tick.intervalUs <= 0) continue;
    const remainingUs = Math.max(0, tick.atUs - tUs);
    rings.push({ share: Math.max(0, Math.min(1, 1 - remainingUs / tick.intervalUs)), kind, name: tick.name, remainingUs });
  }
  return rings.sort((a, b) => a.remainingUs - b.remainingUs);
}

export function cellOf(replica: ReplicaView, key: string | null): CellView | undefined {
  return replica.cells.find((cell) => cell.key === key);
}

/** Whether a replica owns the key; where no picture says who does, all do. */
export function partOf({ owners }: Snapshot, id: string, key: string | null): 'owner' | 'next' | 'none' {
  const known = key === null ? undefined : owners?.[key];
  if (known === undefined || known.now.includes(id)) return 'owner';
  return known.next.includes(id) ? 'next' : 'none';
}

/** The class of each copy of the key in this view. */
export function classColours(snapshot: Snapshot, key: string | null): ColourOf {
  return coloursOf(snapshot.replicas.flatMap((replica) => cellOf(replica, key) ?? []));
}
