import { describe, expect, it } from 'vitest';
import { confirmationsNeeded, exchangeIntervalMs, retransmitLimit, shortestSuspicionMs, suspicionMs } from './suspicion.ts';

const lan = (nodes: number) => ({ multiplier: 4, maxMultiplier: 6, nodes, intervalMs: 1000 });

describe('memberlist’s timeouts', () => {
  it('pass news on 8, 12 and 16 times among 10, 100 and 1,000 (facts A3.16)', () => {
    expect([9, 10, 99, 100, 1000].map((nodes) => retransmitLimit(4, nodes))).toEqual([4, 8, 8, 12, 16]);
    expect(retransmitLimit(2, 100)).toBe(6);
  });

  it('wait at least 4, 8 and 12 s among 10, 100 and 1,000, and 96 s at most among 10,000 (facts A3.17, A3.19)', () => {
    expect([2, 10, 100, 1000].map((nodes) => Math.round(shortestSuspicionMs(lan(nodes))))).toEqual([4000, 4000, 8000, 12_000]);
    expect(Math.round(suspicionMs(lan(10_000), 0))).toBe(96_000);
  });

  it('exchange full states the more seldom the more they are: every 30 s among 32, 180 s among 1,000, 300 s among 10,000 (facts A3.18)', () => {
    const seconds = [2, 32, 33, 64, 65, 128, 1000, 10_000].map((nodes) => exchangeIntervalMs(30_000, nodes) / 1000);
    expect(seconds).toEqual([30, 30, 60, 60, 90, 90, 180, 300]);
  });

  it('wait less with each confirmation, as far as the multiplier asks for any and there are nodes to give them', () => {
    expect([0, 1, 2, 3].map((count) => Math.round(suspicionMs(lan(100), count)))).toEqual([48_000, 22_763, 8000, 8000]);
    expect([confirmationsNeeded(lan(100)), confirmationsNeeded(lan(3)), confirmationsNeeded({ ...lan(100), multiplier: 2.9 })]).toEqual([2, 0, 0]);
    expect(suspicionMs(lan(3), 0)).toBe(4000);
  });
});
