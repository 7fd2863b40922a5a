/** What the lint finds in a question, each fault by its sentence, and that it finds nothing in whole ones. */
import { describe, expect, it } from 'vitest';
import { all, clickNode, multiple, numeric, ordering, predictHolds, predictRounds, single } from './fixture/questions.ts';
import { lintKey, lintQuestion } from './lint.ts';
import type { Question } from './question.ts';

const fromRun = { run: { scenario: {} }, atMs: 0, read: () => 'fork' } as const;

describe('the lint of questions', () => {
  it('finds nothing in whole questions', () => {
    for (const question of all) expect(lintQuestion(question)).toEqual([]);
  });

  const options = single.options;
  const broken: readonly (readonly [string, Question, string])[] = [
    ['a question that asks nothing', { ...single, ask: 'Count the hashes.' }, 'T-1: the question ends in neither a question mark nor a colon.'],
    ['a long why', { ...single, why: 'word '.repeat(61) }, 'T-1: why has 61 words, more than 60.'],
    ['no why', { ...single, why: ' ' }, 'T-1: nothing says why the right answer is right.'],
    ['two options', { ...single, options: options.slice(0, 2) }, 'T-1: it has 2 options; 3 to 4 are wanted.'],
    ['an id twice', { ...single, options: [...options.slice(0, 3), { ...options[3]!, id: 'one' }] }, 'T-1: the id one stands twice.'],
    ['an option unexplained', { ...single, options: options.map((one) => ({ ...one, explanation: '' })) }, 'T-1: option all has no explanation.'],
    [
      'a wrong option without its belief',
      { ...single, options: options.map((one) => ({ ...one, misconception: null })) },
      'T-1: option one is wrong and names no misconception.',
    ],
    [
      'a right option with a belief',
      { ...single, options: options.map((one) => ({ ...one, misconception: 'so' })) },
      'T-1: option fork is right and names a misconception.',
    ],
    [
      'a right option that is the longest',
      { ...single, options: options.map((one) => (one.id === 'fork' ? { ...one, text: 'the walk forks below the root, and then goes on twice' } : one)) },
      'T-1: the right option is the longest, which betrays it.',
    ],
    ['a key that is no option', { ...single, key: 'nobody' }, 'T-1: the key names no option.'],
    ['a key with no option', { ...multiple, key: [] }, 'T-2: the key names no option.'],
    ['one option', { ...multiple, options: multiple.options.slice(0, 1), key: ['hints'] }, 'T-2: it has 1 options; 2 to 6 are wanted.'],
    ['a key out of the range', { ...numeric, max: 11 }, 'T-3: the key reaches outside 1 to 11, which is what can be answered.'],
    ['a key backwards', { ...numeric, key: { from: 12, to: 11 } }, 'T-3: the key runs backwards, from 12 to 11.'],
    ['a near range over the key', { ...numeric, near: [{ ...numeric.near[0]!, to: 11 }] }, 'T-3: the near range 7 to 11 overlaps the key, 11 to 12.'],
    [
      'a near range without its belief',
      { ...numeric, near: [{ ...numeric.near[0]!, misconception: '' }] },
      'T-3: the near range 7 to 7 names no misconception.',
    ],
    ['nothing said of other answers', { ...numeric, otherwise: '' }, 'T-3: nothing is said of any other wrong answer.'],
    ['items shown in order', { ...ordering, key: ordering.items.map((item) => item.id) }, 'T-4: the items are shown in the right order from the beginning.'],
    ['a key that leaves an item out', { ...ordering, key: ['roots'] }, 'T-4: the key does not name all its items, each once.'],
    ['no swap', { ...ordering, swaps: [] }, 'T-4: no swap names a misconception.'],
    [
      'a swap that is right',
      { ...ordering, swaps: [{ before: 'roots', after: 'send', misconception: 'so' }] },
      'T-4: the swap of roots before send is what the key says.',
    ],
    ['a swap of strangers', { ...ordering, swaps: [{ before: 'x', after: 'send', misconception: 'so' }] }, 'T-4: a swap names x, which is no item.'],
    ['one cell', { ...predictRounds, cells: predictRounds.cells.slice(0, 1) }, 'T-5: it has 1 cells; at least 2 are wanted.'],
    ['a key for some cells', { ...predictRounds, key: { r1: 2 } }, 'T-5: the key says nothing that fits cell r2.'],
    [
      'a cell whose key is out of range',
      { ...predictRounds, key: { r1: 2, r2: 4, r3: 8, r5: 27, r7: 640 } },
      'T-5, cell r7: the key is 640, outside 1 to 100.',
    ],
    ['a key that is no option of the cell', { ...predictHolds, key: { A: 'milk', B: 'eggs', C: 'bread' } }, 'T-6: the key says nothing that fits cell C.'],
    [
      'a thing twice on the figure',
      { ...clickNode, targets: [...clickNode.targets, { ...clickNode.targets[0]!, id: 'D' }] },
      'T-7: target D is the same thing as another.',
    ],
  ];
  it.each(broken)('finds %s', (_, question, problem) => {
    expect(lintQuestion(question)).toContain(problem);
  });

  it('leaves a key of a run alone until it is computed, then holds it to the same', () => {
    const computed: Question = { ...single, key: fromRun };
    expect(lintQuestion(computed)).toEqual([]);
    expect(lintKey(computed, 'fork')).toEqual([]);
    expect(lintKey(computed, 'nobody')).toEqual(['T-1: the key names no option.']);
    expect(lintKey(computed, 'one')).toEqual(['T-1: option one is right and names a misconception.', 'T-1: option fork is wrong and names no misconception.']);
  });
});
