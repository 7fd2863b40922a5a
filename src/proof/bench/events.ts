/** Events per second with trace, folds and hash on, against a bare heap loop over the same number of objects. Aim: 1 M/s, within 4.5 times the loop. */
import { EventQueue } from '../../base/event-queue.ts';
import { Cluster } from '../../engine/cluster.ts';
import { scenarioOf } from '../scenario-of.ts';
import { medianMs, millions, say } from './measure.ts';

/** Five replicas, a steady load of reads and writes, gossip behind it. */
const busy = {
  version: 1,
  replicas: 5,
  network: { latencyMs: { distribution: 'uniform', min: 1, max: 10 } },
  gossip: { protocol: 'push', intervalMs: 10, maxKeys: 10 },
  workload: [
    { client: 'reader', operation: 'read', perSec: 2000, keys: 100 },
    { client: 'writer', operation: 'write', perSec: 2000, keys: 100 },
  ],
  stop: { atMs: null },
};

const EVENTS = 300_000;

export function eventsPerSecond(): void {
  const scenario = scenarioOf(busy);
  const engineMs = medianMs(3, () => {
    const cluster = new Cluster(scenario, [], false);
    while (cluster.event < EVENTS) cluster.step();
  });
  const gossiping = scenarioOf({
    version: 1,
    mode: 'rounds',
    replicas: 1000,
    placement: { replicationFactor: 1000 },
    gossip: { protocol: 'push' },
    script: [{ atMs: 0, command: { type: 'write', client: 'c', via: 'n1', key: 'x', value: 1, local: true } }],
    stop: { atMs: null },
  });
  const gossipMs = medianMs(3, () => {
    const cluster = new Cluster(gossiping, [], false);
    while (cluster.event < EVENTS) cluster.step();
  });
  const bareMs = medianMs(5, bareLoop);
  say(
    `events/s, reads and writes  ${millions((EVENTS / engineMs) * 1000)}, ${(engineMs / bareMs).toFixed(1)} times a bare heap loop (${millions((EVENTS / bareMs) * 1000)})`,
  );
  say(`events/s, gossip of 1,000   ${millions((EVENTS / gossipMs) * 1000)}, ${(gossipMs / bareMs).toFixed(1)} times a bare heap loop`);
}

/** Pops and pushes one object per event with a thousand pending, and nothing else. */
function bareLoop(): void {
  const queue = new EventQueue<{ readonly from: number; readonly to: number; readonly hop: number }>();
  let state = 1;
  for (let i = 0; i < 1000; i++) queue.push(i, 1, { from: i, to: 0, hop: 0 });
  for (let i = 0; i < EVENTS; i++) {
    const time = queue.nextTime;
    const item = queue.pop();
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    queue.push(time + (state % 10_000), 1, { from: item.to, to: state % 5, hop: item.hop + 1 });
  }
}
