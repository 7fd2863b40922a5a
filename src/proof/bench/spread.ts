/** Full spread of one write through the whole engine, against the leanest typed-array loop: pushed at three sizes for growth, and push-pull among 10,000. */
import { Cluster } from '../../engine/cluster.ts';
import { Run } from '../../engine/run.ts';
import { lcg, leanPush, leanPushPull } from '../lean-push.ts';
import { scenarioOf } from '../scenario-of.ts';
import { medianMs, millions, say } from './measure.ts';

/** How a write may spread, how many replicas there are. */
const cases = [
  ['push', 100],
  ['push', 1000],
  ['push', 10_000],
  ['push-pull', 10_000],
] as const;

export function spreadAgainstLoop(): void {
  for (const [protocol, n] of cases) {
    const scenario = scenarioOf({
      version: 1,
      mode: 'rounds',
      replicas: n,
      placement: { replicationFactor: n },
      gossip: { protocol },
      script: [{ atMs: 0, command: { type: 'write', client: 'c', via: 'n1', key: 'x', value: 1, local: true } }],
      stop: { atMs: null, whenConverged: true },
    });
    let events = 0;
    const engineMs = medianMs(n > 1000 ? 1 : 5, () => {
      const cluster = new Cluster(scenario, [], false);
      new Run(cluster, { atUs: Number.POSITIVE_INFINITY, whenConverged: true, when: null }).finish();
      events = cluster.event;
    });
    const random = lcg(7);
    const lean = protocol === 'push' ? leanPush : leanPushPull;
    const leanMs = medianMs(101, () => {
      lean(n, random);
    });
    say(
      `${protocol} to all of ${n}`.padEnd(28) +
        `engine ${engineMs.toFixed(1)} ms (${events} events, ${millions((events / engineMs) * 1000)}), lean loop ${leanMs.toFixed(3)} ms, ratio ${(engineMs / leanMs).toFixed(0)}`,
    );
  }
}
