import { describe, expect, it } from 'vitest';
import { draw } from '../../base/draws.ts';
import { Cluster } from '../cluster.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import { popularKey } from './popularity.ts';

function runOf(line: object, more: { readonly [name: string]: unknown } = {}): Result {
  const parsed = parseScenario({ version: 1, workload: [line], stop: { atMs: 10_000 }, ...more });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return buildResult(cluster.world);
}

const invoked = ({ history }: Result): number[] => history.map(({ invokedAtMs }) => invokedAtMs).sort((a, b) => a - b);

describe('when operations come', () => {
  it('even arrivals stand equally far apart from the start to the end', () => {
    expect(invoked(runOf({ perSec: 4, startMs: 100, endMs: 1400 }))).toEqual([100, 350, 600, 850, 1100, 1350]);
  });

  it('Poisson arrivals come at the rate, with gaps as scattered as they are long', () => {
    const times = invoked(runOf({ perSec: 400, arrival: 'poisson' }));
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(times.length).toBeGreaterThan(3800);
    expect(times.length).toBeLessThan(4200);
    expect(deviation / mean).toBeGreaterThan(0.95);
    expect(deviation / mean).toBeLessThan(1.05);
  });

  it('a second line changes nothing about when the first one’s operations come', () => {
    const line = { client: 'a', perSec: 50, arrival: 'poisson' };
    const alone = runOf(line).history.map(({ client, invokedAtMs, key }) => [client, invokedAtMs, key]);
    const both = runOf(line, { workload: [line, { client: 'b', perSec: 70, arrival: 'poisson' }] });
    expect(both.history.filter(({ client }) => client === 'a').map(({ client, invokedAtMs, key }) => [client, invokedAtMs, key])).toEqual(alone);
  });

  it('a closed loop begins the next so long after the last has ended', () => {
    const { history } = runOf({ via: 'A', thinkMs: 20, startMs: 5, count: 4 });
    expect(history.map(({ invokedAtMs, completedAtMs }) => [invokedAtMs, completedAtMs])).toEqual([
      [5, 15],
      [35, 45],
      [65, 75],
      [95, 105],
    ]);
  });

  it('a closed loop without thinking lets time pass even where its coordinator is down', () => {
    const { history, endedAtMs } = runOf({ via: 'A', thinkMs: 0 }, { script: [{ atMs: 0, command: { type: 'crash', replica: 'A' } }], stop: { atMs: 1 } });
    expect(endedAtMs).toBe(1);
    expect(history.length).toBe(1001);
    expect(history.every(({ reason }) => reason === 'coordinator-down')).toBe(true);
  });

  it('the end and the count hold a closed loop too, and a run is not quiet before', () => {
    expect(runOf({ via: 'A', thinkMs: 20, endMs: 70 }).history.length).toBe(3);
    const parsed = parseScenario({ version: 1, workload: [{ via: 'A', thinkMs: 20, count: 3 }], stop: { whenConverged: true } });
    if (!parsed.ok) throw new Error(parsed.message);
    const cluster = new Cluster(parsed.scenario);
    expect(new Run(cluster, { atUs: 60_000_000, whenConverged: true, when: null }).finish()).toBe('converged');
    expect(buildResult(cluster.world).operations.reads).toBe(3);
  });
});

