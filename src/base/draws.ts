/**
 * Chance without streams: a draw is a hash of the seed, the concern and what it is for, so one more consumer shifts nobody
 * else's luck, and the same seed with one knob changed differs only where the knob acts (scenario.md, section 3).
 * Counter-based generation after Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), with a lighter mix.
 */
import { combine, mix32 } from './hash.ts';

/** What a draw is for. The numbers are part of every run's identity: never renumber, only add. */
export const Concern = {
  latency: 1,
  loss: 2,
  duplicate: 3,
  duplicateLatency: 4,
  gossipTarget: 5,
  tickJitter: 6,
  sessionPeer: 7,
  readTargets: 8,
  writeTargets: 9,
  readRepair: 10,
  workloadKey: 11,
  workloadVia: 12,
  divergentKeys: 13,
  token: 14,
  workloadArrival: 40,
  nearReplica: 41,
  rumorCoin: 42,
  membershipTarget: 15,
  membershipDead: 16,
  membershipSeed: 17,
  indirectProbe: 18,
  probeOrder: 19,
  clientHome: 60,
  swimGossip: 70,
  fullStatePeer: 71,
} as const;

/** A uniform number in [0, 1) with 53 bits, a pure function of its arguments (32-bit integers). */
export function draw(seed: number, concern: number, a: number, b = 0, c = 0): number {
  let h = combine(combine(combine(combine(seed ^ 0x9e3779b9, concern), a), b), c);
  const high = mix32(h);
  h = combine(h, 0x5bd1e995);
  const low = mix32(h ^ high);
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
}

/** A uniform integer in [0, bound), bound ≤ 2^31. */
export function drawBelow(bound: number, seed: number, concern: number, a: number, b = 0, c = 0): number {
  return Math.floor(draw(seed, concern, a, b, c) * bound);
}
