/** The same cart as an observed-remove set (Bieniusa et al. 2012): what was taken out stays out, and what was added stays in. */
import type { Preset } from './preset.ts';

const title = 'A cart as a set: the milk stays out';

export const cartOrSet: Preset = {
  title,
  summary: 'The same two changes as operations on an OR-set. The remove takes away the milk that it has seen, the add brings bread, and both hold everywhere.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'or-set' },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 20, command: { type: 'add', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 200, command: { type: 'add', client: 'phone', via: 'A', key: 'cart', value: 'eggs' } },
      { atMs: 2000, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 2200, command: { type: 'remove', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 2300, command: { type: 'add', client: 'laptop', via: 'B', key: 'cart', value: 'bread' } },
      { atMs: 3500, command: { type: 'heal' } },
      { atMs: 9000, command: { type: 'read', client: 'tablet', via: 'C', key: 'cart' } },
    ],
    stop: { atMs: 10000 },
  },
};
