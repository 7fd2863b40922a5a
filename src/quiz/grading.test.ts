/** How answers of every kind are graded, said and read back from storage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, clickNode, multiple, numeric, ordering, predictHolds, predictRounds, single } from './fixture/questions.ts';
import { ordinal } from './grading.ts';
import { isFromRun } from './key.ts';
import { kindOf, kinds } from './kinds/index.ts';
import { accepted, kept, parsed, refusal, withUnit } from './numbers.ts';
import type { Answer, Question } from './question.ts';

const grade = (question: Question, answer: Answer) => kindOf(question).grade(question, answer, question.key);

/** Any answer that can be committed to this question. */
function anyAnswer(question: Question): fc.Arbitrary<Answer> {
  const ids = (items: readonly { readonly id: string }[]) => items.map((item) => item.id);
  switch (question.kind) {
    case 'single':
      return fc.constantFrom(...ids(question.options));
    case 'click-node':
      return fc.constantFrom(...ids(question.targets));
    case 'multiple':
      return fc.subarray(ids(question.options), { minLength: 1 });
    case 'ordering':
      return fc.shuffledSubarray(ids(question.items), { minLength: question.items.length });
    case 'numeric':
      return fc.integer({ min: question.min, max: question.max }).chain((value) => fc.constantFrom<Answer>(value, ` ${value}`));
    case 'predict-state':
      return fc.record(
        Object.fromEntries(
          question.cells.map(({ id, input }) => [
            id,
            input.type === 'number' ? fc.integer({ min: input.min, max: input.max }) : fc.constantFrom(...ids(input.options)),
          ]),
        ),
      ) as fc.Arbitrary<Answer>;
  }
}

