/** Progress as a text with a checksum, for the browser's storage and for a file; and back, lesson by lesson, so that one damaged place costs no other. */
import * as v from 'valibot';
import { checkPlain } from '../../engine/scenario/plain.ts';
import { type AnswerRecord, freshLesson, type LessonProgress, type Progress } from './progress.ts';
import { RECORD_VERSION, versionProblem } from './record.ts';
import { isObject, sealed, unsealed } from './sealed.ts';
import { counted, number, phrase, sentence } from './sentences.ts';

export const MAX_PROGRESS_BYTES = 20_000_000;

/** `message` and `salvaged` where something is damaged: what could be read, and in one sentence what could not. */
export type ProgressReading =
  | { readonly ok: true; readonly progress: Progress }
  | { readonly ok: false; readonly message: string; readonly salvaged: Progress | null };

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const ids = v.pipe(v.array(id), v.maxLength(10_000));
const time = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(8.64e15));
const lessonFields = {
  passed: ids,
  visited: ids,
  said: v.string(),
  saidAt: time,
  finished: v.boolean(),
  lastStep: v.nullable(id),
  lastAt: time,
  since: time,
} as const;
const answerSchema = v.object({
  first: v.unknown(),
  latest: v.unknown(),
  firstAt: v.nullable(time),
  latestAt: v.nullable(time),
  rightFirst: v.nullable(v.boolean()),
  skipped: v.boolean(),
});

export function textOfProgress(progress: Progress, indent?: number): string {
  return sealed('progress', { version: RECORD_VERSION, lessons: progress.lessons }, indent);
}

export function fileOfProgress(progress: Progress): { readonly name: string; readonly text: string } {
  return { name: 'progress.eventually.json', text: `${textOfProgress(progress, 2)}\n` };
}

/** `what`: "The file". */
export function progressOfText(text: string, what: string): ProgressReading {
  const { value, problem: damage } = unsealed(text, ['lessons']);
  if (value !== null && value.eventually === 'run')
    return { ok: false, message: `${what} holds a run, not learning progress: open it in the Lab.`, salvaged: null };
  if (value === null || !isObject(value.lessons))
    return {
      ok: false,
      message: sentence(`${what} holds no learning progress: ${damage ?? 'its lessons are missing'}; nothing could be read`),
      salvaged: null,
    };
  const problems = damage === null ? [] : [damage];
  if (value.eventually !== 'progress') problems.push('it does not say that it is learning progress');
  if (value.version !== RECORD_VERSION) problems.push(versionProblem(value.version));
  const lessons: [string, LessonProgress][] = [];
  for (const [name, given] of Object.entries(value.lessons)) {
    const read = readLesson(given);
    if (read.problem !== null) problems.push(`in lesson ${phrase(name, 30)} ${read.problem}`);
    if (read.lesson !== null && v.is(id, name) && name !== '__proto__') lessons.push([name, read.lesson]);
  }
  const progress: Progress = { lessons: Object.fromEntries(lessons) };
  if (problems.length === 0) return { ok: true, progress };
  return { ok: false, message: told(what, problems, lessons.length), salvaged: lessons.length === 0 ? null : progress };
}

function told(what: string, problems: readonly string[], lessons: number): string {
  const more = problems.length > 1 ? `, and ${counted(problems.length - 1, 'more problem')}` : '';
  const saved = lessons === 0 ? 'nothing could be read' : `${counted(lessons, 'lesson')} could be read`;
  return sentence(`${what} is damaged: ${phrase(problems[0] ?? 'it cannot be read', 150)}${more}; ${saved}`);
}

/** A lesson field by field: what is not right is left out and named. */
function readLesson(given: unknown): { readonly lesson: LessonProgress | null; readonly problem: string | null } {
  if (!isObject(given)) return { lesson: null, problem: 'nothing can be read' };
  const wrong: string[] = [];
  const read = <S extends v.GenericSchema>(schema: S, field: string, otherwise: v.InferOutput<S>): v.InferOutput<S> => {
    const result = v.safeParse(schema, given[field]);
    if (!result.success) wrong.push(`“${field}”`);
    return result.success ? result.output : otherwise;
  };
  const lesson: LessonProgress = {
    passed: sorted(read(lessonFields.passed, 'passed', [])),
    visited: sorted(read(lessonFields.visited, 'visited', [])),
    answers: readAnswers(given.answers, wrong),
    said: read(lessonFields.said, 'said', freshLesson.said),
    saidAt: read(lessonFields.saidAt, 'saidAt', 0),
    finished: read(lessonFields.finished, 'finished', false),
    lastStep: read(lessonFields.lastStep, 'lastStep', null),
    lastAt: read(lessonFields.lastAt, 'lastAt', 0),
    since: read(lessonFields.since, 'since', 0),
  };
  const problem = wrong.length === 0 ? null : `${wrong[0]}${wrong.length > 1 ? ` and ${number(wrong.length - 1)} more` : ''} cannot be read`;
  return { lesson, problem };
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

function readAnswers(given: unknown, wrong: string[]): LessonProgress['answers'] {
  if (!isObject(given)) {
    wrong.push('“answers”');
    return {};
  }
  const answers: [string, AnswerRecord][] = [];
  for (const [question, stored] of Object.entries(given)) {
    const result = v.safeParse(answerSchema, stored);
    const whole = result.success && v.is(id, question) && isPlain(given[question]) && question !== '__proto__';
    if (whole && (result.output.firstAt === null) === (result.output.latestAt === null)) answers.push([question, result.output]);
    else wrong.push(`the answer to ${phrase(question, 20)}`);
  }
  return Object.fromEntries(answers);
}

/** Bounded in depth and size, and without names that mean something to the language. */
function isPlain(value: unknown): boolean {
  try {
    checkPlain(value);
    return true;
  } catch {
    return false;
  }
}

/** An answer as it is kept: a copy, plain JSON; what is none is kept as null. */
export function plainAnswer(answer: unknown): unknown {
  return isPlain(answer) ? (JSON.parse(JSON.stringify(answer)) as unknown) : null;
}
