/** Carts put together by union (Dynamo section 4.4): no item that was added is lost, and one that was taken out comes back. */
import type { Preset } from './preset.ts';

const title = 'A cart put together: the milk comes back';

export const cartUnion: Preset = {
  title,
  summary:
    'The phone takes the milk out while the laptop adds bread on the other side of a cut. The store joins both lists: nothing added is lost, and the milk is back.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'union' },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: ['milk', 'eggs'] } },
      { atMs: 1500, command: { type: 'read', client: 'phone', via: 'A', key: 'cart' } },
      { atMs: 1500, command: { type: 'read', client: 'laptop', via: 'B', key: 'cart' } },
      { atMs: 2000, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 2200, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: ['eggs'] } },
      { atMs: 2300, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart', value: ['milk', 'eggs', 'bread'] } },
      { atMs: 3500, command: { type: 'heal' } },
      { atMs: 9000, command: { type: 'read', client: 'tablet', via: 'C', key: 'cart' } },
    ],
    stop: { atMs: 10000 },
  },
};
