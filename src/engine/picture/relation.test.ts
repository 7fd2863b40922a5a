/** Which version came before which, by what their writers had seen, and which entries of their vectors say so. */
import { describe, expect, it } from 'vitest';
import { relationOf } from './relation.ts';

type Named = Parameters<typeof relationOf>[0];

function named(dot: readonly [string, number] | null, past: { readonly [actor: string]: number } = {}, timestampMs = 0): Named {
  return {
    dot: dot === null ? null : { actor: dot[0], counter: dot[1] },
    vector: Object.entries(past).map(([actor, counter]) => ({ actor, counter })),
    timestampMs,
    number: timestampMs,
    tombstone: false,
  };
}

describe('how two versions stand to one another', () => {
  it('is before where the later writer had seen the earlier write', () => {
    expect(relationOf(named(['A', 1]), named(['B', 1], { A: 1 }))).toEqual({
      kind: 'before',
      by: 'dots',
      deciding: [
        { actor: 'A', a: 1, b: 1 },
        { actor: 'B', a: 0, b: 1 },
      ],
    });
    expect(relationOf(named(['B', 1], { A: 1 }), named(['A', 1])).kind).toBe('after');
  });

  it('is concurrent where neither had, and each is ahead in an entry of its own', () => {
    const { kind, deciding } = relationOf(named(['A', 2], { A: 1 }), named(['E', 1], { A: 1 }));
    expect(kind).toBe('concurrent');
    expect(deciding).toEqual([
      { actor: 'A', a: 2, b: 1 },
      { actor: 'E', a: 0, b: 1 },
    ]);
  });

  it('tells apart two blind writes through one replica, which a plain vector of replicas cannot', () => {
    expect(relationOf(named(['A', 1]), named(['A', 2])).kind).toBe('concurrent');
  });

  it('is equal for one dot and follows the timestamps where there are none', () => {
    expect(relationOf(named(['A', 1]), named(['A', 1])).kind).toBe('equal');
    expect(relationOf(named(null, {}, 600), named(null, {}, 1100))).toEqual({ kind: 'before', by: 'timestamps', deciding: [] });
  });
});
