/** The four ways a stale copy can be mended, as switches; each says in one sentence what it does at this moment. */
import { type ReactNode, useId } from 'react';
import { Switch } from '../../ui/controls.tsx';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import './mechanisms.css';

export interface MechanismRow {
  readonly id: string;
  readonly name: string;
  readonly glyph: GlyphName;
  readonly on: boolean;
  readonly text: string;
  /** Its name as it stands there, where that is more than words. */
  readonly title?: ReactNode;
}

export function Mechanisms({ rows, onSwitch }: { readonly rows: readonly MechanismRow[]; readonly onSwitch: (id: string, on: boolean) => void }) {
  const heading = useId();
  return (
    <section className="mechanisms" aria-labelledby={heading}>
      <h2 id={heading}>What can repair a stale copy</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.id} data-on={row.on}>
            <Glyph name={row.glyph} size={16} className={row.glyph === 'hint' ? 'hint-colour' : ''} />
            <div>
              <p className="mechanism-name">{row.title ?? row.name}</p>
              <p className="mechanism-text" id={`${heading}-${row.id}`}>
                {row.text}
              </p>
            </div>
            <Switch on={row.on} label={row.name} describedBy={`${heading}-${row.id}`} onChange={(on) => onSwitch(row.id, on)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
