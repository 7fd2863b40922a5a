/** hashicorp/memberlist by its own figures (facts A3.14 to A3.19): the defaults of its presets, the formulas, and what a run of them does. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { presets } from '../../engine/presets/index.ts';
import { confirmationsNeeded, exchangeIntervalMs, retransmitLimit, shortestSuspicionMs, suspicionMs } from '../../engine/protocols/membership/suspicion.ts';
import type { TraceRecord } from '../../engine/trace.ts';
import { scenarioOf } from '../scenario-of.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, seeds } from './statistics.ts';

const membershipOf = (id: string) => scenarioOf(presets[id]?.scenario).membership;

describe('memberlist', () => {
  it.each([
    ['memberlist-lan', [1000, 500, 3, 4, 6, 4, 200, 3, 30_000, 30_000]],
    ['memberlist-wan', [5000, 3000, 3, 6, 6, 4, 500, 4, 60_000, 60_000]],
    ['memberlist-local', [1000, 200, 1, 3, 6, 2, 100, 3, 15_000, 15_000]],
  ])('%s has the defaults of config.go (A3.14, A3.15)', (id, figures) => {
    const { intervalMs, swim } = membershipOf(id);
    expect([
      intervalMs,
      swim.probeTimeoutMs,
      swim.indirectProbes,
      swim.suspicionMultiplier,
      swim.suspicionMaxMultiplier,
      swim.retransmitMultiplier,
      swim.gossipIntervalMs,
      swim.gossipNodes,
      swim.gossipToDeadMs,
      swim.pushPullIntervalMs,
    ]).toEqual(figures);
  });

  it('passes news on 8, 12 and 16 times (A3.16), waits 8 and 12 s at least and six times that at most (A3.17), 96 s among 10,000 (A3.19)', () => {
    const lan = (nodes: number) => ({ multiplier: 4, maxMultiplier: 6, nodes, intervalMs: 1000 });
    expect([10, 100, 1000].map((nodes) => retransmitLimit(4, nodes))).toEqual([8, 12, 16]);
    expect([100, 1000].map((nodes) => Math.round(shortestSuspicionMs(lan(nodes))))).toEqual([8000, 12_000]);
    expect([100, 1000, 10_000].map((nodes) => Math.round(suspicionMs(lan(nodes), 0)))).toEqual([48_000, 72_000, 96_000]);
    // max − (max − min) × ln(c + 1) / ln(k + 1), with k = 2.
    const expected = [0, 1, 2].map((c) => 48_000 - (40_000 * Math.log(c + 1)) / Math.log(3));
    [0, 1, 2].forEach((c) => {
      expect(suspicionMs(lan(100), c)).toBeCloseTo(expected[c], 6);
    });
    // Over a WAN: a multiplier of 6, probes of 5 s.
    const wan = { multiplier: 6, maxMultiplier: 6, nodes: 100, intervalMs: 5000 };
    expect([shortestSuspicionMs(wan), confirmationsNeeded(lan(100)), confirmationsNeeded(wan)]).toEqual([60_000, 2, 4]);
  });

  it.each([[32, 30], [64, 60], [128, 90], ...(many ? [[1000, 180]] : [])])('exchanges full states among %d every %d s (A3.18)', (replicas, seconds) => {
    expect([33, 64, 65, 128, 10_000].map((nodes) => exchangeIntervalMs(30_000, nodes))).toEqual([60_000, 60_000, 90_000, 90_000, 300_000]);
    expect(exchangeIntervalMs(30_000, replicas)).toBe(1000 * seconds);
    const membership = { detector: 'swim', intervalMs: 1_000_000, swim: { pushPullIntervalMs: 30_000 } };
    const document = { version: 1, replicas, placement: { virtualNodes: 1 }, membership, stop: { atMs: 2000 * seconds } };
    expect(simulateDocument(document).messages.byType['swim-state']?.count).toBe(2 * replicas);
  });

  it('declares the dead node of a LAN dead within the bounds that confirmations leave, whatever the seed (A3.17)', () => {
    const rule = { multiplier: 4, maxMultiplier: 6, nodes: 40, intervalMs: 1000 };
    for (const seed of seeds(100, 3)) {
      const cluster = new Cluster({ ...scenarioOf(presets['memberlist-lan']?.scenario), seed });
      const firstMs = new Map<string, number>();
      cluster.world.listener = ({ type }: TraceRecord, { atUs }) => {
        if (!firstMs.has(type)) firstMs.set(type, atUs / 1000);
      };
      while (cluster.nextUs() < 60_000_000) cluster.step();
      const waitedMs = (firstMs.get('peer-declared-dead') ?? Number.NaN) - (firstMs.get('peer-suspected') ?? Number.NaN);
      expect(waitedMs).toBeGreaterThanOrEqual(shortestSuspicionMs(rule) - 0.001);
      expect(waitedMs).toBeLessThan(suspicionMs(rule, 0));
    }
  });
});
