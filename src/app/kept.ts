/** What this browser keeps for the page: saved runs and progress, on one shelf. Other tabs are heard. */
import { createProgressStore } from '../state/kept/progress-store.ts';
import type { RunRecord } from '../state/kept/record.ts';
import { createRunsStore } from '../state/kept/runs-store.ts';
import { browserShelf } from '../state/kept/shelf.ts';
import { browserLocks, noteLocks } from '../state/kept/tab-locks.ts';

const shelf = browserShelf();
const newId = () => Math.random().toString(36).slice(2, 10);

export const progressStore = createProgressStore(shelf);
export const runsStore = createRunsStore(shelf, Date.now, newId, 'locks' in navigator ? browserLocks(navigator.locks) : noteLocks(shelf, Date.now, newId()));

const BEAT_MS = 10_000;

/** Listens for other tabs, and tells them that this one is alive. Returns what stops it. */
export function keepInTouch(): () => void {
  const heard = () => {
    progressStore.getState().refresh();
    runsStore.getState().refresh();
  };
  const left = () => runsStore.getState().release();
  const timer = setInterval(() => runsStore.getState().beat(), BEAT_MS);
  window.addEventListener('storage', heard);
  window.addEventListener('pagehide', left);
  return () => {
    clearInterval(timer);
    window.removeEventListener('storage', heard);
    window.removeEventListener('pagehide', left);
  };
}

/** Keeps a run as a new one and goes to it in the Lab. */
export function openInLab(record: RunRecord): void {
  const made = runsStore.getState().create(record);
  window.location.hash = `#/lab/${made.id}`;
}
