/** The first scene that anybody sees: three replicas, one of them cut off while the cart changed, and no repair switched on. It opens in the middle. */
import type { Preset } from './preset.ts';

const title = 'One replica missed a write';

export const dayOne: Preset = {
  title,
  summary: 'C was cut off while the cart changed. Healing the cut does not bring the missed write back; switching gossip on does.',
  startMs: 900,
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    coordination: { read: 'quorum', write: 'quorum', writeTimeoutMs: 300 },
    // Off until the reader switches them on; then quick enough to be seen.
    gossip: { intervalMs: 1000, jitter: 0.5 },
    hintedHandoff: { replayIntervalMs: 1000 },
    antiEntropy: { intervalMs: 2000, jitter: 0.5 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 300, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
      { atMs: 500, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk, eggs' } },
    ],
    stop: { atMs: 60_000 },
  },
};
