/** Click the node: the answer is a thing on the figure, chosen there or in the list beside it, which offers the same to the keyboard; either marks the other. */
import { useEffect, useRef } from 'react';
import { type Selection, sameSelection } from '../../engine/picture/selection.ts';
import { byId, gradeOne, known, optionWords } from '../grading.ts';
import { GradedOptions, OptionInputs } from '../OptionRows.tsx';
import type { ClickNode, FieldProps, Grade, Kind } from '../question.ts';

function keyProblem(question: ClickNode, key: unknown): string | null {
  return byId(question.targets, key) === null ? 'names no target' : null;
}

const grade = (question: ClickNode, answer: string, key: unknown): Grade => gradeOne(question.id, question.targets, answer, key, keyProblem(question, key));

function Field({ question, answer, grade: given, selection, onAnswer, onSelect }: FieldProps<ClickNode, string>) {
  const target = selection === null ? undefined : question.targets.find((one) => sameSelection(one.selection, selection));
  const seen = useRef<Selection | null>(answer === null ? null : selection);
  const open = given === null;
  const tapped = target?.id;
  useEffect(() => {
    // Only a new choice on the figure counts: an old one must not undo what was chosen in the list since.
    if (sameSelection(seen.current, selection)) return;
    seen.current = selection;
    if (open && tapped !== undefined && tapped !== answer) onAnswer(tapped);
  });
  const chosen = answer === null ? [] : [answer];
  if (!open) return <GradedOptions options={question.targets} right={given.rightIds ?? []} chosen={chosen} />;
  const choose = (id: string) => {
    onAnswer(id);
    onSelect(known(question.targets, id).selection);
  };
  return (
    <>
      <p className="quiz-hint">Tap it on the figure, or choose here:</p>
      <OptionInputs type="radio" options={question.targets} chosen={chosen} onChoose={choose} />
      {selection !== null && tapped === undefined && <p className="quiz-note">What is chosen on the figure now is none of these.</p>}
    </>
  );
}

export const clickNode: Kind<ClickNode, string> = {
  kind: 'click-node',
  explainsInPlace: true,
  keyProblem,
  missing: (question, answer) => (byId(question.targets, answer) === null ? 'Choose it on the figure or in the list first.' : null),
  grade,
  say: (question, answer) => optionWords(known(question.targets, answer)),
  read: (question, stored) => byId(question.targets, stored)?.id ?? null,
  Field,
};
