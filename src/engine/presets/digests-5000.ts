/**
 * The documents' 5,000 nodes (003): every 30 s each sends a digest of 1 KB to three others, 100 bytes a second. That is right for forty
 * keys; a digest of 5,000 members takes 75 KB (errata E003-09), and 30 s are no bound on what a node may miss (E003-10).
 */
import type { Preset } from './preset.ts';

const title = 'Digests among 5,000 replicas';

export const digests5000: Preset = {
  title,
  summary:
    'Every 30 s each of 5,000 replicas asks three others, with a digest of forty keys in 1 KB: 100 bytes a second. One write needs not 30 s but some two and a half minutes to reach the last.',
  scenario: {
    version: 1,
    title,
    replicas: 5000,
    network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
    placement: { replicationFactor: 5000, virtualNodes: 1 },
    data: { keys: 40 },
    gossip: { protocol: 'pull', fanout: 3, intervalMs: 30_000, jitter: 1 },
    script: [{ atMs: 1000, command: { type: 'write', client: 'phone', via: 'n1', key: 'k0', value: 'new', local: true } }],
    stop: { atMs: 600_000, whenConverged: true },
  },
};
