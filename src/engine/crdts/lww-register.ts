/**
 * A register in which the latest write wins (Shapiro et al. 2011), by a total order of (timestamp, owner). Unlike under the policy
 * `lww` the owner that names the version stamps it later than what it holds, so nobody's write gives way to one that its owner had
 * seen; of concurrent ones the faster clock wins. Its state is one version, so a delta would be no smaller.
 */
import { type ConflictPolicy, REGISTER_KINDS } from '../versions/policy.ts';
import { EMPTY_VECTOR, makeCell, makeVersion, type Version } from '../versions/version.ts';

function compare(a: Version, b: Version): number {
  return a.timestampUs - b.timestampUs || a.actor - b.actor;
}

export function lwwRegister(): ConflictPolicy {
  return {
    id: 'lww-register',
    mintedByOwner: true,
    keepsSiblings: false,
    takes: REGISTER_KINDS,
    mint: ({ current, operation, value, tombstone, valueBytes, nowUs, coordinator, actor }) => {
      const timestampUs = Math.max(nowUs, current === undefined ? nowUs : current.versions[0].timestampUs + 1);
      return makeCell([makeVersion({ operation, value, tombstone, timestampUs, coordinator, actor, counter: 0, valueBytes })], EMPTY_VECTOR);
    },
    merge: (local, incoming) => (compare(local.versions[0], incoming.versions[0]) < 0 ? incoming : local),
    covers: (cell, version) => compare(cell.versions[0], version) >= 0,
  };
}
