/** Two concurrent writes kept side by side (Dynamo section 4.4; dotted version vectors, Preguiça et al. 2012). */
import type { Preset } from './preset.ts';

const title = 'Siblings in a cart';

export const siblingsInACart: Preset = {
  title,
  summary: 'Phone and laptop change one cart on two sides of a cut. Neither write saw the other, so both are kept as siblings for a reader to put together.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'dotted-version-vector' },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 300, command: { type: 'read', client: 'phone', via: 'A', key: 'cart' } },
      { atMs: 300, command: { type: 'read', client: 'laptop', via: 'B', key: 'cart' } },
      { atMs: 600, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 800, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
      { atMs: 900, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart', value: 'milk, bread' } },
      { atMs: 2000, command: { type: 'heal' } },
      { atMs: 7000, command: { type: 'read', client: 'tablet', via: 'C', key: 'cart' } },
    ],
    stop: { atMs: 8000 },
  },
};
