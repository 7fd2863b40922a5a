/** Rumour mongering among 1,000 replicas: gossip that stops (Demers et al. 1987, table 1 with k = 2; facts A2). */
import type { Preset } from './preset.ts';

const title = 'A rumour among 1,000 replicas';

export const rumour1000: Preset = {
  title,
  summary: 'Who hears the news passes it on until it has met two in a row who knew. Traffic dies down by itself, and about 37 of 1,000 never hear.',
  scenario: {
    version: 1,
    title,
    mode: 'rounds',
    replicas: 1000,
    placement: { replicationFactor: 1000 },
    gossip: { protocol: 'push', style: 'rumor', rumor: { feedback: true, counter: true, k: 2 }, intervalMs: 1000 },
    script: [{ atMs: 500, command: { type: 'write', client: 'phone', via: 'n1', key: 'news', value: 'heard', local: true } }],
    stop: { atMs: 40_000 },
  },
};
