/** What is to be said of a replica and of one key's copies, from the snapshot and the records: pure, so that it can be held against the run. */
import { duration } from '../../base/format.ts';
import type { CellView, ReplicaView, RingView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { type ColourOf, coloursOf } from '../classes.ts';
import type { OperationRow } from '../operation-rows.ts';
import { acknowledgedNumbers } from '../operation-rows.ts';
import { ringWords } from '../ring-words.ts';

export interface KeyFact {
  readonly key: string;
  readonly cell: CellView;
  /** The newest acknowledged versions; null where the records that would tell are not held. */
  readonly newest: readonly NamedVersion[] | null;
  readonly missing: string;
  readonly colourOf: ColourOf;
}
export interface NamedVersion {
  readonly label: string;
  readonly number: number;
}
export interface Wait {
  readonly name: string;
  readonly glyph: GlyphName;
  readonly inUs: number;
  readonly intervalUs: number;
}
export interface HintsKept {
  readonly target: string;
  readonly count: number;
  /** Key and version of each, at most six. */
  readonly some: readonly { readonly key: string; readonly label: string }[];
}

export function replicaState(replica: ReplicaView, snapshot: Pick<Snapshot, 'groups'>): string {
  const side = snapshot.groups.length > 1 ? `, side ${replica.side + 1}` : '';
  const { region, rack } = replica;
  const where = region === undefined ? '' : `, in ${region}${rack === undefined ? '' : `, rack ${rack}`}`;
  const ring = replica.ring === undefined ? '' : `, ${ringWords(replica.ring)}`;
  return `${replica.up ? 'up' : 'crashed'}${ring}${where}${side}`;
}

/** Stale copies first, then by name. */
export function keyFacts(replica: ReplicaView, snapshot: Snapshot, rows: readonly OperationRow[], recordsHeld: boolean): readonly KeyFact[] {
  const cells = [...replica.cells].sort((a, b) => Math.sign(b.stale) - Math.sign(a.stale) || (a.key < b.key ? -1 : 1));
  return cells.map((cell) => {
    const copies = copiesOf(snapshot, cell.key);
    return {
      key: cell.key,
      cell,
      newest: newestAcknowledged(snapshot, cell.key, copies, rows, recordsHeld),
      missing: missingText(snapshot, replica.id, cell),
      colourOf: coloursOf(copies.map((copy) => copy.cell)),
    };
  });
}

export interface HeldCopy {
  readonly replica: ReplicaView;
  readonly cell: CellView;
}

export function copiesOf(snapshot: Pick<Snapshot, 'replicas'>, key: string): readonly HeldCopy[] {
  return snapshot.replicas.flatMap((replica) => {
    const cell = replica.cells.find((one) => one.key === key);
    return cell === undefined ? [] : [{ replica, cell }];
  });
}

/** What the up-to-date copies hold of what was acknowledged; a stale copy knows by name what it misses. */
export function newestAcknowledged(
  { whys }: Pick<Snapshot, 'whys'>,
  key: string,
  copies: readonly HeldCopy[],
  rows: readonly OperationRow[],
  recordsHeld: boolean,
): readonly NamedVersion[] | null {
  const acknowledged = acknowledgedNumbers(rows, key);
  const found = new Map<number, NamedVersion>();
  for (const { cell } of copies)
    if (cell.stale === 0) for (const { label, number } of cell.versions) if (number === 0 || acknowledged.has(number)) found.set(number, { label, number });
  if (found.size > 0) return [...found.values()].sort((a, b) => a.number - b.number);
  // The newest that a copy misses is not superseded by any other: what holds the superseding one would not miss it.
  for (const why of whys) {
    const newest = why.key === key ? why.missing[0] : undefined;
    if (newest !== undefined) found.set(newest.number, { label: newest.label, number: newest.number });
  }
  if (found.size > 0) return [...found.values()].sort((a, b) => a.number - b.number);
  return recordsHeld && acknowledged.size === 0 ? [] : null;
}

export function missingText({ whys }: Pick<Snapshot, 'whys'>, replica: string, cell: CellView): string {
  if (cell.stale === 0) return 'nothing';
  const why = whys.find((one) => one.replica === replica && one.key === cell.key);
  const named = why?.missing.filter((one) => one.number > 0) ?? [];
  if (named.length === cell.stale && named.length < 3) return named.map((one) => `${one.kind === 'data' ? 'write' : one.kind} #${one.number}`).join(', ');
  return `${cell.stale} ${cell.stale === 1 ? 'write' : 'writes'}`;
}

const waits: readonly { readonly prefix: string; readonly name: string; readonly glyph: GlyphName }[] = [
  { prefix: 'gossip', name: 'gossip round', glyph: 'gossip' },
  { prefix: 'hint', name: 'hint replay', glyph: 'hint' },
  { prefix: 'anti-entropy', name: 'Merkle comparison', glyph: 'hash' },
  { prefix: 'compaction', name: 'compaction of tombstones', glyph: 'tombstone' },
];

/** The soonest first; a crashed replica waits for nothing. */
export function waitsOf(replica: ReplicaView, tUs: number): readonly Wait[] {
  if (!replica.up) return [];
  const out = replica.ticks.map(({ name, atUs, intervalUs }) => {
    const known = waits.find((one) => name.startsWith(one.prefix));
    return { name: known?.name ?? name.replaceAll('-', ' '), glyph: known?.glyph ?? ('timer' as const), inUs: Math.max(0, atUs - tUs), intervalUs };
  });
  return out.sort((a, b) => a.inUs - b.inUs);
}

const HINTS_NAMED = 6;

export function hintsOf({ hints }: ReplicaView): readonly HintsKept[] {
  const targets = [...new Set(hints.map((hint) => hint.target))];
  return targets.map((target) => {
    const mine = hints.filter((hint) => hint.target === target);
    return { target, count: mine.length, some: mine.slice(0, HINTS_NAMED).map(({ key, label }) => ({ key, label })) };
  });
}

/** What is odd about the machine itself; empty where nothing is. */
export function conditionsOf(replica: ReplicaView): readonly string[] {
  const { clockOffsetMs, slow, suspects } = replica;
  const offsetUs = Math.round(Math.abs(clockOffsetMs) * 1000);
  return [
    ...(replica.ring === undefined ? [] : [ringSentence(replica.ring)]),
    ...(offsetUs >= 1 ? [`Its clock is ${duration(offsetUs)} ${clockOffsetMs > 0 ? 'ahead' : 'behind'}.`] : []),
    ...(slow > 1 ? [`It works ${slow} times slower than it should.`] : []),
    ...(suspects.length > 0 ? [`It suspects ${suspects.slice(0, 8).join(', ')}${suspects.length > 8 ? ` and ${suspects.length - 8} more` : ''}.`] : []),
  ];
}

/** What it means for its keys that it joins, leaves or has left. */
function ringSentence({ status, of }: RingView): string {
  if (status === 'left') return 'It owns nothing any more: its keys are with the others.';
  if (status === 'leaving') return 'It is leaving: it hands its keys to their next owners, and until they have them it answers for them.';
  const until = of === null ? 'until then the owners so far answer for them' : `until then the other owners answer for them`;
  return `It ${of === null ? 'is joining' : `takes ${of}’s place`}: it takes the writes of the keys that it will own and gets their copies; ${until}.`;
}

export interface CopyClass {
  readonly versions: readonly VersionView[];
  readonly cell: CellView;
  readonly replicas: readonly string[];
}

/** Equal copies together: the up-to-date ones first, then the larger class. */
export function classesOf(copies: readonly HeldCopy[]): readonly CopyClass[] {
  const classes = new Map<string, { cell: CellView; replicas: string[] }>();
  for (const { replica, cell } of copies) {
    const id = `${cell.hash}/${cell.stale}`;
    const known = classes.get(id);
    if (known === undefined) classes.set(id, { cell, replicas: [replica.id] });
    else known.replicas.push(replica.id);
  }
  return [...classes.values()]
    .map(({ cell, replicas }) => ({ versions: cell.versions, cell, replicas }))
    .sort((a, b) => a.cell.stale - b.cell.stale || b.replicas.length - a.replicas.length);
}
