/**
 * Compaction, local to a replica: tombstones older than the grace period are dropped for good. Safe only where every owner has seen
 * the delete by then; where one has not, its old copy comes back (resurrection). After Cassandra's gc_grace_seconds.
 */

import { graceHorizonUs, isPastGrace } from '../merkle/grace.ts';
import type { NodeContext, Protocol } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';

export function compact(context: NodeContext): void {
  if (context.store === null) return;
  const horizonUs = graceHorizonUs(context.nowUs(), context.config.store.gcGraceMs);
  const past: { key: number; cell: Cell }[] = [];
  context.store.forEachChanged((cell, key) => {
    if (cell !== undefined && isPastGrace(cell, horizonUs)) past.push({ key, cell });
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
