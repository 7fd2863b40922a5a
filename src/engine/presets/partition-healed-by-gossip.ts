/** The first page: five replicas of one cart, cut in two while the cart changes, and brought together again by gossip. */
import type { Preset } from './preset.ts';

const title = 'A cut, healed by gossip';

export const partitionHealedByGossip: Preset = {
  title,
  summary: 'Five replicas of one cart. A cut separates them while the cart changes; after it, gossip brings them back together.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C', 'D', 'E'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    placement: { replicationFactor: 5 },
    // One acknowledgement is enough, so that either side of the cut goes on taking writes.
    coordination: { read: 'one', write: 'one', writeTimeoutMs: 500 },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    // Off until the reader switches them on; then quick enough to be seen within the run.
    hintedHandoff: { replayIntervalMs: 1000 },
    antiEntropy: { intervalMs: 2000, jitter: 0.5 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 200, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
      {
        atMs: 250,
        command: {
          type: 'partition',
          groups: [
            ['A', 'B'],
            ['C', 'D', 'E'],
          ],
        },
      },
      { atMs: 700, command: { type: 'write', client: 'phone', via: 'B', key: 'cart', value: 'milk, eggs, bread' } },
      { atMs: 1200, command: { type: 'read', client: 'laptop', via: 'D', key: 'cart' } },
      { atMs: 2000, command: { type: 'heal' } },
    ],
    stop: { atMs: 12_000 },
  },
};
