/** Means over seeds, and how many seeds: all of them under `npm run golden`, a sample otherwise. */

export const many = process.env.EVENTUALLY_GOLDEN === 'all';

/** For tests of many seeds: an hour all of them, five minutes a sample, for other work may share the machine. */
export const patience = { timeout: many ? 3_600_000 : 300_000 };

/** Seeds 1 … count; in a sample run, the first few of them. */
export function seeds(count: number, sample: number): number[] {
  return Array.from({ length: many ? count : Math.min(sample, count) }, (_, i) => i + 1);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** By nearest rank: the smallest value that this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
}
