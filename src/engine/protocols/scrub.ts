/**
 * Scrubbing, local to a replica: every copy is read and checked against its checksum, and what does not fit is dropped, so that trees and
 * marks know of it and other replicas can give it back. It is what finds rot in data that nobody reads. After ZFS and Cassandra's
 * `nodetool scrub`; without checksums it can find nothing.
 */
import type { NodeContext, Protocol } from '../protocol.ts';

export function scrub(context: NodeContext): void {
  const { store } = context;
  if (store === null || !context.config.store.checksums) return;
  const rotten: number[] = [];
  store.forEachRotten((key) => {
    rotten.push(key);
  });
  for (const key of rotten) {
    const before = store.get(key);
    store.set(key, undefined);
    context.emit({ type: 'corruption-found', replica: context.self, key });
    // Rot that came while checksums were off could be read until now.
    if (before !== undefined) context.emit({ type: 'version-lost', replica: context.self, key, before, after: undefined });
    context.raise({ type: 'value-applied', key, before, after: undefined });
  }
}

export const scrubbing: Protocol = {
  id: 'scrub',
  ticks: [{ name: 'scrub', intervalMs: ({ store }) => (store.checksums ? store.scrubIntervalMs : null), jitter: () => 0, run: scrub }],
};
