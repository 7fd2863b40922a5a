/**
 * Last write wins: one version a key, the one with the latest timestamp by the clock of whoever named it. Concurrent writes are not
 * detected: one of them is thrown away, and a fast clock wins over a later write. Ties need a total order or replicas disagree for
 * ever (Cassandra: a tombstone wins, then the larger value); `none` leaves them tied, which is the lesson.
 */
import type { ConflictPolicy, Minting } from './policy.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion, type Version } from './version.ts';

export type TieBreak = 'value' | 'replica' | 'none';

/** Positive where `a` wins over `b`, negative where it loses, 0 where the order does not tell them apart. */
export function compareLastWrite(a: Version, b: Version, tieBreak: TieBreak): number {
  if (a.timestampUs !== b.timestampUs) return a.timestampUs < b.timestampUs ? -1 : 1;
  if (tieBreak === 'none') return 0;
  if (tieBreak === 'replica' && a.coordinator !== b.coordinator) return a.coordinator < b.coordinator ? -1 : 1;
  if (a.tombstone !== b.tombstone) return a.tombstone ? 1 : -1;
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}

/** The policy `lww` under this tie-break. */
export function lastWriteWins(tieBreak: TieBreak): ConflictPolicy {
  return {
    id: 'lww',
    mintedByOwner: false,
    keepsSiblings: false,
    mint: (minting: Minting): Cell => {
      const version = makeVersion({
        operation: minting.operation,
        value: minting.value,
        tombstone: minting.tombstone,
        timestampUs: minting.nowUs,
        coordinator: minting.coordinator,
        // No dot. Where the namer decides ties it is part of what the version is, so it has to reach the fingerprint.
        actor: tieBreak === 'replica' ? minting.coordinator : 0,
        counter: 0,
        valueBytes: minting.valueBytes,
      });
      return makeCell([version], EMPTY_VECTOR);
    },
    merge: (local: Cell, incoming: Cell): Cell => (compareLastWrite(local.versions[0], incoming.versions[0], tieBreak) < 0 ? incoming : local),
    covers: (cell: Cell, version: Version): boolean => {
      const held = cell.versions[0];
      const order = compareLastWrite(held, version, tieBreak);
      return order > 0 || (order === 0 && held.hash === version.hash);
    },
  };
}
