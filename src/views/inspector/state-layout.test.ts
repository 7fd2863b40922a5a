/** The bars of a counter's entries: what this copy holds is solid, what other copies know beyond is dashed, and both together are what there is. */
import { describe, expect, it } from 'vitest';
import type { CellView, EntryView } from '../../engine/picture/snapshot.ts';
import { entriesText, stateText, stateTexts } from '../copy-state.ts';
import { counterLayout, rowText } from './state-layout.ts';

const entry = (actor: string, up: number, down = 0): EntryView => ({ actor, up, down });
const copy = (...entries: readonly EntryView[]): CellView => ({ state: { type: 'counter', bothWays: true, entries } }) as unknown as CellView;

describe('a counter from near', () => {
  const mine = [entry('A', 3), entry('B', 5)];
  const drawn = counterLayout(mine, [copy(...mine), copy(entry('A', 4), entry('B', 5, 2), entry('C', 1))], 300);

  it('has a row for every owner that any copy knows of', () => {
    expect(drawn.rows.map(rowText)).toEqual(['A 3, 1 more not heard of', 'B 5, 2 more not heard of', 'C 0, 1 more not heard of']);
  });

  it('draws up to the right of zero and down to the left, within the figure', () => {
    for (const { bars } of drawn.rows)
      for (const { kind, x, width } of bars) {
        expect(width).toBeGreaterThan(0);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(drawn.width);
        if (kind.endsWith('up')) expect(x).toBeGreaterThanOrEqual(drawn.zeroX);
        else expect(x + width).toBeLessThanOrEqual(drawn.zeroX + 1e-9);
      }
  });

  it('is drawn by one scale: equal counts are equally long', () => {
    const [a, b] = drawn.rows;
    expect(a.bars[0].width / 3).toBeCloseTo(b.bars[0].width / 5);
  });
});

describe('the state of a copy in words', () => {
  it('is the total and what it is made of', () => {
    expect(stateText({ type: 'counter', bothWays: true, entries: [entry('A', 3), entry('B', 1, 5)] })).toBe('−1 = A 3 + B 1 − 5');
    expect(stateTexts({ type: 'counter', bothWays: false, entries: [entry('A', 3)] })).toEqual(['3 = A 3', '3']);
    expect(entriesText([])).toBe('');
  });
  it('is the elements that are in', () => {
    const milk = { value: 'milk', tags: [], removed: true };
    expect(
      stateText({
        type: 'set',
        elements: [
          { ...milk, removed: false },
          { ...milk, value: 'eggs' },
        ],
      }),
    ).toBe('“milk”');
    expect(stateText({ type: 'set', elements: [milk] })).toBe('empty set');
  });
});
