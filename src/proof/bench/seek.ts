/** Seeking to random events of a run of 100,000. Aim: p99 under 50 ms. */
import { History } from '../../engine/history.ts';
import { lcg } from '../lean-push.ts';
import { scenarioOf } from '../scenario-of.ts';
import { medianMs, nearestRank, say } from './measure.ts';

const EVENTS = 100_000;

export function seekTimes(): void {
  const history = new History(
    scenarioOf({
      version: 1,
      replicas: 5,
      gossip: { protocol: 'push-pull', intervalMs: 100, maxKeys: 50 },
      hintedHandoff: { enabled: true },
      readRepair: { mode: 'async' },
      workload: [
        { client: 'reader', operation: 'read', perSec: 500, keys: 200 },
        { client: 'writer', operation: 'write', perSec: 500, keys: 200 },
      ],
      stop: { atMs: null },
    }),
  );
  const forwardMs = medianMs(1, () => {
    history.toEvent(EVENTS);
  });
  const random = lcg(3);
  const taken: number[] = [];
  for (let i = 0; i < 200; i++) {
    const event = Math.floor(random() * EVENTS);
    taken.push(
      medianMs(1, () => {
        history.toEvent(event);
      }),
    );
  }
  say(
    `seek in ${EVENTS} events  p50 ${nearestRank(taken, 0.5).toFixed(1)} ms, p99 ${nearestRank(taken, 0.99).toFixed(1)} ms (the whole run forward: ${forwardMs.toFixed(0)} ms, ${history.current.checkpoints.length} checkpoints)`,
  );
}
