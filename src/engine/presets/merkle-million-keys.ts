/** The documents' worked example at its full size (003; errata E003-13 to -15): a million keys of 1 KB on two replicas, of which four differ. */
import type { Preset } from './preset.ts';

const title = 'A million keys, four of them different';

export const merkleMillionKeys: Preset = {
  title,
  summary:
    '1,024 hashes, then 16 under each range that differs, then 16 under each of those: 36 KB of hashes find four leaves of about five keys each. All data would be 1 GB.',
  startMs: 900,
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B'],
    placement: { replicationFactor: 2 },
    data: { keys: 1_000_000, valueBytes: 1000, divergent: [{ replica: 'B', keys: 4 }] },
    antiEntropy: { mechanism: 'merkle', intervalMs: 3_600_000, branching: [1024, 16, 16], skipRoot: true, hashBytes: 32 },
    script: [{ atMs: 1000, command: { type: 'repair', from: 'A', to: 'B' } }],
    stop: { atMs: 2000 },
  },
};
