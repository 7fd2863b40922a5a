/** "Run until…": a list of what can be waited for and a time of one's own; while it runs, how far it has got and Cancel. */
import { DropdownMenu } from 'radix-ui';
import { useEffect, useId, useRef, useState } from 'react';
import { clock } from '../../base/format.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import type { TransportProps } from './Transport.tsx';

export function Until({ tUs, until, untils, onUntil, onUntilTime }: TransportProps) {
  // It is fetched when it is first pressed, and so it opens at once.
  const [open, setOpen] = useState(true);
  const [asking, setAsking] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    setAsking(false);
  };
  return (
    <DropdownMenu.Root open={open} onOpenChange={change} modal={false}>
      <DropdownMenu.Trigger className="button plain until" disabled={until !== null}>
        Run until… <Glyph name="chevron" size={12} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="time-menu" side="top" sideOffset={8} collisionPadding={8} align="start" aria-label="Run until">
          {untils.map((one) => (
            <DropdownMenu.Item key={one.id} className="time-menu-item" disabled={one.unavailable !== null} onSelect={() => onUntil(one.id)}>
              <span>
                {one.label}
                {one.unavailable !== null && <small>{one.unavailable}</small>}
              </span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="time-menu-line" />
          {asking ? (
            <UntilTime
              afterUs={tUs}
              onTime={(ms) => {
                change(false);
                onUntilTime(ms);
              }}
            />
          ) : (
            <DropdownMenu.Item
              className="time-menu-item"
              onSelect={(event) => {
                // The menu stays and asks for the time in this entry's place.
                event.preventDefault();
                setAsking(true);
              }}
            >
              A time…
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** A field for a time; what it does not understand or lies behind, it says. */
function UntilTime({ afterUs, onTime }: { readonly afterUs: number; readonly onTime: (ms: number) => void }) {
  const [text, setText] = useState('');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const ms = Number(text.replace(/[,\s]/g, ''));
  const wrong =
    text.trim() === '' || !Number.isFinite(ms) ? 'Give a time in milliseconds' : ms * 1000 <= afterUs ? `Give a time after ${clock(afterUs)}` : null;
  return (
    // The menu would take letters for its entries, and arrows and Tab for its own; Escape still leaves it.
    <form
      className="time-menu-field"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') event.stopPropagation();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null) onTime(ms);
      }}
    >
      <label htmlFor={id}>A time, ms</label>
      <input ref={field} id={id} className="field mono" inputMode="decimal" autoComplete="off" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="submit" className="button plain" aria-disabled={wrong !== null || undefined} title={wrong ?? undefined}>
        Run
      </button>
      {text.trim() !== '' && wrong !== null && <small role="status">{wrong}</small>}
    </form>
  );
}
