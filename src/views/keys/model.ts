/**
 * The matrix of copies as plain data: which rows and columns stand there, what each cell shows, and what it is called. Where there are
 * more than fit, the chosen ones stay, then one copy of each version, then those that are behind or differ, in the order of the scenario.
 */

import { listOf } from '../../base/format.ts';
import { type Selection, selectedReplica } from '../../engine/picture/selection.ts';
import { valueText } from '../../engine/picture/sentences.ts';
import type { CellView, DamageView, ReplicaView } from '../../engine/picture/snapshot.ts';
import { type ClassColour, type ColourOf, coloursOf } from '../classes.ts';
import { stateText } from '../copy-state.ts';
import { damageWords } from '../damage.ts';
import { arrivalText, behindText } from '../marks-of.ts';

/** At most so many rows, and columns. */
export const SHOWN = 40;

export interface VersionMark {
  readonly label: string;
  readonly colour: ClassColour;
  readonly tombstone: boolean;
  readonly text: string;
}
export interface MatrixCell {
  readonly replica: string;
  readonly key: string;
  /** None: the replica holds nothing of the key. More than one: siblings. */
  readonly versions: readonly VersionMark[];
  readonly stale: number;
  readonly damage: DamageView | null;
  readonly by: CellView['by'] | null;
  readonly from: string | null;
  /** All of it in words. */
  readonly words: string;
}
export interface MatrixRow {
  readonly key: string;
  readonly cells: readonly MatrixCell[];
  /** Copies behind, among all replicas. */
  readonly stale: number;
}
export interface MatrixColumn {
  readonly id: string;
  readonly up: boolean;
  /** Of how many keys its copy is behind. */
  readonly stale: number;
}
export interface Matrix {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
  readonly moreReplicas: number;
  readonly moreKeys: number;
}

export interface MatrixInput {
  readonly replicas: readonly ReplicaView[];
  readonly selection: Selection | null;
  readonly shownKey: string | null;
}

export function matrixOf({ replicas, selection, shownKey }: MatrixInput): Matrix {
  const copies = copiesByKey(replicas);
  const differing = new Map([...copies].map(([key, row]) => [key, differingIn(row)]));
  const keyChosen = selection?.type === 'key' || selection?.type === 'copy' ? selection.key : null;
  const keys = fitting([...copies.keys()], (key) => (key === keyChosen ? 0 : key === shownKey ? 1 : (differing.get(key)?.size ?? 0) > 0 ? 2 : 3));
  const chosen = selectedReplica(selection);
  const spokesmen = oneOfEach(keys.map((key) => copies.get(key) ?? new Map()));
  const behind = new Set(keys.flatMap((key) => [...(differing.get(key) ?? [])]));
  const ids = new Set(
    fitting(
      replicas.map((replica) => replica.id),
      (id) => (id === chosen ? 0 : spokesmen.has(id) ? 1 : behind.has(id) ? 2 : 3),
    ),
  );
  const shown = replicas.filter((replica) => ids.has(replica.id));
  return {
    columns: shown.map(({ id, up, cells }) => ({ id, up, stale: cells.filter((cell) => cell.stale > 0).length })),
    rows: keys.map((key) => rowOf(key, shown, copies.get(key) ?? new Map())),
    moreReplicas: replicas.length - shown.length,
    moreKeys: copies.size - keys.length,
  };
}

type Row = ReadonlyMap<string, CellView>;

function copiesByKey(replicas: readonly ReplicaView[]): ReadonlyMap<string, Row> {
  const out = new Map<string, Map<string, CellView>>();
  for (const { id, cells } of replicas)
    for (const cell of cells) {
      const row = out.get(cell.key);
      if (row === undefined) out.set(cell.key, new Map([[id, cell]]));
      else row.set(id, cell);
    }
  return new Map([...out].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The replicas whose copy is behind, or not the one that most of the up-to-date ones hold. */
function differingIn(row: Row): ReadonlySet<string> {
  const counts = new Map<number, number>();
  for (const cell of row.values()) if (cell.stale === 0) counts.set(cell.hash, (counts.get(cell.hash) ?? 0) + 1);
  const most = [...counts].reduce<number | null>((best, [hash, count]) => (best === null || count > (counts.get(best) ?? 0) ? hash : best), null);
  const out = new Set<string>();
  for (const [id, cell] of row) if (cell.stale > 0 || cell.hash !== most) out.add(id);
  return out;
}

/** For each different copy of a row the first replica that holds it. */
function oneOfEach(rows: readonly Row[]): ReadonlySet<string> {
  const out = new Set<string>();
  for (const row of rows) {
    const met = new Set<number>();
    for (const [id, cell] of row) {
      if (met.has(cell.hash)) continue;
      met.add(cell.hash);
      out.add(id);
    }
  }
  return out;
}

/** The names that fit, of the lowest ranks, in the order that they came in. */
function fitting(names: readonly string[], rank: (name: string) => number): readonly string[] {
  if (names.length <= SHOWN) return names;
  const ranked = names.map((name, at) => ({ name, at, rank: rank(name) })).sort((a, b) => a.rank - b.rank || a.at - b.at);
  return ranked
    .slice(0, SHOWN)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

function rowOf(key: string, replicas: readonly ReplicaView[], copies: Row): MatrixRow {
  const colourOf = coloursOf(copies.values());
  let stale = 0;
  for (const cell of copies.values()) if (cell.stale > 0) stale++;
  return { key, cells: replicas.map(({ id }) => cellOf(id, key, copies.get(id), colourOf)), stale };
}

function cellOf(replica: string, key: string, cell: CellView | undefined, colourOf: ColourOf): MatrixCell {
  if (cell === undefined || cell.versions.length === 0) {
    const stale = cell?.stale ?? 0;
    const damage = cell?.damage ?? null;
    const why = damage === null ? '' : `, ${damageWords(damage).word}`;
    return {
      replica,
      key,
      versions: [],
      stale,
      damage,
      by: null,
      from: null,
      words: `${replica} holds nothing of ${key}${why}${stale > 0 ? `, ${behindText(stale)}` : ''}`,
    };
  }
  const versions = cell.versions.map((version) => ({
    label: version.label,
    colour: colourOf(version, cell),
    tombstone: version.tombstone,
    text:
      cell.state !== undefined
        ? stateText(cell.state)
        : version.tombstone
          ? 'deleted'
          : typeof version.value === 'string'
            ? version.value
            : valueText(version.value),
  }));
  const { stale, by, from, damage = null } = cell;
  const held = listOf(versions.map((one) => `${one.label} ${one.tombstone ? '(tombstone)' : `(${one.text})`}`));
  const siblings = versions.length > 1 ? `${versions.length} siblings, ` : '';
  const words = `${replica} holds ${siblings}${held} of ${key}, ${by === 'data' ? '' : 'by '}${arrivalText(by, from)}${damage === null ? '' : `, ${damageWords(damage).word}`}${stale > 0 ? `, ${behindText(stale)}` : ''}`;
  return { replica, key, versions, stale, damage, by, from, words };
}
