/**
 * What the two policies with vectors share: a cell as a set of siblings, each named by its dot (the event that made it), under one vector
 * of all events seen. They differ only in what a write replaces. Merging after Almeida et al., "Scalable and accurate causality tracking
 * for eventually consistent stores" (2014): a version that the other side has seen and no longer holds was replaced there.
 */
import type { Minting } from './policy.ts';
import { counterOf, coversDot, descends, increment, mergeVectors } from './vector.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion, type Version } from './version.ts';

const NO_VERSIONS: readonly Version[] = [];

/** The namer's cell with a new version added beside these survivors, under a vector that has also seen the write's context. */
export function mintBeside(minting: Minting, survivors: readonly Version[]): Cell {
  const seen = mergeVectors(minting.current?.clock ?? EMPTY_VECTOR, minting.context);
  const clock = increment(seen, minting.actor, minting.floor);
  const version = makeVersion({
    operation: minting.operation,
    value: minting.value,
    tombstone: minting.tombstone,
    timestampUs: minting.nowUs,
    coordinator: minting.coordinator,
    actor: minting.actor,
    counter: counterOf(clock, minting.actor),
    valueBytes: minting.valueBytes,
  });
  return makeCell([...survivors, version], clock);
}

/** What the namer holds of the key now. */
export function heldVersions(minting: Minting): readonly Version[] {
  return minting.current?.versions ?? NO_VERSIONS;
}

/**
 * The siblings that neither side has seen replaced, under the merged vector; `local` or `incoming` itself where that is all of it.
 * Commutative, associative and idempotent on every state that minting and merging can reach.
 */
export function mergeSiblings(local: Cell, incoming: Cell): Cell {
  if (local.hash === incoming.hash) return local;
  const clock = mergeVectors(local.clock, incoming.clock);
  const kept: Version[] = [];
  let fromLocal = 0;
  let fromIncoming = 0;
  for (const version of local.versions) {
    const twin = withDotOf(incoming, version);
    // One dot names one version; should a disk or a liar say otherwise, both sides still choose the same.
    const chosen = twin !== undefined && twin.hash > version.hash ? twin : version;
    if (twin === undefined && coversDot(incoming.clock, version.actor, version.counter)) continue;
    if (chosen.hash === version.hash) fromLocal++;
    if (twin !== undefined && chosen.hash === twin.hash) fromIncoming++;
    kept.push(chosen);
  }
  for (const version of incoming.versions) {
    if (coversDot(local.clock, version.actor, version.counter) || withDotOf(local, version) !== undefined) continue;
    fromIncoming++;
    kept.push(version);
  }
  if (fromLocal === kept.length && fromLocal === local.versions.length && descends(local.clock, incoming.clock)) return local;
  if (fromIncoming === kept.length && fromIncoming === incoming.versions.length && descends(incoming.clock, local.clock)) return incoming;
  return makeCell(kept, clock);
}

/** True where the cell has seen the event that made the version: it holds it, or something that replaced it. */
export function coversVersion(cell: Cell, version: Version): boolean {
  // A pruned vector may have forgotten what the cell still holds.
  return coversDot(cell.clock, version.actor, version.counter) || withDotOf(cell, version) !== undefined;
}

function withDotOf(cell: Cell, version: Version): Version | undefined {
  for (const other of cell.versions) if (other.actor === version.actor && other.counter === version.counter) return other;
  return undefined;
}
