/** A grow-only counter (Shapiro et al. 2011) counted at three replicas that cannot reach one another. */
import type { Preset } from './preset.ts';

const title = 'Three replicas count: 5 + 3 + 7';

export const counterOfThree: Preset = {
  title,
  summary: 'Each replica counts on its own side of a partition, in its own entry. Once they hear of one another all show 15, however often they merge.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'g-counter' },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 1000, jitter: 0.5 },
    script: [
      { atMs: 0, command: { type: 'partition', groups: [['A'], ['B'], ['C']] } },
      { atMs: 100, command: { type: 'increment', client: 'c1', via: 'A', key: 'likes', by: 5 } },
      { atMs: 200, command: { type: 'increment', client: 'c2', via: 'B', key: 'likes', by: 3 } },
      { atMs: 300, command: { type: 'increment', client: 'c3', via: 'C', key: 'likes', by: 7 } },
      { atMs: 1500, command: { type: 'heal' } },
      { atMs: 7000, command: { type: 'read', client: 'c1', via: 'A', key: 'likes' } },
    ],
    stop: { atMs: 8000 },
  },
};
