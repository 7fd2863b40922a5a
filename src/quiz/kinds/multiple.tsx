/** Multiple choice: any number of options belong; right is to choose all of them and no other. */
import { listOf } from '../../base/format.ts';
import { demandKey, idsAmong, named, optionWords, quoted, sentence } from '../grading.ts';
import { GradedOptions, OptionInputs } from '../OptionRows.tsx';
import type { FieldProps, Grade, Kind, MultipleChoice, Option } from '../question.ts';

type Ids = readonly string[];

function keyProblem(question: MultipleChoice, key: unknown): string | null {
  const ids = idsAmong(key, question.options);
  if (ids === null) return 'is no list of its options, each once';
  return ids.length === 0 ? 'names no option' : null;
}

function grade(question: MultipleChoice, answer: Ids, key: unknown): Grade {
  demandKey(question.id, keyProblem(question, key));
  const right = question.options.filter((option) => (key as Ids).includes(option.id));
  const missed = right.filter((option) => !answer.includes(option.id));
  const wrong = question.options.filter((option) => answer.includes(option.id) && !right.includes(option));
  const isRight = missed.length === 0 && wrong.length === 0;
  return {
    right: isRight,
    explanation: isRight
      ? `You chose ${right.length === 1 ? 'the one that belongs' : `all ${right.length} that belong`} and no other.`
      : difference(missed, wrong),
    misconceptions: named(wrong.map((option) => option.misconception)),
    rightAnswer: listOf(right.map(optionWords), right.length),
    rightIds: right.map((option) => option.id),
    parts: question.options.map((option) => {
      const said = answer.includes(option.id);
      const is = right.includes(option);
      return { id: option.id, label: optionWords(option), said: said ? 'chosen' : 'not chosen', is: is ? 'belongs' : 'does not belong', agrees: said === is };
    }),
  };
}

function difference(missed: readonly Option[], wrong: readonly Option[]): string {
  const list = (options: readonly Option[]) =>
    listOf(
      options.map((option) => quoted(optionWords(option))),
      options.length,
    );
  const left = missed.length > 0 ? [sentence(`You left out ${list(missed)}`)] : [];
  const extra = wrong.length > 0 ? [`${list(wrong)} ${wrong.length === 1 ? 'does' : 'do'} not belong.`] : [];
  return [...left, ...extra].join(' ');
}

function Field({ question, answer, grade: given, onAnswer }: FieldProps<MultipleChoice, Ids>) {
  const chosen = answer ?? [];
  if (given !== null) return <GradedOptions options={question.options} right={given.rightIds ?? []} chosen={chosen} />;
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    onAnswer(question.options.map((option) => option.id).filter((one) => next.includes(one)));
  };
  return (
    <>
      <p className="quiz-hint">Choose all that apply.</p>
      <OptionInputs type="checkbox" options={question.options} chosen={chosen} onChoose={toggle} />
    </>
  );
}

function read(question: MultipleChoice, stored: unknown): Ids | null {
  const ids = idsAmong(stored, question.options);
  return ids === null || ids.length === 0 ? null : ids;
}

export const multiple: Kind<MultipleChoice, Ids> = {
  kind: 'multiple',
  keyProblem,
  missing: (question, answer) => (read(question, answer) === null ? 'Choose at least one answer first.' : null),
  grade,
  say: (question, answer) => {
    const chosen = question.options.filter((option) => answer.includes(option.id));
    return listOf(chosen.map(optionWords), chosen.length);
  },
  read,
  Field,
};
