/** Measuring for benchmarks: medians of repeated runs in one process, so that ratios hold where absolute figures do not. */

/** Milliseconds of one call, the median of `times`. */
export function medianMs(times: number, work: () => void): number {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    work();
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  return taken[Math.floor(taken.length / 2)];
}

/** The value at or below which `share` of the list lies, by nearest rank. */
export function nearestRank(values: readonly number[], share: number): number {
  const sorted = values.slice().sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function millions(perSec: number): string {
  return `${(perSec / 1e6).toFixed(2)} M/s`;
}
