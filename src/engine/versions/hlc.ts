/**
 * Last write wins by hybrid logical clocks (Kulkarni et al. 2014; CockroachDB): a version is stamped with the coordinator's hybrid
 * time, which never runs behind anything that reached the coordinator. So a write that comes after another one causally wins over it
 * whatever the clocks say, as long as they are no further apart than is accepted; concurrent writes are still thrown away unseen.
 * How clocks move is the world's business (world/hybrid-clock.ts).
 */
import { assert } from '../../base/assert.ts';
import { compareLastWrite, type TieBreak } from './last-write.ts';
import { type ConflictPolicy, REGISTER_KINDS } from './policy.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion, type Version } from './version.ts';

/** Positive where `a` wins over `b`. */
function compareHybrid(a: Version, b: Version, tieBreak: TieBreak): number {
  const logical = (a.logical ?? 0) - (b.logical ?? 0);
  return a.timestampUs === b.timestampUs && logical !== 0 ? logical : compareLastWrite(a, b, tieBreak);
}

/** The policy `hlc` under this tie-break. */
export function hybridLogicalClock(tieBreak: TieBreak): ConflictPolicy {
  return {
    id: 'hlc',
    mintedByOwner: false,
    keepsSiblings: false,
    takes: REGISTER_KINDS,
    mint: ({ operation, value, tombstone, valueBytes, coordinator, hybridNow }): Cell => {
      assert(hybridNow !== undefined, 'a version under hybrid clocks needs the namer’s clock');
      const { us, logical } = hybridNow();
      const actor = tieBreak === 'replica' ? coordinator : 0;
      return makeCell([makeVersion({ operation, value, tombstone, timestampUs: us, logical, coordinator, actor, counter: 0, valueBytes })], EMPTY_VECTOR);
    },
    merge: (local: Cell, incoming: Cell): Cell => (compareHybrid(local.versions[0], incoming.versions[0], tieBreak) < 0 ? incoming : local),
    covers: (cell: Cell, version: Version): boolean => {
      const order = compareHybrid(cell.versions[0], version, tieBreak);
      return order > 0 || (order === 0 && cell.versions[0].hash === version.hash);
    },
  };
}
