import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCKED } from './keeper.ts';
import { type AnswerRecord, freshLesson, type LessonProgress, mergedProgress, type Progress } from './progress.ts';
import { fileOfProgress, plainAnswer, progressOfText } from './progress-file.ts';
import { createProgressStore, PROGRESS } from './progress-store.ts';
import { memoryShelf } from './shelf.ts';

function browser() {
  const held = new Map<string, string>();
  const shelf = memoryShelf(held);
  const clock = { ms: 1000 };
  const tab = () => {
    const store = createProgressStore(shelf, () => ++clock.ms);
    return { state: () => store.getState(), lesson: (id: string) => store.getState().progress.lessons[id] };
  };
  return { held, shelf, clock, tab };
}

describe('progress', () => {
  it('is there after a reload: steps, visits, answers, what was said', () => {
    const { tab } = browser();
    const { state } = tab();
    state().visit('push-gossip', 'hook');
    state().passStep('push-gossip', 'hook');
    state().skip('push-gossip', 'Q000-10');
    state().answer('push-gossip', 'Q000-10', { A: 'v1' }, false);
    state().answer('push-gossip', 'Q000-10', { A: 'v2' }, true);
    state().say('push-gossip', 'News doubles each round.');
    state().finish('push-gossip');
    const { lesson } = tab();
    expect(lesson('push-gossip')).toMatchObject({
      passed: ['hook'],
      visited: ['hook'],
      lastStep: 'hook',
      said: 'News doubles each round.',
      finished: true,
      answers: { 'Q000-10': { first: { A: 'v1' }, latest: { A: 'v2' }, rightFirst: false, skipped: true } },
    });
  });

  it('keeps the first answer whatever comes later, even where it is not judged', () => {
    const { state, lesson } = browser().tab();
    state().answer('merkle', 'Q1', 7, null);
    state().answer('merkle', 'Q1', 8, true);
    expect(lesson('merkle')?.answers.Q1).toMatchObject({ first: 7, rightFirst: null, latest: 8 });
  });

  it('takes any name for a lesson or a question', () => {
    const { state, lesson } = browser().tab();
    state().passStep('constructor', 'toString');
    state().answer('constructor', 'hasOwnProperty', 1, true);
    expect(lesson('constructor')).toMatchObject({ passed: ['toString'], answers: { hasOwnProperty: { first: 1 } } });
  });

  it('of a lesson begun anew is gone, in another tab as well', () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    one.state().passStep('merkle', 'hook');
    one.state().passStep('push-gossip', 'hook');
    two.state().refresh();
    one.state().reset('merkle');
    two.state().passStep('merkle', 'predict');
    expect(two.lesson('merkle')?.passed).toEqual(['predict']);
    expect(two.lesson('push-gossip')?.passed).toEqual(['hook']);
  });

  it('of two tabs at once is the progress of both', () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    one.state().passStep('merkle', 'hook');
    two.state().passStep('merkle', 'predict');
    two.state().say('merkle', 'First try');
    two.state().say('merkle', 'Try');
    one.state().finish('merkle');
    expect(tab().lesson('merkle')).toMatchObject({ passed: ['hook', 'predict'], said: 'Try', finished: true });
  });
});

describe('stored progress that is damaged', () => {
  it('is set aside as it is and named, and what can be read of it goes on', () => {
    const { held, tab } = browser();
    tab().state().passStep('merkle', 'hook');
    tab().state().passStep('push-gossip', 'hook');
    const damaged = held.get(PROGRESS)!.slice(0, -20);
    held.set(PROGRESS, damaged);
    const { state, lesson } = tab();
    expect(held.get('eventually/damaged/progress-1')).toBe(damaged);
    expect(state().problems).toHaveLength(1);
    expect(state().problems[0]).toMatch(
      /^The progress stored in this browser is damaged: it breaks off after \d+ characters; 1 lesson could be read, and the damaged record was set aside as progress-1\.$/,
    );
    expect([lesson('merkle')?.passed, lesson('push-gossip')]).toEqual([['hook'], undefined]);
    expect(tab().state().problems).toEqual([]);
    held.set(PROGRESS, 'x');
    expect(tab().state().problems[0]).toContain('progress-2');
    expect(held.get('eventually/damaged/progress-1')).toBe(damaged);
  });

  it('loses only the field that is damaged', () => {
    const { held, tab } = browser();
    const { state } = tab();
    state().passStep('merkle', 'hook');
    state().answer('merkle', 'Q1', 1, true);
    state().answer('merkle', 'Q2', 2, true);
    held.set(PROGRESS, held.get(PROGRESS)!.replace('"passed":["hook"]', '"passed":"hook"').replace('"first":2', '"frist":2'));
    const after = tab();
    expect(after.state().problems[0]).toMatch(/its checksum does not match, and 1 more problem; 1 lesson could be read/);
    expect(after.lesson('merkle')).toMatchObject({ passed: [], answers: { Q1: { first: 1 } } });
  });
});

