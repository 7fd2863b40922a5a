/** What the presets of regions, and of what repair costs, must show. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import type { Json } from '../versions/version.ts';
import { presets } from './index.ts';

type Changes = { readonly [section: string]: { readonly [name: string]: Json } };

/** The preset run to its end, with some fields of its sections changed. */
function resultOf(id: string, changes: Changes = {}): Result {
  const given = presets[id]?.scenario ?? {};
  const document: { [name: string]: Json } = { ...given };
  for (const [section, fields] of Object.entries(changes)) document[section] = { ...(given[section] as object), ...fields } as Json;
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  const { atMs, whenConverged } = parsed.scenario.stop;
  new Run(cluster, { atUs: (atMs ?? 0) * 1000, whenConverged, when: null }).finish();
  return buildResult(cluster.world);
}
const answers = ({ history }: Result) => history.map(({ ok, values }) => (ok ? values : null));
const checkers = ({ violations }: Result) => [...new Set(violations.map(({ checker }) => checker))].sort();

describe('presets of regions show', () => {
  it('five-regions: two answers to one question, minutes and hours after the cut, with nobody down', () => {
    const result = resultOf('five-regions');
    expect(answers(result).slice(2)).toEqual([['New Street 2'], ['Old Street 1'], ['Old Street 1']]);
    expect([result.operations.staleReads, result.converged, result.rates.availability]).toEqual([2, false, 1]);
    // A repair in the background would have mended it within the hour.
    const repaired = resultOf('five-regions', { antiEntropy: { mechanism: 'merkle', intervalMs: 60_000 } });
    expect([answers(repaired).at(-1), repaired.converged]).toEqual([['New Street 2'], true]);
  });

  it('two-regions: no update lost, no delete undone, every operation answered, and what it cost', () => {
    const result = resultOf('two-regions');
    expect(checkers(result)).toEqual([]);
    expect(result.rates.availability).toBeGreaterThanOrEqual(0.9999);
    expect([result.converged, result.conflicts.discarded]).toEqual([true, 0]);
    expect(result.conflicts.siblings).toBeGreaterThan(10);
    expect(result.operations.readLatencyMs.p99).toBeLessThan(15);
    // Read repair stays at home.
    expect(result.regions.byType.read).toBeUndefined();
    expect(result.regions.byType['repair-write']).toBeUndefined();
    expect(result.regions.cost).toBeCloseTo((result.regions.bytes * 0.02) / 1024 ** 3, 12);
  });

  it('two-regions: last write wins would keep one side’s update of each key, and a quorum of all copies would not answer', () => {
    expect(resultOf('two-regions', { store: { conflict: 'lww' } }).conflicts.siblings).toBe(0);
    const quorum = resultOf('two-regions', { coordination: { read: 'quorum', write: 'quorum' } });
    expect(quorum.rates.availability).toBeLessThan(0.7);
  });

  it('delete-across-regions: the delete comes undone, and would not with a grace longer than the cut and the repair after it', () => {
    const result = resultOf('delete-across-regions');
    expect(answers(result).slice(2)).toEqual([[], ['milk']]);
    expect(checkers(result)).toContain('resurrection');
    const safe = resultOf('delete-across-regions', { store: { gcGraceMs: 15_000 } });
    expect([answers(safe).at(-1), checkers(safe), safe.deletes.compacted]).toEqual([[], [], 4]);
  });

  it('repair-plan: 99 of 100 reads within 30 ms, all keys mended; quorums of all copies miss the 30 ms', () => {
    const result = resultOf('repair-plan');
    expect(result.operations.readLatencyMs.p99).toBeLessThan(30);
    expect([result.converged, result.operations.failed, checkers(result)]).toEqual([true, 0, []]);
    expect(result.repairs['read-repair']).toBeGreaterThan(10);
    expect(result.repairs['anti-entropy']).toBeGreaterThan(300);
    const wide = resultOf('repair-plan', { coordination: { read: 'quorum' }, readRepair: { mode: 'blocking', probability: 1 } });
    expect(wide.operations.readLatencyMs.p99).toBeGreaterThan(30);
    // Without the comparison the cold keys stay as they are.
    const reads = resultOf('repair-plan', { antiEntropy: { mechanism: 'off' } });
    expect([reads.converged, reads.divergence.keys > 200]).toEqual([false, true]);
  });

  it('repair-bandwidth: half a percent of a node is mended within six hours by a fine tree, and by a coarse one not', () => {
    const fine = resultOf('repair-bandwidth');
    expect(fine.convergedAtMs).toBeLessThan(4 * 3_600_000);
    const coarse = resultOf('repair-bandwidth-coarse');
    expect([coarse.converged, coarse.endedAtMs]).toEqual([false, 21_600_000]);
  });
});
