/** Same versions look the same, different ones different, and stale ones have no hue. */
import { describe, expect, it } from 'vitest';
import type { CellView } from '../engine/picture/snapshot.ts';
import { coloursOf } from './classes.ts';

function copy(numbers: readonly number[], stale = 0): CellView {
  const versions = numbers.map((number) => ({ value: `w${number}`, tombstone: false, timestampMs: number, label: `v${number}`, number }));
  return { key: 'cart', versions, stale, hash: numbers.join().length, by: 'write', from: null, arrival: null } as unknown as CellView;
}

describe('the colours of versions', () => {
  it('are one for equal copies and two for two versions that live side by side', () => {
    const cells = [copy([2]), copy([2]), copy([3])];
    const colour = coloursOf(cells);
    expect(cells.map((cell) => colour(cell.versions[0]!, cell))).toEqual(['blue', 'blue', 'plum']);
  });

  it('are none for a stale copy', () => {
    const cells = [copy([2]), copy([1], 1)];
    expect(coloursOf(cells)(cells[1]!.versions[0]!, cells[1]!)).toBe('stale');
  });

  it('run out after two hues, and the oldest versions are plain', () => {
    const cells = [copy([1]), copy([2]), copy([3])];
    const colour = coloursOf(cells);
    expect(cells.map((cell) => colour(cell.versions[0]!, cell))).toEqual(['plain', 'blue', 'plum']);
  });
});
