/** Figures of real systems that stand in the scenario format as defaults (facts A3.1, A3.8, A3.14, A4.7, A4.15, A5.1, A5.5, A10.1, A11.5). */
import { describe, expect, it } from 'vitest';
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

  it('memberlist’s probes and news on a LAN (A3.14), of which what the paper of SWIM lacks is off', () => {
    expect(membership.swim).toEqual({
      probeTimeoutMs: 500,
      indirectProbes: 3,
      suspicionMultiplier: 4,
      suspicionMaxMultiplier: 6,
      retransmitMultiplier: 4,
      gossipIntervalMs: null,
      gossipNodes: 3,
      gossipToDeadMs: 30_000,
      pushPullIntervalMs: null,
    });
  });
});
