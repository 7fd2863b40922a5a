/** Last write wins under a fast clock against facts A8.10: a slow-clock write is lost if the fast clock wrote within the skew before it, 1 − e^−λs. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { Run } from '../../engine/run.ts';
import { scenarioOf } from '../scenario-of.ts';
import { many, patience } from './statistics.ts';

const seconds = many ? 4000 : 600;

/** The share of B's acknowledged writes that no replica ever stored. */
function lostShare(skewMs: number): number {
  const line = { operation: 'write', arrival: 'poisson', keys: 1 };
  const scenario = scenarioOf({
    version: 1,
    replicas: [{ id: 'A', clockSkewMs: skewMs }, 'B'],
    network: { latencyMs: 0 },
    workload: [
      { ...line, client: 'fast', via: 'A', perSec: 5 },
      { ...line, client: 'slow', via: 'B', perSec: 10 },
    ],
    stop: { atMs: seconds * 1000 },
  });
  const cluster = new Cluster(scenario);
  const asked = new Set<number>();
  const stored = new Set<number>();
  cluster.world.listener = (record) => {
    if (record.type === 'operation-invoked' && record.via === 1) asked.add(record.operation);
    if (record.type === 'version-stored') stored.add(record.after.versions[0]?.operation ?? 0);
  };
  new Run(cluster, { atUs: seconds * 1_000_000, whenConverged: false, when: null }).finish();
  return [...asked].filter((operation) => !stored.has(operation)).length / asked.size;
}

describe('a fast clock', patience, () => {
  it.each([
    [10, 0.049],
    [50, 0.221],
    [100, 0.394],
    [500, 0.918],
  ])('%i ms ahead that writes five times a second silently takes the share %f of the other’s writes', (skewMs, share) => {
    expect(Math.abs(lostShare(skewMs) - share)).toBeLessThan(many ? 0.01 : 0.025);
  });
});
