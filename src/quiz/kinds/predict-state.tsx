/** Predict the state, cell by cell in the order of time or of a list; after the run what was said stands beside what happened, the first difference marked. */
import { useId } from 'react';
import { capitalised } from '../../base/format.ts';
import { Choice } from '../../ui/controls.tsx';
import { byId, demandKey, isRecord, named, optionWords, sentence } from '../grading.ts';
import { NumberInput } from '../NumberInput.tsx';
import { accepted, parsed, refusal, withUnit } from '../numbers.ts';
import type { FieldProps, Grade, Kind, Option, PredictCell, PredictState } from '../question.ts';
import { SaidAndIs } from '../SaidAndIs.tsx';

type Cells = Readonly<Record<string, string | number>>;
/** Options of a cell stand side by side while all of them are so short; else in a menu. */
const SIDE_BY_SIDE = 22;

const cellName = (question: PredictState, cell: PredictCell): string =>
  question.about.includes('…') ? question.about.replace('…', cell.label) : `${question.about} ${cell.label}`;

/** The answer of a cell if it is one. */
function readCell({ input }: PredictCell, given: unknown): string | number | null {
  return input.type === 'number' ? accepted(input, given) : (byId(input.options, given)?.id ?? null);
}

function sayCell({ input }: PredictCell, given: unknown): string {
  if (input.type === 'choice') return optionWords(byId(input.options, given) ?? { text: 'nothing' });
  const value = parsed(given);
  return value === null ? 'nothing' : withUnit(value, input.unit);
}

function agrees({ input }: PredictCell, said: unknown, is: unknown): boolean {
  if (input.type === 'choice') return said === is;
  const [a, b] = [parsed(said), parsed(is)];
  return a !== null && b !== null && Math.abs(a - b) <= input.tolerance;
}

function read(question: PredictState, stored: unknown): Cells | null {
  if (!isRecord(stored)) return null;
  const cells: Record<string, string | number> = {};
  for (const cell of question.cells) {
    const value = Object.hasOwn(stored, cell.id) ? readCell(cell, stored[cell.id]) : null;
    if (value === null) return null;
    cells[cell.id] = value;
  }
  return cells;
}

function keyProblem(question: PredictState, key: unknown): string | null {
  if (!isRecord(key)) return 'is no record by cell';
  const bad = question.cells.find(({ id, input }) =>
    input.type === 'choice' ? byId(input.options, key[id]) === null : typeof key[id] !== 'number' || !Number.isFinite(key[id]),
  );
  return bad === undefined ? null : `says nothing that fits cell ${bad.id}`;
}

function missing(question: PredictState, answer: Cells | null): string | null {
  for (const cell of question.cells) {
    const given = answer?.[cell.id] ?? null;
    if (readCell(cell, given) !== null) continue;
    const name = cellName(question, cell);
    if (cell.input.type === 'number' && given !== null && given !== '') return `${capitalised(name)}: ${refusal(cell.input, given)}`;
    return cell.input.type === 'number' ? `Say a number first: ${name}.` : `Choose first: ${name}.`;
  }
  return null;
}

function grade(question: PredictState, answer: Cells, key: unknown): Grade {
  demandKey(question.id, keyProblem(question, key));
  const is = key as Cells;
  const parts = question.cells.map((cell) => ({
    id: cell.id,
    label: cell.label,
    said: sayCell(cell, answer[cell.id]),
    is: sayCell(cell, is[cell.id]),
    agrees: agrees(cell, answer[cell.id], is[cell.id]),
  }));
  const differing = question.cells.filter((_, index) => parts[index]?.agrees === false);
  const first = differing[0];
  const said = (cell: PredictCell): Option | null => (cell.input.type === 'choice' ? byId(cell.input.options, answer[cell.id]) : null);
  return {
    right: first === undefined,
    explanation: first === undefined ? praise(question, parts) : difference(question, first, answer, is, said(first)),
    misconceptions: named(differing.map((cell) => said(cell)?.misconception)),
    rightAnswer: parts.map((part) => `${part.label}: ${part.is}`).join('; '),
    parts,
  };
}

function praise(question: PredictState, parts: Grade['parts']): string {
  const exact = parts.every((part) => part.said === part.is);
  return exact ? `All ${question.cells.length} are as you said.` : `All ${question.cells.length} are as you said, or near enough to count.`;
}

function difference(question: PredictState, cell: PredictCell, answer: Cells, is: Cells, option: Option | null): string {
  const where = `The first difference is in ${quotedName(question, cell)}: you said ${sayCell(cell, answer[cell.id])}, and it was ${sayCell(cell, is[cell.id])}.`;
  return [where, ...(option === null ? [] : [sentence(option.explanation)]), sentence(cell.explanation)].join(' ');
}

const quotedName = (question: PredictState, cell: PredictCell): string => `“${cellName(question, cell)}”`;

function Field({ question, answer, grade: given, onAnswer }: FieldProps<PredictState, Cells>) {
  const caption = capitalised(question.about);
  if (given !== null) {
    const first = given.parts.find((part) => !part.agrees)?.id;
    const notes = question.cells.filter((cell) => cell.id !== first).map((cell) => [cell.id, cell.explanation]);
    return <SaidAndIs parts={given.parts} isTitle="what happened" notes={Object.fromEntries(notes)} caption={caption} />;
  }
  return (
    <>
      <p className="quiz-hint">{caption}</p>
      <ul className="quiz-cells">
        {question.cells.map((cell) => (
          <li key={cell.id}>
            <span className="quiz-cell-label" aria-hidden="true">
              {cell.label}
            </span>
            <CellInput
              cell={cell}
              name={capitalised(cellName(question, cell))}
              value={answer?.[cell.id] ?? null}
              onValue={(value) => onAnswer({ ...answer, [cell.id]: value })}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface CellInputProps {
  readonly cell: PredictCell;
  readonly name: string;
  readonly value: string | number | null;
  readonly onValue: (value: string | number) => void;
}

function CellInput({ cell: { input }, name, value, onValue }: CellInputProps) {
  const group = useId();
  if (input.type === 'number') return <NumberInput field={input} label={name} value={value} onValue={onValue} />;
  const words = input.options.map((option) => option.value ?? option.text);
  if (words.join('').length > SIDE_BY_SIDE || words.length > 4) {
    const empty = byId(input.options, value) === null ? [{ value: '', label: 'Choose' }] : [];
    const options = input.options.map((option) => ({ value: option.id, label: optionWords(option) }));
    return <Choice label={name} value={String(value ?? '')} options={[...empty, ...options]} onChange={onValue} />;
  }
  return (
    <fieldset className="quiz-segments" aria-label={name}>
      {input.options.map((option) => (
        <label key={option.id} data-chosen={option.id === value || undefined}>
          <input type="radio" name={group} checked={option.id === value} onChange={() => onValue(option.id)} />
          {option.value === undefined ? option.text : <span className="mono">{option.value}</span>}
          {option.value !== undefined && <span className="visually-hidden"> {option.text}</span>}
        </label>
      ))}
    </fieldset>
  );
}

export const predictState: Kind<PredictState, Cells> = {
  kind: 'predict-state',
  keyProblem,
  missing,
  grade,
  say: (question, answer) => question.cells.map((cell) => `${cell.label}: ${sayCell(cell, answer[cell.id])}`).join('; '),
  read,
  Field,
};
