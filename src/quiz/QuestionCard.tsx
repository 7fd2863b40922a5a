/**
 * One question of any kind: what is asked, the field, committing or skipping, and what came of it. It keeps nothing: answer and grade come from above, and what is done
 * is told there. What came of an answer is announced and has the focus, so that it is read next, with "See it run" one Tab away.
 */
import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import type { Selection } from '../engine/picture/selection.ts';
import { Button } from '../ui/controls.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { quoted, sentence } from './grading.ts';
import { kindOf } from './kinds/index.ts';
import type { Answer, Grade, Question } from './question.ts';
import './fields.css';
import './quiz.css';

export interface QuestionCardProps {
  readonly question: Question;
  readonly answer: Answer | null;
  /** Null until it is committed. */
  readonly grade: Grade | null;
  /** The engine knows the right answer by now. */
  readonly keyReady: boolean;
  /** Why it cannot know it, as a sentence. */
  readonly keyError: string | null;
  /** What is chosen on the figure. */
  readonly selection: Selection | null;
  readonly onAnswer: (answer: Answer) => void;
  readonly onCommit: () => void;
  /** Null where it cannot be skipped. */
  readonly onSkip: (() => void) | null;
  /** Null where nothing can be shown. */
  readonly onSee: (() => void) | null;
  /** Null where it is not asked again. */
  readonly onRetry: (() => void) | null;
  readonly onSelect: (selection: Selection | null) => void;
  /** "Commit and run", "Check". */
  readonly commitLabel: string;
  /** The answer that was given first, where this is another try. */
  readonly firstAnswer?: { readonly said: string; readonly right: boolean } | null;
  /** Committed, and the run that shows what happens is still being watched: the answer stands in words and cannot be changed. */
  readonly held?: boolean;
}

/** What has the focus after a press that led there. */
const FOCUS = { open: '.quiz-field :is(input, select, button)', held: '.quiz-held', graded: '.quiz-feedback' } as const;

export function QuestionCard(props: QuestionCardProps) {
  const { question, answer, grade, selection, onAnswer, onSelect, firstAnswer = null, held = false } = props;
  const kind = kindOf(question);
  const askId = useId();
  const form = useRef<HTMLFormElement>(null);
  const state = grade !== null ? 'graded' : held ? 'held' : 'open';
  // Whether a press has just changed the state, and the focus must follow; a card that opens with its grade takes no focus.
  const pressed = useRef(false);
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    form.current?.querySelector<HTMLElement>(FOCUS[state])?.focus();
  }, [state]);
  const commit = () => {
    pressed.current = true;
    props.onCommit();
  };
  const [waiting, press] = useCommitOnceKnown(answer, props.keyReady, props.keyError !== null, () => {
    // Who has gone elsewhere meanwhile stays there.
    pressed.current = document.activeElement === document.body || form.current?.contains(document.activeElement) === true;
    props.onCommit();
  });
  const retry = () => {
    pressed.current = true;
    // The figure must not go on showing the old answer as chosen.
    if (question.kind === 'click-node') onSelect(null);
    props.onRetry?.();
  };
  const missing = kind.missing(question, answer);
  const unavailable = missing ?? (props.keyReady ? null : props.keyError);
  const onCommit = props.keyReady ? commit : press;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // Return commits a number; elsewhere it would commit what was only being looked at.
    if (question.kind === 'numeric' && state === 'open' && unavailable === null) onCommit();
  };
  return (
    <form className="quiz" ref={form} data-kind={question.kind} noValidate onSubmit={submit}>
      <h3 className="quiz-ask" id={askId}>
        {question.ask}
      </h3>
      {state === 'held' ? (
        <Held said={answer === null ? null : kind.say(question, answer)} />
      ) : (
        <fieldset className="quiz-field" key={question.id} aria-labelledby={askId}>
          <kind.Field question={question} answer={answer} grade={grade} selection={selection} onAnswer={onAnswer} onSelect={onSelect} />
        </fieldset>
      )}
      {state === 'open' && (
        <Commit
          label={props.commitLabel}
          unavailable={unavailable}
          said={question.kind === 'numeric' && missing !== null}
          keyError={props.keyError}
          working={missing === null && !props.keyReady && props.keyError === null ? (waiting ? 'pressed' : 'open') : null}
          onCommit={onCommit}
          onSkip={props.onSkip}
        />
      )}
      <section className="quiz-feedback" tabIndex={-1} aria-label={state === 'graded' ? `Feedback: ${question.ask}` : undefined}>
        <output>{grade !== null && <Verdict grade={grade} explainedAbove={kind.explainsInPlace === true} />}</output>
        {grade !== null && <Reasons grade={grade} why={question.why} first={firstAnswer} />}
        {grade !== null && <Next onSee={question.see === null ? null : props.onSee} onRetry={props.onRetry === null ? null : retry} right={grade.right} />}
      </section>
    </form>
  );
}

