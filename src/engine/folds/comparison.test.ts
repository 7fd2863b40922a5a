/** Comparing two lanes: what is each lane's own, what is judged of both, and where a comparison may stand. */
import { describe, expect, it } from 'vitest';
import { parseCondition, parseScenario } from '../scenario/index.ts';
import type { Comparison, Condition } from '../scenario/scenario.ts';
import { compares, comparisonText, split } from './comparison.ts';

const cheap: Comparison = { compare: 'messages.bytes', lane: 2, atMostTimesLane1: 0.1 };
const scenario = (() => {
  const parsed = parseScenario({ version: 1 });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
})();

describe('a comparison of two lanes', () => {
  it('holds within its bounds, and never where a lane has no such number', () => {
    expect(compares(cheap, 10, 100)).toBe(true);
    expect(compares(cheap, 11, 100)).toBe(false);
    expect(compares({ compare: 'events', lane: 2, atLeastTimesLane1: 2, atMostTimesLane1: 3 }, 25, 10)).toBe(true);
    expect(compares({ compare: 'events', lane: 2, atLeastTimesLane1: 2 }, 19, 10)).toBe(false);
    expect(compares(cheap, null, 100)).toBe(false);
    expect(compares(cheap, 0, null)).toBe(false);
    expect(compares(cheap, 0, 0)).toBe(true);
  });

  it('says what it came to', () => {
    expect(comparisonText(cheap, [20_000, 1234])).toBe('messages.bytes: 1,234 in lane 2, 20,000 in lane 1, 0.062 times as much (asked for: at most 0.1).');
    expect(comparisonText(cheap, [null, 4])).toBe('messages.bytes: lane 1 has no such number.');
  });

  it('leaves each lane what is its own', () => {
    const converged: Condition = { converged: true };
    expect(split(cheap)).toEqual({ own: null, comparisons: [cheap] });
    expect(split({ all: [converged, { all: [cheap, { afterMs: 5 }] }] })).toEqual({
      own: { all: [converged, { all: [{ afterMs: 5 }] }] },
      comparisons: [cheap],
    });
    expect(split({ any: [converged] })).toEqual({ own: { any: [converged] }, comparisons: [] });
    expect(split(null)).toEqual({ own: null, comparisons: [] });
  });
});

describe('where two lanes may be compared', () => {
  it('is in a condition of two lanes, alone or in "all"', () => {
    expect(parseCondition(cheap, scenario, 2)).toEqual({ ok: true, condition: cheap });
    expect(parseCondition({ all: [{ converged: true }, cheap] }, scenario, 2).ok).toBe(true);
    for (const [condition, path] of [
      [{ not: cheap }, '$.not'],
      [{ any: [{ converged: true }, cheap] }, '$.any[1]'],
      [{ ever: { all: [cheap] } }, '$.ever'],
    ] as const)
      expect(parseCondition(condition, scenario, 2)).toMatchObject({ ok: false, path, message: expect.stringContaining('may stand alone or in "all"') });
  });

  it('is not in one run: a document by itself, the terminal, "run until"', () => {
    const parsed = parseScenario({ version: 1, stop: { when: { all: [cheap] } } });
    expect(parsed).toMatchObject({ ok: false, path: '$.stop.when.all[0].compare' });
    expect(parsed).toMatchObject({ message: expect.stringContaining('is "messages.bytes", which needs two lanes') });
    expect(parseCondition(cheap, scenario)).toMatchObject({ ok: false, path: '$.compare' });
  });

  it('needs a bound and a lane', () => {
    expect(parseCondition({ compare: 'messages.bytes', lane: 2 })).toMatchObject({
      ok: false,
      message: expect.stringContaining('it must have "atMostTimesLane1"'),
    });
    expect(parseCondition({ compare: 'messages.bytes', lane: 3, atMostTimesLane1: 1 })).toMatchObject({ ok: false, path: '$.lane' });
    expect(parseCondition({ compare: 'messages.bytes', atMostTimesLane1: 1 })).toMatchObject({ ok: false, path: '$.lane' });
  });
});
