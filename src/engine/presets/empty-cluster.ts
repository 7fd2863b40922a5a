/**
 * A cluster to which nothing has happened yet: no script, every repair mechanism off, no end. It is no story and so not in the list of presets;
 * its delays and intervals are those of the stories, quick enough to be seen once something is switched on.
 */
import type { Preset } from './preset.ts';

export function emptyCluster(replicas: number): Preset {
  const title = replicas === 1 ? 'An empty cluster of one replica' : `An empty cluster of ${replicas} replicas`;
  return {
    title,
    summary: 'Nothing has been written and nothing is scheduled: what happens here is up to you.',
    scenario: {
      version: 1,
      title,
      replicas,
      network: { latencyMs: { distribution: 'uniform', min: 30, max: 60 } },
      coordination: { read: 'quorum', write: 'quorum', writeTimeoutMs: 300 },
      gossip: { intervalMs: 1000, jitter: 0.5 },
      hintedHandoff: { replayIntervalMs: 1000 },
      antiEntropy: { intervalMs: 2000, jitter: 0.5, branching: 2, depth: 4 },
      stop: { atMs: null },
    },
  };
}
