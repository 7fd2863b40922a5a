/**
 * k-staleness against facts A4.2 and A4.3: a read of random fixed sets is within the last k versions with chance 1 − p^k, p the chance that the
 * sets miss each other. Monotonic reads are the case k = 1 + (writes between two reads of a client).
 */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';
import { many, patience } from './statistics.ts';

const reads = many ? 30_000 : 5000;

interface Reads {
  /** By how many acknowledged versions each read was behind. */
  readonly behind: readonly number[];
  /** The share of them that returned an older version than the one before. */
  readonly backwards: number;
  /** The share that the checker of monotonic reads finds, which asks for the newest of all before. */
  readonly notMonotonic: number;
}

/** One reader beside one writer that writes so many times between two reads. */
function readsOf(r: number, w: number, writesBetween = 1): Reads {
  const { history, violations } = simulateDocument({
    version: 1,
    network: { latencyMs: 1 },
    coordination: { read: r, write: w, readFanout: 'quorum', writeFanout: 'quorum', readFrom: 'random', writeTo: 'random' },
    workload: [
      { client: 'writer', operation: 'write', via: 'none', perSec: 100 * writesBetween, keys: 1, count: reads * writesBetween },
      { client: 'reader', operation: 'read', via: 'none', perSec: 100, keys: 1, startMs: 2.5, count: reads },
    ],
    stop: { atMs: reads * 10 + 1000 },
  });
  let latest = 0;
  const found: number[] = [];
  const behind: number[] = [];
  for (const { type, values } of history) {
    if (type === 'write') latest++;
    else {
      found.push(values.length === 0 ? 0 : Number(String(values[0]).slice('writer-'.length)));
      behind.push(latest - (found.at(-1) ?? 0));
    }
  }
  const backwards = found.filter((version, i) => i > 0 && version < (found[i - 1] ?? 0)).length / reads;
  const notMonotonic = violations.filter(({ checker }) => checker === 'monotonic-reads').length / reads;
  // The first reads cannot be further behind than there are versions.
  return { behind: behind.slice(50), backwards, notMonotonic };
}

describe('how many versions a read is behind', patience, () => {
  it.each([
    [1, 1, [0.333, 0.556, 0.704, 0.868, 0.983]],
    [1, 2, [0.667, 0.889, 0.963, 0.996, 1]],
  ] as const)('N = 3, R = %i, W = %i: within the last 1, 2, 3, 5 and 10 versions', (r, w, shares) => {
    const { behind } = readsOf(r, w);
    [1, 2, 3, 5, 10].forEach((k, i) => {
      const share = behind.filter((one) => one < k).length / behind.length;
      expect(Math.abs(share - (shares[i] ?? 0)), `k = ${k}: ${share}`).toBeLessThan(many ? 0.01 : 0.025);
    });
  });

  // Who has read the latest version then goes backwards where the next read is 1 + m behind, m writes later: PBS's chance is p^(1+m). That is a bound:
  // the next read may ask the same replica, and the first may have been behind itself. One half of it comes true at W = 1, two thirds at W = 2.
  it.each([
    [1, 1, 1 / 2],
    [1, 2, 1 / 2],
    [1, 4, 1 / 2],
    [2, 1, 2 / 3],
    [2, 2, 2 / 3],
  ])('R = 1, W = %i, %i written between two reads: they go backwards at most as often as k = 1 + that is missed (A4.3)', (w, m, share) => {
    const { behind, backwards, notMonotonic } = readsOf(1, w, m);
    const chance = (1 - w / 3) ** (1 + m);
    const tolerance = many ? 0.01 : 0.025;
    expect(Math.abs(behind.filter((one) => one >= 1 + m).length / behind.length - chance)).toBeLessThan(tolerance);
    expect(Math.abs(backwards - share * chance), `${backwards}`).toBeLessThan(tolerance);
    expect(notMonotonic).toBeGreaterThanOrEqual(backwards);
    expect(notMonotonic).toBeLessThanOrEqual(chance + tolerance);
  });
});
