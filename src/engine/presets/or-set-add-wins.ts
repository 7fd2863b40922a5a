/** The documents’ OR-set example (errata E002-20): the concurrent add of an element survives its remove. */
import type { Preset } from './preset.ts';

const title = 'An add wins over a remove';

export const orSetAddWins: Preset = {
  title,
  summary:
    'A adds apple and banana and removes apple; B adds apple and cherry at the same time. A’s remove had seen only its own apple, so B’s stays: apple, banana, cherry.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'or-set' },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 0, command: { type: 'cut', from: 'A', to: 'B' } },
      { atMs: 20, command: { type: 'add', client: 'c1', via: 'A', key: 'fruit', value: 'apple' } },
      { atMs: 40, command: { type: 'add', client: 'c1', via: 'A', key: 'fruit', value: 'banana' } },
      { atMs: 60, command: { type: 'add', client: 'c2', via: 'B', key: 'fruit', value: 'apple' } },
      { atMs: 80, command: { type: 'add', client: 'c2', via: 'B', key: 'fruit', value: 'cherry' } },
      { atMs: 120, command: { type: 'remove', client: 'c1', via: 'A', key: 'fruit', value: 'apple' } },
      { atMs: 1000, command: { type: 'mend', from: 'A', to: 'B' } },
      { atMs: 6000, command: { type: 'read', client: 'c1', via: 'A', key: 'fruit' } },
    ],
    stop: { atMs: 7000 },
  },
};
