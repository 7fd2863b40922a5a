/** The header: name, the doors that are open, which run or lesson this is, what can be done with it as a whole, theme and help. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/controls.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { preferences, stageStore } from './stores.ts';
import './header.css';

export type Door = 'home' | 'learn' | 'lab';

const doors = [
  { id: 'learn', label: 'Learn', href: '#/learn' },
  { id: 'lab', label: 'Lab', href: '#/lab' },
] as const;

export interface HeaderProps {
  readonly door: Door;
  readonly title: string | null;
  readonly seed?: number | null;
  /** A page without a stage has no help on its keys. */
  readonly plain?: boolean;
  readonly children?: ReactNode;
}

const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const;
const themeGlyph = { system: 'system', light: 'sun', dark: 'moon' } as const;

export function Header({ door, title, seed = null, plain = false, children }: HeaderProps) {
  const { theme, setTheme } = useStore(preferences);
  return (
    <header className="header">
      <a className="brand" href="#/" aria-label="Eventually: the first page" aria-current={door === 'home' ? 'page' : undefined}>
        <Glyph name="logo" size={22} /> <span className="brand-name">Eventually</span>
      </a>
      <nav className="doors-nav" aria-label="Doors">
        {doors.map(({ id, label, href }) => (
          <a key={id} href={href} aria-current={door === id ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {title !== null && (
        <p className="run-name">
          <strong>{title}</strong> {seed !== null && <span className="seed">seed {seed}</span>}
        </p>
      )}
      <div className="header-actions">
        {children}
        <Button kind="quiet" className="icon" onPress={() => setTheme(nextTheme[theme])} label={`Theme: ${theme}. Change to ${nextTheme[theme]}`}>
          <Glyph name={themeGlyph[theme]} size={17} />
        </Button>
        {!plain && (
          <Button kind="quiet" className="icon" onPress={() => stageStore.getState().set({ help: true })} label="Help: keys and touches" shortcut="?">
            <Glyph name="help" size={17} />
          </Button>
        )}
      </div>
    </header>
  );
}

export interface RunActionsProps {
  readonly context: {
    readonly lanes: readonly { readonly log: readonly unknown[] }[];
    readonly conductor: { readonly undo: () => void };
    readonly start: () => void;
  };
  /** Absent where the seed belongs to the lesson. */
  readonly onNewSeed?: () => void;
  /** Instead of loading the same sitting again. */
  readonly onStartOver?: () => void;
}

/** What can be done with a run as a whole. */
export function RunActions({ context, onNewSeed, onStartOver }: RunActionsProps) {
  const { lanes, conductor, start } = context;
  return (
    <>
      <Button
        kind="quiet"
        onPress={conductor.undo}
        unavailable={lanes.some((state) => state.log.length > 0) ? null : 'You have not changed anything yet'}
        label="Undo"
      >
        <Glyph name="undo" /> <span className="wide-only">Undo</span>
      </Button>
      {onNewSeed !== undefined && (
        <Button kind="quiet" onPress={onNewSeed} label="New seed" title="The same story with other chances">
          <Glyph name="dice" /> <span className="wide-only">New seed</span>
        </Button>
      )}
      <Button kind="quiet" onPress={onStartOver ?? start} label="Start over" title="Back to the beginning, without your changes">
        <Glyph name="again" /> <span className="wide-only">Start over</span>
      </Button>
    </>
  );
}
