/**
 * Hinted handoff is best effort: the only hint goes down with its holder’s disk. The coordinator owns no copy of the cart, so that its crash
 * loses the hint and nothing else.
 */
import type { Preset } from './preset.ts';

const title = 'A lost hint';

export const lostHint: Preset = {
  title,
  summary: 'C misses a write behind a cut, and D keeps a hint for it. Then D loses its disk: cut and crash both mend, and C stays stale.',
  scenario: {
    version: 1,
    title,
    replicas: ['A', 'B', 'C', 'D'],
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    placement: { replicationFactor: 3, pin: { cart: ['A', 'B', 'C'] } },
    coordination: { read: 'quorum', write: 'quorum', writeTimeoutMs: 300 },
    hintedHandoff: { enabled: true, replayIntervalMs: 1000 },
    // Off until the reader switches them on; then quick enough to be seen.
    gossip: { intervalMs: 1000, jitter: 0.5 },
    antiEntropy: { intervalMs: 2000, jitter: 0.5 },
    script: [
      { atMs: 20, command: { type: 'write', client: 'phone', via: 'D', key: 'cart', value: 'milk' } },
      { atMs: 300, command: { type: 'partition', groups: [['A', 'B', 'D'], ['C']] } },
      { atMs: 500, command: { type: 'write', client: 'phone', via: 'D', key: 'cart', value: 'milk, eggs' } },
      { atMs: 1500, command: { type: 'crash', replica: 'D', lose: 'disk' } },
      { atMs: 2500, command: { type: 'heal' } },
      { atMs: 3500, command: { type: 'restart', replica: 'D' } },
    ],
    stop: { atMs: 12_000 },
  },
};
