/** Options as large rows: to choose from (the platform's own radios and checkboxes under a drawn mark, so arrow keys and Space work), and after grading each with its explanation. */
import { type ReactNode, useId } from 'react';
import { Glyph } from '../ui/Glyph.tsx';
import type { Option } from './question.ts';

interface OptionInputsProps {
  readonly type: 'radio' | 'checkbox';
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChoose: (id: string) => void;
}

export function OptionInputs({ type, options, chosen, onChoose }: OptionInputsProps) {
  const name = useId();
  const aligned = options.some((option) => option.value !== undefined);
  return (
    <div className="quiz-options" data-aligned={aligned || undefined}>
      {options.map((option) => (
        <label key={option.id} className="quiz-option" data-chosen={chosen.includes(option.id) || undefined}>
          <input type={type} name={name} value={option.id} checked={chosen.includes(option.id)} onChange={() => onChoose(option.id)} />
          <span className={`quiz-mark ${type}`}>{type === 'checkbox' && <Glyph name="ack" size={12} />}</span>
          <OptionText option={option} />
        </label>
      ))}
    </div>
  );
}

function OptionText({ option }: { readonly option: Pick<Option, 'value' | 'text'> }) {
  return (
    <>
      {option.value !== undefined && <span className="quiz-value mono">{option.value}</span>}
      <span className="quiz-text">{option.text}</span>
    </>
  );
}

interface GradedOptionsProps {
  readonly options: readonly Option[];
  readonly right: readonly string[];
  readonly chosen: readonly string[];
}

export function GradedOptions({ options, right, chosen }: GradedOptionsProps) {
  return (
    <ul className="quiz-options">
      {options.map((option) => (
        <GradedRow
          key={option.id}
          option={option}
          right={right.includes(option.id)}
          chosen={chosen.includes(option.id)}
          several={right.length > 1}
          explanation={option.explanation}
        />
      ))}
    </ul>
  );
}

interface GradedRowProps {
  readonly option: Pick<Option, 'value' | 'text'>;
  readonly right: boolean;
  readonly chosen: boolean;
  /** There is more than one right option. */
  readonly several?: boolean;
  readonly explanation?: string;
}

/** A row of a list `quiz-options`: a mark, the option and what it is, in words. */
export function GradedRow({ option, right, chosen, several = false, explanation }: GradedRowProps) {
  return (
    <li className="quiz-option graded" data-right={right || undefined} data-chosen={chosen || undefined}>
      <span className="quiz-verdict">{right ? <Glyph name="ack" size={16} /> : chosen ? <Glyph name="cross" size={16} /> : null}</span>
      <div>
        <p className="quiz-line">
          <OptionText option={option} /> <Tag right={right} chosen={chosen} several={several} />
        </p>
        {explanation !== undefined && <p className="quiz-explanation">{explanation}</p>}
      </div>
    </li>
  );
}

function Tag({ right, chosen, several }: { readonly right: boolean; readonly chosen: boolean; readonly several: boolean }): ReactNode {
  if (right) return <span className="quiz-tag">{chosen ? 'right, your answer' : several ? 'right, you left it out' : 'right'}</span>;
  if (!chosen) return null;
  return (
    <span className="quiz-tag wrong">
      your answer<span className="visually-hidden">, not right</span>
    </span>
  );
}
