/**
 * The panel beside the stage where there is room, and a sheet below it where there is not: at peek, half or full, by a button that says
 * what it will do. It lies in the flow, so that at half the figure stays whole above it. Escape or Back makes it smaller.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import type { SheetSize } from '../../state/stage-store.ts';
import { Glyph } from '../../ui/Glyph.tsx';

export interface SheetProps {
  readonly narrow: boolean;
  readonly size: SheetSize;
  /** What stands on the sheet's edge: one line. */
  readonly title: string;
  /** What the panel is called. */
  readonly label: string;
  readonly onSize: (size: SheetSize) => void;
  readonly children: ReactNode;
}

const bigger = { peek: 'half', half: 'full', full: 'half' } as const;
const words = { peek: 'Open', half: 'Enlarge', full: 'Make smaller' } as const;

export function Sheet({ narrow, size, title, label, onSize, children }: SheetProps) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (narrow) body.current?.scrollTo({ top: 0 });
  }, [narrow]);
  if (!narrow)
    return (
      <aside className="side" aria-label={label}>
        {children}
      </aside>
    );
  return (
    <aside className="sheet" data-size={size} aria-label={label}>
      <div className="sheet-edge">
        <button type="button" className="sheet-handle" aria-expanded={size !== 'peek'} onClick={() => onSize(bigger[size])}>
          <span className="sheet-grip" aria-hidden="true" />
          <strong>{title}</strong>
          <span className="second">{words[size]}</span>
        </button>
        {size !== 'peek' && (
          <button type="button" className="button quiet icon" aria-label="Close the sheet" onClick={() => onSize('peek')}>
            <Glyph name="chevron" size={14} />
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: focus is only watched, so that the keyboard of a phone does not cover a field */}
      <div
        className="sheet-body side"
        ref={body}
        hidden={size === 'peek'}
        onFocus={(event) => {
          if (event.target instanceof HTMLInputElement) event.target.scrollIntoView({ block: 'center' });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) onSize(size === 'full' ? 'half' : 'peek');
        }}
      >
        {children}
      </div>
    </aside>
  );
}
