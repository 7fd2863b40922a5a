/** A repair storm and how it is prevented (documents, 004: the heal sets off all repair at once): the same heal, with sessions unbounded and paced. */
import type { Json } from '../versions/version.ts';
import type { Preset } from './preset.ts';

function storm(title: string, antiEntropy: { readonly [name: string]: Json }): { readonly [name: string]: Json } {
  return {
    version: 1,
    title,
    replicas: 5,
    // 166 messages a second are all that a replica can take.
    node: { serviceMs: 6 },
    placement: { replicationFactor: 5 },
    data: { keys: 2000 },
    coordination: { read: 'one', write: 'one', readFanout: 'quorum', writeFanout: 'all' },
    antiEntropy: { mechanism: 'merkle', branching: 2, depth: 11, ...antiEntropy },
    workload: [
      { client: 'reader', operation: 'read', via: 'random', perSec: 100, endMs: 20_000 },
      { client: 'writer', operation: 'write', via: 'random', perSec: 20, endMs: 9000 },
    ],
    script: [
      {
        atMs: 1000,
        command: {
          type: 'partition',
          groups: [
            ['A', 'B', 'C'],
            ['D', 'E'],
          ],
        },
      },
      { atMs: 10_000, command: { type: 'heal' } },
    ],
    stop: { atMs: 30_000 },
  };
}

const stormTitle = 'A repair storm after a partition';

export const repairStorm: Preset = {
  title: stormTitle,
  summary:
    'Every replica begins ten comparisons at once, again and again, all at the same instant. Once the partition heals, their messages fill the queues and readers wait.',
  startMs: 9500,
  scenario: storm(stormTitle, { intervalMs: 25, concurrency: 10 }),
};

const pacedTitle = 'The same repair, paced';

export const repairPaced: Preset = {
  title: pacedTitle,
  summary: 'One comparison at a time, at random moments, at no more than 20 KB a second. The same keys are mended, somewhat later, and readers hardly notice.',
  startMs: 9500,
  scenario: storm(pacedTitle, { intervalMs: 500, jitter: 1, concurrency: 1, bytesPerSec: 20_000, backPressure: true }),
};
