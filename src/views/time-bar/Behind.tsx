/** Controls in a popover behind a button, open from the first: it is fetched when it is asked for. Behaviour is Radix's. */
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

export interface BehindProps {
  readonly label: string;
  readonly shown: ReactNode;
  readonly children: ReactNode;
}

export function Behind({ label, shown, children }: BehindProps) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className="button plain behind" aria-label={label}>
        {shown}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="time-popover" side="top" align="end" sideOffset={8} collisionPadding={8} aria-label={label}>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
