/** A repair plan for five copies in two regions, skewed reads and 30 ms for 99 of 100 of them (004, "Design your repair plan"). */
import type { Preset } from './preset.ts';

const title = 'A repair plan within 30 ms';

export const repairPlan: Preset = {
  title,
  summary:
    'Five copies in two regions, reads by Zipf’s law. Reads wait for their own region alone and mend behind the client’s back, one in five; a throttled comparison of trees reaches the cold keys, and no read takes longer for it.',
  scenario: {
    version: 1,
    title,
    replicas: [
      { id: 'A', region: 'eu' },
      { id: 'B', region: 'eu' },
      { id: 'C', region: 'eu' },
      { id: 'D', region: 'us' },
      { id: 'E', region: 'us' },
    ],
    network: { latencyMs: { distribution: 'lognormal', median: 3, sigma: 0.5 }, regionLatencyMs: 75 },
    placement: { replicationFactor: { eu: 3, us: 2 } },
    coordination: { read: 'local-quorum', write: 'local-quorum' },
    readRepair: { mode: 'async', probability: 0.2 },
    antiEntropy: { mechanism: 'merkle', branching: [16, 16, 16], intervalMs: 5000, jitter: 0.5, bytesPerSec: 20_000, regionBytesPerSec: 10_000 },
    data: {
      keys: 2000,
      divergent: [
        { replica: 'B', keys: 200 },
        { replica: 'E', keys: 400 },
      ],
    },
    workload: [
      { client: 'berlin', operation: 'read', via: 'A', perSec: 20, arrival: 'poisson', distribution: 'zipf' },
      { client: 'boston', operation: 'read', via: 'D', perSec: 20, arrival: 'poisson', distribution: 'zipf' },
      { client: 'till', operation: 'write', via: 'C', perSec: 2, arrival: 'poisson', distribution: 'zipf', endMs: 40_000 },
    ],
    stop: { atMs: 60_000 },
  },
};