describe('every kind', () => {
  it.each(all.map((question) => [question.kind, question.id, question] as const))(
    '%s: any answer that can be committed is graded with words (%s)',
    (_, _id, question) => {
      const kind = kindOf(question);
      fc.assert(
        fc.property(anyAnswer(question), (answer) => {
          expect(kind.missing(question, answer)).toBeNull();
          const given = kind.grade(question, answer, question.key);
          expect(given.explanation.trim()).not.toBe('');
          expect(given.rightAnswer.trim()).not.toBe('');
          expect(kind.say(question, answer).trim()).not.toBe('');
          expect(given.parts.length === 0 || given.right === given.parts.every((part) => part.agrees)).toBe(true);
          if (given.right) expect(given.misconceptions).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(all.map((question) => [question.kind, question.id, question] as const))(
    '%s: an answer comes back from storage as it went (%s)',
    (_, _id, question) => {
      const kind = kindOf(question);
      fc.assert(
        fc.property(anyAnswer(question), (answer) => {
          const read = kind.read(question, JSON.parse(JSON.stringify(answer)));
          expect(read).not.toBeNull();
          expect(kind.grade(question, read as Answer, question.key)).toEqual(kind.grade(question, answer, question.key));
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(all.map((question) => [question.kind, question.id, question] as const))(
    '%s: a damaged stored answer is none, and never throws (%s)',
    (_, _id, question) => {
      const kind = kindOf(question);
      fc.assert(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (stored) => {
          const read = kind.read(question, stored);
          if (read !== null) expect(kind.missing(question, read)).toBeNull();
          if (read !== null) expect(() => kind.grade(question, read, question.key)).not.toThrow();
        }),
        { numRuns: 300 },
      );
      for (const damaged of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY, '', 'nobody', -1, [], ['nobody'], {}, { r1: 'two' }, true]) {
        expect(kind.read(question, damaged)).toBeNull();
      }
    },
  );

  it('a key that cannot be one stops the grading instead of calling every answer wrong', () => {
    for (const question of all) {
      const kind = kindOf(question);
      const answer = fc.sample(anyAnswer(question), 1)[0]!;
      for (const key of [undefined, null, 'nobody', Number.NaN, {}, []]) {
        expect(kind.keyProblem(question, key)).not.toBeNull();
        expect(() => kind.grade(question, answer, key)).toThrow(`The key of ${question.id}`);
      }
    }
  });

  it('stands in the registry under its own name', () => {
    for (const [name, kind] of Object.entries(kinds)) expect(kind.kind).toBe(name);
  });
});

describe('single choice and click the node', () => {
  it('the right option is right', () => {
    expect(grade(single, 'fork')).toMatchObject({ right: true, explanation: 'The root and level 1 are compared once for both.', misconceptions: [] });
  });
  it('a wrong one says what it overlooks and names the belief', () => {
    expect(grade(single, 'twice')).toMatchObject({
      right: false,
      explanation: 'It counts the root and level 1 twice, which the two walks share.',
      misconceptions: ['every wrong key costs a walk of its own'],
      rightAnswer: '15, the walk forks below the root',
      rightIds: ['fork'],
    });
    expect(grade(clickNode, 'A')).toMatchObject({ right: false, misconceptions: ['the coordinator is behind'], rightAnswer: 'Replica C' });
    expect(grade(clickNode, 'C').right).toBe(true);
  });
});

describe('multiple choice', () => {
  it('takes all that belong, in any order, and no other', () => {
    expect(grade(multiple, ['merkle', 'hints'])).toMatchObject({ right: true, explanation: 'You chose all 2 that belong and no other.' });
  });
  it('says what was left out and what does not belong', () => {
    expect(grade(multiple, ['hints', 'read'])).toMatchObject({
      right: false,
      explanation: 'You left out “Anti-entropy with Merkle trees”. “Read repair” does not belong.',
      misconceptions: ['read repair runs in the background'],
    });
  });
  it('an option twice is no answer', () => {
    expect(kindOf(multiple).read(multiple, ['hints', 'hints'])).toBeNull();
  });
});

describe('a number', () => {
  it('is right within the range, both ends included', () => {
    expect([10, 11, 12, 13].map((answer) => grade(numeric, answer).right)).toEqual([false, true, true, false]);
    expect(grade(numeric, 12).explanation).toBe('12 rounds lies within 11 to 12 rounds.');
  });
  it('a near miss is told what it overlooks, any other wrong one the general word', () => {
    expect(grade(numeric, 7).misconceptions).toEqual(['a gossip never meets an informed replica']);
    expect(grade(numeric, 50)).toMatchObject({ misconceptions: [], explanation: numeric.otherwise, rightAnswer: '11 to 12 rounds' });
  });
  it('is refused with what is wanted', () => {
    expect(refusal(numeric, '')).toBe('Give a whole number from 1 to 100.');
    expect(refusal(numeric, 'seven')).toBe('“seven” is not a number. Give a whole number from 1 to 100.');
    expect(refusal(numeric, '7.5')).toBe('Give a whole number from 1 to 100.');
    expect(refusal(numeric, 101)).toBe('Give a whole number from 1 to 100.');
    expect(refusal({ unit: 's', min: 0, max: 2, step: 0.1 }, '0.25')).toBe('Give a number from 0 to 2, in steps of 0.1.');
    expect(refusal({ unit: 's', min: 0, max: 2, step: 0.1 }, '0.3')).toBeNull();
  });
  it('is read as people write it', () => {
    expect(['2,097,151', '2 097 151', ' 41 ', '−3', '1.', '.5', '1e3', '0x10', '1,0', '', '--1'].map(parsed)).toEqual([
      2097151,
      2097151,
      41,
      -3,
      1,
      0.5,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(accepted(numeric, '12')).toBe(12);
  });
  it('stays as typed while it is half a number', () => {
    expect(['1.', '012', '12', '-', '2,097,151'].map(kept)).toEqual(['1.', '012', 12, '-', '2,097,151']);
  });
  it('is said with its unit, one of it in the singular', () => {
    expect([withUnit(1, 'rounds'), withUnit(1, 'hashes'), withUnit(1, 'copies'), withUnit(1, 'ms'), withUnit(1, 'hashes compared')]).toEqual([
      '1 round',
      '1 hash',
      '1 copy',
      '1 ms',
      '1 hash compared',
    ]);
    expect([withUnit(2097151, 'hashes'), withUnit(-3, 'B'), withUnit(50, '%'), withUnit(4, '')]).toEqual(['2,097,151 hashes', '−3 B', '50%', '4']);
  });
});

describe('ordering', () => {
  it('the right order is right', () => {
    expect(grade(ordering, ['roots', 'children', 'leaves', 'send']).right).toBe(true);
  });
  it('names the first place that differs, and the belief behind a swap', () => {
    const given = grade(ordering, ['roots', 'send', 'leaves', 'children']);
    expect(given.explanation).toMatch(/^The first difference is the 2nd place: you put “Send the values of keys that differ” where “Compare the children/);
    expect(given.misconceptions).toEqual([]);
    expect(given.parts.map((part) => part.agrees)).toEqual([true, false, true, false]);
    expect(grade(ordering, ['send', 'leaves', 'roots', 'children']).misconceptions).toEqual([
      'the comparison starts at the leaves',
      'values are sent first and hashes check them',
    ]);
  });
  it('part of the items is no answer', () => {
    expect(kindOf(ordering).read(ordering, ['roots', 'children', 'leaves'])).toBeNull();
  });
  it('counts places in words', () => {
    expect([1, 2, 3, 4, 11, 12, 21, 112].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '112th']);
  });
});

describe('predict the state', () => {
  it('all cells right is right, and numbers near enough count', () => {
    expect(grade(predictRounds, { r1: 2, r2: 4, r3: 8, r5: 27, r7: 64 })).toMatchObject({ right: true, explanation: 'All 5 are as you said.' });
    expect(grade(predictRounds, { r1: 2, r2: 4, r3: 8, r5: 30, r7: 61 })).toMatchObject({
      right: true,
      explanation: 'All 5 are as you said, or near enough to count.',
    });
  });
  it('marks the first difference and says what happened there', () => {
    const given = grade(predictRounds, { r1: 2, r2: 4, r3: 8, r5: 32, r7: 100 });
    expect(given.parts.map((part) => part.agrees)).toEqual([true, true, true, false, false]);
    expect(given.explanation).toBe(
      'The first difference is in “replicas that hold it after round 5”: you said 32 replicas, and it was 27 replicas. Some pushes meet a replica that holds it already.',
    );
  });
  it('names the beliefs behind chosen cells, each once', () => {
    const given = grade(predictHolds, { A: 'both', B: 'both', C: 'eggs' });
    expect(given.misconceptions).toEqual(['every replica sees both at once']);
    expect(given.explanation).toMatch(/^The first difference is in “what replica A holds”: you said both, and it was milk\. Two versions/);
  });
  it('asks for the first cell that is empty or out of range', () => {
    const { missing } = kindOf(predictRounds);
    expect(missing(predictRounds, null)).toBe('Say a number first: replicas that hold it after round 1.');
    expect(missing(predictRounds, { r1: 2, r2: 400 })).toBe('Replicas that hold it after round 2: Give a whole number from 1 to 100.');
    expect(kindOf(predictHolds).missing(predictHolds, { A: 'milk' })).toBe('Choose first: what replica B holds.');
  });
  it('cells that are inherited, or of another question, are none', () => {
    expect(kindOf(predictHolds).read(predictHolds, Object.create({ A: 'milk', B: 'eggs', C: 'eggs' }))).toBeNull();
    expect(kindOf(predictHolds).read(predictHolds, { A: 'milk', B: 'eggs', C: 'eggs', D: 'milk' })).toEqual({ A: 'milk', B: 'eggs', C: 'eggs' });
  });
});

describe('a key', () => {
  it('is from a run where it says which run, when and what to read', () => {
    expect(isFromRun<unknown>({ run: single.see, atMs: 10, read: () => 'fork' })).toBe(true);
    for (const typed of ['fork', ['a'], { from: 1, to: 2 }, { run: 'hints', atMs: 3 }, null, undefined]) expect(isFromRun<unknown>(typed)).toBe(false);
  });
});
