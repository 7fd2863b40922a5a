/** A number to type, with its unit and, once the learner has left it, why it is not taken. The text stays as typed until it is exactly a number. */
import { useId, useState } from 'react';
import { Glyph } from '../ui/Glyph.tsx';
import { kept, type NumberField, parsed, refusal } from './numbers.ts';

interface NumberInputProps {
  readonly field: NumberField;
  readonly label: string;
  readonly value: number | string | null;
  readonly onValue: (value: number | string) => void;
  /** Draws what is wanted under the field from the beginning, not only a refusal. */
  readonly hint?: string;
}

export function NumberInput({ field, label, value, onValue, hint }: NumberInputProps) {
  const noteId = useId();
  const [left, setLeft] = useState(false);
  const text = value === null ? '' : String(value);
  // A half-typed number is not scolded; a letter is, at once.
  const wrong = text.trim() !== '' && (left || (parsed(text) === null && !/^[-−.]+$/.test(text.trim())));
  const problem = wrong ? refusal(field, text) : null;
  const note = problem ?? hint ?? null;
  const widest = Math.max(String(field.min).length, String(field.max).length);
  return (
    <span className="quiz-number">
      <span className="quiz-number-line">
        <input
          type="text"
          inputMode={field.min < 0 ? 'text' : 'decimal'}
          className="field mono"
          style={{ width: `${Math.max(6, Math.ceil(widest * 1.34) + 3)}ch` }}
          autoComplete="off"
          enterKeyHint="done"
          aria-label={label}
          aria-invalid={problem !== null || undefined}
          aria-describedby={note === null ? undefined : noteId}
          value={text}
          onChange={(event) => onValue(kept(event.target.value))}
          onBlur={() => setLeft(true)}
          onKeyDown={(event) => event.key === 'Enter' && setLeft(true)}
        />
        <span className="quiz-unit">{field.unit}</span>
      </span>
      {note !== null && (
        <span id={noteId} className="quiz-note" data-problem={problem !== null || undefined}>
          {problem !== null && <Glyph name="cross" size={12} />}
          {note}
        </span>
      )}
    </span>
  );
}
