import { describe, expect, it } from 'vitest';
import { Cluster } from './cluster.ts';
import { buildResult, clockReport, type Result } from './result.ts';
import { Run } from './run.ts';
import { parseScenario } from './scenario/index.ts';
import { ACTOR_STEP, LOADER_ACTOR } from './versions/version.ts';

function resultOf(document: { readonly [name: string]: unknown }, show: readonly string[] = []): Result {
  const parsed = parseScenario({ version: 1, ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return buildResult(cluster.world, show);
}

const write = { atMs: 0, command: { type: 'write', client: 'phone', via: 'A', key: 'x', value: 1 } };

describe('the result', () => {
  it('has the names of the format, whatever happened', () => {
    const result = resultOf({ script: [write], stop: { atMs: 100 } });
    expect(Object.keys(result)).toEqual([
      'seed',
      'endedAtMs',
      'events',
      'traceHash',
      'stateHash',
      'converged',
      'convergedAtMs',
      'spread',
      'messages',
      'antiEntropy',
      'operations',
      'conflicts',
      'hints',
      'repairs',
      'divergence',
      'replication',
      'deletes',
      'sessions',
      'rates',
      'regions',
      'violations',
      'refused',
      'history',
      'replicas',
    ]);
    expect(result).toMatchObject({ seed: 1, endedAtMs: 100, converged: true, convergedAtMs: 5, violations: [], refused: [] });
    expect(result.operations).toMatchObject({ reads: 0, writes: 1, failed: 0, staleReads: 0, writeLatencyMs: { p50: 10, p99: 10 } });
    expect(result.replicas?.A).toEqual({ x: { values: [1], tombstone: false, clock: {}, timestampMs: 0 } });
    expect(JSON.parse(JSON.stringify(result)).operations.readLatencyMs).toEqual({ p50: 0, p99: 0 });
  });

  it('shows ownership only where asked, and leaves replicas out past 10,000 entries', () => {
    const large = { data: { keys: 4000 }, stop: { atMs: 1 } };
    expect(resultOf(large)).not.toHaveProperty('replicas');
    expect(resultOf(large)).not.toHaveProperty('placement');
    const shares = Object.values(resultOf(large, ['placement']).placement?.ownership ?? {});
    expect(shares.length).toBe(3);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('shows what the nodes believe of each other only where asked', () => {
    const crash = { atMs: 60_000, command: { type: 'crash', replica: 'C' } };
    const document = { membership: { detector: 'phi-accrual' }, script: [crash], stop: { atMs: 110_000 } };
    expect(resultOf(document)).not.toHaveProperty('membership');
    const { membership } = resultOf(document, ['membership']);
    expect(membership).toMatchObject({ suspected: 2, revived: 0, deadMarks: 2, wrongMarks: 0, disputed: 0 });
    expect(membership?.views?.A.dead).toEqual(['C']);
    expect(membership?.views?.A.knows?.C).toMatchObject({ generation: 1, version: 60 });
    expect(membership?.views?.C).toEqual({ dead: [] });
    const probed = resultOf({ ...document, membership: { detector: 'swim' } }, ['membership']).membership;
    expect(probed?.views?.B.knows).toEqual({
      A: { incarnation: 0, status: 'alive' },
      B: { incarnation: 0, status: 'alive' },
      C: { incarnation: 0, status: 'dead' },
    });
  });

  it('says so where all is quiet and healed and a copy still differs', () => {
    const cut = { atMs: 0, command: { type: 'partition', groups: [['A', 'B'], ['C']] } };
    const result = resultOf({ script: [cut, { ...write, atMs: 10 }, { atMs: 5000, command: { type: 'heal' } }], stop: { atMs: 6000 } });
    expect(result.violations).toEqual([
      { checker: 'not-converged', atMs: 6000, event: result.events, detail: 'quiet and healed, and still different: 1 copy differs in 1 key' },
    ]);
    expect(resultOf({ script: [cut, { ...write, atMs: 10 }], stop: { atMs: 6000 } }).violations).toEqual([]);
  });

  it('lists refused commands with their reason', () => {
    const [refused] = resultOf({ script: [{ atMs: 3, command: { type: 'restart', replica: 'A' } }], stop: { atMs: 10 } }).refused;
    expect(refused).toEqual({ atMs: 3, command: { type: 'restart', replica: 'A' }, reason: 'A is up already' });
  });

  it('names the entries of a version vector', () => {
    const names = { replicaName: (index: number) => 'ABC'[index], clientName: () => 'phone' };
    expect(clockReport([0, 2, 1, 1, LOADER_ACTOR, 1, ACTOR_STEP, 3], names)).toEqual({ A: 2, B: 1, loaded: 1, 'A~2': 3 });
  });
});
