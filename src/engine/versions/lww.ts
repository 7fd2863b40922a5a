/**
 * Last write wins: one version a key, the one with the latest timestamp by the clock of whoever named it. Concurrent writes are not
 * detected: one of them is thrown away, and a fast clock wins over a later write. Ties need a total order or replicas disagree for
 * ever (Cassandra: a tombstone wins, then the larger value); `none` leaves them tied, which is the lesson.
 */

import { compareLastWrite, type TieBreak } from './last-write.ts';
import { type ConflictPolicy, type Minting, REGISTER_KINDS } from './policy.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion, type Version } from './version.ts';

/** The policy `lww` under this tie-break. */
export function lastWriteWins(tieBreak: TieBreak): ConflictPolicy {
  return {
    id: 'lww',
    mintedByOwner: false,
    keepsSiblings: false,
    takes: REGISTER_KINDS,
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
