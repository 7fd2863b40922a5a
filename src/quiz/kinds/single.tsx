/** Single choice: one of three or four, each with an explanation of its own. */
import { byId, demandKey, known, named, optionWords, sentence } from '../grading.ts';
import { GradedOptions, OptionInputs } from '../OptionRows.tsx';
import type { FieldProps, Grade, Kind, SingleChoice } from '../question.ts';

function keyProblem(question: SingleChoice, key: unknown): string | null {
  return byId(question.options, key) === null ? 'names no option' : null;
}

function grade(question: SingleChoice, answer: string, key: unknown): Grade {
  demandKey(question.id, keyProblem(question, key));
  const said = known(question.options, answer);
  const is = known(question.options, key);
  const right = said.id === is.id;
  return {
    right,
    explanation: sentence(said.explanation),
    misconceptions: right ? [] : named([said.misconception]),
    rightAnswer: optionWords(is),
    rightIds: [is.id],
    parts: [],
  };
}

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
