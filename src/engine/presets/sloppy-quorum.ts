/** R + W > N and a stale read all the same: in a sloppy quorum stand-ins take the write, and the owners on the other side know nothing of it. */
import type { Preset } from './preset.ts';

const title = 'A sloppy quorum reads the old value';

export const sloppyQuorum: Preset = {
  title,
  summary:
    'A and B are cut off. D and E stand in for them, so a quorum write on the other side succeeds, while a quorum read on A and B returns the old value.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C', 'D', 'E'],
    network: { latencyMs: { distribution: 'uniform', min: 20, max: 40 } },
    placement: { pin: { cart: ['A', 'B', 'C'] } },
    coordination: { sloppy: true },
    hintedHandoff: { enabled: true, holder: 'fallback', replayIntervalMs: 1000 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      {
        atMs: 300,
        command: {
          type: 'partition',
          groups: [
            ['A', 'B'],
            ['C', 'D', 'E'],
          ],
        },
      },
      { atMs: 500, command: { type: 'write', client: 'phone', via: 'C', key: 'cart', value: 'milk, eggs' } },
      { atMs: 3000, command: { type: 'read', client: 'laptop', via: 'A', key: 'cart' } },
      { atMs: 5000, command: { type: 'heal' } },
      { atMs: 8000, command: { type: 'read', client: 'laptop', via: 'A', key: 'cart' } },
    ],
    stop: { atMs: 12_000 },
  },
};
