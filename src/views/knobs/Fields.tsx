/**
 * The fields of knobs: a number with − and +, a text, a choice. Typing changes nothing: Enter, leaving the field or a step does, once; Escape
 * brings back what stood there, and what cannot be taken stays in the field until it is mended, its reason said beside it.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Option } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { type Numeric, numberText, type Read, readNumber, stepped } from './values.ts';

interface FieldProps<T> {
  readonly id: string;
  readonly value: T;
  /** Where the field is one of several of its knob: its full name. */
  readonly label?: string | undefined;
  readonly describedBy: string;
  /** What stands in it at first, if not its value. */
  readonly typed?: string | undefined;
  /** Takes the value, or says why not. */
  readonly onCommit: (value: T) => string | null;
  /** With every key: what would be taken, undefined where nothing can. */
  readonly onTyped?: ((value: T | undefined) => void) | undefined;
  readonly onRestore?: (() => void) | undefined;
  readonly onSay: (why: string | null) => void;
}

interface Entry<T> {
  /** What is typed and not taken; null: the value stands there. */
  readonly text: string | null;
  readonly bad: boolean;
  readonly type: (text: string) => void;
  readonly commit: (text: string) => void;
  readonly take: (value: T) => boolean;
  readonly restore: () => void;
}

function useEntry<T>({ typed, onCommit, onTyped, onRestore, onSay }: FieldProps<T>, read: (text: string) => Read<T>): Entry<T> {
  const [text, setText] = useState<string | null>(typed ?? null);
  const [bad, setBad] = useState(typed !== undefined && !read(typed).ok);
  const settle = (why: string | null, kept: string | null): void => {
    setBad(why !== null);
    setText(why === null ? null : kept);
    onSay(why);
  };
  return {
    text,
    bad,
    type(next) {
      const result = read(next);
      setText(next);
      onTyped?.(result.ok ? result.value : undefined);
      if (!bad || !result.ok) return;
      setBad(false);
      onSay(null);
    },
    commit(next) {
      const result = read(next);
      settle(result.ok ? onCommit(result.value) : result.why, next);
    },
    take(value) {
      const why = onCommit(value);
      settle(why, text);
      return why === null;
    },
    restore() {
      settle(null, null);
      onRestore?.();
    },
  };
}

/** Enter takes, Escape brings back; the keys are the page's only where there is nothing to bring back. */
function onKey<T>(event: KeyboardEvent<HTMLInputElement>, entry: Entry<T>): void {
  if (event.key === 'Enter') {
    event.preventDefault();
    if (entry.text !== null) entry.commit(entry.text);
  } else if (event.key === 'Escape' && entry.text !== null) {
    event.preventDefault();
    event.stopPropagation();
    entry.restore();
  }
}

interface NumberFieldProps extends FieldProps<number> {
  readonly numeric: Numeric;
}

export function NumberField(props: NumberFieldProps) {
  const { numeric, value } = props;
  const entry = useEntry(props, (text) => readNumber(numeric, text));
  // What a step sent goes before the value until the scenario answers, so that steps in quick succession add up.
  const sent = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the value is the answer that is waited for
  useEffect(() => {
    sent.current = null;
  }, [value]);
  const now = (): number => {
    const read = entry.text === null ? null : readNumber(numeric, entry.text);
    return read?.ok === true ? read.value : (sent.current ?? value);
  };
  const step = (by: 1 | -1): void => {
    const next = stepped(numeric, now(), by);
    if (next === now() && entry.text === null) return;
    if (entry.take(next)) sent.current = next;
  };
  const shown = entry.text ?? numberText(numeric, value);
  const stepTo = (by: 1 | -1) => <StepButton by={by} of={props} end={stepped(numeric, value, by) === value && entry.text === null} onPress={() => step(by)} />;
  return (
    <span className="knob-number">
      {stepTo(-1)}
      <input
        id={props.id}
        type="text"
        role="spinbutton"
        inputMode={numeric.time ? 'text' : 'decimal'}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={shown}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={entry.bad || undefined}
        aria-valuenow={value}
        aria-valuetext={shown}
        aria-valuemin={numeric.min}
        aria-valuemax={numeric.max}
        onChange={(event) => entry.type(event.target.value)}
        onBlur={() => entry.text !== null && entry.commit(entry.text)}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null;
          if (by === null) return onKey(event, entry);
          event.preventDefault();
          entry.type(numberText(numeric, stepped(numeric, now(), by)));
        }}
      />
      {stepTo(1)}
    </span>
  );
}

interface StepButtonProps {
  readonly by: 1 | -1;
  readonly of: NumberFieldProps;
  readonly end: boolean;
  readonly onPress: () => void;
}

/** − or +. The field itself steps by the arrow keys, so that each number is one stop of the tab key. */
function StepButton({ by, of, end, onPress }: StepButtonProps) {
  const label = `${by === 1 ? 'More' : 'Less'}: ${of.label ?? of.numeric.name}`;
  // The focus stays where it is: leaving the field would take what is typed before the step does.
  const stay = (event: { preventDefault(): void }) => event.preventDefault();
  return (
    <button
      type="button"
      className="knob-step"
      tabIndex={-1}
      aria-label={label}
      aria-disabled={end || undefined}
      title={end ? `${of.numeric.name} must be ${of.numeric.allowed}` : label}
      onPointerDown={stay}
      onMouseDown={stay}
      onClick={() => !end && onPress()}
    >
      <Glyph name={by === 1 ? 'plus' : 'minus'} size={12} />
    </button>
  );
}

export interface TextFieldProps<T> extends FieldProps<T> {
  readonly read: (text: string) => Read<T>;
  readonly write: (value: T) => string;
}

export function TextField<T>(props: TextFieldProps<T>) {
  const entry = useEntry(props, props.read);
  return (
    <input
      id={props.id}
      className="field knob-text"
      type="text"
      autoComplete="off"
      spellCheck={false}
      maxLength={120}
      value={entry.text ?? props.write(props.value)}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={entry.bad || undefined}
      onChange={(event) => entry.type(event.target.value)}
      onBlur={() => entry.text !== null && entry.commit(entry.text)}
      onKeyDown={(event) => onKey(event, entry)}
    />
  );
}

interface SelectProps {
  readonly id: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

/** The choice of `ui/controls.tsx`, named by a label and described by the sentence beside it. */
export function Select({ id, value, options, describedBy, onChange }: SelectProps) {
  return (
    <span className="choice knob-choice">
      <select id={id} value={value} aria-describedby={describedBy} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Glyph name="chevron" size={12} />
    </span>
  );
}
