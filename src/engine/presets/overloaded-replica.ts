/** A replica that works slower than requests come: its queue fills, then drops (mechanisms.md, overload; 004:18, 004:542). */
import type { Preset } from './preset.ts';

const title = 'One slow replica fills its queue';

export const overloadedReplica: Preset = {
  title,
  summary: 'Each replica takes 1 ms a message. From 2 s on C takes twenty times as long: its queue grows until it drops, and writes that need all three fail.',
  startMs: 2000,
  scenario: {
    version: 1,
    title,
    node: { serviceMs: 1, queueLimit: 50 },
    coordination: { read: 'quorum', write: 'all', writeTimeoutMs: 500 },
    workload: [
      { client: 'shop', operation: 'write', via: 'A', perSec: 40, arrival: 'poisson', keys: 20, distribution: 'hot' },
      { client: 'visitor', operation: 'read', via: 'B', perSec: 60, arrival: 'poisson', keys: 20, distribution: 'hot' },
    ],
    script: [
      { atMs: 2000, command: { type: 'slow', replica: 'C', factor: 20 } },
      { atMs: 8000, command: { type: 'slow', replica: 'C', factor: 1 } },
    ],
    stop: { atMs: 12_000 },
  },
};
