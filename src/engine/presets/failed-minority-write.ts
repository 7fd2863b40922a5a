/** A quorum write that fails is not undone (Cassandra’s documentation says so of its own): a later read may return it. */
import type { Preset } from './preset.ts';

const title = 'A failed write that is still there';

export const failedMinorityWrite: Preset = {
  title,
  summary: 'A quorum write on the smaller side of a cut fails, but the copy on A is not rolled back: after the cut, a quorum read returns it.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 300, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
      { atMs: 500, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
      { atMs: 3000, command: { type: 'heal' } },
      { atMs: 3500, command: { type: 'read', client: 'laptop', via: 'A', key: 'cart' } },
    ],
    stop: { atMs: 5000 },
  },
};
