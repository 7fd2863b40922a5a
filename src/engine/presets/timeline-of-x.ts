/** The documents' timeline (004): x = 1 reaches A and B, C misses it behind a cut, and learns of it by the read that compares B with C. */
import type { Preset } from './preset.ts';

const title = 'A timeline: C misses x = 1';

export const timelineOfX: Preset = {
  title,
  summary:
    'C is cut off while x becomes 1, and a quorum read through C fails rather than lie. Healed, C still holds 0, until a read asks B and C, returns 1 and repairs C.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    // Reads ask the first two of the preference list: B and C.
    placement: { pin: { x: ['B', 'C', 'A'] } },
    coordination: { read: 'quorum', write: 'quorum', readFanout: 'quorum', readTimeoutMs: 1000 },
    readRepair: { mode: 'async' },
    script: [
      { atMs: 100, command: { type: 'write', client: 'writer', via: 'A', key: 'x', value: 0 } },
      { atMs: 500, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
      { atMs: 1000, command: { type: 'write', client: 'writer', via: 'A', key: 'x', value: 1 } },
      { atMs: 1500, command: { type: 'read', client: 'stuck', via: 'C', key: 'x' } },
      { atMs: 4000, command: { type: 'heal' } },
      { atMs: 7000, command: { type: 'read', client: 'reader', via: 'B', key: 'x' } },
    ],
    stop: { atMs: 8000 },
  },
};
