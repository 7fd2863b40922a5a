/** What a field shows is read back to the same value, and what cannot be read is named with what is allowed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knobs } from '../../engine/scenario/index.ts';
import type { Latency } from '../../engine/scenario/scenario.ts';
import { controlOf, groups } from './layout.ts';
import { asDistribution, latencyParts, levelsText, numberText, numericOf, readLevels, readNumber, stepped, timeText } from './values.ts';
import { nameOf } from './words.ts';

const numbers = groups
  .flatMap((group) => group.knobs)
  .filter((knob) => controlOf(knob) === 'number')
  .map((knob) => numericOf(knob, nameOf(knob.path)));
const numeric = (path: string) => numericOf(knobs[path]!, nameOf(path));

describe('a number in a field', () => {
  it.each(numbers.map((one) => [one.name, one] as const))('%s is read back as it was', (_, one) => {
    const values = one.whole
      ? fc.integer({ min: one.min, max: one.max })
      : fc.double({ min: one.min, max: one.max, noNaN: true }).map((value) => Math.max(one.min, Math.round(value * 1000) / 1000));
    fc.assert(
      fc.property(values, (value) => {
        expect(readNumber(one, numberText(one, value))).toEqual({ ok: true, value: value + 0 });
      }),
    );
  });

  it('is a length of time with the unit in which it is short', () => {
    expect([0, 5, 1250, 1500, 30_000, 10_800_000, 86_400_000, 864_000_000].map(timeText)).toEqual([
      ...['0 ms', '5 ms', '1,250 ms', '1.5 s', '30 s', '3 h', '1 day', '10 days'],
    ]);
  });

  it('may be typed with a unit, with commas between thousands, or bare', () => {
    const read = (text: string) => {
      const result = readNumber(numeric('gossip.intervalMs'), text);
      return result.ok ? result.value : result.why;
    };
    expect(['250', '1,000', ' 2 s ', '2s', '.5 min', '3 hours', '1 day'].map(read)).toEqual([250, 1000, 2000, 2000, 30_000, 10_800_000, 86_400_000]);
  });

  it('that cannot be taken is named, with what is allowed', () => {
    const why = (path: string, text: string) => {
      const result = readNumber(numeric(path), text);
      return result.ok ? null : result.why;
    };
    expect(why('network.loss', '5 %')).toBe('Loss is “5 %”; it must be a probability from 0 to 1.');
    expect(why('network.loss', '0,5')).toContain('“0,5”');
    expect(why('gossip.fanout', '1.5')).toContain('a whole number from 1 to 10,000');
    expect(why('gossip.intervalMs', '')).toMatch(/^Interval is empty; it must be a number of milliseconds from 1 to .*2 s/);
    expect(why('gossip.intervalMs', '0')).toContain('it must be');
    expect(['-', '.', '1.2.3', '1e3', 'NaN', '5 parsecs', '−1', '40 days'].map((text) => why('gossip.intervalMs', text) === null)).not.toContain(true);
  });

  it('goes up and down by steps that stay within what is allowed, and come to both ends', () => {
    for (const one of numbers) {
      for (const by of [1, -1] as const) {
        let value = by === 1 ? one.min : one.max;
        for (let i = 0; i < 60; i++) {
          const next = stepped(one, value, by);
          expect(by * (next - value), one.name).toBeGreaterThanOrEqual(0);
          expect(readNumber(one, numberText(one, next)).ok, `${one.name} ${next}`).toBe(true);
          value = next;
        }
        if (one.ladder !== 'one') expect(value, one.name).toBe(by === 1 ? one.max : one.min);
      }
    }
    expect(stepped(numeric('network.loss'), 0.03, 1)).toBe(0.05);
    expect(stepped(numeric('gossip.intervalMs'), 1000, 1)).toBe(2000);
  });

  it('of peers is below the number of replicas that there are', () => {
    const scenario = { replicas: [{}, {}, {}] } as unknown as Parameters<typeof numericOf>[2];
    const result = readNumber(numericOf(knobs['gossip.fanout']!, 'Fan-out', scenario), '3');
    expect(result).toEqual({ ok: false, why: 'Fan-out is “3”; it must be a whole number from 1 to 2, below the number of replicas.' });
  });
});

describe('the children of a tree', () => {
  const branching = knobs['antiEntropy.branching']!;
  it('are one number, or one for each level, and read back as they were', () => {
    const one = fc.integer({ min: 2, max: 1_048_576 });
    fc.assert(
      fc.property(fc.oneof(one, fc.array(one, { minLength: 2, maxLength: 20 })), (value) => {
        expect(readLevels(branching, 'Branching', levelsText(value))).toEqual({ ok: true, value });
      }),
    );
    expect(['16 4', '16, 4', '16x4', '16 × 4'].map((text) => readLevels(branching, 'Branching', text))).toEqual(Array(4).fill({ ok: true, value: [16, 4] }));
  });

  it('are refused by name', () => {
    expect(readLevels(branching, 'Branching', '1')).toMatchObject({
      ok: false,
      why: expect.stringMatching(/^Branching is “1”; it must be a whole number from 2 /),
    });
    expect(['', 'two', '2,4', '0 × 4'].map((text) => readLevels(branching, 'Branching', text).ok)).not.toContain(true);
  });
});

describe('a distribution of delays', () => {
  it('keeps its middle when its form changes, and comes back to it', () => {
    const forms = ['constant', 'uniform', 'exponential', 'lognormal'] as const;
    const middle = (latency: Latency) => {
      const [first, second] = latencyParts(latency);
      return latency.distribution === 'uniform' ? ((first?.value ?? 0) + (second?.value ?? 0)) / 2 : first?.value;
    };
    for (const from of forms) for (const to of forms) expect(middle(asDistribution(asDistribution({ distribution: 'constant', ms: 8 }, from), to))).toBe(8);
  });
});
