/** Nodes compared by a Merkle session against facts A6.1 to A6.3, through whole sessions of the engine. */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';
import { many, mean, patience, seeds } from './statistics.ts';

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

/** All that is printed in A6.3: b, h, and for each number of differing leaves the nodes compared. */
const printed: readonly [b: number, h: number, nodes: { readonly [d: number]: number }][] = [
  [2, 10, { 1: 21, 2: 37.0, 4: 65.5, 16: 198, 64: 546 }],
  [2, 15, { 1: 31, 2: 57, 4: 105, 16: 356, 64: 1168 }],
  [2, 20, { 1: 41, 2: 77, 4: 145, 16: 516, 64: 1807 }],
  [16, 5, { 1: 81, 2: 144, 4: 267, 16: 942 }],
  [1024, 2, { 1: 2049, 2: 3072, 4: 5115, 16: 17_290 }],
  [16, 3, { 1: 49, 2: 80, 4: 139, 16: 431 }],
];

/** b, h, d and the figure, of the shapes whose whole sessions take little; the others are held of trees alone, in `engine/merkle/tree.test.ts`. */
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

describe('a Merkle comparison visits as many nodes as the formula says', patience, () => {
  it.each(printed)('which gives what is printed for %i-ary trees of depth %i (A6.1, A6.3)', (b, h, nodes) => {
    for (const [d, figure] of Object.entries(nodes)) {
      const expected = expectedNodes(b, h, Number(d));
      expect(Math.abs(expected / figure - 1), `d = ${d}`).toBeLessThan(0.01);
      expect(expected).toBeLessThanOrEqual(Math.min(1 + b * h * Number(d), (b ** (h + 1) - 1) / (b - 1)));
    }
  });

  for (const [b, h, d, figure] of table) {
    it(`${b}-ary, depth ${h}, ${d} differing leaves: ${figure} nodes`, () => {
      // Where one leaf differs the figure is exact. Which leaves differ is drawn; half of them hold keys, themselves drawn.
      const runs = seeds(d === 1 ? 10 : 200, d === 1 ? 2 : 15).map((seed) => compared(b, h, d, b ** h / 2, seed));
      const nodes = mean(runs.map((run) => run.antiEntropy.hashesCompared));
      const expected = expectedNodes(b, h, d);
      expect(Math.abs(expected - figure) / figure).toBeLessThan(0.01);
      // 1 % is the bar for 200 seeds; a sample is allowed its standard error too.
      expect(Math.abs(nodes - expected) / expected, `${nodes.toFixed(1)} for ${expected.toFixed(1)}`).toBeLessThan(many ? 0.01 : 0.05);
      for (const run of runs) {
        // A6.2: one round trip a level, and so many hashes one way.
        expect(run.antiEntropy.roundTrips).toBe(h + 1);
        expect(run.antiEntropy.payloadBytes).toBe(16 * run.antiEntropy.hashesCompared + 100 * run.antiEntropy.keysSent);
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

  it.each([
    [2, 20, 41],
    [4, 10, 41],
    [32, 4, 129],
    [1024, 2, 2049],
  ])('for one key of 2^20 leaves, %i-ary and %i levels deep: %i nodes, least at 2 to 4, and fewer round trips where it is wide (A6.4)', (b, h, nodes) => {
    const { antiEntropy } = compared(b, h, 1, 2000, 1);
    expect([antiEntropy.hashesCompared, antiEntropy.roundTrips]).toEqual([nodes, h + 1]);
  });

  it('of Riak’s shape costs three exchanges of hashes and one of keys (A6.11)', () => {
    for (const [d, nodes] of [
      [2, 3072],
      [4, 5115],
      [16, 17_290],
    ] as const) {
      const runs = seeds(10, 1).map((seed) => compared(1024, 2, d, 5000, seed).antiEntropy);
      expect(Math.abs(mean(runs.map(({ hashesCompared }) => hashesCompared)) / nodes - 1)).toBeLessThan(0.01);
      for (const { roundTrips } of runs) expect(roundTrips).toBe(3);
    }
    const { messages, antiEntropy } = simulateDocument({
      version: 1,
      replicas: 2,
      data: { keys: 5000, divergent: [{ replica: 'B', keys: 1 }] },
      antiEntropy: { branching: [1024, 1024], leafExchange: 'list' },
      script: [{ atMs: 0, command: { type: 'repair', from: 'A', to: 'B' } }],
      stop: { atMs: 1000 },
    });
    expect(messages.byType['merkle-hashes'].count).toBe(3);
    expect([antiEntropy.roundTrips, antiEntropy.keysSent, antiEntropy.keysDiffering]).toEqual([3, 1, 1]);
  });

  it('of hashes of versions alone misses a value that rotted, as Riak’s trees do, until all of it is hashed (A6.13, E000-09)', () => {
    const rotten = (leafContent: readonly string[]): number =>
      simulateDocument({
        version: 1,
        replicas: 2,
        store: { checksums: false },
        data: { keys: 50 },
        // Built anew for the session, so that they are of what is on the disk.
        antiEntropy: { branching: 4, depth: 3, maintenance: 'rebuild', leafContent },
        script: [
          { atMs: 0, command: { type: 'corrupt', replica: 'B', key: 'k7' } },
          { atMs: 100, command: { type: 'repair', from: 'A', to: 'B' } },
        ],
        stop: { atMs: 5000 },
      }).antiEntropy.keysDiffering;
    expect(rotten(['key', 'version'])).toBe(0);
    expect(rotten(['key', 'version', 'value', 'tombstone'])).toBe(1);
  });
});