describe('pairs', () => {
  it('a read-modify-write reads a key and then writes it with what it has read as context', () => {
    const { history, replicas } = runOf(
      { client: 'c', operation: 'read-modify-write', via: 'A', thinkMs: 10, count: 3, keys: 1 },
      { store: { conflict: 'dotted-version-vector' }, readRepair: { mode: 'async' } },
    );
    expect(history.map(({ type, values }) => [type, ...values])).toEqual([
      ['read'],
      ['write', 'c-1'],
      ['read', 'c-1'],
      ['write', 'c-2'],
      ['read', 'c-2'],
      ['write', 'c-3'],
    ]);
    expect(replicas?.A?.k0).toMatchObject({ values: ['c-3'], clock: { A: 3 } });
  });

  it('a read that fails is followed by no write', () => {
    const cut = { atMs: 0, command: { type: 'partition', groups: [['A'], ['B', 'C']] } };
    const { history } = runOf({ operation: 'read-modify-write', via: 'A', thinkMs: 10, count: 2 }, { script: [cut], coordination: { readTimeoutMs: 100 } });
    expect(history.map(({ type, ok, invokedAtMs }) => [type, ok, invokedAtMs])).toEqual([
      ['read', false, 0],
      ['read', false, 110],
    ]);
  });

  it('write-then-read reads each fresh key so long after its acknowledgement', () => {
    const { history } = runOf(
      { client: 'a', operation: 'write-then-read', perSec: 10, count: 3, gapMs: 30 },
      {
        workload: [
          { client: 'a', operation: 'write-then-read', perSec: 10, count: 3, gapMs: 30, via: 'B' },
          { client: 'b', perSec: 10, count: 3, keys: 5 },
        ],
      },
    );
    const own = history.filter(({ client }) => client === 'a');
    expect(own.map(({ type, key }) => [type, key])).toEqual([
      ['write', 'k5'],
      ['read', 'k5'],
      ['write', 'k6'],
      ['read', 'k6'],
      ['write', 'k7'],
      ['read', 'k7'],
    ]);
    expect((own[1]?.invokedAtMs ?? 0) - (own[0]?.completedAtMs ?? 0)).toBe(30);
  });
});

describe('which key', () => {
  const shares = (line: Parameters<typeof popularKey>[0], draws = 200_000): number[] => {
    const counts = Array.from({ length: line.keys }, () => 0);
    for (let i = 0; i < draws; i++) {
      const key = popularKey(line, draw(1, 999, i));
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts.map((count) => count / draws);
  };
  const line = { keys: 100, exponent: 1, hotKeys: 0.2, hotOperations: 0.8 };

  it('uniform asks for every key alike', () => {
    for (const share of shares({ ...line, distribution: 'uniform' })) expect(Math.abs(share - 0.01)).toBeLessThan(0.002);
  });

  it('hot: the hot share of the keys takes its share of the operations', () => {
    const found = shares({ ...line, hotKeys: 0.01, hotOperations: 0.9, distribution: 'hot' });
    expect(found[0]).toBeCloseTo(0.9, 2);
    for (const share of found.slice(1)) expect(Math.abs(share - 0.1 / 99)).toBeLessThan(0.0005);
  });

  it('hot: all keys hot, none hot and every operation hot are no special cases to the clients', () => {
    expect(shares({ ...line, keys: 4, hotKeys: 1, distribution: 'hot' }, 8000).every((share) => Math.abs(share - 0.25) < 0.03)).toBe(true);
    expect(shares({ ...line, keys: 4, hotKeys: 0, hotOperations: 1, distribution: 'hot' }, 100)).toEqual([1, 0, 0, 0]);
    expect(shares({ ...line, keys: 4, hotKeys: 0, hotOperations: 0, distribution: 'hot' }, 8000)[0]).toBe(0);
  });

  it.each([0.5, 1, 2])('zipf %f: popularity falls with the rank to that power', (exponent) => {
    const found = shares({ ...line, keys: 20, exponent, distribution: 'zipf' });
    const weights = found.map((_, i) => 1 / (i + 1) ** exponent);
    const sum = weights.reduce((a, b) => a + b, 0);
    found.forEach((share, i) => {
      expect(Math.abs(share - (weights[i] ?? 0) / sum), `rank ${i + 1}`).toBeLessThan(0.005);
    });
  });

  it('zipf 0 is uniform, and any draw gives a key that there is', () => {
    expect(shares({ ...line, keys: 5, exponent: 0, distribution: 'zipf' }, 50_000).every((share) => Math.abs(share - 0.2) < 0.01)).toBe(true);
    for (const distribution of ['uniform', 'hot', 'zipf'] as const)
      for (const u of [0, 0.8, 1 - 2 ** -53]) for (const keys of [1, 3, 1000]) expect(popularKey({ ...line, keys, distribution }, u)).toBeLessThan(keys);
  });
});
