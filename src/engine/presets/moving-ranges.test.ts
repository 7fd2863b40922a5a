/** What presets of replicas that come and go must show when they run. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import type { TraceRecord } from '../trace.ts';
import { presets } from './index.ts';

function runOf(id: string) {
  const parsed = parseScenario(presets[id]?.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  const records: { readonly record: TraceRecord; readonly ms: number }[] = [];
  cluster.world.listener = (record, { atUs }) => records.push({ record, ms: atUs / 1000 });
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return { records, result: buildResult(cluster.world, ['placement']) };
}

describe('presets of ranges that move show what they say', () => {
  it('replaced-node: no read misses anything, and repair waits while it is filled', () => {
    const { records, result } = runOf('replaced-node');
    const [change] = result.placement?.changes ?? [];
    expect([change.change, change.replica, change.of]).toEqual(['replace', 'F', 'C']);
    expect(change.atMs).toBeGreaterThan(5000);
    const sessions = records.filter(({ record, ms }) => record.type === 'session-started' && ms > 4000 && ms < change.atMs);
    expect(sessions).toEqual([]);
    expect(result.operations.staleReads).toBe(0);
    expect(result.operations.reads).toBeGreaterThan(150);
    expect([result.converged, result.violations]).toEqual([true, []]);
  });

  it('empty-node: it owns its keys at once, and reads that ask it miss them until repair has filled it', () => {
    const { result } = runOf('empty-node');
    expect(result.placement?.changes).toEqual([]);
    expect(result.operations.staleReads).toBeGreaterThan(10);
    expect(result.repairs['anti-entropy']).toBeGreaterThan(100);
    expect(result.converged).toBe(true);
  });

  it('join-under-load: E is filled at its pace, no read is stale, nothing is lost', () => {
    const { records, result } = runOf('join-under-load');
    const [change] = result.placement?.changes ?? [];
    expect([change.change, change.replica]).toEqual(['join', 'E']);
    expect(change.atMs).toBeGreaterThan(3000);
    expect(result.placement?.copiesTaken).toBeGreaterThan(60);
    const early = records.filter(
      ({ record, ms }) => ms < change.atMs && record.type === 'version-stored' && record.replica === 4 && record.mechanism === 'write',
    );
    expect(early.length).toBeGreaterThan(10);
    expect(result.operations.staleReads).toBe(0);
    expect([result.converged, result.violations]).toEqual([true, []]);
  });
});
