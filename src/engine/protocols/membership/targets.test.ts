import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw } from '../../../base/draws.ts';
import type { NodeContext } from '../../protocol.ts';
import { drawLive, nextInRound } from './targets.ts';

/** As much of a node as a draw of targets sees. */
function node(self: number, replicas: number, dead: readonly number[] = []): NodeContext {
  const parts = { self, view: { replicas }, believedDead: new Set(dead), draw: (concern: number, a: number, b = 0) => draw(1, concern, self, a, b) };
  return parts as unknown as NodeContext;
}

const cluster = fc.integer({ min: 2, max: 60 }).chain((replicas) => fc.record({ replicas: fc.constant(replicas), self: fc.nat(replicas - 1), n: fc.nat(100) }));

describe('the peers that a node contacts', () => {
  it('come once each in every round through all of them', () => {
    fc.assert(
      fc.property(cluster, ({ replicas, self, n }) => {
        const others = replicas - 1;
        const met = Array.from({ length: others }, (_, i) => nextInRound(node(self, replicas), n * others + i));
        expect(new Set(met).size).toBe(others);
        expect(met).not.toContain(self);
      }),
    );
  });

  it('are different live ones, as many as asked for or as there are', () => {
    const chosen = fc.record({ count: fc.integer({ min: 1, max: 8 }), dead: fc.array(fc.nat(59), { maxLength: 60 }) });
    fc.assert(
      fc.property(cluster, chosen, ({ replicas, self, n }, { count, dead }) => {
        const believed = [...new Set(dead)].filter((peer) => peer !== self && peer < replicas);
        const drawn = drawLive(node(self, replicas, believed), count, 15, n);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.length).toBe(Math.min(count, replicas - 1 - believed.length));
        for (const peer of drawn) expect(peer !== self && !believed.includes(peer)).toBe(true);
      }),
    );
  });
});
