/** What can be done to the chosen thing: the likeliest as buttons, the rest behind More; what cannot apply says why in words, not only on hover. */
import { useId, useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { CommandItem } from '../command-item.ts';

const LIKELY = 2;

export function Commands({ commands }: { readonly commands: readonly CommandItem[] }) {
  const [all, setAll] = useState(false);
  const id = useId();
  if (commands.length === 0) return null;
  const shown = all || commands.length <= LIKELY + 1 ? commands : commands.slice(0, LIKELY);
  const blocked = shown.filter((one) => one.unavailable !== null);
  return (
    <div className="inspector-commands">
      <fieldset aria-label="What can be done" id={id}>
        {shown.map((one) => (
          <Button key={one.id} unavailable={one.unavailable} onPress={one.run}>
            {one.glyph !== undefined && <Glyph name={one.glyph} size={14} />} {one.label}
          </Button>
        ))}
        {shown.length < commands.length && (
          <button type="button" className="button quiet" aria-expanded={false} aria-controls={id} onClick={() => setAll(true)}>
            More <Glyph name="chevron" size={12} />
          </button>
        )}
      </fieldset>
      {blocked.map((one) => (
        <p key={one.id} className="inspector-note">
          {one.label}: {one.unavailable}.
        </p>
      ))}
    </div>
  );
}
