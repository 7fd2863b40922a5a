/**
 * What replicas store. A Version is one value that somebody wrote, with what names it; a Cell is all that one replica knows of one
 * key: the versions that nothing it knows supersedes, and the events it has seen. Both are immutable and shared between replicas,
 * messages and checkpoints. Vectors after Parker et al. 1983; dots after Preguiça, Baquero et al., "Dotted version vectors" (2012).
 */
import { combine, combineNumber, fingerprint, hashString, mix32 } from '../../base/hash.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Flat and sorted by actor: [actor, counter, actor, counter, …]. An actor is `replica + ACTOR_STEP × (incarnation − 1)`. */
export type VersionVector = readonly number[];

export const ACTOR_STEP = 65536;
/** The actor that names what was loaded before time began. */
export const LOADER_ACTOR = 65535;
/** In place of an operation: what rotted or was forged, so that no client's signature fits it. */
export const UNWRITTEN = -3;
export const EMPTY_VECTOR: VersionVector = [];

export interface Version {
  /** The client operation that made it, numbered over the whole run from 1; 0: loaded before time began, −1: an older loaded version, −2: a loaded sibling, −3: nobody wrote it. An opaque name: no order is read into it. */
  readonly operation: number;
  readonly value: Json;
  readonly tombstone: boolean;
  /** By the clock of whoever named the version, microseconds. */
  readonly timestampUs: number;
  /** Who named it: a replica's index, or −1 − client. */
  readonly coordinator: number;
  /** Its dot, where the policy keeps one; counter 0: none. */
  readonly actor: number;
  readonly counter: number;
  readonly valueBytes: number;
  /** Canonical JSON of the value: what ties are broken by. */
  readonly text: string;
  /** Fingerprint of value, tombstone, timestamp and dot, below 2^53. */
  readonly hash: number;
  /** Under hybrid clocks: tells apart versions of one microsecond. */
  readonly logical?: number;
  /** With causal reads: all that its client had seen of any key. No part of the fingerprint; a dependency has none of its own. */
  readonly causes?: readonly Dependency[];
}

/** Whoever reads a version that depends on this one must not read its key without it. */
export interface Dependency {
  readonly key: number;
  readonly version: Version;
}

/** Who reads a cell how: siblings as a list of values (most), all of them put together (union), or as the one value of a CRDT. */
export type CellType = 'union' | 'g-counter' | 'pn-counter' | 'g-set' | 'two-phase-set' | 'or-set';

export interface Cell {
  /** In canonical order (by dot, then by value), so that equal cells list equal values. Empty only for a set that has lost its elements. */
  readonly versions: readonly Version[];
  /** Every event known to have happened to the key; empty where the policy keeps no vector. */
  readonly clock: VersionVector;
  /** Fingerprint of versions and clock: equal cells have equal hashes. */
  readonly hash: number;
  /** The policy that made it, where its values are not its versions' or where keys have policies of their own. */
  readonly type?: string;
  /** Events that are known beyond the clock, one by one: [actor, counter, …], sorted. What a delta of a CRDT brings ahead of earlier ones. */
  readonly cloud?: readonly number[];
  /** Where vectors are pruned: when each entry of the clock was last raised, microseconds, in the clock's order. */
  readonly times?: readonly number[];
  /** On a cell that an operation of a CRDT has just made and that holds no version of it (a removal): that operation as an event. No part of the copy. */
  readonly event?: Version;
}

/** JSON with the names of objects sorted, so that equal values have equal text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson((value as { [name: string]: Json })[name])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export function makeVersion(parts: Omit<Version, 'text' | 'hash'>): Version {
  const text = parts.tombstone ? '' : canonicalJson(parts.value);
  let h = hashString(text, parts.tombstone ? 1 : 0);
  h = combineNumber(h, parts.timestampUs);
  h = combineNumber(h, parts.actor);
  h = combineNumber(h, parts.counter);
  if (parts.logical !== undefined) h = combineNumber(h, parts.logical + 1);
  const version = {
    operation: parts.operation,
    value: parts.value,
    tombstone: parts.tombstone,
    timestampUs: parts.timestampUs,
    coordinator: parts.coordinator,
    actor: parts.actor,
    counter: parts.counter,
    valueBytes: parts.valueBytes,
    text,
    hash: fingerprint(mix32(h), mix32(h ^ 0x2c1b3c6d)),
  };
  return parts.logical === undefined ? version : { ...version, logical: parts.logical };
}

/** What a cell may have besides versions and clock. `type` and `event` are no part of the fingerprint. */
export type CellExtras = Pick<Cell, 'type' | 'cloud' | 'times' | 'event'>;

