/** Saves a run of the Lab as it goes: shortly after whatever changed it, and when the page is left or hidden. Nothing is written while nothing changes. */
import { useCallback, useEffect, useRef } from 'react';
import type { RunRecord } from '../../state/kept/record.ts';
import { runsStore } from '../kept.ts';
import { runStore, stageStore } from '../stores.ts';
import { recordOf } from './record.ts';

const SETTLES_MS = 500;

/** What is compared: all but when it was saved. */
const textOf = (record: RunRecord) => JSON.stringify({ ...record, savedAt: 0 });

/** Returns what saves at once and gives the record. `onSaved` hears of the record, whose id is another where it had to become a copy. */
export function useAutosave(loaded: RunRecord, comparing: boolean, onSaved: (record: RunRecord) => void): () => RunRecord {
  const latest = useRef(loaded);
  const heard = useRef(onSaved);
  heard.current = onSaved;
  const save = useCallback((): RunRecord => {
    const lane = runStore.getState();
    if (lane.phase !== 'ready') return latest.current;
    const { id, title } = latest.current;
    const own = recordOf({ id, title, scenario: loaded.scenario, lane });
    // Beside a second lane the other futures are not loaded; they stay kept, and those that come are added.
    const now = comparing && loaded.branches !== undefined ? { ...own, branches: [...loaded.branches, ...(own.branches ?? [])] } : own;
    if (textOf(now) === textOf(latest.current)) return latest.current;
    latest.current = runsStore.getState().save(now);
    heard.current(latest.current);
    return latest.current;
  }, [loaded, comparing]);
  useEffect(() => {
    latest.current = loaded;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      // What plays is saved when it rests.
      if (runStore.getState().playing) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(save, SETTLES_MS);
    };
    const atOnce = () => void save();
    const stops = [runStore.subscribe(soon), stageStore.subscribe(soon)];
    window.addEventListener('pagehide', atOnce);
    document.addEventListener('visibilitychange', atOnce);
    return () => {
      if (timer !== null) clearTimeout(timer);
      atOnce();
      for (const stop of stops) stop();
      window.removeEventListener('pagehide', atOnce);
      document.removeEventListener('visibilitychange', atOnce);
    };
  }, [loaded, save]);
  return save;
}
