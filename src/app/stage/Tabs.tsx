/** The tabs above a slot: which view stands in it. Behaviour is Radix's: arrow keys move, and moving chooses. */
import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabsProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  /** What stands beside the tabs, in the same line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Tabs<V extends string>({ label, value, options, onChange, aside, children }: TabsProps<V>) {
  return (
    <RadixTabs.Root className="slot" value={value} onValueChange={(next) => onChange(next as V)}>
      <div className="slot-bar">
        <RadixTabs.List className="tabs" aria-label={label}>
          {options.map((option) => (
            <RadixTabs.Trigger key={option.value} value={option.value} className="tab">
              {option.label}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {aside}
      </div>
      <RadixTabs.Content value={value} className="slot-body" tabIndex={-1}>
        {children}
      </RadixTabs.Content>
    </RadixTabs.Root>
  );
}
