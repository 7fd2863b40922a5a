/** A prediction beside what the engine did, part by part, the first difference marked; or, where the guess was skipped, what happened. */
import { kindOf } from '../quiz/kinds/index.ts';
import type { Answer, Grade, Question } from '../quiz/question.ts';
import { SaidAndIs } from '../quiz/SaidAndIs.tsx';
import { Glyph } from '../ui/Glyph.tsx';

export interface CompareProps {
  readonly question: Question;
  /** What was said first; null where the guess was skipped. */
  readonly answer: Answer | null;
  readonly skipped: boolean;
  /** Null while the engine works out what happens. */
  readonly grade: Grade | null;
  readonly keyError: string | null;
  /** The address of the step that asks. */
  readonly predictHref: string;
}

export function Compare({ question, answer, skipped, grade, keyError, predictHref }: CompareProps) {
  if (answer === null && !skipped)
    return (
      <p className="lesson-note">
        You have not said what you expect yet. <a href={predictHref}>Go back and predict</a>, or skip it there: a guess helps even where it is wrong.
      </p>
    );
  if (keyError !== null) return <p role="alert">{keyError}</p>;
  if (answer === null)
    return (
      <div className="lesson-compare">
        <p className="lesson-note">You skipped the guess.</p>
        <p>{question.why}</p>
      </div>
    );
  if (grade === null) return <p className="lesson-note">The engine is working it out…</p>;
  const caption = grade.right ? 'You saw it coming.' : 'Your prediction beside the run';
  return (
    <div className="lesson-compare">
      {grade.parts.length > 1 ? (
        <SaidAndIs parts={grade.parts} isTitle="what happened" caption={caption} />
      ) : (
        <Whole question={question} answer={answer} grade={grade} caption={caption} />
      )}
      {!grade.right && <p>{grade.explanation}</p>}
      <p>
        <strong>Why: </strong>
        {question.why}
      </p>
      {grade.misconceptions.length > 0 && <p className="second">The belief behind it: “{grade.misconceptions.join('”, “')}”.</p>}
    </div>
  );
}

interface WholeProps {
  readonly question: Question;
  readonly answer: Answer;
  readonly grade: Grade;
  readonly caption: string;
}

/** An answer without parts: the question, what was said, what happened. */
function Whole({ question, answer, grade, caption }: WholeProps) {
  return (
    <figure className="lesson-whole" data-agrees={grade.right}>
      <figcaption>
        <span className="second">{caption}</span>
        <strong>{question.ask}</strong>
      </figcaption>
      <dl>
        <dt>You said</dt>
        <dd>{kindOf(question).say(question, answer)}</dd>
        <dt>What happened</dt>
        <dd>
          {grade.rightAnswer} <Glyph name={grade.right ? 'equal' : 'different'} size={14} />
          <span className="visually-hidden">{grade.right ? 'agrees' : 'differs'}</span>
        </dd>
      </dl>
    </figure>
  );
}
