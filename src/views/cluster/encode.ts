/**
 * How a replica looks as a cell, whoever draws it (SVG or Canvas): the class of its copy, what stands in it and when it heard. And the
 * order in which things are put into words for those who do not see the figure.
 */
import type { CellView, RecordView, ReplicaView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';
import { stateText } from '../copy-state.ts';
import { damageWords } from '../damage.ts';
import { ringWords } from '../ring-words.ts';
import type { ClassColour } from './frame.ts';
import { cellOf, lastUpTo } from './frame.ts';

export type CellClass = ClassColour | 'empty';

export interface CellFace {
  readonly id: string;
  readonly colour: CellClass;
  /** Heard in this round, or a moment ago: filled with the hue itself. */
  readonly fresh: boolean;
  readonly down: boolean;
  /** Round or time at which it came to hold what it holds; empty where that is not known. */
  readonly heard: string;
  readonly hints: number;
  readonly siblings: boolean;
}

export interface Heard {
  readonly atUs: number;
  readonly round: number | null;
}

/** When each replica's copy last changed, by the records up to the snapshot's event. In rounds mode the round too. */
export function heardAt(records: readonly RecordView[], snapshot: Snapshot, key: string | null, roundUs: number | null): ReadonlyMap<string, Heard> {
  const heard = new Map<string, Heard>();
  for (let i = lastUpTo(records, snapshot.event); i >= 0 && heard.size < snapshot.replicas.length; i--) {
    const record = records[i];
    const copy = record?.type === 'copy-changed' ? record.copy : null;
    // A write elsewhere that makes an empty copy stale is told as a change too, but nothing came.
    if (record === undefined || copy === null || copy.key !== key || copy.labels.length === 0 || copy.by === 'data' || copy.stale > 0) continue;
    if (!heard.has(copy.replica)) heard.set(copy.replica, { atUs: record.atUs, round: roundUs === null ? null : Math.floor(record.atUs / roundUs) });
  }
  return heard;
}

/** `colourOf` is that of `classColours`; `freshUs`: what counts as a moment ago outside rounds mode. */
export function cellFaces(
  snapshot: Snapshot,
  key: string | null,
  colourOf: (version: VersionView, cell: CellView) => ClassColour,
  heard: ReadonlyMap<string, Heard>,
  freshUs: number,
  roundUs: number | null,
): readonly CellFace[] {
  const roundNow = roundUs === null ? null : Math.floor(snapshot.atUs / roundUs);
  return snapshot.replicas.map((replica) => {
    const cell = cellOf(replica, key);
    const version = cell?.versions[0];
    const colour = cell === undefined || version === undefined ? 'empty' : colourOf(version, cell);
    const when = colour === 'empty' || colour === 'stale' ? undefined : heard.get(replica.id);
    const fresh = when !== undefined && (when.round !== null ? when.round === roundNow && when.round > 0 : snapshot.atUs - when.atUs <= freshUs);
    return {
      id: replica.id,
      colour,
      fresh,
      down: !replica.up,
      heard: when === undefined ? '' : when.round !== null ? String(when.round) : shortTime(when.atUs),
      hints: replica.hints.length,
      siblings: (cell?.versions.length ?? 0) > 1,
    };
  });
}

function shortTime(us: number): string {
  return `${(us / 1_000_000).toFixed(1)}\u2009s`;
}

/** A stored value as a card shows it; text as it is, everything else as JSON. */
export function valueText(version: VersionView): string {
  if (version.tombstone) return 'deleted';
  return typeof version.value === 'string' ? version.value : JSON.stringify(version.value);
}

/** A replica in one line of words. */
export function replicaWords(replica: ReplicaView, key: string | null): string {
  const cell = cellOf(replica, key);
  const holds =
    cell === undefined || cell.versions.length === 0
      ? 'holds nothing'
      : cell.state !== undefined
        ? `holds ${stateText(cell.state)}, version ${cell.versions[0]?.label}`
        : cell.versions.map((one) => `holds ${valueText(one)}, version ${one.label}`).join('; ');
  const more: string[] = [];
  if (cell?.damage !== undefined) more.push(damageWords(cell.damage).word);
  if (cell !== undefined && cell.stale > 0) more.push(`stale by ${cell.stale}`);
  if (cell !== undefined && cell.versions.length > 1) more.push(`${cell.versions.length} siblings`);
  if (replica.hints.length > 0)
    more.push(`keeps ${replica.hints.length} ${replica.hints.length === 1 ? 'hint' : 'hints'} for ${targetsOf(replica).join(', ')}`);
  more.push(...stateWords(replica));
  const place = replica.region === undefined ? '' : ` in ${replica.region}${replica.rack === undefined ? '' : `, rack ${replica.rack}`}`;
  return `Replica ${replica.id}${place}${replica.up ? '' : ', crashed'}: ${holds}${more.map((one) => `, ${one}`).join('')}`;
}

export function targetsOf(replica: ReplicaView): readonly string[] {
  return [...new Set(replica.hints.map((hint) => hint.target))];
}

/** What is unusual about a replica, as its chips say it. */
export function stateWords(replica: ReplicaView): readonly string[] {
  const words: string[] = replica.ring === undefined ? [] : [ringWords(replica.ring)];
  const offset = Math.round(replica.clockOffsetMs);
  if (offset !== 0) words.push(`clock ${signed(offset)} ms`);
  if (replica.slow > 1) words.push(`${replica.slow}x slower`);
  if (replica.suspects.length > 0) words.push(`suspects ${replica.suspects.length > 3 ? replica.suspects.length : replica.suspects.join(', ')}`);
  return words;
}

export function signed(value: number): string {
  return value > 0 ? `+${value}` : `\u2212${-value}`;
}
