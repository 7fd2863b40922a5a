/**
 * Every lesson, judged without a page: it is whole, its prose keeps to the vocabulary, and under five seeds its recorded way lights Next, every claim
 * holds and the recorded solution solves the challenge, which a random player hardly ever does. New lessons are found by themselves.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Claimed, claimsOf } from '../course/check/claims.tsx';
import { judgeClaims, judgeKey, judgeMeans, judgeWay, luckOf } from '../course/check/judge.ts';
import { lintProse } from '../course/check/prose.ts';
import { lintShape } from '../course/check/shape.ts';
import type { ChallengeStep, Lesson } from '../course/lesson.ts';
import { playAtRandom } from '../proof/lessons/random-player.ts';
import * as replays from '../proof/lessons/replay.ts';
import { lintQuestion } from '../quiz/lint.ts';
import { lessonList, loadLesson } from './index.ts';

const SEEDS = [1, 2, 3, 4, 5];
const GAMES = 200;
const MOST_WON = GAMES / 10 - 1;
const MINUTE = 60_000;

const engine = { ...replays, playAtRandom };
const metas = import.meta.glob<{ readonly id: string }>('./*/*/meta.ts', { eager: true, import: 'meta' });
const sources = import.meta.glob<string>('./*/*/lesson.mdx', { eager: true, query: '?raw', import: 'default' });

const sourceOf = (id: string): string => {
  const [path = ''] = Object.entries(metas).find(([, meta]) => meta.id === id) ?? [];
  return sources[path.replace(/meta\.ts$/, 'lesson.mdx')] ?? '';
};

it('no two lessons have the same name or place', () => {
  expect(new Set(lessonList.map(({ id }) => id)).size).toBe(lessonList.length);
  expect(new Set(lessonList.map(({ part, place }) => `${part} ${place}`)).size).toBe(lessonList.length);
});

describe.each(lessonList.map(({ id, title }) => ({ id, title })))('the lesson “$title”', ({ id }) => {
  let lesson: Lesson;
  let claims: readonly Claimed[];
  beforeAll(async () => {
    const loaded = await loadLesson(id);
    if (loaded === null) throw new Error(`the lesson ${id} cannot be loaded`);
    lesson = loaded;
    claims = claimsOf(lesson.Text);
  });

  it('is whole', () => expect(lintShape(lesson)).toEqual([]));
  it('keeps to the vocabulary and to its length', () => expect(lintProse(sourceOf(id), lesson.steps)).toEqual([]));
  it('asks fair questions', () => expect(Object.values(lesson.questions).flatMap(lintQuestion)).toEqual([]));
  it('has keys that the engine computes', () => expect(Object.values(lesson.questions).flatMap((question) => judgeKey(question, engine))).toEqual([]));
  it('claims something of its runs', () => expect(claims.length).toBeGreaterThan(3));

  const claimsOfStep = (step: string) => claims.filter((claim) => claim.step === step);
  it.each([null, ...SEEDS])('leads to every Next, and what it claims holds, under seed %s', (seed) => {
    const problems = lesson.steps.flatMap((step) => [...judgeWay(step, seed, engine), ...judgeClaims(step, claimsOfStep(step.id), seed, engine)]);
    expect(problems).toEqual([]);
  });

  it('claims means that hold over their seeds', { timeout: 2 * MINUTE }, () => {
    expect(judgeMeans(lesson.steps, claims, engine)).toEqual([]);
  });

  it(`has a challenge that a random player solves in at most ${MOST_WON} of ${GAMES} games`, { timeout: 2 * MINUTE }, () => {
    const challenges = lesson.steps.filter((step): step is ChallengeStep => step.kind === 'challenge');
    for (const step of challenges) expect(luckOf(step, SEEDS, GAMES, engine), step.id).toBeLessThanOrEqual(MOST_WON);
  });
});
