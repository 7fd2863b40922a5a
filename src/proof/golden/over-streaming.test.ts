/**
 * Facts A6.5: a leaf that differs is streamed whole, so the coarser the tree, the more equal keys travel. With K keys in L leaves of which a
 * share f differ at random, 1 − (1 − f)^(K/L) of the leaves are dirty, and that over f keys are sent for each that differs. That takes all leaves
 * for equally full; where keys are hashed, a leaf that holds a differing key holds one more than the mean, which shows in fine trees: 31.0
 * for the printed 30, and 1.95 for the 1 that only a leaf for each key gives (as with the worked example, errata E003-14).
 */
import { describe, expect, it } from 'vitest';
import { Dice } from '../fuzz/dice.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, mean, patience, seeds } from './statistics.ts';

/** Keys sent for each of 1,000 that differ. */
function streamed(keys: number, branching: readonly number[], seed: number, leaf = 'hash-range'): number {
  const dice = new Dice(seed);
  const written = new Set<number>();
  while (written.size < 1000) written.add(dice.whole(0, keys - 1));
  const writes = [...written].map((key) => ({ atMs: 0, command: { type: 'write', client: 'c', via: 'A', key: `k${key}`, value: 1, local: true } }));
  const document = {
    version: 1,
    replicas: 2,
    data: { keys },
    antiEntropy: { branching, leaf },
    script: [...writes, { atMs: 1000, command: { type: 'repair', from: 'A', to: 'B' } }],
    stop: { atMs: 2000 },
  };
  const { antiEntropy, converged } = simulateDocument(document, seed);
  expect([antiEntropy.keysDiffering, converged]).toEqual([1000, true]);
  return antiEntropy.keysSent / antiEntropy.keysDiffering;
}

/** Each key that differs, and each other whose leaf one of them hit. */
function expected(keys: number, leaves: number): number {
  return (1000 + (keys - 1000) * (1 - (1 - 1 / leaves) ** 1000)) / 1000;
}

/** K, branching, L; the factor where facts.md has it. */
const rows: readonly (readonly [keys: number, branching: readonly number[], leaves: number, printed: number | null])[] = [
  [100_000, [32, 32], 1024, null],
  [100_000, [32, 32, 32], 32_768, null],
  ...(many
    ? ([
        [1_000_000, [32, 32], 1024, 624],
        [1_000_000, [32, 32, 32], 32_768, 31.0],
        [1_000_000, [1024, 1024], 1_048_576, 1.95],
      ] as const)
    : []),
];

describe('over-streaming by whole leaves', patience, () => {
  it.each(rows)('%d keys under %j: %d leaves', (keys, branching, leaves, printed) => {
    const factor = mean(seeds(5, 1).map((seed) => streamed(keys, branching, seed)));
    expect(Math.abs(factor / expected(keys, leaves) - 1)).toBeLessThan(many ? 0.03 : 0.06);
    if (printed !== null) expect(Math.abs(expected(keys, leaves) / printed - 1)).toBeLessThan(0.005);
  });

  it('there is none where each key has a leaf', () => {
    expect(streamed(16_384, [128, 128], 1, 'key')).toBe(1);
  });
});
