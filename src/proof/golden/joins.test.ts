/** Facts A11.3, through the scenario: what share of the keys changes its first owner when a tenth replica joins nine. */
import { describe, expect, it } from 'vitest';
import { buildResult } from '../../engine/result.ts';
import { scenarioOf } from '../scenario-of.ts';
import { runToStop } from '../simulate-document.ts';
import { many } from './statistics.ts';

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

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

describe('a tenth replica that joins nine takes a tenth of the keys in mean', () => {
  it.each([
    [1, 0.093],
    [16, 0.0225],
    [128, 0.008],
  ])('with %i tokens each, by %f more or less from ring to ring', (virtualNodes, sd) => {
    const seeds = many ? 2000 : virtualNodes === 1 ? 60 : 20;
    const { ring, keys } = joins(virtualNodes, seeds);
    // Four standard errors of the mean, or the fact's 2 %.
    const error = Math.max(0.002, (4 * sd) / Math.sqrt(seeds));
    expect(Math.abs(mean(ring) - 0.1)).toBeLessThan(error);
    expect(Math.abs(mean(keys) - 0.1)).toBeLessThan(error);
    expect(Math.abs(deviation(ring) - sd)).toBeLessThan(sd * (many ? 0.06 : 0.4));
  });
});