describe('a browser that stores no progress', () => {
  it('is named, and the progress is kept until the page is closed', () => {
    const { held, shelf, tab } = browser();
    shelf.blocked = true;
    const { state, lesson } = tab();
    state().passStep('merkle', 'hook');
    state().passStep('merkle', 'predict');
    expect(lesson('merkle')?.passed).toEqual(['hook', 'predict']);
    expect(state().problems).toEqual([BLOCKED]);
    expect(held.size).toBe(0);
  });

  it('for want of room says so, and stores it once there is some', () => {
    const { held, shelf, tab } = browser();
    const { state } = tab();
    shelf.capacity = 50;
    state().passStep('merkle', 'hook');
    expect(state().problems[0]).toMatch(/^This browser’s storage for this page is full: your latest progress is kept only until you close it, so download it/);
    shelf.capacity = 5000;
    state().passStep('merkle', 'predict');
    expect(state().problems).toEqual([]);
    expect(held.get(PROGRESS)).toContain('predict');
  });
});

describe('a file of progress', () => {
  it('brings to another browser all that it lacked, and says what', () => {
    const [one, two] = [browser().tab(), browser().tab()];
    one.state().passStep('merkle', 'hook');
    one.state().answer('merkle', 'Q1', 1, false);
    one.state().say('merkle', 'Trees compare.');
    two.state().passStep('merkle', 'predict');
    two.state().say('merkle', 'Hashes of hashes.');
    const { name, text } = one.state().exportFile();
    expect(name).toBe('progress.eventually.json');
    expect(two.state().importFile(text, text.length)).toEqual({ ok: true, message: 'The file added 0 lessons, 1 passed step and 1 answer.' });
    expect(two.lesson('merkle')?.passed).toEqual(['hook', 'predict']);
    expect(two.lesson('merkle')?.said.split('\n\n').sort()).toEqual(['Hashes of hashes.', 'Trees compare.']);
    expect(two.state().importFile(text, text.length)).toEqual({ ok: true, message: 'Your progress already held all steps and answers of the file.' });
    expect(two.lesson('merkle')?.said).toHaveLength(33);
  });

  it('wins with its first answer where that is the older one', () => {
    const [old, young] = [browser(), browser()];
    const [one, two] = [old.tab(), young.tab()];
    young.clock.ms = 9000;
    one.state().answer('merkle', 'Q1', 'old', false);
    two.state().answer('merkle', 'Q1', 'young', true);
    const [older, younger] = [one, two].map(({ state }) => state().exportFile().text);
    two.state().importFile(older!, 1);
    expect(two.lesson('merkle')?.answers.Q1).toMatchObject({ first: 'old', rightFirst: false, latest: 'young' });
    one.state().importFile(younger!, 1);
    expect(one.lesson('merkle')?.answers).toEqual(two.lesson('merkle')?.answers);
  });

  it('brings back a lesson that was begun anew', () => {
    const { state, lesson } = browser().tab();
    state().finish('merkle');
    const { text } = state().exportFile();
    state().reset('merkle');
    expect(lesson('merkle')?.finished).toBe(false);
    state().importFile(text, text.length);
    expect(lesson('merkle')?.finished).toBe(true);
  });

  it('that is damaged gives what can be read, and never replaces an answer', () => {
    const { state, lesson } = browser().tab();
    state().answer('merkle', 'Q1', 'mine', true);
    const file = fileOfProgress(state().progress)
      .text.replace(/"firstAt": \d+/, '"firstAt": 1')
      .replace('"first": "mine"', '"first": "forged"');
    const { ok, message } = state().importFile(file, file.length);
    expect(ok).toBe(false);
    expect(message).toBe('The file is damaged: its checksum does not match; 1 lesson could be read, and nothing of it was new.');
    expect(lesson('merkle')?.answers.Q1).toMatchObject({ first: 'mine' });
  });

  it('that holds a run, or nothing, or too much, is refused in a sentence', () => {
    const { state } = browser().tab();
    expect(state().importFile('{"eventually":"run"}', 9)).toEqual({ ok: false, message: 'The file holds a run, not learning progress: open it in the Lab.' });
    expect(state().importFile('', 0).message).toBe('The file holds no learning progress: it is empty; nothing could be read.');
    expect(state().importFile('{}', 50_000_000).message).toMatch(/^This file has 50 MB/);
    expect(state().progress).toEqual({ lessons: {} });
  });
});

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '__proto__x', 'toString'), { maxLength: 4 }).map((list) => list.sort());
const time = fc.nat({ max: 3 });
const answered: fc.Arbitrary<AnswerRecord> = fc.oneof(
  fc.record({
    first: fc.jsonValue().map(plainAnswer),
    latest: fc.jsonValue().map(plainAnswer),
    firstAt: time,
    latestAt: time,
    rightFirst: fc.constantFrom(null, true, false),
    skipped: fc.boolean(),
  }),
  fc.constant<AnswerRecord>({ first: null, latest: null, firstAt: null, latestAt: null, rightFirst: null, skipped: true }),
);
const lessonProgress: fc.Arbitrary<LessonProgress> = fc.record({
  passed: ids,
  visited: ids,
  answers: fc.dictionary(fc.constantFrom('Q1', 'Q2'), answered, { noNullPrototype: true }),
  said: fc.constantFrom('', 'one', 'two', 'one\n\ntwo'),
  saidAt: time,
  finished: fc.boolean(),
  lastStep: fc.constantFrom(null, 'a', 'b'),
  lastAt: time,
  since: fc.constantFrom(0, 0, 1),
});
const progress: fc.Arbitrary<Progress> = fc.record({
  lessons: fc.dictionary(fc.constantFrom('merkle', 'push-gossip'), lessonProgress, { noNullPrototype: true }),
});
const plain = (value: Progress): unknown => JSON.parse(JSON.stringify(value));

