/**
 * Probabilistically bounded staleness against facts A4.4 to A4.6 (Bailis et al. 2012): how often a read of R replies that begins t after
 * the W-th acknowledgement of a write misses it, and how long either takes, under the paper's measured fits. The client coordinates
 * itself, so every leg pays the network: the WARS model. All tolerances are those of the facts under `npm run golden`; a sample of an
 * ordinary run is allowed four of its standard errors.
 */
import { describe, expect, it } from 'vitest';
import type { Result } from '../../engine/result.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, patience } from './statistics.ts';

type Fit = 'lnkd-ssd' | 'lnkd-disk' | 'ymmr' | 'wan';

/** As many as one run takes before its history weighs too much; more come from more seeds. */
const RUN = 100_000;

function experiment(preset: Fit, r: number, w: number, line: object, count: number, seed: number): Result {
  return simulateDocument(
    {
      version: 1,
      network: { latencyMs: { preset } },
      coordination: { read: r, write: w, readTimeoutMs: 60_000, writeTimeoutMs: 60_000 },
      workload: [{ client: 'c', via: 'none', perSec: 50, count, ...line }],
      stop: { atMs: count * 20 + 60_000 },
    },
    seed,
  );
}

/** What each run of so many operations in all says, added up. */
function over<T>(total: number, run: (count: number, seed: number) => T[]): T[] {
  const all: T[] = [];
  for (let seed = 1; all.length < total; seed++) for (const one of run(Math.min(RUN, total - all.length), seed)) all.push(one);
  return all;
}

/** The share of reads that miss a write whose acknowledgement came `gapMs` before them. */
function staleShare(fit: Fit, r: number, w: number, gapMs: number, pairs: number): number {
  const reads = over(pairs, (count, seed) => {
    const { history } = experiment(fit, r, w, { operation: 'write-then-read', gapMs }, count, seed);
    return history.filter(({ type, ok }) => type === 'read' && ok).map(({ stale }) => stale === true);
  });
  return reads.filter((stale) => stale).length / reads.length;
}

/** Sorted, milliseconds. */
function durations(fit: Fit, operation: 'read' | 'write', level: number, count: number): number[] {
  const took = over(count, (some, seed) => {
    const { history } = experiment(fit, level, level, { operation, keys: 1 }, some, seed);
    return history.filter(({ ok }) => ok).map(({ invokedAtMs, completedAtMs }) => completedAtMs - invokedAtMs);
  });
  return took.sort((a, b) => a - b);
}

/**
 * Fit, R or W, the 99.9th percentile. `steep`: by how many per cent fewer operations are slower where one looks 1 % further out, which
 * says how well so many operations know the percentile; the tail of a Pareto of 1.51 falls slowest.
 */
const latencies: readonly { fit: Fit; operation: 'read' | 'write'; level: number; ms: number; steep: number }[] = [
  { fit: 'lnkd-ssd', operation: 'read', level: 1, ms: 0.65, steep: 3 },
  { fit: 'lnkd-ssd', operation: 'read', level: 2, ms: 1.64, steep: 4 },
  { fit: 'lnkd-disk', operation: 'read', level: 3, ms: 4.12, steep: 6 },
  { fit: 'lnkd-ssd', operation: 'write', level: 1, ms: 0.65, steep: 3 },
  { fit: 'lnkd-ssd', operation: 'write', level: 2, ms: 1.63, steep: 4 },
  { fit: 'lnkd-disk', operation: 'write', level: 1, ms: 11, steep: 4 },
  { fit: 'lnkd-disk', operation: 'write', level: 2, ms: 21, steep: 4 },
  { fit: 'lnkd-disk', operation: 'write', level: 3, ms: 112.8, steep: 1.51 },
  { fit: 'wan', operation: 'read', level: 1, ms: 3.4, steep: 4 },
  { fit: 'wan', operation: 'read', level: 2, ms: 151, steep: 100 },
  { fit: 'wan', operation: 'write', level: 1, ms: 54, steep: 1.51 },
  { fit: 'wan', operation: 'write', level: 2, ms: 168, steep: 20 },
  // Of the paper's table 4, beyond the sheet.
  { fit: 'lnkd-ssd', operation: 'write', level: 3, ms: 4.09, steep: 6 },
  { fit: 'wan', operation: 'read', level: 3, ms: 153.86, steep: 100 },
  { fit: 'ymmr', operation: 'read', level: 1, ms: 5.58, steep: 9 },
  { fit: 'ymmr', operation: 'write', level: 1, ms: 10.83, steep: 1.9 },
];

describe('of a thousand operations the slowest takes', () => {
  it.each(latencies)('$fit, $operation of $level: $ms ms', patience, ({ fit, operation, level, ms, steep }) => {
    const count = many ? (steep < 2 ? 1_000_000 : 300_000) : 5000;
    const took = durations(fit, operation, level, count);
    const found = took[Math.ceil(took.length * 0.999) - 1] ?? Number.NaN;
    const error = 1 / (steep * Math.sqrt(count / 1000));
    expect(Math.abs(found / ms - 1), `${found} ms`).toBeLessThanOrEqual(many ? 0.03 : Math.max(0.03, 4 * error));
  });
});

/** Fit, R, W, the share of reads at t = 0 that are consistent, and after how many milliseconds one in a thousand is not. */
const table: readonly [fit: Fit, r: number, w: number, fresh: number, visibleMs: number][] = [
  ['lnkd-ssd', 1, 1, 0.974, 1.99],
  ['lnkd-ssd', 1, 2, 0.978, 1.85],
  ['lnkd-ssd', 2, 1, 0.9994, 0],
  ['lnkd-disk', 1, 1, 0.437, 50.9],
  ['lnkd-disk', 1, 2, 0.713, 47.5],
  ['lnkd-disk', 2, 1, 0.763, 14.3],
  ['lnkd-disk', 2, 2, 1, 0],
  ['lnkd-disk', 3, 1, 1, 0],
  ['lnkd-disk', 1, 3, 1, 0],
  ['wan', 1, 1, 0.334, 116],
  ['wan', 1, 2, 0.9996, 0],
  ['wan', 2, 1, 0.859, 30.9],
];

describe('partial quorums are as stale as PBS says', () => {
  it.each(table)('%s, R = %i, W = %i: %f of the reads at once are consistent', patience, (fit, r, w, fresh) => {
    const pairs = many ? 60_000 : 3000;
    const found = 1 - staleShare(fit, r, w, 0, pairs);
    const error = Math.sqrt((fresh * (1 - fresh)) / pairs);
    // A share that is printed as 1 is exactly that: R + W > N.
    expect(Math.abs(found - fresh), `found ${found.toFixed(4)}`).toBeLessThanOrEqual(fresh === 1 ? 0 : many ? Math.min(0.01, 0.001 + 4 * error) : 4 * error);
  });

  it.each(table.filter(([, r, w, , ms]) => ms > 0 && (many || r + w === 2)))(
    '%s, R = %i, W = %i (%f at once): one read in a thousand is stale after %f ms',
    patience,
    (fit, r, w, _fresh, ms) => {
      // The time at which it is one in a thousand lies within 12 % of the printed one.
      const pairs = many ? 150_000 : 6000;
      const error = many ? 0 : 4 * Math.sqrt(0.001 / pairs);
      expect(staleShare(fit, r, w, ms * 0.88, pairs)).toBeGreaterThanOrEqual(0.001 - error);
      expect(staleShare(fit, r, w, ms * 1.12, pairs)).toBeLessThanOrEqual(0.001 + error);
    },
  );
});
