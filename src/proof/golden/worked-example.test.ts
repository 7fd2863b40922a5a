/**
 * The documents' worked example of a Merkle comparison: 1,000,000 keys of 1 KB, two replicas, 4 keys differ, 1,024 ranges of 16 × 16 leaves
 * compared without the root, hashes of 32 bytes. They say 48 KB; an honest run pays 36,864 B of hashes, exactly, and the whole leaves
 * that hold the four: size-biased, 4.81 keys each, 56.1 KB in the mean (errata E003-14).
 */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';
import { many, mean, patience, seeds } from './statistics.ts';

const example = {
  version: 1,
  replicas: 2,
  data: { keys: 1_000_000, valueBytes: 1000, divergent: [{ replica: 'B', keys: 4 }] },
  antiEntropy: { branching: [1024, 16, 16], skipRoot: true, hashBytes: 32 },
  script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
  stop: { atMs: 1000 },
};

describe('a million keys of which four differ', () => {
  it('cost 36,864 B of hashes and, in the mean, 19.26 values of whole leaves', patience, () => {
    const paid = seeds(60, 1).map((seed) => {
      const { antiEntropy, converged } = simulateDocument(example, seed);
      expect(converged).toBe(true);
      expect(antiEntropy).toMatchObject({ hashesCompared: 1152, roundTrips: 3, keysDiffering: 4 });
      expect(antiEntropy.payloadBytes).toBe(1152 * 32 + 1000 * antiEntropy.keysSent);
      return antiEntropy.payloadBytes;
    });
    // One leaf holds 1 + Poisson(3.81) keys: four of them have a standard deviation of 3.9.
    const standardError = 3900 / Math.sqrt(paid.length);
    expect(Math.abs(mean(paid) - 56_124)).toBeLessThan(many ? 56_124 * 0.03 : 4 * standardError);
  });
});
