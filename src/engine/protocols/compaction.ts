/**
 * Compaction, local to a replica: tombstones older than the grace period are dropped for good. Safe only where every owner has seen
 * the delete by then; where one has not, its old copy comes back (resurrection). After Cassandra's gc_grace_seconds.
 */
import type { NodeContext, Protocol } from '../protocol.ts';
import { type Cell, isDeleted } from '../versions/version.ts';

/** True where nothing but tombstones older than the grace period is left, by this node's clock. */
export function isPastGrace(cell: Cell, nowUs: number, gcGraceMs: number): boolean {
  if (!isDeleted(cell)) return false;
  for (const version of cell.versions) if (nowUs - version.timestampUs < gcGraceMs * 1000) return false;
  return true;
}

export function compact(context: NodeContext): void {
  if (context.store === null) return;
  const nowUs = context.nowUs();
  const past: { key: number; cell: Cell }[] = [];
  context.store.forEachChanged((cell, key) => {
    if (cell !== undefined && isPastGrace(cell, nowUs, context.config.store.gcGraceMs)) past.push({ key, cell });
  });
  for (const { key, cell } of past) {
    context.forget(key);
    context.emit({ type: 'tombstone-compacted', replica: context.self, key, cell });
  }
}

export const compaction: Protocol = {
  id: 'compaction',
  ticks: [{ name: 'compaction', intervalMs: (config) => config.store.compactionIntervalMs, jitter: () => 0, run: compact }],
};