describe('merging progress', () => {
  it('of tabs is the same in any order, and however often', () => {
    fc.assert(
      fc.property(progress, progress, progress, (a, b, c) => {
        const merge = (one: Progress, other: Progress) => mergedProgress(one, other, 'tab');
        expect(plain(merge(a, b))).toEqual(plain(merge(b, a)));
        expect(plain(merge(merge(a, b), c))).toEqual(plain(merge(a, merge(b, c))));
        expect(plain(merge(merge(a, b), b))).toEqual(plain(merge(a, b)));
      }),
    );
  });

  it('with a file loses no step, no answer, nothing said, and is idempotent', () => {
    fc.assert(
      fc.property(progress, progress, (mine, theirs) => {
        const both = mergedProgress(mine, theirs, 'file');
        for (const [name, lesson] of [...Object.entries(mine.lessons), ...Object.entries(theirs.lessons)]) {
          const now = both.lessons[name] ?? freshLesson;
          expect(now.passed).toEqual(expect.arrayContaining([...lesson.passed]));
          expect(Object.keys(now.answers)).toEqual(expect.arrayContaining(Object.keys(lesson.answers)));
          for (const part of lesson.said.split('\n\n')) expect(now.said).toContain(part);
          expect(now.finished || !lesson.finished).toBe(true);
        }
        expect(plain(mergedProgress(both, theirs, 'file'))).toEqual(plain(both));
      }),
    );
  });

  it('written to a file and read again is the same progress', () => {
    fc.assert(
      fc.property(progress, (one) => {
        expect(progressOfText(fileOfProgress(one).text, 'The file')).toEqual({ ok: true, progress: plain({ ...freshAnswers(one) }) });
      }),
    );
  });
});

/** As it is, but for −0, which JSON does not have. */
function freshAnswers(one: Progress): Progress {
  return plain(one) as Progress;
}
