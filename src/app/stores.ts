/** The page's stores, wired to one worker: made once, here, so that everything below takes what it needs as props. */

import { createPreferences } from '../state/preferences.ts';
import { createRunStore } from '../state/run-store.ts';
import type { SimulationClient } from '../worker/client.ts';
import { createClient } from '../worker/client.ts';

export function spawnWorker(): Worker {
  return new Worker(new URL('../worker/sim.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });
}

let client: SimulationClient | null = null;

function theClient(): SimulationClient {
  client ??= createClient({
    spawn: spawnWorker,
    onMessage: (message) => runStore.getState().receive(message),
    onRestart: () => runStore.getState().restarted(),
  });
  return client;
}

export const runStore = createRunStore(theClient);
export const preferences = createPreferences();

/** Every 500 ms and when the page is hidden or shown: the watchdog. Returns what stops it. */
export function keepWatch(): () => void {
  const timer = setInterval(() => theClient().watch(), 500);
  const onVisibility = () => {
    if (document.hidden) runStore.getState().play(false);
    theClient().suspend(document.hidden);
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
