/** The lost write of the fast clock again, under hybrid logical clocks (Kulkarni et al. 2014). */
import type { Preset } from './preset.ts';

const title = 'A hybrid clock keeps the write';

export const hybridClockKeepsAWrite: Preset = {
  title,
  summary: 'A’s clock is 300 ms ahead. B has heard from A, so its hybrid clock stamps the later write later, and the later write stays.',
  scenario: {
    version: 1,
    title,
    replicas: [{ id: 'A', clockSkewMs: 300 }, 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    store: { conflict: 'hlc', hlcMaxOffsetMs: 500 },
    script: [
      { atMs: 100, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 250, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart', value: 'milk, eggs' } },
      { atMs: 1500, command: { type: 'read', client: 'laptop', via: 'B', key: 'cart' } },
    ],
    stop: { atMs: 3000 },
  },
};
