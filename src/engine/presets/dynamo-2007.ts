/**
 * Dynamo as its paper describes it (DeCandia et al., SOSP 2007). Figures that the paper does not give, such as how often trees are
 * compared, are chosen so that a run of minutes shows them.
 */
import type { Preset } from './preset.ts';
import { OUTAGE_MS, systemDay } from './system-day.ts';

const title = 'Dynamo 2007';

export const dynamo2007: Preset = {
  title,
  summary:
    'Always writeable: with two of three owners down, D and E stand in, keep the writes as hints and hand them over later. Two writes at once are both kept, for the reader to join.',
  startMs: OUTAGE_MS - 500,
  scenario: systemDay(title, {
    system: {
      // Vector clocks, cut to about ten entries (4.4); what is concurrent is given to the reader.
      store: { conflict: 'version-vector', vectorPruning: { entries: 10 } },
      // (N, R, W) = (3, 2, 2) (section 6); operations on the first N healthy nodes of the preference list (4.5, 4.6). All N are asked.
      coordination: { read: 2, write: 2, sloppy: true, readFanout: 'all', writeFanout: 'all' },
      // Stale replicas that a read met are brought up to date behind the client's back (section 5).
      readRepair: { mode: 'async' },
      // The stand-in keeps the replica apart, with whom it was meant for, and scans for those that are back (4.6). No time limit is given.
      hintedHandoff: { enabled: true, holder: 'fallback', windowMs: 2_592_000_000, ttlMs: 2_592_000_000, replayIntervalMs: 10_000, bytesPerSec: null },
      // One Merkle tree a key range, kept by each node that hosts it, compared from the root down (4.7).
      antiEntropy: { mechanism: 'merkle', intervalMs: 15_000, jitter: 0.5, branching: 2, depth: 8, exchange: 'zoom-in', maintenance: 'incremental' },
      // A node thinks another one failed if it does not answer (4.8.3): no detector beside. Joins are told by gossip (4.8.1); none happens here.
      membership: { detector: 'off' },
    },
    more: [{ atMs: 152_000, command: { type: 'resolve', client: 'tablet', via: 'C', key: 'cart', value: 'milk, eggs, bread, jam, tea' } }],
  }),
};
