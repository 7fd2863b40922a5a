/** What the reader chose about the page itself: the theme, and whether single keys are shortcuts. Kept in the browser where that is allowed, else for the visit. */
import { createStore } from 'zustand/vanilla';

export type Theme = 'system' | 'light' | 'dark';
const THEME = 'eventually/theme';
const SINGLE_KEYS = 'eventually/single-keys';

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is refused in private frames; the choice then lasts for the visit.
  }
}

export interface Preferences {
  readonly theme: Theme;
  readonly singleKeys: boolean;
  setTheme(theme: Theme): void;
  setSingleKeys(on: boolean): void;
}

function show(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The store of preferences; showing the theme is part of setting it. */
export function createPreferences() {
  const kept = stored(THEME);
  const first: Theme = kept === 'light' || kept === 'dark' ? kept : 'system';
  show(first);
  return createStore<Preferences>()((set) => ({
    theme: first,
    singleKeys: stored(SINGLE_KEYS) !== 'off',
    setTheme(theme) {
      show(theme);
      set({ theme });
      keep(THEME, theme);
    },
    setSingleKeys(singleKeys) {
      set({ singleKeys });
      keep(SINGLE_KEYS, singleKeys ? 'on' : 'off');
    },
  }));
}
