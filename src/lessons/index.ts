/**
 * Every lesson there is, found by its folder: what a contents page needs at once, the rest fetched when it is opened. A new lesson is a new folder
 * `<n>-<part>/<n>-<lesson>/` with `meta.ts`, `scenario.ts`, `questions.ts` and `lesson.mdx`, and no line here.
 */
import { type Lesson, type LessonMeta, type LessonText, parts, type Step } from '../course/lesson.ts';
import type { Question } from '../quiz/question.ts';

const metas = import.meta.glob<LessonMeta>('./*/*/meta.ts', { eager: true, import: 'meta' });
const scenarios = import.meta.glob<readonly Step[]>('./*/*/scenario.ts', { import: 'steps' });
const questionLists = import.meta.glob<Readonly<Record<string, Question>>>('./*/*/questions.ts', { import: 'questions' });
const texts = import.meta.glob<LessonText>('./*/*/lesson.mdx', { import: 'default' });

const partOrder = Object.keys(parts);
const placeOf = ({ part, place }: LessonMeta): number => partOrder.indexOf(part) * 1000 + place;

/** By part, then by place. */
export const lessonList: readonly LessonMeta[] = Object.values(metas).sort((a, b) => placeOf(a) - placeOf(b));

/** The whole lesson; null where there is none of that name. */
export async function loadLesson(id: string): Promise<Lesson | null> {
  const found = Object.entries(metas).find(([, meta]) => meta.id === id);
  if (found === undefined) return null;
  const [path, meta] = found;
  const folder = path.slice(0, -'meta.ts'.length);
  const [scenario, questions, text] = [scenarios[`${folder}scenario.ts`], questionLists[`${folder}questions.ts`], texts[`${folder}lesson.mdx`]];
  if (scenario === undefined || questions === undefined || text === undefined) throw new Error(`The lesson ${id} lacks a file in ${folder}`);
  const [steps, asked, Text] = await Promise.all([scenario(), questions(), text()]);
  return { ...meta, steps, questions: asked, Text };
}
