/** A region that is away longer than the grace brings a deleted value back to the other (004:621; facts A10.4). */
import type { Preset } from './preset.ts';

const title = 'A deleted value comes back from another region';

export const deleteAcrossRegions: Preset = {
  title,
  summary:
    'The regions are cut apart while eu deletes a value, with a quorum of its own. Its tombstones are dropped before the cut is over; then repair between the regions finds only the old value, and spreads it.',
  scenario: {
    version: 1,
    title,
    replicas: [
      { id: 'A', region: 'eu' },
      { id: 'B', region: 'eu' },
      { id: 'C', region: 'us' },
      { id: 'D', region: 'us' },
    ],
    network: { latencyMs: 5, regionLatencyMs: 75 },
    placement: { replicationFactor: { eu: 2, us: 2 } },
    coordination: { read: 'local-quorum', write: 'local-quorum' },
    // Ten days of grace made five seconds.
    store: { gcGraceMs: 5000, compactionIntervalMs: 2000 },
    antiEntropy: { mechanism: 'merkle', intervalMs: 1000, branching: [16, 16] },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      {
        atMs: 1000,
        command: {
          type: 'partition',
          groups: [
            ['A', 'B'],
            ['C', 'D'],
          ],
        },
      },
      { atMs: 1500, command: { type: 'delete', client: 'phone', via: 'A', key: 'cart' } },
      { atMs: 9000, command: { type: 'read', client: 'phone', via: 'A', key: 'cart' } },
      { atMs: 10_000, command: { type: 'heal' } },
      { atMs: 18_000, command: { type: 'read', client: 'phone', via: 'A', key: 'cart' } },
    ],
    stop: { atMs: 20_000 },
  },
};
