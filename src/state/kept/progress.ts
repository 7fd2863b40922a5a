/**
 * What a learner has done, lesson by lesson, as plain data, and the merge of two such records: the union, so that neither a file nor another tab takes
 * anything away. Merging what two tabs did is commutative, associative and idempotent, so that it matters not who writes last.
 */

/** An answer is plain JSON; its question's kind reads it. */
export interface AnswerRecord {
  /** Null until it was answered. */
  readonly first: unknown;
  readonly latest: unknown;
  /** Wall clock, ms; null until it was answered. */
  readonly firstAt: number | null;
  readonly latestAt: number | null;
  /** Whether the first answer was right; null where that is not judged, or not answered. */
  readonly rightFirst: boolean | null;
  /** Skipped at least once: recorded, never punished. */
  readonly skipped: boolean;
}

export interface LessonProgress {
  /** Ids of steps, in order of the alphabet, as is all that has no order of its own. */
  readonly passed: readonly string[];
  readonly visited: readonly string[];
  readonly answers: { readonly [question: string]: AnswerRecord };
  /** One's own attempt at saying it in a minute. */
  readonly said: string;
  readonly saidAt: number;
  readonly finished: boolean;
  readonly lastStep: string | null;
  readonly lastAt: number;
  /** When it was last begun anew; 0: never. */
  readonly since: number;
}
export interface Progress {
  readonly lessons: { readonly [lesson: string]: LessonProgress };
}

export const noProgress: Progress = { lessons: {} };
export const freshLesson: LessonProgress = {
  passed: [],
  visited: [],
  answers: {},
  said: '',
  saidAt: 0,
  finished: false,
  lastStep: null,
  lastAt: 0,
  since: 0,
};
const noAnswer: AnswerRecord = { first: null, latest: null, firstAt: null, latestAt: null, rightFirst: null, skipped: false };

export function lessonOf(progress: Progress, lesson: string): LessonProgress {
  return Object.hasOwn(progress.lessons, lesson) ? (progress.lessons[lesson] ?? freshLesson) : freshLesson;
}
export function answerOf(lesson: LessonProgress, question: string): AnswerRecord | null {
  return Object.hasOwn(lesson.answers, question) ? (lesson.answers[question] ?? null) : null;
}

/** The record with one member more or another; safe with any name. */
function withMember<T>(members: { readonly [name: string]: T }, name: string, value: T): { readonly [name: string]: T } {
  return Object.fromEntries([...Object.entries(members).filter(([other]) => other !== name), [name, value]]);
}
export function withLesson(progress: Progress, lesson: string, value: LessonProgress): Progress {
  return { ...progress, lessons: withMember(progress.lessons, lesson, value) };
}
function withAnswer(lesson: LessonProgress, question: string, value: AnswerRecord): LessonProgress {
  return { ...lesson, answers: withMember(lesson.answers, question, value) };
}

const union = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();

export function passed(lesson: LessonProgress, step: string): LessonProgress {
  return lesson.passed.includes(step) ? lesson : { ...lesson, passed: union(lesson.passed, [step]) };
}
export function visited(lesson: LessonProgress, step: string, at: number): LessonProgress {
  return { ...lesson, visited: union(lesson.visited, [step]), lastStep: step, lastAt: at };
}
/** The first answer stays; a later one is the latest. */
export function answered(lesson: LessonProgress, question: string, answer: unknown, right: boolean | null, at: number): LessonProgress {
  const before = answerOf(lesson, question) ?? noAnswer;
  const first = before.firstAt === null ? { first: answer, firstAt: at, rightFirst: right } : {};
  return withAnswer(lesson, question, { ...before, ...first, latest: answer, latestAt: at });
}
export function skipped(lesson: LessonProgress, question: string): LessonProgress {
  return withAnswer(lesson, question, { ...(answerOf(lesson, question) ?? noAnswer), skipped: true });
}

/**
 * Whose record the other one is. `tab`: the same learner's, from another tab; the newer attempt at saying it stands, and a lesson begun anew stays so. `file`: an
 * earlier record brought back; the union is taken regardless. `damaged`: the same, but what one has stands against it, for its times may be wrong.
 */
export type From = 'tab' | 'file' | 'damaged';

