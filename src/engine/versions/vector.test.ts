import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVectors, counterOf, coversDot, descends, increment, mergeVectors, vectorOf } from './vector.ts';

const [X, Y, Z] = [0, 1, 2];
const vectors = fc.uniqueArray(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 3 })), { selector: (pair) => pair[0] }).map(vectorOf);

describe('version vectors', () => {
  it('follow figure 3 of the Dynamo paper', () => {
    const d1 = increment([], X);
    const d2 = increment(d1, X);
    const d3 = increment(d2, Y);
    const d4 = increment(d2, Z);
    const d5 = increment(mergeVectors(d3, d4), X);
    expect(d3).toEqual([X, 2, Y, 1]);
    expect(d4).toEqual([X, 2, Z, 1]);
    expect(d5).toEqual([X, 3, Y, 1, Z, 1]);
    expect(compareVectors(d1, d2)).toBe('before');
    expect(compareVectors(d3, d2)).toBe('after');
    expect(compareVectors(d3, d4)).toBe('concurrent');
    expect(compareVectors(d5, d4)).toBe('after');
  });

  it('merge to the longer history itself where one descends the other', () => {
    const older = vectorOf([[X, 1]]);
    const newer = vectorOf([
      [Y, 1],
      [X, 2],
    ]);
    expect(mergeVectors(older, newer)).toBe(newer);
    expect(mergeVectors(newer, older)).toBe(newer);
  });

  it('count an actor they do not name as 0', () => {
    const vector = vectorOf([
      [X, 2],
      [Z, 1],
    ]);
    expect([X, Y, Z, 9].map((actor) => counterOf(vector, actor))).toEqual([2, 0, 1, 0]);
    expect(coversDot(vector, X, 2)).toBe(true);
    expect(coversDot(vector, X, 3)).toBe(false);
    expect(coversDot(vector, Y, 1)).toBe(false);
  });

  it('are ordered entry by entry', () => {
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        const actors = [0, 1, 2, 3, 4];
        const covered = actors.every((actor) => counterOf(a, actor) >= counterOf(b, actor));
        const covers = actors.every((actor) => counterOf(b, actor) >= counterOf(a, actor));
        expect(descends(a, b)).toBe(covered);
        expect(compareVectors(a, b)).toBe(covered ? (covers ? 'equal' : 'after') : covers ? 'before' : 'concurrent');
      }),
    );
  });

  it('merge to the entrywise maximum, sorted by actor', () => {
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        const expected = [0, 1, 2, 3, 4].map((actor) => [actor, Math.max(counterOf(a, actor), counterOf(b, actor))] as const);
        expect(mergeVectors(a, b)).toEqual(vectorOf(expected));
      }),
    );
  });

  it('counts on from what was given out, though a client’s context remembers less than a pruned vector forgot', () => {
    expect(increment([1, 1, 2, 1], 1, 2)).toEqual([1, 3, 2, 1]);
    expect(increment([2, 1], 1, 2)).toEqual([1, 3, 2, 1]);
    expect(increment([1, 5], 1, 2)).toEqual([1, 6]);
  });
});
