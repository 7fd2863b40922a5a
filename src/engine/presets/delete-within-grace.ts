/** The other half of the pair (facts.md A10.4): back and repaired within the grace, the replica learns of the delete. */
import type { Preset } from './preset.ts';

const title = 'A delete repaired within its grace';

export const deleteWithinGrace: Preset = {
  title,
  summary: 'C is down while a value is deleted, but is back and repaired before the tombstone’s grace is over: the value stays deleted everywhere.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    // Ten days of grace, as Cassandra has, made five seconds.
    store: { gcGraceMs: 5000, compactionIntervalMs: 2000 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 1000, command: { type: 'crash', replica: 'C' } },
      { atMs: 1500, command: { type: 'delete', client: 'phone', via: 'A', key: 'cart' } },
      { atMs: 3000, command: { type: 'restart', replica: 'C' } },
      { atMs: 4000, command: { type: 'repair', from: 'C', to: 'A' } },
      { atMs: 5000, command: { type: 'repair', from: 'C', to: 'B' } },
    ],
    stop: { atMs: 6000 },
  },
};
