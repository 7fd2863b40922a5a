/**
 * A recorded run of a lesson, as the page runs it: a document, commands beside its script, and a stop. What the lessons' test asks of it: how it ends,
 * whether statements hold, what a number of the result is over many seeds, what a moment looks like. It knows lessons as plain data only.
 */
import { assert } from '../../base/assert.ts';
import { Cluster } from '../../engine/cluster.ts';
import { type ConditionWatch, createConditionWatch } from '../../engine/folds/conditions.ts';
import { metricAt } from '../../engine/metrics/index.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { buildSnapshot } from '../../engine/picture/snapshot-builder.ts';
import { buildResult } from '../../engine/result.ts';
import type { Stop, StopReason } from '../../engine/run.ts';
import type { Command, Condition, Scenario } from '../../engine/scenario/scenario.ts';
import { scenarioOf } from '../scenario-of.ts';

export interface Logged {
  readonly atMs: number;
  readonly after: number;
  readonly command: Command;
}

/** `seed`: null is the document's own. */
export interface Recorded {
  readonly document: { readonly [name: string]: unknown };
  readonly log: readonly Logged[];
  readonly seed: number | null;
}

export interface Ending {
  readonly reason: StopReason;
  readonly endedAtMs: number;
  readonly events: number;
  /** Commands that could not apply, each in a sentence. */
  readonly refused: readonly string[];
  /** Statement by statement, in the order asked. */
  readonly held: readonly boolean[];
  /** Number of the result by number, in the order asked; null where one is not to be had. */
  readonly numbers: readonly (number | null)[];
}

/** Far more than a lesson's scene is worth watching; past it a run has no end. */
const EVENT_LIMIT = 3_000_000;

/** Runs to the document's stop, or past it to `atMs`, and judges the statements and reads the numbers there. */
export function replay(recorded: Recorded, statements: readonly Condition[] = [], atMs: number | null = null, metrics: readonly string[] = []): Ending {
  const cluster = clusterOf(recorded);
  const watches = statements.map((statement) => createConditionWatch(statement, cluster.world.folds));
  const { stop } = cluster.scenario;
  const reason = atMs === null ? advance(cluster, stopOf(stop), goalOf(cluster), watches) : advance(cluster, at(atMs), null, watches);
  const { refused } = buildResult(cluster.world);
  return {
    reason,
    endedAtMs: cluster.nowUs / 1000,
    events: cluster.event,
    refused: refused.map(({ atMs: when, command, reason: why }) => `${command.type} at ${when} ms was refused: ${why}`),
    held: watches.map((watch) => watch.holdsAtEnd(cluster.nowUs)),
    numbers: metrics.map((metric) => metricAt(metric, cluster.world.folds)),
  };
}

/** Numbers of the result at the run's end, under each seed from 1 to `seeds`, in the order asked; null where one is not to be had. */
export function numbersOver(recorded: Recorded, metrics: readonly string[], seeds: number): readonly (readonly (number | null)[])[] {
  return Array.from({ length: seeds }, (_, nth) => {
    const cluster = clusterOf({ ...recorded, seed: nth + 1 });
    advance(cluster, stopOf(cluster.scenario.stop), goalOf(cluster), []);
    return metrics.map((metric) => metricAt(metric, cluster.world.folds));
  });
}

/** What the page shows once every event up to `atMs` has happened. */
export function snapshotAt(recorded: Recorded, atMs: number): Snapshot {
  const cluster = clusterOf(recorded);
  advance(cluster, at(atMs), null, []);
  return buildSnapshot(cluster);
}

export function clusterOf({ document, log, seed }: Recorded): Cluster {
  const scenario = scenarioOf(document);
  const commands = log.map(({ atMs, after, command }) => ({ atUs: Math.round(atMs * 1000), after, command }));
  return new Cluster(seed === null ? scenario : { ...scenario, seed }, commands);
}

export function goalOf(cluster: Cluster): ConditionWatch | null {
  const { when } = cluster.scenario.stop;
  return when === null ? null : createConditionWatch(when, cluster.world.folds);
}

type Limits = Pick<Stop, 'atUs' | 'whenConverged'>;
const at = (atMs: number): Limits => ({ atUs: Math.round(atMs * 1000), whenConverged: false });
const stopOf = ({ atMs, whenConverged }: Scenario['stop']): Limits => ({
  atUs: atMs === null ? Number.POSITIVE_INFINITY : Math.round(atMs * 1000),
  whenConverged,
});

/** As `Run` of the engine, and it asks every watch after every event, since what has been (`ever`, `then`) is noted when it is asked. */
export function advance(cluster: Cluster, stop: Limits, goal: ConditionWatch | null, watches: readonly ConditionWatch[]): StopReason {
  const all = goal === null ? watches : [goal, ...watches];
  for (;;) {
    const { nowUs } = cluster;
    for (const watch of watches) watch.holds(nowUs);
    if (goal?.holds(nowUs) === true) return 'condition';
    if (stop.whenConverged && cluster.isConverged && cluster.isQuiet) return 'converged';
    const next = cluster.nextUs();
    let wakeUs = Number.POSITIVE_INFINITY;
    for (const watch of all) wakeUs = Math.min(wakeUs, watch.wakeUs(nowUs));
    if (wakeUs > nowUs && wakeUs < next && wakeUs <= stop.atUs) cluster.idleUntil(wakeUs);
    else if (next > stop.atUs || next === Number.POSITIVE_INFINITY) {
      const reason = next > stop.atUs ? 'time' : 'nothing-scheduled';
      if (reason === 'time') cluster.idleUntil(stop.atUs);
      return goal?.holdsAtEnd(cluster.nowUs) === true ? 'condition' : reason;
    } else {
      assert(cluster.event < EVENT_LIMIT, `the run goes on for more than ${EVENT_LIMIT} events; give it a stop`);
      cluster.step();
    }
  }
}
