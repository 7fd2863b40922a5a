/** Push gossip among 100 replicas in synchronous cycles: the classic epidemic (Demers et al. 1987; facts.md A1). */
import type { Preset } from './preset.ts';

const title = 'Gossip among 100 replicas';

export const gossip100: Preset = {
  title,
  summary: 'One replica of 100 learns something and tells one random peer each round, as does everyone who has heard. Watch how few rounds it takes.',
  scenario: {
    version: 1,
    title,
    mode: 'rounds',
    replicas: 100,
    placement: { replicationFactor: 100 },
    gossip: { protocol: 'push', fanout: 1, intervalMs: 1000 },
    script: [{ atMs: 500, command: { type: 'write', client: 'phone', via: 'n1', key: 'news', value: 'heard', local: true } }],
    stop: { atMs: 60_000, whenConverged: true },
  },
};
