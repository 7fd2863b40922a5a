/** What the fold of misses keeps: the first and last drop, what became of hints, and never more than it may; forks do not touch each other. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { parseScenario } from '../scenario/index.ts';
import { lossOf, misses, missOf, wasNeverSent } from './misses.ts';

function run(document: object, atMs: number): Cluster {
  const parsed = parseScenario({ version: 1, replicas: ['A', 'B', 'C'], ...document });
  if (!parsed.ok) throw new Error(parsed.message);
  const cluster = new Cluster(parsed.scenario);
  while (cluster.nextUs() <= atMs * 1000) cluster.step();
  return cluster;
}

const write = (atMs: number, more: object = {}): object => ({ atMs, command: { type: 'write', client: 'c', via: 'A', key: 'x', value: atMs, ...more } });
const cut = { atMs: 0, command: { type: 'partition', groups: [['A', 'B'], ['C']] } };
const C = 2;

describe('what kept a write from a copy', () => {
  it('is the first drop and the last one, however many there were', () => {
    const { world } = run({ hintedHandoff: { enabled: true, replayIntervalMs: 1000 }, script: [cut, write(10)] }, 8500);
    const miss = missOf(world.folds.state(misses), 1, C);
    expect(miss.firstDrop).toMatchObject({ atUs: 10_000, reason: 'partition', message: { type: 'write' } });
    expect(miss.lastDrop).toMatchObject({ atUs: 8_000_000, message: { type: 'hint' } });
    expect(miss.hint).toMatchObject({ kind: 'hint-stored', holder: 0 });
  });

  it('is past once the write has come', () => {
    const { world } = run(
      { hintedHandoff: { enabled: true, replayIntervalMs: 1000 }, script: [cut, write(10), { atMs: 5000, command: { type: 'heal' } }] },
      9000,
    );
    expect(missOf(world.folds.state(misses), 1, C)).toEqual({ firstDrop: null, lastDrop: null, hint: null, discard: null });
  });

  it('is a loss where the copy was there, and only then', () => {
    const crash = { atMs: 500, command: { type: 'crash', replica: 'C', lose: 'disk' } };
    const { world } = run({ script: [write(10), crash, write(600)] }, 2000);
    const state = world.folds.state(misses);
    const copy = (operation: number) => world.replicas[0].store?.get(0)?.versions.find((version) => version.operation === operation);
    const second = copy(2);
    expect(state.losses.get(C)).toMatchObject({ kind: 'lost', atUs: 500_000 });
    expect(second === undefined ? undefined : lossOf(state, C, 0, second, world.folds.facts)).toBeNull();
    expect(missOf(state, 2, C).firstDrop?.reason).toBe('receiver-down');
  });

  it('is that nobody sent it, where its coordinator kept it to itself', () => {
    const { world } = run({ script: [write(10, { local: true }), write(20)] }, 100);
    const state = world.folds.state(misses);
    expect([wasNeverSent(state, 1, C), wasNeverSent(state, 2, C)]).toEqual([true, false]);
  });

  it('does not change in a checkpoint when the run goes on', () => {
    const cluster = run({ script: [cut, write(10), write(20)] }, 15);
    const saved = cluster.checkpoint();
    while (cluster.nextUs() < 1_000_000) cluster.step();
    expect(missOf(cluster.world.folds.state(misses), 2, C).firstDrop).not.toBeNull();
    cluster.restore(saved);
    expect(missOf(cluster.world.folds.state(misses), 2, C).firstDrop).toBeNull();
    expect(missOf(cluster.world.folds.state(misses), 1, C).firstDrop).not.toBeNull();
  });

  it('is kept for the latest 4,096 writes', () => {
    const line = { client: 'w', operation: 'write', via: 'A', perSec: 5000, startMs: 0, endMs: 1000, keys: 3 };
    const { world } = run({ workload: [line] }, 1500);
    const state = world.folds.state(misses);
    expect(world.operations).toBeGreaterThan(4500);
    expect(state.count).toBe(4096);
    expect(state.forgotten).toBe(world.operations - 4096);
    expect(wasNeverSent(state, 1, C)).toBe(false);
  });
});
