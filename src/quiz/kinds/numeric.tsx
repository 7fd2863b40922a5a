/** A number with its unit; right within the accepted range, and wrong answers that tell something are told what they overlook. */
import { demandKey, isRecord, named, sentence } from '../grading.ts';
import { NumberInput } from '../NumberInput.tsx';
import { accepted, parsed, type Range, rangeWords, refusal, wanted, withUnit } from '../numbers.ts';
import { GradedRow } from '../OptionRows.tsx';
import type { FieldProps, Grade, Kind, Numeric } from '../question.ts';

/** The number, or the text while it is none. */
type Typed = number | string;

function keyProblem(question: Numeric, key: unknown): string | null {
  const range = isRecord(key) ? key : {};
  const { from, to } = range;
  if (typeof from !== 'number' || typeof to !== 'number' || !Number.isFinite(from) || !Number.isFinite(to)) return 'is no range of two numbers';
  if (from > to) return `runs backwards, from ${from} to ${to}`;
  return from < question.min || to > question.max ? `reaches outside ${question.min} to ${question.max}, which is what can be answered` : null;
}

function grade(question: Numeric, answer: Typed, key: unknown): Grade {
  demandKey(question.id, keyProblem(question, key));
  const range = key as Range;
  const value = parsed(answer) ?? Number.NaN;
  const within = ({ from, to }: Range) => value >= from && value <= to;
  const right = within(range);
  const rightAnswer = rangeWords(range, question.unit);
  const near = right ? undefined : question.near.find(within);
  const praise = range.from === range.to ? `Exactly ${rightAnswer}.` : `${withUnit(value, question.unit)} lies within ${rightAnswer}.`;
  return {
    right,
    explanation: right ? praise : sentence(near?.explanation ?? question.otherwise),
    misconceptions: named([near?.misconception]),
    rightAnswer,
    parts: [{ id: 'number', label: 'number', said: withUnit(value, question.unit), is: rightAnswer, agrees: right }],
  };
}

function say({ unit }: Numeric, answer: Typed): string {
  const value = parsed(answer);
  return value === null ? String(answer) : withUnit(value, unit);
}

function Field({ question, answer, grade: given, onAnswer }: FieldProps<Numeric, Typed>) {
  if (given !== null) return <Graded given={given} said={say(question, answer ?? '')} />;
  const label = question.unit === '' ? 'Your answer' : `Your answer, in ${question.unit}`;
  return <NumberInput field={question} label={label} value={answer} onValue={onAnswer} hint={wanted(question)} />;
}

function Graded({ given: { right, rightAnswer }, said }: { readonly given: Grade; readonly said: string }) {
  return (
    <ul className="quiz-options">
      <GradedRow option={{ value: said, text: '' }} right={right} chosen />
      {!right && <GradedRow option={{ value: rightAnswer, text: '' }} right chosen={false} />}
    </ul>
  );
}

export const numeric: Kind<Numeric, Typed> = {
  kind: 'numeric',
  keyProblem,
  missing: refusal,
  grade,
  say,
  read: accepted,
  Field,
};
