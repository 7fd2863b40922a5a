import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import type { DropReason } from '../trace.ts';

/** One replica that reads are sent to over a network that takes no time. */
function run(perSec: number, more: { readonly [name: string]: unknown } = {}): { readonly result: Result; readonly drops: ReadonlyMap<DropReason, number> } {
  const parsed = parseScenario({
    version: 1,
    replicas: 1,
    network: { latencyMs: 0 },
    node: { serviceMs: 1 },
    coordination: { readTimeoutMs: 60_000 },
    workload: [{ client: 'c', via: 'none', perSec, arrival: 'poisson' }],
    stop: { atMs: 40_000 },
    ...more,
  });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  const drops = new Map<DropReason, number>();
  cluster.world.listener = (record) => {
    if (record.type === 'message-dropped') drops.set(record.reason, (drops.get(record.reason) ?? 0) + 1);
  };
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return { result: buildResult(cluster.world), drops };
}

const meanMs = ({ history }: Result): number => history.reduce((sum, { invokedAtMs, completedAtMs }) => sum + completedAtMs - invokedAtMs, 0) / history.length;

describe('a replica with a service time', () => {
  it.each([
    [0.5, 1.5],
    [0.8, 3],
  ])('at a load of %f makes messages wait as the M/D/1 queue says: %f ms in all', (load, ms) => {
    expect(Math.abs(meanMs(run(load * 1000).result) / ms - 1)).toBeLessThan(0.06);
  });

  it('lets so many wait and drops one more, with that reason', () => {
    const burst = { workload: [], script: Array.from({ length: 8 }, (_, i) => ({ atMs: 0, command: { type: 'read', client: `c${i}`, key: 'x' } })) };
    const { drops, result } = run(1, { ...burst, node: { serviceMs: 1, queueLimit: 3 }, stop: { atMs: 100 } });
    // One is in service, three wait.
    expect(drops).toEqual(new Map([['queue-full', 4]]));
    expect(result.history.map(({ completedAtMs }) => completedAtMs)).toEqual([1, 2, 3, 4]);
  });

  it('under twice the load that it can bear answers half, each after a full queue', () => {
    const { result, drops } = run(2000, { node: { serviceMs: 1, queueLimit: 20 }, coordination: { readTimeoutMs: 500 }, stop: { atMs: 10_000 } });
    expect(Math.abs((result.rates.availability ?? 0) - 0.5)).toBeLessThan(0.05);
    expect(drops.get('queue-full')).toBeGreaterThan(8000);
    expect(result.operations.readLatencyMs.p99).toBeLessThanOrEqual(21);
    expect(result.operations.readLatencyMs.p50).toBeGreaterThan(19);
  });

  it('takes what waits with it when it crashes, and begins anew', () => {
    const script = [
      ...Array.from({ length: 5 }, (_, i) => ({ atMs: 0, command: { type: 'read', client: `c${i}`, key: 'x' } })),
      { atMs: 1.5, command: { type: 'crash', replica: 'A' } },
      { atMs: 50, command: { type: 'restart', replica: 'A' } },
      { atMs: 60, command: { type: 'read', client: 'late', key: 'x' } },
    ];
    const { drops, result } = run(1, { workload: [], script, stop: { atMs: 100 } });
    expect(drops).toEqual(new Map([['crash', 4]]));
    expect(result.history.map(({ client, completedAtMs }) => [client, completedAtMs])).toEqual([
      ['c0', 1],
      ['late', 61],
    ]);
  });

  it('slowed works so many times slower, and without a service time of its own by that factor of a millisecond', () => {
    const read = { atMs: 10, command: { type: 'read', client: 'c', key: 'x' } };
    const slow = { atMs: 0, command: { type: 'slow', replica: 'A', factor: 7 } };
    for (const [serviceMs, ms] of [
      [3, 21],
      [0, 7],
    ])
      expect(run(1, { workload: [], node: { serviceMs }, script: [slow, read], stop: { atMs: 100 } }).result.history[0]?.completedAtMs).toBe(10 + (ms ?? 0));
  });
});
