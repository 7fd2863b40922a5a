/** Riak KV 2 by its defaults, with a typed bucket (facts A4.8, A4.13, A5.9, A6.11 to A6.14, A7.4, A8.3, A8.7, A10.5). */
import type { Preset } from './preset.ts';
import { OUTAGE_MS, systemDay } from './system-day.ts';

const title = 'Riak 2';

export const riak2: Preset = {
  title,
  summary:
    'A sloppy quorum of owners and fallbacks goes on with two owners down. Dotted version vectors keep both of two writes at once, and active anti-entropy compares trees every 15 s.',
  startMs: OUTAGE_MS - 500,
  scenario: systemDay(title, {
    system: {
      // ring_size 64, shared by six nodes.
      placement: { virtualNodes: 11 },
      // allow_mult and dvv_enabled, as in typed buckets; vectors pruned by small_vclock, big_vclock, young_vclock and old_vclock. Tombstones
      // are reaped only once all N hold one, which a grace does not model: they are kept.
      store: { conflict: 'dotted-version-vector', vectorPruning: { small: 50, big: 50, youngMs: 20_000, oldMs: 86_400_000 } },
      // n_val 3, r and w quorum, pr and pw 0; every request goes to all N, and fallbacks count.
      coordination: { read: 'quorum', write: 'quorum', primaryRead: 0, primaryWrite: 0, sloppy: true, readFanout: 'all', writeFanout: 'all' },
      // After the answer, whatever is an ancestor or missing (riak_kv_get_core).
      readRepair: { mode: 'async' },
      // The fallback hands its vnode over once the owner is back: looked for every 10 s (vnode_management_timer).
      hintedHandoff: { enabled: true, holder: 'fallback', windowMs: 2_592_000_000, ttlMs: 2_592_000_000, replayIntervalMs: 10_000, bytesPerSec: null },
      // Erlang tells of a lost connection at once: nothing beside unanswered requests.
      membership: { detector: 'off' },
      antiEntropy: {
        mechanism: 'merkle',
        // A tick every 15 s, two exchanges at most, slower while messages queue.
        intervalMs: 15_000,
        concurrency: 2,
        backPressure: true,
        // Two levels of 1,024 segments each for millions of keys, here of 16 for 300. A differing segment is told as a list of keys first.
        branching: 16,
        depth: 2,
        exchange: 'zoom-in',
        leafExchange: 'list',
        leaf: 'hash-range',
        // The tree follows every write and is built anew each week. Since 2.2 it hashes the version vector and not the value.
        leafContent: ['key', 'version', 'tombstone'],
        hashBytes: 20,
        maintenance: 'incremental',
        rebuildIntervalMs: 604_800_000,
      },
    },
    more: [{ atMs: 152_000, command: { type: 'resolve', client: 'tablet', via: 'C', key: 'cart', value: 'milk, eggs, bread, jam, tea' } }],
  }),
};
