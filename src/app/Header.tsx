/** The header: name, which run this is, starting over, another seed, undo, and the theme. */

import type { Theme } from '../state/preferences.ts';
import { Button } from '../ui/controls.tsx';
import { Glyph } from '../ui/Glyph.tsx';

export interface HeaderProps {
  readonly title: string;
  readonly seed: number | null;
  readonly theme: Theme;
  readonly canUndo: boolean;
  readonly onTheme: (theme: Theme) => void;
  readonly onUndo: () => void;
  readonly onNewSeed: () => void;
  readonly onStartOver: () => void;
  readonly onHelp: () => void;
}

const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const;
const themeGlyph = { system: 'system', light: 'sun', dark: 'moon' } as const;

export function Header(props: HeaderProps) {
  const { theme } = props;
  return (
    <header className="header">
      <p className="brand">
        <Glyph name="logo" size={22} /> Eventually
      </p>
      <p className="run-name">
        <strong>{props.title}</strong> <span className="seed">seed {props.seed ?? '…'}</span>
      </p>
      <div className="header-actions">
        <Button kind="quiet" onPress={props.onUndo} unavailable={props.canUndo ? null : 'You have not changed anything yet'} label="Undo">
          <Glyph name="undo" /> <span className="wide-only">Undo</span>
        </Button>
        <Button kind="quiet" onPress={props.onNewSeed} label="New seed" title="The same story with other chances">
          <Glyph name="dice" /> <span className="wide-only">New seed</span>
        </Button>
        <Button kind="quiet" onPress={props.onStartOver} label="Start over" title="Back to the beginning, without your changes">
          <Glyph name="again" /> <span className="wide-only">Start over</span>
        </Button>
        <Button kind="quiet" className="icon" onPress={() => props.onTheme(nextTheme[theme])} label={`Theme: ${theme}. Change to ${nextTheme[theme]}`}>
          <Glyph name={themeGlyph[theme]} size={17} />
        </Button>
        <Button kind="quiet" className="icon" onPress={props.onHelp} label="Help: keys and touches" shortcut="?">
          <Glyph name="help" size={17} />
        </Button>
      </div>
    </header>
  );
}