/** A cell of these versions (put in canonical order here) under this clock. */
export function makeCell(versions: readonly Version[], clock: VersionVector, extras?: CellExtras): Cell {
  const sorted = versions.length < 2 ? versions : versions.slice().sort(canonicalOrder);
  let h = 0x517cc1b7;
  let g = 0x27220a95;
  for (const version of sorted) {
    h = combineNumber(h, version.hash);
    g = combineNumber(g ^ 0x1234567, version.hash);
  }
  for (const entry of clock) {
    h = combineNumber(h, entry);
    g = combineNumber(g, entry);
  }
  if (extras === undefined) return { versions: sorted, clock, hash: fingerprint(mix32(h), mix32(g ^ combine(h, 1))) };
  for (const more of [extras.cloud, extras.times]) {
    if (more === undefined || more.length === 0) continue;
    h = combineNumber(h ^ 0x0c10d, more.length);
    for (const entry of more) h = combineNumber(h, entry);
  }
  return { versions: sorted, clock, hash: fingerprint(mix32(h), mix32(g ^ combine(h, 1))), ...extras };
}

function canonicalOrder(a: Version, b: Version): number {
  if (a.actor !== b.actor) return a.actor - b.actor;
  if (a.counter !== b.counter) return a.counter - b.counter;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : a.hash - b.hash;
}

/** True where some version in it is not what a client wrote: what a check of signatures finds. */
export function isUnwritten(cell: Cell): boolean {
  for (const version of cell.versions) if (version.operation === UNWRITTEN) return true;
  return false;
}

/** True where the cell is the state of a set or a counter: its versions are parts of one value, no siblings. */
export function isOneValue({ type }: Cell): boolean {
  return type !== undefined && (type.endsWith('-set') || type.endsWith('-counter'));
}

/** How many values the cell keeps side by side, tombstones counted. */
export function siblingCount(cell: Cell): number {
  return isOneValue(cell) ? 1 : cell.versions.length;
}

/** True where every version is a tombstone: the key reads as deleted. A set or counter never does: what it has seen must be kept. */
export function isDeleted(cell: Cell): boolean {
  if (isOneValue(cell)) return false;
  for (const version of cell.versions) if (!version.tombstone) return false;
  return true;
}

/** The values a client sees, in canonical order; `[]` for a tombstone or nothing. A set, a counter and a union are one value. */
export function valuesOf(cell: Cell | undefined): Json[] {
  if (cell === undefined) return [];
  switch (cell.type as CellType | undefined) {
    case 'g-counter':
    case 'pn-counter':
      return [totalOf(cell)];
    case 'g-set':
    case 'two-phase-set':
    case 'or-set':
      return [elementsOf(cell)];
    case 'union':
      return isDeleted(cell) ? [] : [unionOf(cell)];
    default:
      return siblingValues(cell);
  }
}

/** The sum of what each entry has counted: a number, or [up, down]. */
function totalOf(cell: Cell): number {
  let total = 0;
  for (const { value } of cell.versions) total += Array.isArray(value) ? (value[0] as number) - (value[1] as number) : (value as number);
  return total;
}

/** The elements that live in a set, each once, by their canonical JSON; an element with a tombstone is gone for good. */
function elementsOf(cell: Cell): Json[] {
  const gone = new Set(cell.versions.filter(({ tombstone }) => tombstone).map(({ value }) => canonicalJson(value)));
  return distinct(cell.versions.filter(({ tombstone, text }) => !tombstone && !gone.has(text)).map(({ value }) => value));
}

/** What the siblings hold together: a list counts as its items, any other value as one item. */
function unionOf(cell: Cell): Json[] {
  return distinct(siblingValues(cell).flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value])));
}

/** Each value once: numbers by size, all else by canonical JSON. */
function distinct(values: readonly Json[]): Json[] {
  const byText = new Map(values.map((value) => [canonicalJson(value), value]));
  const before = ([a, x]: readonly [string, Json], [b, y]: readonly [string, Json]): boolean =>
    typeof x === 'number' && typeof y === 'number' ? x < y : a < b;
  return [...byText].sort((one, other) => (before(one, other) ? -1 : 1)).map(([, value]) => value);
}

function siblingValues(cell: Cell): Json[] {
  return cell.versions
    .filter((version) => !version.tombstone)
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map((version) => version.value);
}

/** Modelled bytes of values, and of what names them: 8 a timestamp, 12 an entry of a vector or a dot, 1 for the tombstone flag. */
export function valueBytesOf(cell: Cell): number {
  let bytes = 0;
  for (const version of cell.versions) bytes += version.valueBytes;
  return bytes;
}

export function metadataBytesOf(cell: Cell): number {
  let bytes = 6 * cell.clock.length + 6 * (cell.cloud?.length ?? 0) + 8 * (cell.times?.length ?? 0);
  for (const version of cell.versions)
    bytes += (version.counter === 0 ? 9 : 21) + (version.logical === undefined ? 0 : 4) + (version.causes === undefined ? 0 : causesBytesOf(version.causes));
  return bytes;
}

/** Modelled bytes of dependencies: 16 for a key's name, 8 for a timestamp or 12 for a dot. */
export function causesBytesOf(causes: readonly Dependency[]): number {
  let bytes = 0;
  for (const { version } of causes) bytes += version.counter === 0 ? 24 : 28;
  return bytes;
}
