/** Cassandra 4 by its defaults (facts A3.1 to A3.11, A4.11 to A4.15, A5.1 to A5.7, A6.6 to A6.10, A7.1, A7.2, A8.8, A10.1, A11.5), with quorum reads and writes. */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';
import { OUTAGE_MS, systemDay } from './system-day.ts';

const title = 'Cassandra 4';

/** `nodetool repair` on C: with everybody that it shares ranges with, by hand. */
const repairs: readonly Json[] = ['A', 'B', 'D', 'E', 'F'].map((to, i) => ({ atMs: 180_000 + 1000 * i, command: { type: 'repair', from: 'C', to } }));

export const cassandra4: Preset = {
  title,
  summary:
    'With two of three owners down a quorum is unavailable, and fails at once. The coordinator keeps hints. Of two writes at once the later stamp wins, and trees are compared only when told to.',
  startMs: OUTAGE_MS - 500,
  scenario: systemDay(title, {
    system: {
      // num_tokens.
      placement: { virtualNodes: 16 },
      // Timestamps of coordinators; at a tie a tombstone wins, then the larger value (Cells.java). gc_grace_seconds: ten days.
      store: { conflict: 'lww', tieBreak: 'value', gcGraceMs: 864_000_000, compactionIntervalMs: 3_600_000 },
      coordination: {
        read: 'quorum',
        write: 'quorum',
        sloppy: false,
        // Writes go to all replicas; reads only to as many as they need, the fastest of late, and to one more where those are slow (99p by default).
        writeFanout: 'all',
        readFanout: 'quorum',
        readFrom: 'fastest',
        speculativeRetryMs: 20,
        digestReads: true,
        readTimeoutMs: 5000,
        writeTimeoutMs: 2000,
      },
      readRepair: { mode: 'blocking' },
      // max_hint_window 3 h; a hint lives as long as gc_grace; HintsService looks every 10 s; 1 MiB/s divided by the other nodes.
      hintedHandoff: {
        enabled: true,
        holder: 'coordinator',
        windowMs: 10_800_000,
        ttlMs: 864_000_000,
        replayIntervalMs: 10_000,
        bytesPerSec: Math.floor(1_048_576 / 5),
      },
      membership: { detector: 'phi-accrual', intervalMs: 1000, phiThreshold: 8, seeds: ['A', 'B'] },
      // No session by itself up to 5.0. Binary trees over token ranges, built for the repair, about a leaf for a partition, shipped whole
      // and compared in one place. Hashes are 32 bytes, put together by exclusive or.
      antiEntropy: {
        mechanism: 'off',
        exchange: 'whole-tree',
        leaf: 'token-range',
        combine: 'xor',
        branching: 2,
        depth: 8,
        hashBytes: 32,
        maintenance: 'rebuild',
      },
    },
    more: repairs,
  }),
};
