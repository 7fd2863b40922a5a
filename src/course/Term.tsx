/** A field term in running text: a button that opens its definition, by tap or key, and nothing else. Behaviour is Radix's: Escape or a tap elsewhere closes it. */
import './terms.css';
import { Popover } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { termOf } from './terms.ts';

interface TermProps {
  readonly id: string;
  readonly children?: ReactNode;
  /** The press that fetched it has asked for the definition already. */
  readonly opened?: boolean;
}

export function Term({ id, children, opened = false }: TermProps) {
  const entry = termOf(id);
  if (entry === null) throw new Error(`There is no term ${id} in terms.ts`);
  return (
    <Popover.Root defaultOpen={opened}>
      <Popover.Trigger asChild>
        {/* biome-ignore lint/a11y/useSemanticElements: a button is a box of its own, which the full stop after it may leave for the next line */}
        <span role="button" tabIndex={0} {...{ type: undefined }} className="term" onKeyDown={press}>
          {children ?? entry.term}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="term-definition" side="bottom" align="start" sideOffset={6} collisionPadding={12} aria-label={entry.term}>
          {entry.definition}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** What a button does by itself. */
function press(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  event.currentTarget.click();
}
