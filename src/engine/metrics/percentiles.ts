/** Percentiles by nearest rank: always a value that was seen, and p99 of 1 … 100 is 99 (errata E002-37). */

/** The smallest value that at least `percent` % are no greater than; 0 of none. */
export function nearestRank(sorted: Float64Array, percent: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.ceil((percent * sorted.length) / 100) - 1];
}

/** As one of the documents has it (E002-37): one too far where the rank is whole, so that p99 of 1 … 100 is 100. */
export function afterRank(sorted: Float64Array, percent: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.floor((percent * sorted.length) / 100)];
}

export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Of durations in microseconds, in milliseconds; all 0 of none. */
export function spreadOfUs(microseconds: readonly number[]): Spread {
  const sorted = Float64Array.from(microseconds).sort();
  let sum = 0;
  for (const one of sorted) sum += one;
  const mean = sorted.length === 0 ? 0 : Math.round(sum / sorted.length) / 1000;
  return { mean, p50: nearestRank(sorted, 50) / 1000, p99: nearestRank(sorted, 99) / 1000, max: nearestRank(sorted, 100) / 1000 };
}
