/** The matrix of beliefs: every pair once, in words, true to what is so; and its marks within the figure. */
import { describe, expect, it } from 'vitest';
import type { BeliefsView, ReplicaView } from '../../engine/picture/snapshot.ts';
import { gridOf, matrixOf, SHOWN, summaryOf } from './layout.ts';

const replica = (id: string, up = true, suspects: readonly string[] = []): ReplicaView => ({ id, up, suspects }) as unknown as ReplicaView;
const beliefs = (...rows: readonly string[]): { readonly beliefs: BeliefsView } => ({ beliefs: { detector: 'swim', rows } });

describe('the matrix of beliefs', () => {
  const replicas = [replica('A'), replica('B'), replica('C', false), replica('D')];
  const matrix = matrixOf({ replicas, ...beliefs('-asd', 'a-da', '', 'uua-') }, null);

  it('has a row for who believes and a column for whom', () => {
    expect(matrix.ids).toEqual(['A', 'B', 'C', 'D']);
    expect(matrix.rows.map((row) => row.beliefs.map(({ kind }) => kind))).toEqual([
      ['self', 'alive', 'suspected', 'dead'],
      ['alive', 'self', 'dead', 'alive'],
      ['none', 'none', 'self', 'none'],
      ['unknown', 'unknown', 'alive', 'self'],
    ]);
  });

  it('marks what is not so: a live node believed dead, a dead one believed alive', () => {
    const wrong = matrix.rows.flatMap((row) => row.beliefs.filter((one) => one.wrong).map(({ words }) => words));
    expect(wrong).toEqual(['A believes D dead, which is not so', 'D believes C alive, which is not so']);
  });

  it('says who believes whom dead, and who suspects them', () => {
    expect(summaryOf(matrix)).toBe('B believes C dead and A suspects it; A believes D dead.');
    expect(summaryOf(matrixOf({ replicas: [replica('A'), replica('B')], ...beliefs('-a', 'a-') }, null))).toMatch(/^Everybody believes everybody alive/);
  });

  it('of a large cluster shows the chosen one, the dead and those believed dead, by what is known of suspects', () => {
    const many = Array.from({ length: 100 }, (_, i) => replica(`n${i + 1}`, i !== 90, i === 95 ? ['n91', 'n97'] : []));
    const large = matrixOf({ replicas: many }, 'n80');
    expect(large.ids).toHaveLength(SHOWN);
    expect(large.more).toBe(60);
    for (const id of ['n80', 'n91', 'n96', 'n97']) expect(large.ids).toContain(id);
    expect(
      large.rows
        .find(({ id }) => id === 'n96')!
        .beliefs.filter(({ kind }) => kind === 'dead')
        .map(({ of }) => of),
    ).toEqual(['n91', 'n97']);
  });
});

describe('its figure', () => {
  it.each([
    [3, 700, 400],
    [5, 358, 260],
    [40, 800, 420],
    [40, 358, 300],
  ])('of %i nodes in %i × %i has square cells that touch neither each other nor the edge', (count, width, height) => {
    const ids = Array.from({ length: count }, (_, i) => `n${i + 1}`);
    const grid = gridOf(ids, width, height);
    ids.forEach((id, i) => {
      expect(grid.at(id)).toBeGreaterThanOrEqual(i === 0 ? 0 : grid.at(ids[i - 1]) + grid.cell);
      expect(grid.left + grid.at(id) + grid.cell).toBeLessThanOrEqual(grid.width);
      expect(grid.top + grid.at(id) + grid.cell).toBeLessThanOrEqual(grid.height);
    });
    expect(grid.cell).toBeGreaterThanOrEqual(10);
  });
});
