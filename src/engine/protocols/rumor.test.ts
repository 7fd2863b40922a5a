import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { addressOf } from '../message.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';

const write = (key: string, atMs = 0) => ({ atMs, command: { type: 'write', client: 'c', via: 'A', key, value: key, local: true } });

function run(gossip: object, more: { readonly [name: string]: unknown } = {}): { readonly result: Result; readonly cluster: Cluster } {
  const parsed = parseScenario({
    version: 1,
    replicas: 5,
    placement: { replicationFactor: 5 },
    network: { latencyMs: 3 },
    gossip: { style: 'rumor', intervalMs: 100, ...gossip },
    script: [write('x')],
    stop: { atMs: 10_000 },
    ...more,
  });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  new Run(cluster, { atUs: (parsed.scenario.stop.atMs ?? 0) * 1000, whenConverged: false, when: null }).finish();
  return { result: buildResult(cluster.world), cluster };
}

const hot = (cluster: Cluster): number =>
  cluster.world.replicas.reduce(
    (sum, { volatile }) => sum + volatile.reduce((all: number, slice) => all + ('hot' in slice ? (slice.hot as Map<number, unknown>).size : 0), 0),
    0,
  );

describe('rumour mongering', () => {
  it.each(['push', 'pull'] as const)('by %s stops by itself: in the end nothing is hot, though some may not have heard', (protocol) => {
    for (const feedback of [true, false])
      for (const counter of [true, false])
        for (let seed = 1; seed <= 5; seed++) {
          const { result, cluster } = run({ protocol, rumor: { feedback, counter, k: 2 } }, { seed, stop: { atMs: 40_000 } });
          expect(hot(cluster), `feedback ${feedback}, counter ${counter}, seed ${seed}`).toBe(0);
          expect(result.converged).toBe(result.spread.residue === 0);
        }
  });

  it('blind with a counter tells exactly k times, a hearer as the first', () => {
    for (const k of [1, 3]) {
      const { result } = run({ protocol: 'push', rumor: { feedback: false, counter: true, k } }, { seed: 3 });
      const heard = 5 * (1 - (result.spread.residue ?? 0));
      expect(result.messages.byType['gossip-push']?.count).toBe(heard * k);
      expect(result.messages.byType['gossip-feedback']).toBeUndefined();
    }
  });

  it('with feedback every push that lands is answered, and a teller that is always told "I knew" stops after k', () => {
    const both = run({ protocol: 'push', rumor: { k: 4 } }, { replicas: 2, placement: { replicationFactor: 2 }, script: [write('x')] }).result;
    expect(both.converged).toBe(true);
    // The first push was needed; then each end tells the other four times in vain.
    expect(both.messages.byType['gossip-push']?.count).toBe(1 + 4 + 4);
    expect(both.messages.byType['gossip-feedback']?.count).toBe(9);
  });

  it('a push that is lost says nothing to its teller, who goes on', () => {
    const cut = { atMs: 0, command: { type: 'cut', from: 'A', to: 'B' } };
    const mend = { atMs: 5050, command: { type: 'mend', from: 'A', to: 'B' } };
    const { result } = run({ protocol: 'push', rumor: { k: 1 } }, { replicas: 2, placement: { replicationFactor: 2 }, script: [write('x'), cut, mend] });
    expect(result.converged).toBe(true);
    expect(result.messages.byType['gossip-push']?.count).toBeGreaterThan(50);
  });

  it('a newer version is hot anew, whatever became of the older', () => {
    const { result } = run({ protocol: 'push', rumor: { k: 2 } }, { replicas: 2, placement: { replicationFactor: 2 }, script: [write('x'), write('x', 5000)] });
    expect(result.converged).toBe(true);
    expect(result.messages.byType['gossip-push']?.count).toBe(2 * (1 + 2 + 2));
  });

  it('a crash cools what was hot: only memory held it', () => {
    const crash = [
      { atMs: 50, command: { type: 'crash', replica: 'A' } },
      { atMs: 60, command: { type: 'restart', replica: 'A' } },
    ];
    const { result } = run({ protocol: 'push' }, { script: [write('x'), ...crash] });
    expect(result.spread.residue).toBe(0.8);
    expect(result.messages.byType['gossip-push']).toBeUndefined();
  });

  it('more hot keys than a message may carry go in turns', () => {
    const script = Array.from({ length: 7 }, (_, i) => write(`x${i}`));
    const { result } = run({ protocol: 'push', maxKeys: 2, rumor: { k: 5 } }, { script, replicas: 2, placement: { replicationFactor: 2 } });
    expect(result.converged).toBe(true);
  });

  it('gives no two messages one address, whatever is duplicated: a pull, its answer, or both (found by fuzz, seed 125)', () => {
    const parsed = parseScenario({
      version: 1,
      replicas: 4,
      placement: { replicationFactor: 4 },
      network: { duplicate: 0.7, latencyMs: { distribution: 'uniform', min: 1, max: 90 } },
      gossip: { protocol: 'pull', style: 'rumor', fanout: 3, intervalMs: 50, rumor: { k: 50 } },
      script: [write('x'), write('y', 30)],
    });
    if (!parsed.ok) throw new Error(parsed.message);
    const cluster = new Cluster(parsed.scenario);
    const addresses: string[] = [];
    cluster.world.listener = (record) => {
      if (record.type === 'message-sent' || record.type === 'message-duplicated') addresses.push(addressOf(record.message, cluster.world.nameOf));
    };
    new Run(cluster, { atUs: 5_000_000, whenConverged: false, when: null }).finish();
    expect(addresses.filter((address) => address.includes('gossip-feedback')).length).toBeGreaterThan(200);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('is refused by push-pull', () => {
    expect(parseScenario({ version: 1, gossip: { style: 'rumor', protocol: 'push-pull' } })).toMatchObject({ ok: false, path: '$.gossip.style' });
  });
});
