/** The question of a predict step: committed or skipped once; then the run plays, and the answer is compared in the step after. */
import { useEffect, useState } from 'react';
import type { PredictStep } from '../../course/lesson.ts';
import { kindOf } from '../../quiz/kinds/index.ts';
import { QuestionCard } from '../../quiz/QuestionCard.tsx';
import type { Answer } from '../../quiz/question.ts';
import { answerOf, type LessonProgress } from '../../state/kept/progress.ts';
import { progressStore } from '../kept.ts';
import { useKey } from './keys.ts';
import type { LessonSideProps } from './side-props.ts';

export interface PredictProps extends LessonSideProps {
  readonly step: PredictStep;
  readonly progress: LessonProgress;
  readonly onRun: () => void;
}

export function Predict({ context, lesson, step, progress, held, onRun, onPicking }: PredictProps) {
  const question = lesson.questions[step.question] ?? null;
  const key = useKey(question);
  const [draft, setDraft] = useState<Answer | null>(null);
  // Committing takes the hold away; the run begins with the next picture, when the stage knows.
  const [run, setRun] = useState(false);
  useEffect(() => {
    if (!run || held) return;
    setRun(false);
    onRun();
  }, [run, held, onRun]);
  const onFigure = question?.kind === 'click-node' && held;
  useEffect(() => {
    onPicking(onFigure);
    return () => onPicking(false);
  }, [onFigure, onPicking]);
  if (question === null) return null;
  const kind = kindOf(question);
  const record = answerOf(progress, step.question);
  const first = record?.firstAt == null ? null : kind.read(question, record.first);
  if (!held && first === null) return <p className="lesson-note">You skipped the guess. Start the run and watch.</p>;
  return (
    <>
      <h2 className="visually-hidden">Your prediction</h2>
      <QuestionCard
        question={question}
        answer={first ?? draft}
        grade={null}
        held={!held}
        keyReady={key.ready}
        keyError={key.error}
        selection={context.lane.selection}
        onAnswer={setDraft}
        onSelect={context.lane.select}
        commitLabel="Commit and run"
        onCommit={() => {
          if (draft === null) return;
          const { right } = kind.grade(question, draft, key.key);
          progressStore.getState().answer(lesson.id, step.question, draft, right);
          if (onFigure) context.lane.select(null);
          setRun(true);
        }}
        onSkip={() => progressStore.getState().skip(lesson.id, step.question)}
        onSee={null}
        onRetry={null}
      />
    </>
  );
}
