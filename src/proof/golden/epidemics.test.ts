/** Simple epidemics against facts A1: push, pull and push-pull over synchronous rounds, with and without loss. */
import { describe, expect, it } from 'vitest';
import { lcg, leanPush } from '../lean-push.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, mean, seeds } from './statistics.ts';

type Protocol = 'push' | 'pull' | 'push-pull';

function gossipOf(n: number, protocol: Protocol, loss = 0): object {
  return {
    version: 1,
    mode: 'rounds',
    replicas: n,
    placement: { replicationFactor: n },
    network: { loss },
    gossip: { protocol },
    script: [{ atMs: 0, command: { type: 'write', client: 'c', via: n > 26 ? 'n1' : 'A', key: 'x', value: 1, local: true } }],
    stop: { atMs: null, whenConverged: true },
  };
}

/** Mean rounds to 50, 90, 99 and 100 % (facts.md, golden table of A1). */
const table: readonly [n: number, protocol: Protocol, rounds: readonly [number, number, number, number]][] = [
  [10, 'push', [3.08, 4.98, 6.05, 6.05]],
  [10, 'pull', [3.18, 4.61, 5.06, 5.06]],
  [10, 'push-pull', [2.08, 3.09, 3.46, 3.46]],
  [100, 'push', [6.94, 9.22, 11.3, 12.31]],
  [100, 'pull', [6.96, 8.66, 9.51, 9.79]],
  [100, 'push-pull', [4.43, 5.62, 6.29, 6.53]],
  [1000, 'push', [10.0, 12.93, 15.09, 18.05]],
  [1000, 'pull', [10.35, 12.09, 13.07, 13.76]],
  [1000, 'push-pull', [6.57, 7.79, 8.54, 9.14]],
];

/** Three standard errors of the slowest column (sd about 1.35) for a sample, the table's own tolerance for all 200. */
const tolerance = (count: number): number => (many ? 0.35 : Math.max(0.35, (3 * 1.35) / Math.sqrt(count)));

describe('a write spreads as the epidemic literature says', () => {
  for (const [n, protocol, expected] of table) {
    it(`${protocol} among ${n}: rounds to 50, 90, 99 and 100 %`, () => {
      const runs = seeds(200, n === 1000 ? 10 : 60).map((seed) => simulateDocument(gossipOf(n, protocol), seed).spread);
      const means = [
        mean(runs.map((run) => Number(run.rounds50))),
        mean(runs.map((run) => Number(run.rounds90))),
        mean(runs.map((run) => Number(run.rounds99))),
        mean(runs.map((run) => Number(run.rounds100))),
      ];
      means.forEach((value, column) => {
        expect(Math.abs(value - expected[column]), `column ${column}: ${value.toFixed(2)} where ${expected[column]} is expected`).toBeLessThanOrEqual(
          tolerance(runs.length),
        );
      });
    });
  }

  for (const [protocol, expected] of [
    ['push', 14.87],
    ['pull', 12.52],
    ['push-pull', 7.94],
  ] as const) {
    it(`${protocol} among 100 with 20 % of contacts lost: all at round ${expected}`, () => {
      const runs = seeds(200, 60).map((seed) => Number(simulateDocument(gossipOf(100, protocol, 0.2), seed).spread.rounds100));
      expect(Math.abs(mean(runs) - expected), `mean ${mean(runs).toFixed(2)}`).toBeLessThanOrEqual(tolerance(runs.length) * 1.3);
    });
  }

  it('the first push round reaches exactly one replica, and seven rounds never reach all hundred', () => {
    for (const seed of seeds(200, 40)) {
      const { spread } = simulateDocument(gossipOf(100, 'push'), seed);
      expect(Number(spread.rounds99)).toBeGreaterThan(8);
    }
  });

  it('the engine agrees with a loop of typed arrays that shares none of its code', () => {
    const random = lcg(1);
    const lean = mean(Array.from({ length: 4000 }, () => leanPush(100, random).rounds));
    expect(Math.abs(lean - 12.31)).toBeLessThan(0.15);
  });
});
