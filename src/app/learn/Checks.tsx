/** The checks of a lesson, one after another, and those that were missed, again. Retry is free; the first answer is the one that is kept for the learner's record. */
import { useEffect, useRef, useState } from 'react';
import type { ChecksStep, Lesson } from '../../course/lesson.ts';
import { kindOf } from '../../quiz/kinds/index.ts';
import { QuestionCard } from '../../quiz/QuestionCard.tsx';
import type { Answer, Question } from '../../quiz/question.ts';
import { answerOf, type LessonProgress } from '../../state/kept/progress.ts';
import { Button } from '../../ui/controls.tsx';
import { progressStore } from '../kept.ts';
import { useKey } from './keys.ts';
import type { LessonSideProps } from './side-props.ts';

interface AskedProps extends Pick<LessonSideProps, 'context' | 'lesson' | 'onSee' | 'onPicking'> {
  readonly question: Question;
  readonly progress: LessonProgress;
  /** Asked anew, though an answer is kept. */
  readonly anew?: boolean;
}

function Asked({ context, lesson, question, progress, onSee, onPicking, anew = false }: AskedProps) {
  const key = useKey(question);
  const kind = kindOf(question);
  const record = answerOf(progress, question.id);
  const latest = record?.firstAt == null ? null : kind.read(question, record.latest);
  const [draft, setDraft] = useState<Answer | null>(null);
  const [again, setAgain] = useState(anew);
  const open = latest === null || again;
  const onFigure = question.kind === 'click-node' && open;
  useEffect(() => {
    onPicking(onFigure);
    return () => onPicking(false);
  }, [onFigure, onPicking]);
  const first = record?.firstAt == null ? null : kind.read(question, record.first);
  const { see } = question;
  return (
    <QuestionCard
      question={question}
      answer={open ? draft : latest}
      grade={!open && latest !== null && key.ready ? kind.grade(question, latest, key.key) : null}
      keyReady={key.ready}
      keyError={key.error}
      selection={context.lane.selection}
      onAnswer={setDraft}
      onSelect={context.lane.select}
      commitLabel="Check"
      onCommit={() => {
        if (draft === null) return;
        progressStore.getState().answer(lesson.id, question.id, draft, kind.grade(question, draft, key.key).right);
        setAgain(false);
        // What was tapped has become the answer.
        if (onFigure) context.lane.select(null);
      }}
      onSkip={null}
      onSee={see === null ? null : () => onSee({ title: 'the run behind this question.', scene: see, document: see.scenario, says: null })}
      onRetry={() => {
        setDraft(null);
        setAgain(true);
      }}
      firstAnswer={
        first === null || JSON.stringify(first) === JSON.stringify(latest) ? null : { said: kind.say(question, first), right: record?.rightFirst === true }
      }
    />
  );
}

export interface ChecksProps extends LessonSideProps {
  readonly step: ChecksStep;
  readonly progress: LessonProgress;
}

export function Checks(props: ChecksProps) {
  const { lesson, step, progress } = props;
  const questions = questionsOf(lesson, step.questions);
  const isAnswered = (question: Question) => answerOf(progress, question.id)?.firstAt != null;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      questions.findIndex((question) => !isAnswered(question)),
    ),
  );
  const place = useRef<HTMLHeadingElement>(null);
  const shown = useRef(at);
  useEffect(() => {
    if (shown.current === at) return;
    shown.current = at;
    // The button that was pressed is gone, or means another question now.
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const question = questions[at];
  if (question === undefined) return null;
  return (
    <>
      <h2 className="question-place" tabIndex={-1} ref={place}>
        Question {at + 1} of {questions.length}
      </h2>
      <Asked key={question.id} {...props} question={question} />
      <div className="row question-moves">
        {at > 0 && <Button onPress={() => setAt(at - 1)}>Previous question</Button>}
        {at + 1 < questions.length && isAnswered(question) && (
          <Button kind="ink" onPress={() => setAt(at + 1)}>
            Next question
          </Button>
        )}
      </div>
    </>
  );
}

/** What was missed at first, or skipped, again at the end. */
export function Missed(props: LessonSideProps & { readonly progress: LessonProgress }) {
  const { lesson, progress } = props;
  // Which ones: decided when the list opens, so that a question does not vanish under the hand that answers it.
  const [ids] = useState(() => Object.keys(lesson.questions).filter((id) => isMissed(progress, id)));
  const questions = questionsOf(lesson, ids);
  if (questions.length === 0) return null;
  return (
    <section className="missed" aria-label="Missed questions">
      <h2>{questions.length === 1 ? 'One question again' : 'Missed questions, again'}</h2>
      {questions.map((question) => (
        <Asked key={question.id} {...props} question={question} anew />
      ))}
    </section>
  );
}

function isMissed(progress: LessonProgress, id: string): boolean {
  const record = answerOf(progress, id);
  return record !== null && (record.rightFirst === false || (record.skipped && record.firstAt === null));
}

const questionsOf = (lesson: Lesson, ids: readonly string[]): readonly Question[] =>
  ids.flatMap((id) => {
    const question = lesson.questions[id];
    return question === undefined ? [] : [question];
  });
