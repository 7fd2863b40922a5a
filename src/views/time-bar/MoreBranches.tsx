/** The runs that are kept and have no row of their own, as a list; fetched where there are so many. */
import { DropdownMenu } from 'radix-ui';
import { Glyph } from '../../ui/Glyph.tsx';
import type { BranchRow } from './Branches.tsx';

export function MoreBranches({ more, onReturn }: { readonly more: readonly BranchRow[]; readonly onReturn: (id: number) => void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="more-branches">
        and {more.length} more <Glyph name="chevron" size={11} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="time-menu" side="top" sideOffset={6} collisionPadding={8} align="start" aria-label="More runs that are kept">
          {more.map((branch) => (
            <DropdownMenu.Item key={branch.id} className="time-menu-item" onSelect={() => onReturn(branch.id)}>
              <span>
                Return to {branch.label}
                <small>{branch.outcome}</small>
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
