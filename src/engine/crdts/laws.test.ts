import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crdts } from './index.ts';
import { laws } from './laws.ts';
import { histories, play } from './random-histories.ts';

const RUNS = { numRuns: 150 };
const cases = crdts.flatMap(([id, create]) => (['state', 'delta'] as const).map((crdtSync) => ({ id, crdtSync, policy: create({ crdtSync }) })));

describe.each(cases)('$id, sending each $crdtSync', ({ policy }) => {
  it.each(Object.entries(laws))('is %s', (_name, law) => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), fc.nat(), (history, i, j, k) => {
        const { cells } = play(policy, history, (operation) => operation % 3 === 0);
        if (cells.length === 0) return;
        const at = (n: number) => cells[n % cells.length];
        law(policy, at(i), at(j), at(k));
      }),
      RUNS,
    );
  });

  it('never uses one dot for two versions', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const hashes = new Map<string, number>();
        for (const { actor, counter, hash } of play(policy, history).cells.flatMap(({ versions }) => versions)) {
          if (counter === 0) continue;
          expect(hashes.get(`${actor}:${counter}`) ?? hash).toBe(hash);
          hashes.set(`${actor}:${counter}`, hash);
        }
      }),
      RUNS,
    );
  });
});
