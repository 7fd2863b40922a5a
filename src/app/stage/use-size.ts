/** Sizes of the page that decide its layout: an element's width, and whether a media query holds. */
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** The width of an element, whole pixels; 0 until it is laid out. */
export function useWidth(): { readonly ref: RefObject<HTMLDivElement | null>; readonly width: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

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
