/** Vectors kept to two entries (Dynamo section 4.4 keeps ten): what is forgotten comes back as a sibling. */
import type { Preset } from './preset.ts';

const title = 'A forgotten entry: a false sibling';

export const prunedVector: Preset = {
  title,
  summary:
    'C misses three writes, each of which replaced the one before. Vectors hold two entries, so the last write no longer says that it knew the first, and C keeps both.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C', 'D'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'dotted-version-vector', vectorPruning: { entries: 2 } },
    placement: { pin: { x: ['A', 'B', 'C', 'D'] }, replicationFactor: 4 },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 0, command: { type: 'write', client: 'c1', via: 'C', key: 'x', value: 'first' } },
      { atMs: 300, command: { type: 'read', client: 'c1', via: 'A', key: 'x' } },
      { atMs: 1000, command: { type: 'partition', groups: [['A', 'B', 'D'], ['C']] } },
      { atMs: 1100, command: { type: 'write', client: 'c1', via: 'A', key: 'x', value: 'second' } },
      { atMs: 1400, command: { type: 'read', client: 'c1', via: 'B', key: 'x' } },
      { atMs: 1500, command: { type: 'write', client: 'c1', via: 'B', key: 'x', value: 'third' } },
      { atMs: 1800, command: { type: 'read', client: 'c1', via: 'D', key: 'x' } },
      { atMs: 1900, command: { type: 'write', client: 'c1', via: 'D', key: 'x', value: 'fourth' } },
      { atMs: 4000, command: { type: 'heal' } },
      { atMs: 9000, command: { type: 'read', client: 'c2', via: 'A', key: 'x' } },
    ],
    stop: { atMs: 10000 },
  },
};
