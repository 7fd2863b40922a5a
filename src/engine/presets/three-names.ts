/** Three concurrent writes kept as siblings, and resolved by a client that read them (after the example of the documents). */
import type { Preset } from './preset.ts';

const title = 'Alice, Alicia, Allison';

export const threeNames: Preset = {
  title,
  summary:
    'Three clients name one user at once through three replicas. None saw another, so all three are siblings until a client that has read them writes one name over them.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'dotted-version-vector' },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 0, command: { type: 'write', client: 'c1', via: 'A', key: 'user:123:name', value: 'Alice' } },
      { atMs: 0, command: { type: 'write', client: 'c2', via: 'B', key: 'user:123:name', value: 'Alicia' } },
      { atMs: 0, command: { type: 'write', client: 'c3', via: 'C', key: 'user:123:name', value: 'Allison' } },
      { atMs: 4000, command: { type: 'read', client: 'c1', via: 'A', key: 'user:123:name' } },
      { atMs: 4500, command: { type: 'resolve', client: 'c1', via: 'A', key: 'user:123:name', value: 'Alice' } },
      { atMs: 9000, command: { type: 'read', client: 'c2', via: 'C', key: 'user:123:name' } },
    ],
    stop: { atMs: 10000 },
  },
};
