/**
 * How two versions of a key stand to one another, and what decides it. With dots: one happened before the other if the other's writer
 * had seen its dot (Preguiça et al. 2012). Under timestamps there is no causality to read: the store's own order decides.
 */
import type { DotView, VersionView } from './snapshot.ts';

export type RelationKind = 'equal' | 'before' | 'after' | 'concurrent';

/** An entry that decides: `a` and `b` are how many of the actor's events each version knows, itself included. */
export interface DecidingEntry {
  readonly actor: string;
  readonly a: number;
  readonly b: number;
}

export interface Relation {
  readonly kind: RelationKind;
  readonly by: 'dots' | 'timestamps';
  /** For concurrent versions the entries in which each is ahead. */
  readonly deciding: readonly DecidingEntry[];
}

type Named = Pick<VersionView, 'vector' | 'dot' | 'timestampMs' | 'number' | 'tombstone'>;

/** How many of the actor's events the version's writer had seen. */
export function seenOf({ vector }: Pick<VersionView, 'vector'>, actor: string): number {
  return vector.find((entry) => entry.actor === actor)?.counter ?? 0;
}

/** The actor's entry of the version, its own event included. */
export function entryOf(version: Pick<VersionView, 'vector' | 'dot'>, actor: string): number {
  const seen = seenOf(version, actor);
  return version.dot?.actor === actor ? Math.max(seen, version.dot.counter) : seen;
}

export function relationOf(a: Named, b: Named): Relation {
  if (a.dot === null || b.dot === null) return byTimestamp(a, b);
  const sameDot = a.dot.actor === b.dot.actor && a.dot.counter === b.dot.counter;
  if (sameDot) return { kind: 'equal', by: 'dots', deciding: [] };
  const before = hasSeen(b, a.dot);
  const after = hasSeen(a, b.dot);
  const deciding = [...new Set([a.dot.actor, b.dot.actor])].map((actor) => ({ actor, a: entryOf(a, actor), b: entryOf(b, actor) }));
  return { kind: before ? 'before' : after ? 'after' : 'concurrent', by: 'dots', deciding };
}

/** True where the version's writer had seen the event. */
export function hasSeen(version: Pick<VersionView, 'vector'>, dot: DotView): boolean {
  return seenOf(version, dot.actor) >= dot.counter;
}

/** `before`: gives way. Ties are the store's to break; here they are told apart by nothing. */
function byTimestamp(a: Named, b: Named): Relation {
  const kind = a.timestampMs < b.timestampMs ? 'before' : a.timestampMs > b.timestampMs ? 'after' : a.number === b.number ? 'equal' : 'concurrent';
  return { kind, by: 'timestamps', deciding: [] };
}
