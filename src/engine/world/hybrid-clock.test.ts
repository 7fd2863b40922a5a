import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HYBRID_START, hybridReceive, hybridTick } from './hybrid-clock.ts';

describe('a hybrid clock', () => {
  it('reads physical time while that is ahead, and counts where it stands still (A8.12)', () => {
    const first = hybridTick(HYBRID_START, 10);
    expect(first).toEqual({ us: 10, logical: 0 });
    expect(hybridTick(first, 10)).toEqual({ us: 10, logical: 1 });
    expect(hybridTick(first, 9)).toEqual({ us: 10, logical: 1 });
    expect(hybridTick(first, 11)).toEqual({ us: 11, logical: 0 });
  });

  it('goes past what it hears of: the counter of the greatest, and one more (Kulkarni et al. 2014)', () => {
    const mine = { us: 10, logical: 3 };
    expect(hybridReceive(mine, 5, { us: 20, logical: 7 }, 100)).toEqual({ us: 20, logical: 8 });
    expect(hybridReceive(mine, 5, { us: 10, logical: 7 }, 100)).toEqual({ us: 10, logical: 8 });
    expect(hybridReceive(mine, 5, { us: 9, logical: 7 }, 100)).toEqual({ us: 10, logical: 4 });
    expect(hybridReceive(mine, 30, { us: 20, logical: 7 }, 100)).toEqual({ us: 30, logical: 0 });
  });

  it('does not follow a reading that is too far ahead', () => {
    expect(hybridReceive(HYBRID_START, 10, { us: 111, logical: 0 }, 100)).toBeNull();
    expect(hybridReceive(HYBRID_START, 10, { us: 110, logical: 0 }, 100)).toEqual({ us: 110, logical: 1 });
  });

  it('never goes back, is never behind physical time, nor further ahead of it than is accepted', () => {
    const moves = fc.array(fc.record({ node: fc.nat(2), stepUs: fc.nat(3), to: fc.nat(2) }), { maxLength: 60 });
    fc.assert(
      fc.property(moves, fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 3 }), (list, skews) => {
        const clocks = [HYBRID_START, HYBRID_START, HYBRID_START];
        let nowUs = 100;
        for (const { node, stepUs, to } of list) {
          nowUs += stepUs;
          const sent = hybridTick(clocks[node], nowUs + skews[node]);
          clocks[node] = sent;
          const physical = nowUs + skews[to];
          const got = hybridReceive(clocks[to], physical, sent, 15) ?? clocks[to];
          expect(got.us > clocks[to].us || (got.us === clocks[to].us && got.logical >= clocks[to].logical)).toBe(true);
          clocks[to] = got;
          // Nobody has read more than its own clock and those it accepted, none of which was over 15 ahead when heard.
          expect(Math.max(...clocks.map(({ us }) => us))).toBeLessThanOrEqual(nowUs + Math.max(...skews));
        }
      }),
    );
  });
});
