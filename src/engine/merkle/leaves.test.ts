import { describe, expect, it } from 'vitest';
import { createRingView } from '../placement/index.ts';
import { KeyTable } from '../storage/key-table.ts';
import { leafOfKey } from './leaves.ts';

const keys = new KeyTable(20_000);
const ring = (replicas: number) =>
  createRingView({ replicas: Array.from({ length: replicas }, (_, i) => `r${i}`), virtualNodes: 8, replicationFactor: 2, pin: { k7: ['r0'] }, keys, seed: 3 });

describe('the leaf of a key', () => {
  it('by token ranges fills the leaves of every owner set evenly, where hash ranges scatter each set over all leaves', () => {
    const view = ring(6);
    const bySet = new Map<number, number[]>();
    for (let key = 0; key < keys.baseCount; key++) {
      if (key === 7) continue;
      const leaf = leafOfKey('token-range', key, keys.hash(key), view, 8);
      const { id } = view.ownerSet(key);
      const counts = bySet.get(id) ?? new Array<number>(8).fill(0);
      counts[leaf]++;
      bySet.set(id, counts);
    }
    for (const counts of bySet.values()) {
      const mean = counts.reduce((sum, count) => sum + count, 0) / 8;
      if (mean < 100) continue;
      for (const count of counts) expect(Math.abs(count / mean - 1)).toBeLessThan(0.45);
    }
  });

  it('by token ranges follows the ring: keys of one leaf lie beside each other', () => {
    const view = ring(2);
    const positions = Array.from({ length: 2000 }, (_, key) => view.positionOf?.(key) ?? -1);
    expect(positions.every((position) => position >= 0 && position < 1)).toBe(true);
    positions.forEach((position, key) => {
      expect(leafOfKey('token-range', key, keys.hash(key), view, 64)).toBe(Math.floor(position * 64));
    });
  });

  it('by key is its own while there are leaves', () => {
    const view = ring(2);
    const leaves = new Set(Array.from({ length: 64 }, (_, key) => leafOfKey('key', key, keys.hash(key), view, 64)));
    expect(leaves.size).toBe(64);
    expect(leafOfKey('key', 65, 0, view, 64)).toBe(1);
  });
});
