/** The page's stores: lanes, each a run with a worker of its own, the stage and the preferences. Made here, so that everything below takes what it needs as props. */
import { type Conductor, createConductor } from '../state/conductor.ts';
import { createPreferences } from '../state/preferences.ts';
import { createRunStore, type RunStore } from '../state/run-store.ts';
import { createSeedsStore } from '../state/seeds-store.ts';
import { createStageStore } from '../state/stage-store.ts';
import type { SimulationClient } from '../worker/client.ts';
import { createClient } from '../worker/client.ts';
import { createPool } from '../worker/pool.ts';

export function spawnWorker(): Worker {
  return new Worker(new URL('../worker/sim.worker.ts', import.meta.url), { type: 'module', name: 'simulation' });
}

interface Lane {
  readonly store: RunStore;
  readonly client: () => SimulationClient;
  readonly isOpen: () => boolean;
}

function createLane(): Lane {
  let client: SimulationClient | null = null;
  const theClient = () => {
    client ??= createClient({
      spawn: spawnWorker,
      onMessage: (message) => store.getState().receive(message),
      onRestart: () => store.getState().restarted(),
    });
    return client;
  };
  const store = createRunStore(theClient);
  return { store, client: theClient, isOpen: () => client !== null };
}

const first = createLane();
const second = createLane();
const lanes = [first, second];

export const runStore = first.store;
export const secondStore = second.store;
export const preferences = createPreferences();
export const stageStore = createStageStore();
function spawnSeedsWorker(): Worker {
  return new Worker(new URL('../worker/seeds.worker.ts', import.meta.url), { type: 'module', name: 'seeds' });
}

const startSeeds = createPool({ spawn: spawnSeedsWorker, cores: navigator.hardwareConcurrency || 1 });
/** Other seeds of a lane's run: a store for each lane. */
export const newSeedsStore = () => createSeedsStore(startSeeds);
export const seedsStores = [newSeedsStore(), newSeedsStore()] as const;

/** What drives the page: one lane, or both locked to one time. Whoever makes a new one closes the one before. */
export function conduct(count: 1 | 2): Conductor {
  return createConductor(count === 1 ? [first.store] : [first.store, second.store]);
}

/** Every 500 ms and when the page is hidden or shown: the watchdog. Returns what stops it. */
export function keepWatch(): () => void {
  const open = () => lanes.filter((lane) => lane.isOpen());
  const timer = setInterval(() => {
    for (const lane of open()) lane.client().watch();
  }, 500);
  const onVisibility = () => {
    for (const lane of open()) {
      if (document.hidden) lane.store.getState().play(false);
      lane.client().suspend(document.hidden);
    }
  };
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
