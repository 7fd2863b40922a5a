/** The size of an element, kept current: for drawings that fill what they are given. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Whole pixels without scroll bars; 0 × 0 until it is laid out. */
export function useSize(): { readonly ref: RefObject<HTMLDivElement | null>; readonly width: number; readonly height: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const read = () =>
      setSize((before) =>
        before.width === element.clientWidth && before.height === element.clientHeight ? before : { width: element.clientWidth, height: element.clientHeight },
      );
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...size };
}
