/**
 * What clients were told is safe: the acknowledged versions of each key, in the order of acknowledgement. A copy is stale if one of
 * them is neither in it nor superseded by it in the store's own order (scenario.md, section 4). The maximal ones decide that alone,
 * whatever the number of writes; the latest 64 are kept too, to count by how many a copy is behind. What was loaded counts as
 * acknowledged before time began.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Cell, Version } from '../versions/version.ts';
import type { FoldFacts } from './fold.ts';

const LATEST = 64;

/** A version with the cell that its write made. */
export interface Acknowledged {
  readonly version: Version;
  readonly cell: Cell;
}

/** The latest first, then the one before: a list that one more costs one entry, and that whoever keeps a moment of it may share. */
interface Latest extends Acknowledged {
  readonly before: Latest | null;
}

/** Immutable: whoever began a read at some moment keeps the one of that moment. */
export interface Frontier {
  /** Not superseded by any other acknowledged one. */
  readonly maximal: readonly Acknowledged[];
  /** In the order of acknowledgement; only the latest 64 are looked at. */
  readonly latest: Latest | null;
}

const NOTHING: Frontier = { maximal: [], latest: null };

export class AcknowledgedVersions {
  private frontiers = new CowPages<Frontier>();

  /** What is acknowledged of a key now. */
  of(key: number, facts: FoldFacts): Frontier {
    return this.frontiers.get(key) ?? loaded(key, facts);
  }

  /** An operation's version was acknowledged; `cell` is what the write made. */
  add(key: number, operation: number, cell: Cell, facts: FoldFacts): void {
    const version = cell.versions.find((candidate) => candidate.operation === operation) ?? (cell.event?.operation === operation ? cell.event : undefined);
    if (version === undefined) return;
    const { maximal, latest } = this.of(key, facts);
    const one: Latest = { version, cell, before: latest };
    const { policy } = facts;
    const rest = maximal.filter((other) => !policy.covers(cell, other.version));
    this.frontiers.set(key, {
      maximal: rest.some((other) => policy.covers(other.cell, version)) ? rest : [...rest, one],
      latest: one,
    });
  }

  fork(): AcknowledgedVersions {
    const copy = new AcknowledgedVersions();
    copy.frontiers = this.frontiers.fork();
    return copy;
  }
}

function loaded(key: number, facts: FoldFacts): Frontier {
  if (key >= facts.keys.baseCount) return NOTHING;
  const cell = facts.keys.baseCell(key);
  let latest: Latest | null = null;
  const maximal: Latest[] = [];
  for (const version of cell.versions) {
    latest = { version, cell, before: latest };
    maximal.push(latest);
  }
  return { maximal, latest };
}

/**
 * How many of these versions a copy neither holds nor supersedes; of more than 64 only the latest 64 and the maximal ones count. Where all that
 * counts is deleted, a copy that holds nothing misses nothing: a compacted tombstone reads as the delete does.
 */
export function missing(frontier: Frontier, cell: Cell | undefined, facts: FoldFacts): number {
  const { maximal } = frontier;
  if (cell === undefined && maximal.every(({ version }) => version.tombstone)) return 0;
  const lacks = ({ version }: Acknowledged): boolean => cell === undefined || !facts.policy.covers(cell, version);
  const latest = latestOf(frontier);
  return latest.filter(lacks).length + maximal.filter((one) => lacks(one) && !latest.includes(one)).length;
}

/** The latest 64, oldest first. */
export function latestOf(frontier: Frontier): readonly Acknowledged[] {
  const latest: Acknowledged[] = [];
  for (let one = frontier.latest; one !== null && latest.length < LATEST; one = one.before) latest.push(one);
  return latest.reverse();
}

/** True where a read that began under `then` and returned `cell` lacks some acknowledged version; `now`: what is acknowledged at its end. */
export function isStale(then: Frontier, now: Frontier, cell: Cell | undefined, facts: FoldFacts): boolean {
  const { policy } = facts;
  for (const { version } of then.maximal) {
    if (cell !== undefined ? !policy.covers(cell, version) : !deletedBy(now, version, facts)) return true;
  }
  return false;
}

/** True where an acknowledged delete is this version or supersedes it: a read that finds nothing counts as returning all of those. */
function deletedBy(frontier: Frontier, version: Version, facts: FoldFacts): boolean {
  const superseding = (one: Acknowledged): boolean =>
    one.version.tombstone &&
    (one.version === version ||
      (facts.policy.covers(one.cell, version) && !one.cell.versions.some((held) => held !== one.version && held.hash === version.hash)));
  return frontier.maximal.some(superseding) || latestOf(frontier).some(superseding);
}
