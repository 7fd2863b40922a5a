/** What presets of workloads, latencies, rumours and queues must show when they run. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import { presets } from './index.ts';

function resultOf(id: string): Result {
  const parsed = parseScenario(presets[id]?.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return buildResult(cluster.world);
}

describe('presets show what they say', () => {
  it.each([
    ['pbs-lnkd-ssd', 0.974],
    ['pbs-lnkd-disk', 0.437],
    ['pbs-ymmr', 0.89],
    ['pbs-wan', 0.334],
  ])('%s: the share %f of the reads finds the write', (id, share) => {
    const { operations } = resultOf(id);
    expect([operations.writes, operations.reads]).toEqual([1000, 1000]);
    expect(Math.abs(1 - operations.staleReads / 1000 - share)).toBeLessThan(0.05);
  });

  it('rumour-1000 dies down, and some never hear', () => {
    const { spread, messages } = resultOf('rumour-1000');
    expect(spread.residue).toBeGreaterThan(0.01);
    expect(spread.residue).toBeLessThan(0.08);
    expect(spread.lastRound).toBeLessThan(30);
    expect(messages.byType['gossip-push']?.count).toBeLessThan(4000);
  });

  it('cold-keys repairs the hot keys and leaves cold ones stale', () => {
    const { repairs, converged, replicas } = resultOf('cold-keys');
    expect(repairs['read-repair']).toBeGreaterThan(80);
    expect(repairs['read-repair']).toBeLessThan(280);
    expect(converged).toBe(false);
    // The ten most popular keys have been read often.
    for (let key = 0; key < 10; key++) expect(replicas?.C?.[`k${key}`]).toEqual(replicas?.A?.[`k${key}`]);
  });

  it('overloaded-replica drops for its full queue, and fails writes that need it, only while it is slow', () => {
    const { history, rates, violations } = resultOf('overloaded-replica');
    const failed = history.filter(({ ok }) => !ok);
    expect(failed.length).toBeGreaterThan(50);
    expect(failed.every(({ type, invokedAtMs }) => type === 'write' && invokedAtMs > 1500 && invokedAtMs < 9500)).toBe(true);
    expect(rates.availability).toBeLessThan(0.95);
    expect(violations.filter(({ checker }) => checker !== 'not-converged')).toEqual([]);
  });

  it('read-too-soon finds nothing, and then Alice', () => {
    const { history, operations, replication } = resultOf('read-too-soon');
    expect(history.filter(({ type }) => type === 'read').map(({ values }) => values)).toEqual([[], ['Alice']]);
    expect(operations.staleReads).toBe(1);
    expect(replication).toMatchObject({ copies: 3, lagMs: { max: 500 } });
  });
});
