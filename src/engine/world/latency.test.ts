import { describe, expect, it } from 'vitest';
import { Concern, draw } from '../../base/draws.ts';
import type { Latency } from '../scenario/scenario.ts';
import { sampleLatencyUs } from './latency.ts';

const SAMPLES = 20_000;

function meanMs(latency: Latency): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) sum += sampleLatencyUs(latency, draw(1, Concern.latency, i));
  return sum / SAMPLES / 1000;
}

describe('latency', () => {
  it('is the same for every message where constant', () => {
    const latency: Latency = { distribution: 'constant', ms: 5.25 };
    expect([0, 0.5, 0.999].map((u) => sampleLatencyUs(latency, u))).toEqual([5250, 5250, 5250]);
  });

  it('lies evenly between its bounds where uniform', () => {
    const latency: Latency = { distribution: 'uniform', min: 30, max: 60 };
    expect([0, 0.25, 0.5, 1 - 2 ** -53].map((u) => sampleLatencyUs(latency, u))).toEqual([30_000, 37_500, 45_000, 60_000]);
    expect(meanMs(latency)).toBeCloseTo(45, 0);
  });

  it('has the quantiles and the mean of an exponential', () => {
    const latency: Latency = { distribution: 'exponential', mean: 10 };
    expect(sampleLatencyUs(latency, 0)).toBe(0);
    expect(sampleLatencyUs(latency, 0.5)).toBe(6931);
    expect(sampleLatencyUs(latency, 0.99)).toBe(46_052);
    expect(Math.abs(meanMs(latency) / 10 - 1)).toBeLessThan(0.02);
  });

  it('has the quantiles and the mean of a lognormal', () => {
    const latency: Latency = { distribution: 'lognormal', median: 20, sigma: 0.5 };
    expect(sampleLatencyUs(latency, 0)).toBe(0);
    expect(sampleLatencyUs(latency, 0.5)).toBe(20_000);
    // 20 ms × exp(±0.5 × 1.959964).
    expect(sampleLatencyUs(latency, 0.975)).toBe(53_288);
    expect(sampleLatencyUs(latency, 0.025)).toBe(7506);
    expect(Math.abs(meanMs(latency) / (20 * Math.exp(0.125)) - 1)).toBeLessThan(0.02);
    expect(sampleLatencyUs({ ...latency, sigma: 0 }, 0)).toBe(20_000);
  });

  it('has the quantiles of a Pareto body with an exponential tail', () => {
    const latency: Latency = { distribution: 'pareto-mix', xm: 2, alpha: 2, paretoShare: 0.8, mean: 100 };
    expect(sampleLatencyUs(latency, 0)).toBe(2000);
    // Half of the body: 2 ms × 0.5^(−1/2); half of the tail: 100 ms × ln 2.
    expect(sampleLatencyUs(latency, 0.4)).toBe(2828);
    expect(sampleLatencyUs(latency, 0.9)).toBe(69_315);
    expect(sampleLatencyUs({ ...latency, paretoShare: 0 }, 0.5)).toBe(69_315);
    expect(sampleLatencyUs({ ...latency, paretoShare: 1 }, 1 - 2 ** -53)).toBeGreaterThan(1_000_000);
  });

  it('of a measured fit is another for write requests, and far but for the one replica that is near', () => {
    const leg = { writes: false, near: false };
    const disk: Latency = { distribution: 'preset', preset: 'lnkd-disk' };
    const wan: Latency = { distribution: 'preset', preset: 'wan' };
    expect([sampleLatencyUs(disk, 0), sampleLatencyUs(disk, 0, { ...leg, writes: true })]).toEqual([235, 1050]);
    expect([sampleLatencyUs(wan, 0), sampleLatencyUs(wan, 0, { writes: true, near: true })]).toEqual([75_235, 1050]);
    const median = (preset: 'lnkd-ssd' | 'ymmr', writes: boolean) => sampleLatencyUs({ distribution: 'preset', preset }, 0.5, { ...leg, writes });
    expect([median('lnkd-ssd', true), median('lnkd-ssd', false), median('ymmr', true), median('ymmr', false)]).toEqual([254, 254, 3764, 1809]);
  });

  it('takes thirty days at most, however heavy the tail', () => {
    expect(sampleLatencyUs({ distribution: 'pareto-mix', xm: 1, alpha: 0.01, paretoShare: 1, mean: 0 }, 1 - 2 ** -53)).toBe(30 * 86_400_000_000);
  });

  it('is whole microseconds, finite and never negative at either end of the draw', () => {
    const latencies: Latency[] = [
      { distribution: 'exponential', mean: 3 },
      { distribution: 'lognormal', median: 3, sigma: 5 },
      { distribution: 'lognormal', median: 0, sigma: 1 },
      { distribution: 'uniform', min: 0, max: 0 },
    ];
    for (const latency of latencies) {
      for (const u of [0, 2 ** -53, 0.5, 1 - 2 ** -53]) {
        const delay = sampleLatencyUs(latency, u);
        expect(Number.isInteger(delay) && delay >= 0).toBe(true);
      }
    }
  });
});
