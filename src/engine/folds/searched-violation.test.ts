import { describe, expect, it } from 'vitest';
import type { SearchName } from '../checkers/index.ts';
import { Cluster } from '../cluster.ts';
import { buildResult } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import { createConditionWatch } from './conditions.ts';

const NAMES: readonly SearchName[] = ['linearizability', 'causality'];
const workload = ['c1', 'c2', 'c3'].flatMap((client) => [
  { client, operation: 'write', perSec: 10, arrival: 'poisson', keys: 4 },
  { client, operation: 'read', perSec: 20, arrival: 'poisson', keys: 4 },
]);
const slow = { network: { latencyMs: { distribution: 'exponential', mean: 60 } }, coordination: { read: 'one', write: 'one' } };

function clusterOf(document: object): Cluster {
  const parsed = parseScenario({ version: 1, workload, stop: { atMs: 3000 }, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  return new Cluster(parsed.scenario);
}

describe.each(NAMES)('a violation of %s as a condition', (name) => {
  it('stops a run at the very event that the search names first', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const document = { ...slow, seed };
      const whole = clusterOf(document);
      while (whole.nextUs() <= 3_000_000) whole.step();
      const events = buildResult(whole.world, [], [name])
        .violations.filter(({ checker }) => checker === name)
        .map(({ event }) => event);
      const stopped = clusterOf(document);
      const reason = new Run(stopped, { atUs: 3_000_000, whenConverged: false, when: { violation: name } }).finish();
      expect([reason, stopped.event], `seed ${seed}`).toEqual(events.length === 0 ? ['time', whole.event] : ['condition', Math.min(...events)]);
    }
  });

  it('never holds of a single copy, and says so at the end', () => {
    const one = clusterOf({ replicas: 1, placement: { replicationFactor: 1 }, network: { clientLatencyMs: 4 } });
    const { folds } = one.world;
    const kept = createConditionWatch({ never: { violation: name } }, folds);
    while (one.nextUs() <= 1_000_000) {
      one.step();
      expect(kept.holds()).toBe(false);
    }
    expect(kept.holdsAtEnd()).toBe(true);
  });

  it('holds at once where it is asked for late, and in a fork as it would have', () => {
    const cluster = clusterOf({ ...slow, seed: 2 });
    const watch = createConditionWatch({ violation: name }, cluster.world.folds);
    while (cluster.nextUs() <= 1_500_000) {
      cluster.step();
      watch.holds();
    }
    const checkpoint = cluster.checkpoint();
    const fork = watch.fork(cluster.world.folds);
    while (cluster.nextUs() <= 3_000_000) {
      cluster.step();
      watch.holds();
    }
    const late = createConditionWatch({ violation: name }, cluster.world.folds);
    expect([watch.holds(), fork.holds(), late.holds()]).toEqual([true, true, true]);
    cluster.restore(checkpoint);
    const again = createConditionWatch({ violation: name }, cluster.world.folds);
    const before = again.holds();
    expect(createConditionWatch({ violation: name }, cluster.world.folds).holds()).toBe(before);
  });
});
