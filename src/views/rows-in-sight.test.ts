/** Only rows in sight are drawn, and a row that is asked for comes into sight. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heightOf, isInSight, rowsInSight, scrollToShow, topOf } from './rows-in-sight.ts';

const inputs = fc.record({
  count: fc.integer({ min: 1, max: 30_000 }),
  rowHeight: fc.constantFrom(28, 32, 64),
  aheadFrom: fc.option(fc.nat({ max: 29_999 })),
  divider: fc.constant(24),
});

describe('the rows of a long table', () => {
  it('that can be seen are all drawn, and not many more', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.integer({ min: 100, max: 900 }), (input, place, height) => {
        const scrollTop = place % Math.max(1, heightOf(input) - height);
        const { first, end } = rowsInSight(input, scrollTop, height);
        for (let i = 0; i < input.count; i += 1 + Math.floor(input.count / 500)) {
          if (topOf(input, i) + input.rowHeight > scrollTop && topOf(input, i) < scrollTop + height) expect(i >= first && i < end).toBe(true);
        }
        expect(end - first).toBeLessThan(height / input.rowHeight + 20);
      }),
    );
  });

  it('come into sight when asked for, and stay where they are when they are there', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), fc.nat(), fc.integer({ min: 200, max: 900 }), (input, at, place, height) => {
        const index = at % input.count;
        const scrollTop = place % Math.max(1, heightOf(input) - height);
        const shown = scrollToShow(input, index, scrollTop, height);
        expect(isInSight(input, index, shown, height)).toBe(true);
        expect(scrollToShow(input, index, shown, height)).toBe(shown);
      }),
    );
  });
});
