/** A scenario made for measuring the page: so many replicas that gossip all the time, with about as many messages in flight. */
import type { Preset } from '../engine/presets/index.ts';

export function measured(replicas: number): Pick<Preset, 'title' | 'scenario'> {
  const title = `${replicas} replicas, ${replicas} messages in flight`;
  return {
    title,
    scenario: {
      version: 1,
      title,
      replicas,
      network: { latencyMs: { distribution: 'uniform', min: 150, max: 250 } },
      placement: { replicationFactor: replicas },
      coordination: { read: 'one', write: 'one' },
      gossip: { protocol: 'push', intervalMs: 200, jitter: 0.5 },
      script: [{ atMs: 20, command: { type: 'write', client: 'phone', via: replicas > 26 ? 'n1' : 'A', key: 'cart', value: 'milk', local: true } }],
      stop: { atMs: 86_400_000 },
    },
  };
}
