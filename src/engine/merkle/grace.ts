/**
 * When a tombstone is past its grace. Anti-entropy neither hashes nor sends such a tombstone: each node will drop it on its own, and to
 * pass it on would give it back to nodes that have dropped it already (Cassandra's gc_grace_seconds).
 */
import { type Cell, isDeleted } from '../versions/version.ts';

/** Microseconds on a node's clock: what was deleted then or before is past grace now. */
export function graceHorizonUs(nowUs: number, gcGraceMs: number): number {
  return nowUs - gcGraceMs * 1000;
}

/** When the cell was last deleted, microseconds, by its latest tombstone; null where some version of it lives. */
export function deletedAtUs(cell: Cell): number | null {
  if (!isDeleted(cell)) return null;
  let latest = cell.versions[0].timestampUs;
  for (const version of cell.versions) if (version.timestampUs > latest) latest = version.timestampUs;
  return latest;
}

/** True for a deleted cell whose every tombstone was made at the horizon or before. */
export function isPastGrace(cell: Cell, horizonUs: number): boolean {
  const deleted = deletedAtUs(cell);
  return deleted !== null && deleted <= horizonUs;
}
