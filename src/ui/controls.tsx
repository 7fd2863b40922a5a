/**
 * The controls that every panel is made of: a button that says why it cannot act, a switch and a choice. They know nothing of replicas.
 * Behaviour of the switch is Radix's; the choice is the platform's own select, which is at home on a phone.
 */
import { Switch as RadixSwitch } from 'radix-ui';
import type { ReactNode } from 'react';
import { Glyph } from './Glyph.tsx';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly kind?: 'plain' | 'quiet' | 'ink';
  /** Why it cannot act now; it stays in the tab order and says so. */
  readonly unavailable?: string | null | undefined;
  /** Its name where the children are only a mark. */
  readonly label?: string | undefined;
  readonly title?: string | undefined;
  readonly className?: string;
  readonly shortcut?: string | undefined;
  /** For a button that stays on: whether it is. */
  readonly pressed?: boolean | undefined;
}

export function Button({ children, onPress, kind = 'plain', unavailable = null, label, title, className = '', shortcut, pressed }: ButtonProps) {
  const blocked = unavailable !== null;
  return (
    <button
      type="button"
      className={`button ${kind} ${className}`}
      aria-disabled={blocked || undefined}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      aria-pressed={pressed}
      title={unavailable ?? title ?? label}
      onClick={() => {
        if (!blocked) onPress();
      }}
    >
      {children}
    </button>
  );
}

export function Switch({
  on,
  label,
  describedBy,
  onChange,
}: {
  readonly on: boolean;
  readonly label: string;
  readonly describedBy?: string;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <RadixSwitch.Root className="switch" checked={on} aria-label={label} aria-describedby={describedBy} onCheckedChange={onChange}>
      <RadixSwitch.Thumb className="switch-thumb" />
    </RadixSwitch.Root>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <span className="choice">
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
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
