/** Single choice: one of three or four, each with an explanation of its own. */
import { byId, gradeOne, known, optionWords } from '../grading.ts';
import { GradedOptions, OptionInputs } from '../OptionRows.tsx';
import type { FieldProps, Grade, Kind, SingleChoice } from '../question.ts';

function keyProblem(question: SingleChoice, key: unknown): string | null {
  return byId(question.options, key) === null ? 'names no option' : null;
}

const grade = (question: SingleChoice, answer: string, key: unknown): Grade => gradeOne(question.id, question.options, answer, key, keyProblem(question, key));

function Field({ question, answer, grade: given, onAnswer }: FieldProps<SingleChoice, string>) {
  const chosen = answer === null ? [] : [answer];
  if (given !== null) return <GradedOptions options={question.options} right={given.rightIds ?? []} chosen={chosen} />;
  return <OptionInputs type="radio" options={question.options} chosen={chosen} onChoose={onAnswer} />;
}

export const single: Kind<SingleChoice, string> = {
  kind: 'single',
  explainsInPlace: true,
  keyProblem,
  missing: (question, answer) => (byId(question.options, answer) === null ? 'Choose an answer first.' : null),
  grade,
  say: (question, answer) => optionWords(known(question.options, answer)),
  read: (question, stored) => byId(question.options, stored)?.id ?? null,
  Field,
};
