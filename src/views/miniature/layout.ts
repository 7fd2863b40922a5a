/**
 * A moment of a cluster on a card: where the replicas, their copies, the cut and the messages stand in a small frame, in the encodings of the
 * large view. Sides are columns of two rows, with the cards on the outer side; three replicas that nothing parts stand in one row. Pure.
 */
import { duration } from '../../base/format.ts';
import type { CellView, MessageView, ReplicaView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';
import { type ClassColour, coloursOf } from '../classes.ts';
import { kindOf, type MarkKind } from '../kinds.ts';

export const FRAME = { width: 280, height: 180 } as const;
/** Below it stands the note. */
export const FLOOR = 154;
/** More replicas than this are counted, not drawn. */
export const MOST = 8;
const LINKED = 6;

const EDGE = 6;
const GAP = 22;
const BARRIER = 12;
const CARD = { height: 34, most: 104, off: 5 } as const;
const LETTER = 5.9;
const VALUE_LETTER = 5.4;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface MiniCard extends Box {
  readonly colour: ClassColour;
  readonly tombstone: boolean;
  /** Of a replica that is down: what it will come back with. */
  readonly ghost: boolean;
  readonly value: string;
  readonly label: string;
  /** What stands beside the label: `−1 stale`, `2 siblings`, `crashed`; empty where nothing is unusual. */
  readonly state: string;
}
export interface MiniReplica extends Point {
  readonly id: string;
  readonly half: number;
  readonly up: boolean;
  /** Where the words of a replica without a card stand, and its card. */
  readonly card: MiniCard | null;
  readonly words: string;
  readonly wordsY: number;
  readonly hints: { readonly x: number; readonly width: number; readonly text: string } | null;
  readonly clock: { readonly y: number; readonly text: string } | null;
}
export interface MiniLink {
  readonly id: string;
  readonly path: string;
}
export interface MiniMessage extends Point {
  readonly id: string;
  readonly kind: MarkKind;
  readonly path: string;
}
export interface MiniCluster {
  readonly sides: readonly Box[];
  readonly barriers: readonly Box[];
  readonly links: readonly MiniLink[];
  readonly replicas: readonly MiniReplica[];
  readonly messages: readonly MiniMessage[];
  /** So many replicas are not drawn. */
  readonly more: number;
}

interface Place extends Point {
  readonly replica: ReplicaView;
  readonly half: number;
  readonly side: number;
  readonly cardY: number;
  readonly column: number;
  /** The inner side, where links run: 1 below the square, −1 above. */
  readonly inner: 1 | -1;
}

export function clusterMiniature(snapshot: Snapshot, tUs: number, key: string | null): MiniCluster {
  const shown = snapshot.replicas.slice(0, MOST);
  const cut = snapshot.groups.length > 1;
  const groups = cut ? snapshot.groups.map((group) => shown.filter((one) => group.includes(one.id))).filter((group) => group.length > 0) : [shown];
  const places = placesOf(groups);
  const cells = snapshot.replicas.flatMap((replica) => cellOf(replica, key) ?? []);
  const colourOf = coloursOf(cells);
  return {
    ...groundsOf(groups),
    links: linksOf(places),
    replicas: places.map((place) => replicaOf(place, cellOf(place.replica, key), colourOf)),
    messages: snapshot.messages.flatMap((message) => messageOf(message, places, tUs) ?? []),
    more: snapshot.replicas.length - shown.length,
  };
}

export function cellOf(replica: ReplicaView, key: string | null): CellView | undefined {
  return replica.cells.find((cell) => cell.key === key && cell.versions.length > 0);
}

/** The key that a picture is about where none is named: the first by name. */
export function keyOf(snapshot: Snapshot): string | null {
  return [...new Set(snapshot.replicas.flatMap((replica) => replica.cells.map((cell) => cell.key)))].sort()[0] ?? null;
}

export function valueText(version: VersionView): string {
  if (version.tombstone) return 'deleted';
  return typeof version.value === 'string' ? version.value : JSON.stringify(version.value);
}

/** As much of a text as fits. */
export function fit(text: string, width: number, letter = LETTER): string {
  const most = Math.max(2, Math.floor(width / letter));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const inOneRow = (groups: readonly (readonly ReplicaView[])[]): boolean => groups.length === 1 && (groups[0]?.length ?? 0) <= 3;
const columnsOf = (groups: readonly (readonly ReplicaView[])[]): readonly number[] =>
  groups.map((group) => (inOneRow(groups) ? Math.max(1, group.length) : Math.ceil(group.length / 2)));

function columnWidth(groups: readonly (readonly ReplicaView[])[]): number {
  const columns = columnsOf(groups).reduce((sum, count) => sum + count, 0);
  return (FRAME.width - 2 * EDGE - (groups.length - 1) * GAP) / columns;
}

function placesOf(groups: readonly (readonly ReplicaView[])[]): readonly Place[] {
  const column = columnWidth(groups);
  const counts = columnsOf(groups);
  const row = inOneRow(groups);
  const places: Place[] = [];
  let left = EDGE;
  groups.forEach((group, side) => {
    const columns = counts[side] ?? 1;
    group.forEach((replica, i) => {
      const top = i < columns;
      const inRow = top ? columns : group.length - columns;
      const x = left + ((top ? i : i - columns) + 0.5 + (columns - inRow) / 2) * column;
      if (row) places.push({ replica, side, column, x, y: 66, half: 19, cardY: 66 + 19 + CARD.off, inner: -1 });
      else if (group.length === 1) places.push({ replica, side, column, x, y: 62, half: 14, cardY: 62 + 14 + CARD.off, inner: -1 });
      else if (top) places.push({ replica, side, column, x, y: 61, half: 14, cardY: 61 - 14 - CARD.off - CARD.height + 1, inner: 1 });
      else places.push({ replica, side, column, x, y: 101, half: 14, cardY: 101 + 14 + CARD.off - 1, inner: -1 });
    });
    left += columns * column + GAP;
  });
  return places;
}

function groundsOf(groups: readonly (readonly ReplicaView[])[]): Pick<MiniCluster, 'sides' | 'barriers'> {
  if (groups.length < 2) return { sides: [], barriers: [] };
  const column = columnWidth(groups);
  const sides: Box[] = [];
  const barriers: Box[] = [];
  let left = EDGE;
  for (const count of columnsOf(groups)) {
    if (sides.length > 0) barriers.push({ x: left - (GAP + BARRIER) / 2, y: 2, width: BARRIER, height: FLOOR - 2 });
    sides.push({ x: left, y: 4, width: count * column, height: FLOOR - 4 });
    left += count * column + GAP;
  }
  return { sides, barriers };
}

function replicaOf(place: Place, cell: CellView | undefined, colourOf: ReturnType<typeof coloursOf>): MiniReplica {
  const { replica, x, y, half, column } = place;
  const offset = Math.round(replica.clockOffsetMs);
  const room = column / 2 - half - 5;
  const targets = [...new Set(replica.hints.map((hint) => hint.target))];
  const hintText = room >= 44 ? `for ${targets[0] ?? ''}${targets.length > 1 ? ' …' : ''}` : (targets[0] ?? '');
  return {
    id: replica.id,
    x,
    y,
    half,
    up: replica.up,
    card: cell === undefined ? null : cardOf(place, cell, colourOf),
    words: cell !== undefined ? '' : !replica.up ? 'crashed' : column < 76 ? 'nothing' : 'holds nothing',
    wordsY: place.cardY < y ? place.cardY + CARD.height - 6 : place.cardY + 10,
    hints: replica.hints.length === 0 ? null : { x: x + half + 4, width: 20 + hintText.length * LETTER, text: hintText },
    clock: offset === 0 ? null : { y: y + place.inner * (half + 13), text: `${offset > 0 ? '+' : '\u2212'}${duration(Math.abs(offset) * 1000)}` },
  };
}

function cardOf(place: Place, cell: CellView, colourOf: ReturnType<typeof coloursOf>): MiniCard {
  const [version] = cell.versions;
  const many = cell.versions.length > 1;
  const width = Math.min(place.column - 8, CARD.most);
  const ghost = !place.replica.up;
  const text = cell.versions.map(valueText).join(' / ');
  const label = many ? '' : (version?.label ?? '');
  const behind = width >= 92 ? `\u2212${cell.stale} stale` : 'stale';
  const tombstone = version?.tombstone === true && !many;
  return {
    x: place.x - width / 2,
    y: place.cardY,
    width,
    height: CARD.height,
    colour: version === undefined || many ? 'plain' : colourOf(version, cell),
    tombstone,
    ghost,
    value: fit(text, width - (tombstone ? 28 : 12), VALUE_LETTER),
    label,
    state: ghost ? 'crashed' : many ? `${cell.versions.length} siblings` : cell.stale > 0 ? behind : '',
  };
}

/** A way between two squares: straight, or in a bow over those that stand between. */
function wayOf(a: Place, b: Place): { readonly path: string; readonly at: (share: number) => Point } {
  const far = a.y === b.y && Math.abs(a.x - b.x) > a.column * 1.5;
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const reach = far ? 0 : (a.half + 3) / length;
  const from = far ? { x: a.x, y: a.y - a.half - 3 } : { x: a.x + (b.x - a.x) * reach, y: a.y + (b.y - a.y) * reach };
  const to = far ? { x: b.x, y: b.y - b.half - 3 } : { x: b.x - (b.x - a.x) * reach, y: b.y - (b.y - a.y) * reach };
  const bend = far ? { x: (a.x + b.x) / 2, y: a.y - a.half - 38 } : { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    path: `M${round(from.x)} ${round(from.y)}Q${round(bend.x)} ${round(bend.y)} ${round(to.x)} ${round(to.y)}`,
    at: (share) => {
      const rest = 1 - share;
      const on = (p: number, q: number, r: number): number => rest * rest * p + 2 * rest * share * q + share * share * r;
      return { x: on(from.x, bend.x, to.x), y: on(from.y, bend.y, to.y) };
    },
  };
}

/** Links of more than a handful would be a thicket. */
function linksOf(places: readonly Place[]): readonly MiniLink[] {
  if (places.length > LINKED) return [];
  return places.flatMap((a, i) =>
    places
      .slice(i + 1)
      .filter((b) => b.side === a.side)
      .map((b) => ({ id: `${a.replica.id}/${b.replica.id}`, path: wayOf(a, b).path })),
  );
}

function messageOf(message: MessageView, places: readonly Place[], tUs: number): MiniMessage | null {
  const from = places.find(({ replica }) => replica.id === message.from);
  const to = places.find(({ replica }) => replica.id === message.to);
  if (from === undefined || to === undefined || message.deliverUs <= message.sentUs) return null;
  const way = wayOf(from, to);
  const share = Math.min(1, Math.max(0, (tUs - message.sentUs) / (message.deliverUs - message.sentUs)));
  return { id: message.address, kind: kindOf(message.type), path: way.path, ...way.at(share) };
}
