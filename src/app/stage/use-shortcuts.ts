/** Listens for the page's shortcuts, unless single keys are switched off. */
import { useEffect } from 'react';
import type { Conductor } from '../../state/conductor.ts';
import { matchShortcut } from '../../views/shortcuts.ts';
import { preferences, stageStore } from '../stores.ts';

export function useShortcuts(conductor: Conductor, startOver: () => void, zoom: (factor: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return;
      // A mark of a figure that wanted the key has taken it.
      const mark = event.target instanceof SVGElement && event.target.hasAttribute('data-item');
      const id = matchShortcut(event, mark ? null : event.target, preferences.getState().singleKeys);
      if (id === null) return;
      event.preventDefault();
      switch (id) {
        case 'play':
          return conductor.play(conductor.lanes[0]?.getState().playing !== true);
        case 'moment-back':
          return conductor.step(-1, 'moment');
        case 'moment-on':
          return conductor.step(1, 'moment');
        case 'event-back':
          return conductor.step(-1, 'event');
        case 'event-on':
          return conductor.step(1, 'event');
        case 'zoom-in':
          return zoom(2);
        case 'zoom-out':
          return zoom(0.5);
        case 'whole-run':
          return zoom(0);
        case 'undo':
          return conductor.undo();
        case 'start-over':
          return startOver();
        case 'help':
          return stageStore.getState().set({ help: true });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [conductor, startOver, zoom]);
}
