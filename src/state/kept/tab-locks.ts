/**
 * Who has a run open, among the tabs of one browser. By the browser's own locks where it has them (they end with their tab, whatever becomes of it), else by
 * a note on the shelf with the time of the last sign of life.
 */
import { createKeeper } from './keeper.ts';
import { isObject } from './sealed.ts';
import type { Shelf } from './shelf.ts';

export interface TabLocks {
  /** Takes the run for this tab; false where another has it. */
  take(id: string): Promise<boolean>;
  release(id: string): void;
  /** Whether it is known that another tab has it by now. */
  elsewhere(id: string): boolean;
  /** A sign of life; to be given every ten seconds or so. */
  beat(): void;
}

export const OPEN = 'eventually/open/';
/** Browsers let a tab behind others wake once a minute only. */
export const STALE_MS = 150_000;

export function noteLocks(shelf: Shelf, now: () => number, tab: string): TabLocks {
  const keeper = createKeeper(shelf);
  const mine = new Set<string>();
  const sign = (id: string): void => void keeper.write(OPEN + id, JSON.stringify({ tab, at: now() }));
  /** Whether another tab, alive not long ago, has it. A clock that was set back makes no lock last. */
  const taken = (id: string): boolean => {
    const note = noteOf(keeper.read(OPEN + id));
    return note !== null && note.tab !== tab && Math.abs(now() - note.at) < STALE_MS;
  };
  return {
    async take(id) {
      if (taken(id)) return false;
      mine.add(id);
      sign(id);
      return true;
    },
    release(id) {
      if (mine.delete(id) && !taken(id)) keeper.remove(OPEN + id);
    },
    elsewhere: taken,
    beat() {
      for (const id of mine) if (!taken(id)) sign(id);
    },
  };
}

function noteOf(text: string | null): { readonly tab: string; readonly at: number } | null {
  try {
    const note: unknown = JSON.parse(text ?? 'null');
    return isObject(note) && typeof note.tab === 'string' && typeof note.at === 'number' ? { tab: note.tab, at: note.at } : null;
  } catch {
    return null;
  }
}

export function browserLocks(locks: LockManager): TabLocks {
  /** The runs asked for, and whether they were granted; released ones are forgotten. */
  const asked = new Map<string, { readonly granted: Promise<boolean>; release: () => void }>();
  const ask = (id: string): Promise<boolean> => {
    let free: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      free = resolve;
    });
    const granted = new Promise<boolean>((resolve) => {
      const hold = (lock: Lock | null): Promise<void> | null => {
        if (lock === null) asked.delete(id);
        resolve(lock !== null);
        return lock === null ? null : released;
      };
      // Where locks are forbidden nobody can tell: the run is then opened as if it were free.
      locks.request(OPEN + id, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
    asked.set(id, { granted, release: free });
    return granted;
  };
  return {
    take: (id) => asked.get(id)?.granted ?? ask(id),
    release(id) {
      asked.get(id)?.release();
      asked.delete(id);
    },
    elsewhere: () => false,
    beat: () => undefined,
  };
}
