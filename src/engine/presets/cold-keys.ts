/** Read repair under Zipf's law (mechanisms.md, "Zipf cold keys"; facts A7.6): it mends what is read, and most keys are read seldom. */
import type { Preset } from './preset.ts';

const title = 'Cold keys stay stale';

export const coldKeys: Preset = {
  title,
  summary:
    'C holds old copies of 300 of 1,000 keys. Reads follow Zipf’s law and repair what they touch: hot keys heal within seconds, cold ones wait for a read.',
  scenario: {
    version: 1,
    title,
    data: { keys: 1000, divergent: [{ replica: 'C', keys: 300 }] },
    coordination: { read: 'quorum' },
    readRepair: { mode: 'async' },
    workload: [{ client: 'shop', operation: 'read', via: 'random', perSec: 50, arrival: 'poisson', distribution: 'zipf', exponent: 1 }],
    stop: { atMs: 30_000 },
  },
};
