/** Full spread of one pushed write through the whole engine, against the leanest typed-array loop, at three sizes for growth. */
import { Cluster } from '../../engine/cluster.ts';
import { Run } from '../../engine/run.ts';
import { lcg, leanPush } from '../lean-push.ts';
import { scenarioOf } from '../scenario-of.ts';
import { medianMs, millions, say } from './measure.ts';

export function spreadAgainstLoop(): void {
  for (const n of [100, 1000, 10_000]) {
    const scenario = scenarioOf({
      version: 1,
      mode: 'rounds',
      replicas: n,
      placement: { replicationFactor: n },
      gossip: { protocol: 'push' },
      script: [{ atMs: 0, command: { type: 'write', client: 'c', via: n > 26 ? 'n1' : 'A', key: 'x', value: 1, local: true } }],
      stop: { atMs: null, whenConverged: true },
    });
    let events = 0;
    const engineMs = medianMs(n > 1000 ? 1 : 5, () => {
      const cluster = new Cluster(scenario, [], false);
      new Run(cluster, { atUs: Number.POSITIVE_INFINITY, whenConverged: true, when: null }).finish();
      events = cluster.event;
    });
    const random = lcg(7);
    const leanMs = medianMs(101, () => {
      leanPush(n, random);
    });
    say(
      `push to all of ${String(n).padEnd(6)}  engine ${engineMs.toFixed(1)} ms (${events} events, ${millions((events / engineMs) * 1000)}), lean loop ${leanMs.toFixed(3)} ms, ratio ${(engineMs / leanMs).toFixed(0)}`,
    );
  }
}
