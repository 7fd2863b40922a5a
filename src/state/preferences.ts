/** What the reader chose about the page itself: the theme. Kept in the browser where that is allowed, else for the visit. */
import { createStore } from 'zustand/vanilla';

export type Theme = 'system' | 'light' | 'dark';
const KEY = 'eventually/theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

export interface Preferences {
  readonly theme: Theme;
  setTheme(theme: Theme): void;
}

function show(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The store of preferences; showing the theme is part of setting it. */
export function createPreferences() {
  const first = stored();
  show(first);
  return createStore<Preferences>()((set) => ({
    theme: first,
    setTheme(theme) {
      show(theme);
      set({ theme });
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        // Storage is refused in private frames; the choice then lasts for the visit.
      }
    },
  }));
}
