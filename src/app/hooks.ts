/** What ties the page to its surroundings: the frame clock while playing, and the wish for reduced motion. */
import { useEffect, useState } from 'react';

/** Moves the run on by the wall clock, only while it plays. */
export function useClock(playing: boolean, tick: (wallMs: number) => void): void {
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let handle = requestAnimationFrame(function next(now) {
      tick(Math.max(0, now - last));
      last = now;
      handle = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(handle);
  }, [playing, tick]);
}

export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(() => window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  useEffect(() => {
    const query = window.matchMedia('(prefers-reduced-motion: reduce)');
    const changed = () => setReduced(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return reduced;
}
