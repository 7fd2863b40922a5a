/** Nodes compared by a Merkle session against facts A6.1 to A6.3, through whole sessions of the engine. */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';
import { mean, seeds } from './statistics.ts';

/** Expected nodes compared: 1 + b · Σ b^l · [1 − C(L − L/b^l, d) / C(L, d)], level by level from the root. */
function expectedNodes(b: number, h: number, d: number): number {
  const leaves = b ** h;
  let sum = 1;
  for (let level = 0; level < h; level++) {
    const below = leaves / b ** level;
    let untouched = 1;
    for (let i = 0; i < d; i++) untouched *= (leaves - below - i) / (leaves - i);
    sum += b * b ** level * (1 - untouched);
  }
  return sum;
}

function compared(branching: number | number[], depth: number | undefined, d: number, keys: number, seed: number) {
  return simulateDocument(
    {
      version: 1,
      replicas: 2,
      data: { keys, divergent: d === 0 ? [] : [{ replica: 'B', keys: d }] },
      antiEntropy: depth === undefined ? { branching } : { branching, depth },
      script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
      stop: { atMs: 1000 },
    },
    seed,
  );
}

/** b, h, d and the figure printed in A6.3. */
const table: readonly [b: number, h: number, d: number, nodes: number][] = [
  [2, 10, 1, 21],
  [2, 10, 2, 37.0],
  [2, 10, 4, 65.5],
  [2, 10, 16, 198],
  [2, 10, 64, 546],
  [16, 3, 1, 49],
  [16, 3, 2, 80],
  [16, 3, 4, 139],
  [16, 3, 16, 431],
];

describe('a Merkle comparison visits as many nodes as the formula says', () => {
  for (const [b, h, d, printed] of table) {
    it(`${b}-ary, depth ${h}, ${d} differing leaves: ${printed} nodes`, () => {
      const runs = seeds(200, 40).map((seed) => compared(b, h, d, 4 * b ** h, seed));
      const nodes = mean(runs.map((run) => run.antiEntropy.hashesCompared));
      const expected = expectedNodes(b, h, d);
      expect(Math.abs(expected - printed) / printed).toBeLessThan(0.01);
      // 1 % is the bar for 200 seeds; a sample of 40 is allowed its standard error too.
      expect(Math.abs(nodes - expected) / expected, `${nodes.toFixed(1)} for ${expected.toFixed(1)}`).toBeLessThan(runs.length >= 200 ? 0.01 : 0.025);
      for (const run of runs) {
        expect(run.antiEntropy.roundTrips).toBe(h + 1);
        expect(run.antiEntropy.keysDiffering).toBe(d);
        expect(run.converged).toBe(true);
      }
    });
  }

  it('equal replicas compare one hash in one round trip', () => {
    const run = compared(2, 10, 0, 5000, 1);
    expect(run.antiEntropy.hashesCompared).toBe(1);
    expect(run.antiEntropy.roundTrips).toBe(1);
  });

  it('one differing leaf costs 1 + b·h nodes whatever the shape', () => {
    expect(compared([4, 8, 2], undefined, 1, 500, 1).antiEntropy.hashesCompared).toBe(1 + 4 + 8 + 2);
    expect(compared(1024, 2, 1, 5000, 1).antiEntropy.hashesCompared).toBe(2049);
  });
});
