/** Means over seeds, and how many seeds: all of them under `npm run golden`, a sample otherwise. */

export const many = process.env.EVENTUALLY_GOLDEN === 'all';

/** Seeds 1 … count; in a sample run, the first few of them. */
export function seeds(count: number, sample: number): number[] {
  return Array.from({ length: many ? count : Math.min(sample, count) }, (_, i) => i + 1);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
