/**
 * The picture as a pure function of (snapshot, t): what moves, how far it has come, what ticks next and what was dropped or repaired a
 * moment ago. No pixels here; `layout.ts` says where. Scrubbing to t gives exactly what playing to t gives.
 */

import type { MessageType } from '../../engine/message.ts';
import type { CellView, DropView, MessageView, ReplicaView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';
import type { RepairMechanism } from '../../engine/trace.ts';

export type MarkKind = 'write' | 'read' | 'answer' | 'ack' | 'hash' | 'hint' | 'gossip';
export type ClassColour = 'blue' | 'plum' | 'plain' | 'stale';

const kinds: Readonly<Record<MessageType, MarkKind>> = {
  'client-request': 'write',
  'client-reply': 'answer',
  write: 'write',
  'write-ack': 'ack',
  read: 'read',
  'read-reply': 'answer',
  forward: 'write',
  'forward-reply': 'answer',
  'repair-write': 'write',
  'repair-ack': 'ack',
  hint: 'hint',
  'hint-ack': 'ack',
  'gossip-push': 'gossip',
  'gossip-pull': 'gossip',
  'gossip-reply': 'gossip',
  'full-state': 'hash',
  'merkle-hashes': 'hash',
  'merkle-differences': 'hash',
  'merkle-keys': 'hash',
  'merkle-versions': 'write',
  'merkle-return': 'write',
};

export function kindOf(type: MessageType): MarkKind {
  return kinds[type];
}

export const mechanismNames: Readonly<Record<RepairMechanism, string>> = {
  'read-repair': 'read repair',
  'hinted-handoff': 'hinted handoff',
  gossip: 'gossip',
  'anti-entropy': 'Merkle comparison',
};

export interface Moving {
  readonly id: string;
  readonly kind: MarkKind;
  readonly from: string;
  readonly to: string;
  /** Share of the way, 0 to 1, linear in simulated time. */
  readonly share: number;
  readonly repairing: boolean;
}
export interface Dropped {
  readonly id: string;
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

/** What is where at `tUs`; `earlier` are the snapshots just before, whose drops and repairs may still stand; `lingerUs`: for how long. */
export function picture(snapshot: Snapshot, tUs: number, earlier: readonly Snapshot[], lingerUs: number): Picture {
  const rings = new Map<string, readonly Ring[]>();
  for (const replica of snapshot.replicas) rings.set(replica.id, ringsOf(replica, tUs));
  return {
    moving: movingOf(snapshot.messages, tUs),
    dropped: droppedOf(snapshot, tUs, earlier, lingerUs),
    repairs: repairsOf(snapshot, tUs, earlier, lingerUs),
    rings,
  };
}

function movingOf(messages: readonly MessageView[], tUs: number): readonly Moving[] {
  const out: Moving[] = [];
  for (const message of messages) {
    const span = message.deliverUs - message.sentUs;
    if (span <= 0 || message.sentUs > tUs) continue;
    const share = Math.max(0, Math.min(1, (tUs - message.sentUs) / span));
    const repairing = message.type === 'hint' || message.type === 'repair-write';
    out.push({ id: `${message.address}+${message.copy}`, kind: kindOf(message.type), from: message.from, to: message.to, share, repairing });
  }
  return out;
}

function droppedOf(snapshot: Snapshot, tUs: number, earlier: readonly Snapshot[], lingerUs: number): readonly Dropped[] {
  const seen = new Map<string, Dropped>();
  const collect = (of: Snapshot) => {
    for (const drop of of.drops) {
      if (tUs - drop.droppedUs > lingerUs || drop.droppedUs > tUs) continue;
      const id = `${drop.address}+${drop.copy}`;
      seen.set(id, { id, kind: kindOf(drop.type), from: drop.from, to: drop.to, reason: drop.reason });
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
      if (happening.type !== 'repaired' || replica === null || mechanism === null || mechanism === 'write' || tUs - atUs > lingerUs || atUs > tUs) continue;
      const cell = of.replicas.find((one) => one.id === replica)?.cells.find((one) => one.by === mechanism && one.from !== null && one.from !== replica);
      seen.set(replica, { id: `${replica}@${atUs}`, to: replica, from: cell?.from ?? null, mechanism, name: mechanismNames[mechanism] });
    }
  };
  for (const one of earlier) collect(one);
  collect(snapshot);
  return [...seen.values()];
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

/**
 * Colour of each version (by its write number) and copy in this view. Equal copies look equal, copies that differ look different, and
 * what is stale has no hue. A version keeps its hue by the parity of its number while it can; past two hues it is plain.
 */
export function classColours(snapshot: Snapshot, key: string | null): (version: VersionView, cell: CellView) => ClassColour {
  const numbers = new Set<number>();
  for (const replica of snapshot.replicas) {
    const cell = cellOf(replica, key);
    if (cell !== undefined && cell.stale === 0) for (const version of cell.versions) numbers.add(version.number);
  }
  const colours = new Map<number, ClassColour>();
  const taken = new Set<ClassColour>();
  for (const number of [...numbers].sort((a, b) => b - a)) {
    const first: ClassColour = number % 2 === 0 ? 'blue' : 'plum';
    const second: ClassColour = first === 'blue' ? 'plum' : 'blue';
    const colour = !taken.has(first) ? first : !taken.has(second) ? second : 'plain';
    taken.add(colour);
    colours.set(number, colour);
  }
  return (version, cell) => (cell.stale > 0 ? 'stale' : (colours.get(version.number) ?? 'plain'));
}