/** A press while the engine is still working out the answer counts: it is carried out when the answer is there, unless what is answered changes meanwhile. */
function useCommitOnceKnown(answer: Answer | null, known: boolean, failed: boolean, commit: () => void): readonly [waiting: boolean, press: () => void] {
  const [pressedFor, setPressedFor] = useState<{ readonly answer: Answer | null } | null>(null);
  const waiting = pressedFor !== null && pressedFor.answer === answer && !failed;
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => {
    if (!waiting || !known) return;
    setPressedFor(null);
    latest.current();
  }, [waiting, known]);
  return [waiting, () => setPressedFor({ answer })];
}

function Held({ said }: { readonly said: string | null }) {
  return (
    <p className="quiz-held" tabIndex={-1}>
      <span className="quiz-key">You said</span> {said ?? 'nothing'}
    </p>
  );
}

interface CommitProps {
  readonly label: string;
  readonly unavailable: string | null;
  /** The field says it already. */
  readonly said: boolean;
  readonly keyError: string | null;
  /** The engine is not done yet: before the press, and after it. */
  readonly working: 'open' | 'pressed' | null;
  readonly onCommit: () => void;
  readonly onSkip: (() => void) | null;
}

function Commit({ label, unavailable, said, keyError, working, onCommit, onSkip }: CommitProps) {
  return (
    <>
      <div className="quiz-actions">
        <Button kind="ink" className="quiz-commit" unavailable={unavailable} onPress={onCommit}>
          {/\brun\b/i.test(label) && <Glyph name="play" size={12} />}
          {label}
        </Button>
        {onSkip !== null && (
          <Button kind="quiet" onPress={onSkip}>
            Skip the guess
          </Button>
        )}
      </div>
      <p className="quiz-reason" role="status">
        {working === 'pressed' && 'The engine is still working out the answer. Yours is judged as soon as it is there.'}
        {working === 'open' && 'The engine is still working out the answer; you need not wait for it.'}
      </p>
      {unavailable !== null && unavailable !== keyError && !said && <p className="quiz-reason">{unavailable}</p>}
      {keyError !== null && (
        <p className="quiz-reason" data-problem role="alert">
          <Glyph name="cross" size={12} /> The answer cannot be worked out. {sentence(keyError)}
        </p>
      )}
    </>
  );
}

function Verdict({ grade, explainedAbove }: { readonly grade: Grade; readonly explainedAbove: boolean }) {
  return (
    <>
      <span className="quiz-result" data-right={grade.right}>
        <Glyph name={grade.right ? 'ack' : 'cross'} size={16} />
        {grade.right ? 'Right.' : 'Not right.'}
      </span>{' '}
      <span className={explainedAbove ? 'visually-hidden' : undefined}>{grade.explanation}</span>
      {/* The field marks it where it stands; who listens hears it here. */}
      {!grade.right && <span className="visually-hidden"> The right answer: {sentence(grade.rightAnswer)}</span>}
    </>
  );
}

interface ReasonsProps {
  readonly grade: Grade;
  readonly why: string;
  readonly first: { readonly said: string; readonly right: boolean } | null;
}

function Reasons({ grade: { misconceptions }, why, first }: ReasonsProps) {
  return (
    <dl className="quiz-reasons">
      {misconceptions.length > 0 && (
        <div>
          <dt>{misconceptions.length === 1 ? 'The belief behind it' : 'The beliefs behind it'}</dt>
          {misconceptions.map((name) => (
            <dd key={name}>{quoted(name)}</dd>
          ))}
        </div>
      )}
      <div>
        <dt>Why</dt>
        <dd>{why}</dd>
      </div>
      {first !== null && (
        <div>
          <dt>Your first answer:</dt>
          <dd>
            {first.said} ({first.right ? 'right' : 'not right'})
          </dd>
        </div>
      )}
    </dl>
  );
}

function Next({ onSee, onRetry, right }: { readonly onSee: (() => void) | null; readonly onRetry: (() => void) | null; readonly right: boolean }) {
  if (onSee === null && onRetry === null) return null;
  return (
    <div className="quiz-actions">
      {onSee !== null && (
        <Button onPress={onSee}>
          <Glyph name="play" size={11} />
          See it run
        </Button>
      )}
      {onRetry !== null && (
        <Button kind={right ? 'quiet' : 'plain'} onPress={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
