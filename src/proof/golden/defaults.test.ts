/** Figures of real systems that stand in the scenario format as defaults (facts A3.1, A3.8, A3.14, A4.7, A4.15, A5.1, A5.5, A10.1, A11.5). */
import { describe, expect, it } from 'vitest';
import { confirmationsNeeded, retransmitLimit, shortestSuspicionMs, suspicionMs } from '../../engine/protocols/membership/suspicion.ts';
import { scenarioOf } from '../scenario-of.ts';

const HOUR = 3_600_000;

describe('a scenario that says nothing has', () => {
  const { coordination, hintedHandoff, membership, placement, store } = scenarioOf({ version: 1 });

  it('Dynamo’s N = 3 and R = W = 2 (A4.7), as a quorum of three (A4.11)', () => {
    expect([placement.replicationFactor, coordination.read, coordination.write]).toEqual([3, 'quorum', 'quorum']);
  });

  it('Cassandra’s timeouts (A4.15), grace (A10.1), hint window (A5.1), replay (A5.5) and number of tokens (A11.5)', () => {
    expect([coordination.readTimeoutMs, coordination.writeTimeoutMs]).toEqual([5000, 2000]);
    expect(store.gcGraceMs).toBe(10 * 24 * HOUR);
    expect(hintedHandoff).toMatchObject({ windowMs: 3 * HOUR, ttlMs: store.gcGraceMs, replayIntervalMs: 10_000, bytesPerSec: 1024 * 1024 });
    expect(placement.virtualNodes).toBe(16);
  });

  it('Cassandra’s gossip of one peer a second (A3.1, A3.20) and its threshold of phi (A3.8)', () => {
    expect(membership).toMatchObject({ intervalMs: 1000, fanout: 1, phiThreshold: 8 });
  });

  it('memberlist’s probes on a LAN (A3.14)', () => {
    expect(membership.swim).toEqual({ probeTimeoutMs: 500, indirectProbes: 3, suspicionMultiplier: 4 });
  });
});

describe('memberlist’s formulas', () => {
  it('pass on four times the digits of the cluster’s size (A3.16)', () => {
    expect([10, 100, 1000].map(retransmitLimit)).toEqual([8, 12, 16]);
  });

  it('wait on a LAN and over a WAN for a suspect as long as each multiplier says (A3.15, A3.17, A3.19)', () => {
    const lan = (nodes: number) => ({ multiplier: 4, maxMultiplier: 6, nodes, intervalMs: 1000 });
    const wan = (nodes: number) => ({ multiplier: 6, maxMultiplier: 6, nodes, intervalMs: 5000 });
    expect([100, 1000].map((nodes) => Math.round(shortestSuspicionMs(lan(nodes))))).toEqual([8000, 12_000]);
    expect(Math.round(shortestSuspicionMs(wan(100)))).toBe(60_000);
    expect([confirmationsNeeded(lan(100)), confirmationsNeeded(wan(100))]).toEqual([2, 4]);
    // max − (max − min) · ln(c + 1) / ln(k + 1)
    const shortest = 8000;
    const expected = [0, 1, 2].map((c) => 6 * shortest - (5 * shortest * Math.log(c + 1)) / Math.log(3));
    [0, 1, 2].forEach((c) => {
      expect(Math.abs(suspicionMs(lan(100), c) - (expected[c] ?? 0))).toBeLessThan(1);
    });
    expect(Math.round(suspicionMs(lan(10_000), 0))).toBe(96_000);
  });
});
