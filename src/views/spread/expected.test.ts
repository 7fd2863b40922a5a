import { describe, expect, it } from 'vitest';
import { expectedHolders, formulaOf, type GossipPlan, growthWord, idealHolders, nextUnaware, roundsExpected } from './expected.ts';

const plan = (owners: number, protocol: GossipPlan['protocol'], more: Partial<GossipPlan> = {}): GossipPlan => ({
  protocol,
  fanout: 1,
  loss: 0,
  replicas: owners,
  owners,
  ...more,
});

/** Mean infected of 100 after round r by push over 500,000 trials (facts A1). */
const PUSH_100 = [1, 2.0, 3.97, 7.76, 14.75, 26.6, 43.9, 63.9, 81.0, 91.6, 96.6, 98.7, 99.5, 99.8];

describe('what theory expects', () => {
  it('is within two replicas of the mean of half a million runs of push among a hundred', () => {
    const expected = expectedHolders(plan(100, 'push'), 1);
    PUSH_100.forEach((mean, round) => {
      expect(Math.abs(expected[round] - mean), `round ${round}: ${expected[round]} and ${mean}`).toBeLessThanOrEqual(2);
    });
  });

  it('shrinks what is left by e each round of push, and squares it each round of pull', () => {
    expect(nextUnaware(0.01, plan(10_000, 'push'))).toBeCloseTo(0.01 / Math.E, 3);
    expect(nextUnaware(0.1, plan(100, 'pull'))).toBeCloseTo(0.01, 10);
    expect(nextUnaware(0.01, plan(100, 'pull'))).toBeCloseTo(0.0001, 10);
  });

  it('grows at first twofold by push and threefold by push-pull', () => {
    expect(expectedHolders(plan(10_000, 'push'), 1)[3]).toBeCloseTo(8, 1);
    expect(expectedHolders(plan(10_000, 'push-pull'), 1)[3]).toBeCloseTo(27, 0);
  });

  it.each([
    ['push', 100, 6.94],
    ['push', 1000, 10],
    ['push-pull', 100, 4.43],
    ['push-pull', 1000, 6.57],
  ] as const)('has half of them by %s among %i within a round of the %f that trials need', (protocol, n, rounds) => {
    const half = expectedHolders(plan(n, protocol), 1).findIndex((holders) => holders >= n / 2);
    expect(Math.abs(half - rounds)).toBeLessThanOrEqual(1);
  });

  it('takes longer where messages are lost', () => {
    const all = (loss: number) => roundsExpected(expectedHolders(plan(100, 'push', { loss }), 1), 100) ?? 0;
    expect(all(0.2)).toBeGreaterThan(all(0));
    expect(expectedHolders(plan(100, 'push', { loss: 1 }), 1).at(-1)).toBeCloseTo(1, 9);
  });

  it('knows growth without waste for push alone, and calls it by its name', () => {
    expect(idealHolders(plan(100, 'push'), 1, 6)).toBe(64);
    expect(idealHolders(plan(100, 'push'), 1, 7)).toBe(100);
    expect(idealHolders(plan(100, 'push', { fanout: 2 }), 1, 3)).toBe(27);
    expect(idealHolders(plan(100, 'pull'), 1, 3)).toBeNull();
    expect([1, 2, 3].map(growthWord)).toEqual(['doubled', 'tripled', 'grew 4-fold']);
  });

  it('is told by its formula', () => {
    expect(formulaOf(plan(100, 'push'))).toBe('s′ = s × (1 − 1/99)^(100 (1 − s))');
    expect(formulaOf(plan(100, 'pull'))).toBe('s′ = s × s');
    expect(formulaOf(plan(100, 'push-pull'))).toContain('s × s × (1 − 1/99)');
    expect(formulaOf(plan(100, 'push', { fanout: 2, loss: 0.2 }))).toContain('(1 − 0.8/99)^(2 × 100 (1 − s))');
  });
});
