/**
 * The small bar at the mark that was pressed: its likeliest command first, the rest behind More; and the same list as a menu on a right
 * click. It is anchored to the mark's place, takes the focus and gives it back; arrow keys move, Escape closes. Behaviour is Radix's.
 */
import { Popover, Toolbar } from 'radix-ui';
import { useMemo, useRef, useState } from 'react';
import type { Action } from '../../state/actions.ts';
import type { OpenBar } from '../../state/stage-store.ts';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';
import './command-bar.css';

const LIKELY = 2;

export interface CommandBarProps {
  readonly bar: OpenBar;
  readonly title: string;
  readonly actions: readonly Action[];
  readonly onDo: (action: Action) => void;
  readonly onClose: () => void;
}

export function CommandBar({ bar, title, actions, onDo, onClose }: CommandBarProps) {
  const [all, setAll] = useState(bar.how === 'menu');
  const before = useRef(document.activeElement);
  const { spot } = bar;
  const anchor = useMemo(() => ({ current: { getBoundingClientRect: () => new DOMRect(spot.x, spot.y, spot.width, spot.height) } }), [spot]);
  const shown = all ? actions : actions.slice(0, LIKELY);
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className={`command-bar ${all ? 'list' : ''}`}
          side="bottom"
          sideOffset={8}
          collisionPadding={8}
          aria-label={`What can be done to ${title}`}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const { current } = before;
            if ((current instanceof HTMLElement || current instanceof SVGElement) && current.isConnected) current.focus();
          }}
        >
          <p className="command-bar-title">{title}</p>
          <Toolbar.Root orientation={all ? 'vertical' : 'horizontal'} aria-label={`Commands for ${title}`} className="command-bar-items">
            {shown.map((action) => (
              <Toolbar.Button
                key={action.id}
                className="command"
                aria-disabled={action.unavailable !== null || undefined}
                title={action.unavailable ?? undefined}
                onClick={() => action.unavailable === null && onDo(action)}
              >
                {action.glyph !== null && <Glyph name={action.glyph as GlyphName} size={14} />}
                <span>{action.label}</span>
                {action.unavailable !== null && <small>{action.unavailable}</small>}
              </Toolbar.Button>
            ))}
            {!all && actions.length > LIKELY && (
              <Toolbar.Button className="command" onClick={() => setAll(true)}>
                More
              </Toolbar.Button>
            )}
          </Toolbar.Root>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
