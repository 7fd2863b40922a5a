/**
 * What is known of who joined, left or was replaced since the run began: one entry for each replica that did. Immutable plain data, for a
 * node may know less than another; of two that differ about a replica the entry of the later generation counts, as among Cassandra's
 * gossiped states. Ranges move for one replica at a time, the earliest first (`movingNow`). Tokens themselves never change.
 */
import type { Place } from './ring.ts';

export type RingStatus = 'joining' | 'member' | 'leaving' | 'left';

export interface RingEntry {
  readonly replica: number;
  /** Above that of every entry its maker knew of. */
  readonly generation: number;
  readonly status: RingStatus;
  /** Whose tokens it takes, or has taken; its own number: its own. */
  readonly of: number;
  /** Who took the tokens of one that left; −1: nobody. */
  readonly by: number;
}

export interface RingState {
  /** By rising replica. */
  readonly entries: readonly RingEntry[];
  /** Tokens at which a range was split, rising. */
  readonly splits: readonly number[];
  /** Equal for equal states. */
  readonly key: string;
}

/** What moves: a replica that joins, leaves, or replaces `of`. */
export interface Move {
  readonly kind: 'join' | 'leave' | 'replace';
  readonly replica: number;
  readonly of: number;
  readonly generation: number;
}

export const FIRST_RING: RingState = { entries: [], splits: [], key: '' };

function make(entries: readonly RingEntry[], splits: readonly number[]): RingState {
  const words = entries.map(({ replica, generation, status, of, by }) => `${replica}.${generation}.${status}.${of}.${by}`);
  return { entries, splits, key: splits.length === 0 ? words.join(' ') : `${words.join(' ')} | ${splits.join(' ')}` };
}

function isLater(a: RingEntry, b: RingEntry): boolean {
  return a.generation !== b.generation ? a.generation > b.generation : a.by > b.by;
}

/** The ring with these entries wherever they are later; the same object where none is. */
export function withEntries(ring: RingState, entries: readonly RingEntry[]): RingState {
  const byReplica = new Map(ring.entries.map((entry) => [entry.replica, entry]));
  let isNew = false;
  for (const entry of entries) {
    const known = byReplica.get(entry.replica);
    if (known !== undefined && !isLater(entry, known)) continue;
    byReplica.set(entry.replica, entry);
    isNew = true;
  }
  if (!isNew) return ring;
  return make(
    [...byReplica.values()].sort((a, b) => a.replica - b.replica),
    ring.splits,
  );
}

export function withSplits(ring: RingState, splits: readonly number[]): RingState {
  return make(
    ring.entries,
    splits.slice().sort((a, b) => a - b),
  );
}

export function nextGeneration({ entries }: RingState): number {
  return entries.reduce((most, { generation }) => Math.max(most, generation), 0) + 1;
}

export function entryOf({ entries }: RingState, replica: number): RingEntry | undefined {
  return entries.find((entry) => entry.replica === replica);
}

/** True where it left, was replaced, or took the place of one that another has replaced since. */
export function hasLeft(ring: RingState, replica: number): boolean {
  const entry = entryOf(ring, replica);
  if (entry === undefined) return false;
  return entry.status === 'left' || (entry.status === 'member' && entry.of !== replica && entryOf(ring, entry.of)?.by !== replica);
}

/** The replicas that are in the cluster or about to join it; `first`: how many the run began with, `replicas`: how many names there are. */
export function membersOf(ring: RingState, first: number, replicas: number): readonly number[] {
  const members: number[] = [];
  for (let replica = 0; replica < replicas; replica++)
    if ((replica < first || entryOf(ring, replica) !== undefined) && !hasLeft(ring, replica)) members.push(replica);
  return members;
}

/** Who has a place on the ring: whoever joins has none yet, whoever leaves has one still. `after`: as if this move were over. */
export function placesOf(ring: RingState, names: readonly string[], first: number, after: Move | null): readonly Place[] {
  const places: Place[] = [];
  names.forEach((name, replica) => {
    const entry = entryOf(ring, replica);
    if ((entry === undefined && replica >= first) || hasLeft(ring, replica)) return;
    if (after !== null && ((after.kind === 'leave' && after.replica === replica) || (after.kind === 'replace' && after.of === replica))) return;
    if (entry?.status === 'joining' && after?.replica !== replica) return;
    places.push({ replica, name: entry === undefined || entry.of === replica ? name : tokenName(ring, names, entry.of) });
  });
  return places;
}

/** One that replaced a replica that had itself replaced another has the tokens of the first. */
function tokenName(ring: RingState, names: readonly string[], of: number): string {
  const entry = entryOf(ring, of);
  return entry === undefined || entry.of === of ? names[of] : tokenName(ring, names, entry.of);
}

/** Who has the place that was this replica's: itself while it is there; −1: nobody. */
export function heirIn(ring: RingState, replica: number): number {
  if (!hasLeft(ring, replica)) return replica;
  const by = entryOf(ring, replica)?.by ?? -1;
  return by < 0 ? -1 : heirIn(ring, by);
}

/** The move that goes on: the earliest of those that were begun; the others wait. Null where nothing moves. */
export function movingNow(ring: RingState): Move | null {
  let earliest: RingEntry | null = null;
  for (const entry of ring.entries) {
    if (entry.status !== 'joining' && entry.status !== 'leaving') continue;
    if (entry.of !== entry.replica && hasLeft(ring, entry.of)) continue;
    if (earliest === null || entry.generation < earliest.generation) earliest = entry;
  }
  if (earliest === null) return null;
  const { replica, of, generation, status } = earliest;
  return { kind: status === 'leaving' ? 'leave' : of === replica ? 'join' : 'replace', replica, of, generation };
}
