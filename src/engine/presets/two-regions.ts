/** A store in two regions that loses no update (004, "Design for convergence under constraints"; errata E004-17): quorums near by, shipping behind. */
import type { Preset } from './preset.ts';

const title = 'Two regions, cut apart and healed';

export const twoRegions: Preset = {
  title,
  summary:
    'Three copies in eu, three in us. Each side reads and writes by its own quorum while the regions are cut apart for a minute; vectors keep both sides’ writes, and a log ships what was missed.',
  startMs: 18_000,
  scenario: {
    version: 1,
    title,
    replicas: [
      { id: 'A', region: 'eu', rack: 'r1' },
      { id: 'B', region: 'eu', rack: 'r2' },
      { id: 'C', region: 'eu', rack: 'r3' },
      { id: 'D', region: 'us', rack: 'r1' },
      { id: 'E', region: 'us', rack: 'r2' },
      { id: 'F', region: 'us', rack: 'r3' },
    ],
    network: { latencyMs: { distribution: 'lognormal', median: 1, sigma: 0.4 }, regionLatencyMs: 75, regionCostPerGiB: 0.02 },
    placement: { replicationFactor: { eu: 3, us: 3 } },
    store: { conflict: 'dotted-version-vector' },
    // Reads ask their own region alone, so that read repair costs nothing between regions.
    coordination: { read: 'local-quorum', write: 'local-quorum', readFanout: 'quorum', readFrom: 'nearest', speculativeRetryMs: 10 },
    readRepair: { mode: 'async', probability: 0.2 },
    hintedHandoff: { enabled: true, replayIntervalMs: 5000 },
    antiEntropy: { mechanism: 'log', intervalMs: 2000, jitter: 0.2, regionBytesPerSec: 100_000 },
    data: { keys: 200 },
    workload: [
      { client: 'berlin', operation: 'read-modify-write', via: 'A', perSec: 5, arrival: 'poisson', distribution: 'zipf', endMs: 100_000 },
      { client: 'boston', operation: 'read-modify-write', via: 'D', perSec: 5, arrival: 'poisson', distribution: 'zipf', endMs: 100_000 },
    ],
    script: [
      { atMs: 10_000, command: { type: 'crash', replica: 'C' } },
      {
        atMs: 20_000,
        command: {
          type: 'partition',
          groups: [
            ['A', 'B', 'C'],
            ['D', 'E', 'F'],
          ],
        },
      },
      { atMs: 25_000, command: { type: 'restart', replica: 'C' } },
      { atMs: 40_000, command: { type: 'delete', client: 'berlin', via: 'A', key: 'k150' } },
      { atMs: 80_000, command: { type: 'heal' } },
    ],
    stop: { atMs: 120_000 },
  },
};
