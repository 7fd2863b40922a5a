/** A replica that was away longer than the tombstone’s grace brings a deleted value back (facts.md A10.4; Cassandra’s compaction documentation). */
import type { Preset } from './preset.ts';

const title = 'A deleted value comes back';

export const resurrectedDelete: Preset = {
  title,
  summary:
    'C is down while a value is deleted, and comes back after the others have dropped the tombstone. Repair then spreads the old value as if it were new.',
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
      { atMs: 9000, command: { type: 'restart', replica: 'C' } },
      { atMs: 10000, command: { type: 'repair', from: 'C', to: 'A' } },
      { atMs: 11000, command: { type: 'repair', from: 'C', to: 'B' } },
    ],
    stop: { atMs: 14_000 },
  },
};
