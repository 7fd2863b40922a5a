/** A tenth replica joins nine: what share of the keys changes its first owner (facts A11.3), and how long data waits for all to know of it (A3.12). */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { buildResult } from '../../engine/result.ts';
import { scenarioOf } from '../scenario-of.ts';
import { runToStop } from '../simulate-document.ts';
import { deviation, many, mean, patience } from './statistics.ts';

const KEYS = 200;

/** The shares that moved over so many seeds: of the ring, and of the loaded keys. */
function joins(virtualNodes: number, seeds: number): { readonly ring: readonly number[]; readonly keys: readonly number[] } {
  const ring: number[] = [];
  const keys: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const scenario = scenarioOf({
      version: 1,
      seed,
      replicas: 9,
      placement: { virtualNodes },
      data: { keys: KEYS, valueBytes: 10 },
      coordination: { writeTimeoutMs: 1 },
      script: [{ atMs: 0, command: { type: 'join', replica: 'J' } }],
      stop: { atMs: 5000 },
    });
    const { placement } = buildResult(runToStop(scenario).world, ['placement']);
    const [change] = placement?.changes ?? [];
    if (change === undefined) throw new Error(`nobody joined under seed ${seed}`);
    ring.push(change.movedShare);
    keys.push(change.movedFirst / KEYS);
  }
  return { ring, keys };
}

describe('a tenth replica that joins nine takes a tenth of the keys in mean', patience, () => {
  it.each([
    [1, 0.093],
    [16, 0.0225],
    [128, 0.008],
  ])('with %i tokens each, by %f more or less from ring to ring', (virtualNodes, sd) => {
    // As many rings as it takes to know the mean to its 2 %: one token each makes them differ most.
    const seeds = many ? (virtualNodes === 1 ? 20_000 : 2000) : virtualNodes === 1 ? 60 : 20;
    const { ring, keys } = joins(virtualNodes, seeds);
    const error = many ? 0.002 : Math.max(0.002, (3 * Math.hypot(sd, 0.021)) / Math.sqrt(seeds));
    expect(Math.abs(mean(ring) - 0.1)).toBeLessThan(error);
    expect(Math.abs(mean(keys) - 0.1)).toBeLessThan(error);
    expect(Math.abs(deviation(ring) - sd)).toBeLessThan(sd * (many ? 0.06 : 0.4));
  });
});

describe('where who owns what is gossiped once a second', () => {
  it('data begins to move 30 s after a replica has joined, Cassandra’s ring delay, and all know of it by then (A3.12)', () => {
    const cluster = new Cluster(
      scenarioOf({
        version: 1,
        replicas: 9,
        data: { keys: KEYS, valueBytes: 10 },
        membership: { detector: 'phi-accrual' },
        script: [{ atMs: 5000, command: { type: 'join', replica: 'J' } }],
      }),
    );
    let learned = 0;
    let asked: { readonly atMs: number; readonly learned: number } | null = null;
    cluster.world.listener = (record, { atUs }) => {
      if (record.type === 'ring-learned') learned++;
      if (record.type === 'message-sent' && record.message.type === 'range-request') asked ??= { atMs: atUs / 1000, learned };
    };
    while (cluster.nextUs() < 60_000_000) cluster.step();
    expect(asked).toEqual({ atMs: 35_000, learned: 9 });
  });
});
