/** The partition of a cluster of 1,000 for a minute, under the phi detector: the whole engine against the leanest loop of the same exchange. */
import { Cluster } from '../../engine/cluster.ts';
import { presets } from '../../engine/presets/index.ts';
import { Run } from '../../engine/run.ts';
import { lcg } from '../lean-push.ts';
import { scenarioOf } from '../scenario-of.ts';
import { leanMembership } from './lean-membership.ts';
import { medianMs, millions, say } from './measure.ts';

export function membershipAgainstLoop(): void {
  const scenario = scenarioOf(presets['membership-partition'].scenario);
  const { atMs, when } = scenario.stop;
  let events = 0;
  const engineMs = medianMs(1, () => {
    const cluster = new Cluster(scenario, [], false);
    new Run(cluster, { atUs: (atMs ?? 0) * 1000, whenConverged: false, when }).finish();
    events = cluster.event;
  });
  let taken = 0;
  const leanMs = medianMs(3, () => {
    ({ taken } = leanMembership(1000, { first: 700, fromS: 31, toS: 91 }, lcg(7)));
  });
  say(
    `700 and 300 apart           engine ${(engineMs / 1000).toFixed(1)} s (${events} events), lean loop ${(leanMs / 1000).toFixed(1)} s (${millions((taken / leanMs) * 1000)} states taken in), ratio ${(engineMs / leanMs).toFixed(1)}`,
  );
}
