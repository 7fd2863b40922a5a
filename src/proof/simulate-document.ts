/** A document of the scenario format run to its stop, as the terminal does, and what came out. */
import { Cluster } from '../engine/cluster.ts';
import { buildResult, type Result } from '../engine/result.ts';
import { Run } from '../engine/run.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import { scenarioOf } from './scenario-of.ts';

export function runToStop(scenario: Scenario): Cluster {
  const cluster = new Cluster(scenario, [], false);
  const { atMs, whenConverged, when } = scenario.stop;
  new Run(cluster, { atUs: atMs === null ? Number.POSITIVE_INFINITY : Math.round(atMs * 1000), whenConverged, when }).finish();
  return cluster;
}

export function simulateDocument(document: unknown, seed?: number): Result {
  const scenario = scenarioOf(document);
  return buildResult(runToStop(seed === undefined ? scenario : { ...scenario, seed }).world, []);
}
