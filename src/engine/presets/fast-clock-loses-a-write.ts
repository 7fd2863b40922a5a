/** Last write wins by the wrong clock: the later of two acknowledged writes is thrown away. */
import type { Preset } from './preset.ts';

const title = 'A fast clock loses a write';

export const fastClockLosesAWrite: Preset = {
  title,
  summary: 'A’s clock is a second ahead. A later write through B carries an earlier timestamp: it is acknowledged, and thrown away everywhere.',
  scenario: {
    version: 1,
    title,
    replicas: [{ id: 'A', clockSkewMs: 1000 }, 'B', 'C'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    script: [
      { atMs: 100, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 600, command: { type: 'write', client: 'laptop', via: 'B', key: 'cart', value: 'milk, eggs' } },
      { atMs: 1500, command: { type: 'read', client: 'laptop', via: 'B', key: 'cart' } },
    ],
    stop: { atMs: 3000 },
  },
};
