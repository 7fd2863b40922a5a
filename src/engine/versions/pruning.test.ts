import { describe, expect, it } from 'vitest';
import { createPolicy, type Pruning } from './index.ts';
import type { ConflictPolicy } from './policy.ts';
import { type Cell, EMPTY_VECTOR, type VersionVector, valuesOf } from './version.ts';

const [A, B, C, D] = [0, 1, 2, 3];
const second = 1_000_000;
const under = (vectorPruning: Pruning): ConflictPolicy => createPolicy({ conflict: 'dotted-version-vector', tieBreak: 'value', vectorPruning });

function put(
  policy: ConflictPolicy,
  at: number,
  value: string,
  nowUs: number,
  current?: Cell,
  context: VersionVector = current?.clock ?? EMPTY_VECTOR,
  floor = 0,
): Cell {
  const minted = policy.mint({ current, context, operation: nowUs, value, tombstone: false, valueBytes: 1, nowUs, coordinator: at, actor: at, floor });
  return policy.trim?.(minted) ?? minted;
}

describe('a vector kept to so many entries, as Dynamo does', () => {
  const policy = under({ entries: 2 });

  it('drops the entry that was raised longest ago', () => {
    const a = put(policy, A, 'a', 1);
    const b = put(policy, B, 'b', 2, a);
    const again = put(policy, A, 'a2', 3, b);
    expect(put(policy, C, 'c', 4, again).clock).toEqual([A, 2, C, 1]);
  });

  it('brings back a version that was replaced, as a false sibling', () => {
    const a = put(policy, A, 'a', 1);
    const b = put(policy, B, 'b', 2, a);
    const c = put(policy, C, 'c', 3, b);
    expect(c.clock).toEqual([B, 1, C, 1]);
    expect(valuesOf(policy.merge(a, c))).toEqual(['a', 'c']);
    const whole = createPolicy({ conflict: 'dotted-version-vector', tieBreak: 'value' });
    const [wa, wb] = [put(whole, A, 'a', 1), (current: Cell) => put(whole, B, 'b', 2, current)];
    expect(valuesOf(whole.merge(wa, put(whole, C, 'c', 3, wb(wa))))).toEqual(['c']);
  });

  it('gives no number twice to a namer whose own entry was dropped', () => {
    const a = put(policy, A, 'a', 1);
    const c = put(policy, C, 'c', 3, put(policy, B, 'b', 2, a));
    const again = put(policy, A, 'a2', 4, c, c.clock, 1);
    expect(again.clock).toEqual([A, 2, C, 1]);
    expect(again.versions[0].counter).toBe(2);
  });
});

describe('a vector kept short by Riak’s four bounds', () => {
  const grown = (policy: ConflictPolicy): Cell =>
    [A, B, C].reduce<Cell | undefined>((cell, at, n) => put(policy, at, `${at}`, n * 10 * second, cell), undefined) as Cell;

  it('keeps all of it while it is small', () => {
    expect(
      put(under({ small: 4, big: 4, youngMs: 0, oldMs: 0 }), D, 'd', 100 * second, grown(under({ small: 4, big: 4, youngMs: 0, oldMs: 0 }))).clock,
    ).toHaveLength(8);
  });

  it('keeps all of it while the oldest entry is young', () => {
    const policy = under({ small: 1, big: 1, youngMs: 60_000, oldMs: 60_000 });
    expect(put(policy, D, 'd', 59 * second, grown(policy)).clock).toHaveLength(8);
    expect(put(policy, D, 'd', 60 * second, grown(policy)).clock).toEqual([D, 1]);
  });

  it('drops the oldest while there are more than big, or while they are too old', () => {
    const big = under({ small: 1, big: 3, youngMs: 25_000, oldMs: 3_600_000 });
    expect(put(big, D, 'd', 30 * second, grown(big)).clock).toEqual([B, 1, C, 1, D, 1]);
    const old = under({ small: 1, big: 50, youngMs: 0, oldMs: 15_000 });
    expect(put(old, D, 'd', 30 * second, grown(under({ small: 50, big: 50, youngMs: 0, oldMs: 1_000_000 }))).clock).toEqual([C, 1, D, 1]);
  });
});

describe('two replicas that prune alike', () => {
  it('agree once each knows what the other knows, dates included', () => {
    const policy = under({ entries: 2 });
    const a = put(policy, A, 'a', 1);
    const c = put(policy, C, 'c', 3, put(policy, B, 'b', 2, a));
    const one = policy.merge(a, c);
    const other = policy.merge(c, a);
    expect(one.hash).toBe(other.hash);
    expect(policy.merge(one, other)).toBe(one);
  });
});
