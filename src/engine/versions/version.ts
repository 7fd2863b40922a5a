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
}

export interface Cell {
  /** In canonical order (by dot, then by value), so that equal cells list equal values. Never empty. */
  readonly versions: readonly Version[];
  /** Every event known to have happened to the key; empty where the policy keeps no vector. */
  readonly clock: VersionVector;
  /** Fingerprint of versions and clock: equal cells have equal hashes. */
  readonly hash: number;
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
  return {
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
}

/** A cell of these versions (put in canonical order here) under this clock. */
export function makeCell(versions: readonly Version[], clock: VersionVector): Cell {
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
  return { versions: sorted, clock, hash: fingerprint(mix32(h), mix32(g ^ combine(h, 1))) };
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

/** True where every version is a tombstone: the key reads as deleted. */
export function isDeleted(cell: Cell): boolean {
  for (const version of cell.versions) if (!version.tombstone) return false;
  return true;
}

/** The values a client sees, in canonical order; `[]` for a tombstone or nothing. */
export function valuesOf(cell: Cell | undefined): Json[] {
  if (cell === undefined) return [];
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
  let bytes = 6 * cell.clock.length;
  for (const version of cell.versions) bytes += version.counter === 0 ? 9 : 21;
  return bytes;
}
