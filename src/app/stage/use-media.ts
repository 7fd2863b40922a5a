/** What decides the layout of the page: whether a media query holds. */
import { useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** A panel beside the stage needs this much width; below it is a sheet. */
export const WIDE = '(min-width: 1100px)';
/** Below this the stage shows one slot at a time. */
export const PHONE = '(max-width: 639px)';
