/** The documents' Friday night (004): an address was changed during a short partition, no node is down, and two hours later some still see the old one. */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

const title = 'Friday night: the old address';

const MINUTE_MS = 60_000;
const read = (client: string, via: string): Json => ({ type: 'read', client, via, key: 'address' });

export const fridayNightAddress: Preset = {
  title,
  summary:
    'A customer moves while two of five replicas are cut off for half a minute. All is healed and up again, but nothing repairs: support sees the old address, the app the new one, and the warehouse prints the old one.',
  startMs: MINUTE_MS + 29_000,
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C', 'D', 'E'],
    network: { latencyMs: { distribution: 'uniform', min: 40, max: 120 } },
    placement: { replicationFactor: 5 },
    // Fast, and available on either side of a partition.
    coordination: { read: 'one', write: 'one', readFanout: 'quorum', readFrom: 'nearest' },
    // Off until the reader switches them on.
    gossip: { intervalMs: 1000, jitter: 0.5 },
    antiEntropy: { intervalMs: 30_000, jitter: 0.5, branching: 2, depth: 4 },
    script: [
      { atMs: 1000, command: { type: 'write', client: 'customer', via: 'A', key: 'address', value: '12 Old Street' } },
      {
        atMs: MINUTE_MS,
        command: {
          type: 'partition',
          groups: [
            ['A', 'B', 'C'],
            ['D', 'E'],
          ],
        },
      },
      { atMs: MINUTE_MS + 30_000, command: { type: 'write', client: 'customer', via: 'A', key: 'address', value: '7 New Road' } },
      { atMs: MINUTE_MS + 35_000, command: { type: 'heal' } },
      { atMs: 5 * MINUTE_MS, command: read('support', 'D') },
      { atMs: 5 * MINUTE_MS, command: read('app', 'B') },
      { atMs: 120 * MINUTE_MS, command: read('warehouse', 'E') },
    ],
    stop: { atMs: 121 * MINUTE_MS },
  },
};
