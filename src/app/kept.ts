/** What this browser keeps for the page: saved runs and progress, on one shelf. Other tabs are heard. */
import { createProgressStore } from '../state/kept/progress-store.ts';
import type { RunRecord } from '../state/kept/record.ts';
import { createRunsStore } from '../state/kept/runs-store.ts';
import { browserShelf } from '../state/kept/shelf.ts';
import { browserLocks, noteLocks } from '../state/kept/tab-locks.ts';
import { tellNext } from './lab/notes.ts';

const shelf = browserShelf();
const newId = () => Math.random().toString(36).slice(2, 10);

export const progressStore = createProgressStore(shelf);
export const runsStore = createRunsStore(shelf, Date.now, newId, 'locks' in navigator ? browserLocks(navigator.locks) : noteLocks(shelf, Date.now, newId()));

/** Keeps a run as a new one and goes to it in the Lab. */
export function openInLab(record: RunRecord): void {
  const made = runsStore.getState().create(record);
  window.location.hash = `#/lab/${made.id}`;
}

const BEAT_MS = 10_000;

/** Listens for other tabs and tells them that this one is alive, for as long as there is a page. */
function keepInTouch(): void {
  let left: string | null = null;
  setInterval(() => runsStore.getState().beat(), BEAT_MS);
  window.addEventListener('storage', () => {
    progressStore.getState().refresh();
    runsStore.getState().refresh();
  });
  window.addEventListener('pagehide', () => {
    left = runsStore.getState().openId;
    runsStore.getState().release();
  });
  // Back again as it was, by the browser's Back: the run is claimed anew, and another tab may have taken it up meanwhile.
  window.addEventListener('pageshow', ({ persisted }) => {
    runsStore.getState().refresh();
    if (persisted && left !== null) void claimAgain(left);
    left = null;
  });
}

async function claimAgain(id: string): Promise<void> {
  const found = await runsStore.getState().claim(id);
  if (!found.copied || !found.ok) return;
  tellNext(found.warnings);
  window.location.replace(`#/lab/${found.record.id}`);
}

// Tests without a browser import this file too.
if (typeof window !== 'undefined') keepInTouch();
