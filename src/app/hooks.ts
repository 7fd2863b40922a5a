/** What ties the page to its surroundings: the frame clock while playing, single-key shortcuts, and the wish for reduced motion. */
import { useEffect, useState } from 'react';
import { runStore } from './stores.ts';

/** Moves the run on by the wall clock, only while it plays. */
export function useClock(playing: boolean): void {
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let handle = requestAnimationFrame(function next(now) {
      runStore.getState().tick(Math.max(0, now - last));
      last = now;
      handle = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(handle);
  }, [playing]);
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

const CONTROLS = 'button, a, input, select, textarea, [role="button"], [role="switch"]';

/** Space plays unless a control has the focus; `,` and `.` step by moment, with Shift by event. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
      if (event.target.closest('input, select, textarea') !== null) return;
      const run = runStore.getState();
      if (event.code === 'Space' && event.target.closest(CONTROLS) === null) {
        event.preventDefault();
        run.play(!run.playing);
      } else if (event.key === ',' || event.key === '.') {
        event.preventDefault();
        run.step(event.key === '.' ? 1 : -1, 'moment');
      } else if (event.key === '<' || event.key === '>') {
        event.preventDefault();
        run.step(event.key === '>' ? 1 : -1, 'event');
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
