/** N = 3, W = 2, R = 2: a write reaches two replicas, and the first quorum read that meets the third mends it. */
import type { Preset } from './preset.ts';

const title = 'Two of three, and the third is repaired';

export const quorumRepairsTheThird: Preset = {
  title,
  summary: 'A write reaches A and B while C is down. A quorum read through C gets the new value from the others and repairs C’s own copy before it answers.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 20, max: 40 } },
    readRepair: { mode: 'blocking' },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'x', value: 'old' } },
      { atMs: 300, command: { type: 'crash', replica: 'C' } },
      { atMs: 500, command: { type: 'write', client: 'phone', via: 'A', key: 'x', value: 'new' } },
      { atMs: 3000, command: { type: 'restart', replica: 'C' } },
      { atMs: 4000, command: { type: 'read', client: 'laptop', via: 'C', key: 'x' } },
    ],
    stop: { atMs: 6000 },
  },
};
