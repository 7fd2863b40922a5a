/** The first prediction beside what the engine did. */
import { Compare } from '../../course/Compare.tsx';
import type { CompareStep, Lesson } from '../../course/lesson.ts';
import { kindOf } from '../../quiz/kinds/index.ts';
import { answerOf, type LessonProgress } from '../../state/kept/progress.ts';
import { stepAddress } from './address.ts';
import { useKey } from './keys.ts';

export function Compared({ lesson, step, progress }: { readonly lesson: Lesson; readonly step: CompareStep; readonly progress: LessonProgress }) {
  const predict = lesson.steps.find((one) => one.id === step.of);
  const id = predict?.kind === 'predict' ? predict.question : '';
  const question = lesson.questions[id] ?? null;
  const key = useKey(question);
  if (question === null) return null;
  const kind = kindOf(question);
  const record = answerOf(progress, id);
  const answer = record?.firstAt == null ? null : kind.read(question, record.first);
  return (
    <Compare
      question={question}
      answer={answer}
      skipped={record?.skipped === true}
      grade={answer !== null && key.ready ? kind.grade(question, answer, key.key) : null}
      keyError={key.error}
      predictHref={stepAddress(lesson.id, step.of)}
    />
  );
}