export function mergedProgress(mine: Progress, theirs: Progress, from: From): Progress {
  const names = union(Object.keys(mine.lessons), Object.keys(theirs.lessons));
  const pairs = names.map((name) => {
    if (!Object.hasOwn(theirs.lessons, name)) return [name, lessonOf(mine, name)] as const;
    if (!Object.hasOwn(mine.lessons, name)) return [name, lessonOf(theirs, name)] as const;
    return [name, mergedLesson(lessonOf(mine, name), lessonOf(theirs, name), from)] as const;
  });
  return { lessons: Object.fromEntries(pairs) };
}

function mergedLesson(mine: LessonProgress, theirs: LessonProgress, from: From): LessonProgress {
  if (from === 'tab' && mine.since !== theirs.since) return mine.since > theirs.since ? mine : theirs;
  const questions = union(Object.keys(mine.answers), Object.keys(theirs.answers));
  const last = later(mine.lastAt, mine.lastStep, theirs.lastAt, theirs.lastStep) ? mine : theirs;
  return {
    passed: union(mine.passed, theirs.passed),
    visited: union(mine.visited, theirs.visited),
    answers: Object.fromEntries(questions.map((name) => [name, mergedAnswer(answerOf(mine, name), answerOf(theirs, name), from)])),
    said: mergedSaid(mine, theirs, from),
    saidAt: Math.max(mine.saidAt, theirs.saidAt),
    finished: mine.finished || theirs.finished,
    lastStep: last.lastStep,
    lastAt: last.lastAt,
    since: Math.max(mine.since, theirs.since),
  };
}

/** Whether the first of two is the later one; of two at one time, the one whose text is larger. */
function later(a: number, valueA: unknown, b: number, valueB: unknown): boolean {
  if (a !== b) return a > b;
  return (JSON.stringify(valueA) ?? '') >= (JSON.stringify(valueB) ?? '');
}

function mergedAnswer(mine: AnswerRecord | null, theirs: AnswerRecord | null, from: From): AnswerRecord {
  if (mine === null || theirs === null) return mine ?? theirs ?? noAnswer;
  const skip = mine.skipped || theirs.skipped;
  if (mine.firstAt === null || theirs.firstAt === null) return { ...(mine.firstAt === null ? theirs : mine), skipped: skip };
  const one = from === 'damaged' || !later(mine.firstAt, [mine.first, mine.rightFirst], theirs.firstAt, [theirs.first, theirs.rightFirst]) ? mine : theirs;
  const last = later(mine.latestAt ?? 0, mine.latest, theirs.latestAt ?? 0, theirs.latest) ? mine : theirs;
  const { firstAt, rightFirst } = one;
  return { first: one.first, firstAt, rightFirst, latest: last.latest, latestAt: last.latestAt, skipped: skip };
}

const BETWEEN = '\n\n';

/** The newer attempt; out of a file both where they differ: the paragraphs of the older, then what the newer has besides. */
function mergedSaid(mine: LessonProgress, theirs: LessonProgress, from: From): string {
  const [older, newer] = later(mine.saidAt, mine.said, theirs.saidAt, theirs.said) ? [theirs.said, mine.said] : [mine.said, theirs.said];
  if (from === 'tab' || newer.includes(older)) return newer;
  if (older.includes(newer)) return older;
  const known = older.split(BETWEEN);
  return [older, ...newer.split(BETWEEN).filter((one) => !known.includes(one))].join(BETWEEN);
}

/** How much of it is new to somebody who has `mine`. */
export function newIn(theirs: Progress, mine: Progress): { readonly lessons: number; readonly steps: number; readonly answers: number } {
  let lessons = 0;
  let steps = 0;
  let answers = 0;
  for (const [name, lesson] of Object.entries(theirs.lessons)) {
    const own = lessonOf(mine, name);
    if (!Object.hasOwn(mine.lessons, name)) lessons++;
    steps += lesson.passed.filter((step) => !own.passed.includes(step)).length;
    answers += Object.entries(lesson.answers).filter(([id, one]) => one.firstAt !== null && (answerOf(own, id)?.firstAt ?? null) === null).length;
  }
  return { lessons, steps, answers };
}
