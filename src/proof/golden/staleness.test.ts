/**
 * Probabilistically bounded staleness against facts A4 (Bailis et al. 2012): how often a read of R replies that begins t after the W-th
 * acknowledgement of a write misses it, and how long either takes, under the paper's measured fits. The client coordinates itself, so
 * every leg pays the network: the WARS model.
 */
import { describe, expect, it } from 'vitest';
import type { Result } from '../../engine/result.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many } from './statistics.ts';

type Fit = 'lnkd-ssd' | 'lnkd-disk' | 'ymmr' | 'wan';

const pairs = many ? 60_000 : 6000;

function experiment(preset: Fit, r: number, w: number, gapMs = 0, count = pairs): Result {
  return simulateDocument({
    version: 1,
    network: { latencyMs: { preset } },
    coordination: { read: r, write: w, readTimeoutMs: 60_000, writeTimeoutMs: 60_000 },
    workload: [{ client: 'c', operation: 'write-then-read', via: 'none', perSec: 50, count, gapMs }],
    stop: { atMs: count * 20 + 60_000 },
  });
}

const consistent = ({ operations }: Result): number => 1 - operations.staleReads / operations.reads;

/** The smallest duration that 99.9 % of them do not exceed. */
function slowest({ history }: Result, type: 'read' | 'write'): number {
  const took = history.filter((entry) => entry.type === type && entry.ok).map(({ invokedAtMs, completedAtMs }) => completedAtMs - invokedAtMs);
  took.sort((a, b) => a - b);
  return took[Math.ceil(took.length * 0.999) - 1] ?? 0;
}

/** Fit, R, W, the share of reads at t = 0 that are consistent, and the 99.9th percentiles of reads and writes. */
const table: readonly [fit: Fit, r: number, w: number, fresh: number, readMs: number, writeMs: number][] = [
  ['lnkd-ssd', 1, 1, 0.974, 0.65, 0.65],
  ['lnkd-ssd', 1, 2, 0.978, 0.66, 1.63],
  ['lnkd-ssd', 2, 1, 0.9994, 1.64, 0.66],
  ['lnkd-disk', 1, 1, 0.437, 0.65, 11.0],
  ['lnkd-disk', 1, 2, 0.713, 0.66, 21.0],
  ['lnkd-disk', 2, 1, 0.763, 1.65, 11.0],
  ['lnkd-disk', 2, 2, 1, 1.62, 21.0],
  ['lnkd-disk', 3, 1, 1, 4.12, 10.9],
  ['lnkd-disk', 1, 3, 1, 0.66, 112.8],
  ['wan', 1, 1, 0.334, 3.4, 54],
  ['wan', 1, 2, 0.9996, 3.4, 168],
  ['wan', 2, 1, 0.859, 151, 54],
];

describe('partial quorums are as stale as PBS says', () => {
  for (const [fit, r, w, fresh, readMs, writeMs] of table) {
    it(`${fit}, R = ${r}, W = ${w}: ${fresh} of the reads at once are consistent`, () => {
      const result = experiment(fit, r, w);
      const error = 4 * Math.sqrt((fresh * (1 - fresh)) / pairs);
      expect(Math.abs(consistent(result) - fresh), `found ${consistent(result).toFixed(4)}`).toBeLessThanOrEqual(Math.max(0.003, Math.min(0.03, error)));
      // Six slowest of 6,000 say little about a tail of Pareto; sixty of 60,000 say more.
      const tolerance = many ? 0.2 : 0.5;
      expect(slowest(result, 'read') / readMs, `reads took ${slowest(result, 'read')} ms`).toBeLessThan(1 + tolerance);
      expect(slowest(result, 'read') / readMs).toBeGreaterThan(1 - tolerance);
      expect(slowest(result, 'write') / writeMs, `writes took ${slowest(result, 'write')} ms`).toBeLessThan(1 + tolerance);
      expect(slowest(result, 'write') / writeMs).toBeGreaterThan(1 - tolerance);
    });
  }

  it.each([
    ['lnkd-ssd', 1, 1, 1.99],
    ['lnkd-disk', 1, 1, 50.9],
    ['lnkd-disk', 1, 2, 47.5],
    ['lnkd-disk', 2, 1, 14.3],
    ['wan', 1, 1, 116],
    ['wan', 2, 1, 30.9],
  ] as const)('%s, R = %i, W = %i: one read in a thousand is stale %f ms after the acknowledgement', (fit, r, w, ms) => {
    const stale = (gapMs: number): number => 1 - consistent(experiment(fit, r, w, gapMs));
    // By the tolerance of the fact more than a thousandth before, and less after; with some room for the sample.
    expect(stale(ms * 0.8)).toBeGreaterThan(many ? 0.0008 : 0.0005);
    expect(stale(ms * 1.2)).toBeLessThan(many ? 0.0013 : 0.002);
  });

  it('staleness by chance alone: fixed random sets of R and W that no write spreads from miss each other as often as combinations say (A4.1)', () => {
    const chance = (n: number, r: number, w: number): number => {
      const { operations } = simulateDocument({
        version: 1,
        replicas: n,
        placement: { replicationFactor: n },
        coordination: { read: r, write: w, readFanout: 'quorum', writeFanout: 'quorum', readFrom: 'random', writeTo: 'random' },
        workload: [{ client: 'c', operation: 'write-then-read', via: 'none', perSec: 50, count: pairs }],
        stop: { atMs: pairs * 20 + 10_000 },
      });
      return operations.staleReads / operations.reads;
    };
    for (const [n, r, w, share] of [
      [3, 1, 1, 2 / 3],
      [3, 1, 2, 1 / 3],
      [3, 2, 1, 1 / 3],
      [3, 2, 2, 0],
      [5, 2, 2, 0.3],
      [5, 2, 3, 0.1],
      [5, 3, 3, 0],
    ] as const)
      expect(Math.abs(chance(n, r, w) - share), `N = ${n}, R = ${r}, W = ${w}`).toBeLessThanOrEqual(share === 0 ? 0 : many ? 0.01 : 0.025);
  });
});
