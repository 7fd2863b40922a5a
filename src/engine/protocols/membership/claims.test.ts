import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIMS_PER_MESSAGE, type Claim, type News, overrides, type Status, takeNews } from './claims.ts';

const claim = (status: Status, incarnation: number, subject = 1): Claim => ({ subject, status, incarnation, from: 0 });
const anyClaim = fc.tuple(fc.constantFrom<Status>('alive', 'suspect', 'dead'), fc.integer({ min: 0, max: 3 })).map(([status, i]) => claim(status, i));

describe('claims', () => {
  it('go by incarnation, then alive before suspect before dead', () => {
    expect(overrides(claim('suspect', 0), undefined)).toBe(true);
    expect(overrides(claim('alive', 0), claim('suspect', 0))).toBe(false);
    expect(overrides(claim('alive', 1), claim('dead', 0))).toBe(true);
    expect(overrides(claim('dead', 0), claim('alive', 1))).toBe(false);
    expect(overrides(claim('dead', 2), claim('dead', 2))).toBe(false);
  });

  it('come to the same in every order', () => {
    const settle = (claims: readonly Claim[]): Claim | undefined =>
      claims.reduce<Claim | undefined>((known, next) => (overrides(next, known) ? next : known), undefined);
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 6 }), fc.integer({ min: 0, max: 5 }), (claims, turn) => {
        const other = [...claims.slice(turn), ...claims.slice(0, turn)].reverse();
        expect(settle(other)).toEqual(settle(claims));
      }),
    );
  });
});

describe('news', () => {
  it('is told the least told first, the newest of these, and forgotten when it was told often enough', () => {
    const news = new Map<number, News>([1, 2, 3].map((subject) => [subject, { claim: claim('dead', 0, subject), told: 0 }]));
    const told = () => takeNews(news, 2, 2).map(({ subject }) => subject);
    expect([told(), told(), told(), told()]).toEqual([[3, 2], [1, 3], [2, 1], []]);
    expect(news.size).toBe(0);
  });

  it('fits a packet of 1400 bytes', () => {
    expect(CLAIMS_PER_MESSAGE).toBe(71);
  });
});
