/**
 * The saved runs of this browser: the last twenty, each under a name of its own, with an index for the list. Nothing overwrites another run; what is damaged
 * is set aside and named; what the browser does not store is kept until the page is closed; a run that another tab has open is opened as a copy.
 */
import { createStore } from 'zustand/vanilla';
import { BLOCKED, createKeeper, type Keeper } from './keeper.ts';
import type { Reading, RunRecord } from './record.ts';
import { createCabinet, DAMAGED, RUN, titled } from './runs-cabinet.ts';
import type { RunSummary } from './runs-index.ts';
import { quoted, sentence } from './sentences.ts';
import type { Shelf } from './shelf.ts';
import { noteLocks, type TabLocks } from './tab-locks.ts';

/** `copied`: another tab has the run open, so this is a copy under a new id; the first of its warnings says so. */
export type Claimed = Reading & { readonly copied: boolean };

export interface RunsState {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** The run that this tab works on. */
  readonly openId: string | null;
  /** What went wrong, as sentences, until they are dismissed or no longer true. */
  readonly problems: readonly string[];
  /** The names of damaged texts that were set aside. */
  readonly setAside: readonly string[];
  /** Reads a run without working on it. */
  open(id: string): Reading;
  /** Opens a run to work on it. Of a damaged one, what could be saved is claimed under the same id, as `salvaged`. */
  claim(id: string): Promise<Claimed>;
  /** A new run from what a link, a file or a preset brought: with an id of its own, open in this tab. */
  create(record: RunRecord): RunRecord;
  /** Saves; go on with what it returns, which is a copy where another tab has taken the run over. */
  save(record: RunRecord): RunRecord;
  remove(id: string): void;
  /** The page is left, or the run is: other tabs may have it. */
  release(): void;
  /** This tab is alive; to be called every ten seconds or so. */
  beat(): void;
  /** Another tab has stored something. */
  refresh(): void;
  dismiss(problem: string): void;
  textSetAside(name: string): string | null;
  /** For good; nothing else ever deletes it. */
  discardSetAside(name: string): void;
}
export type RunsStore = ReturnType<typeof createRunsStore>;

export function createRunsStore(shelf: Shelf, now: () => number, newId: () => string, locks: TabLocks = noteLocks(shelf, now, newId())) {
  const keeper = createKeeper(shelf);
  const told = new Set<string>();
  const cabinet = createCabinet(keeper, (problem) => told.add(problem));

  const store = createStore<RunsState>()((set, get) => {
    /** Shows what holds now. */
    const show = (runs: readonly RunSummary[] = get().runs): void => {
      const trouble = troubleOf(keeper, runs);
      const setAside = keeper.names(DAMAGED).map((name) => name.slice(DAMAGED.length));
      set({ runs, setAside, problems: trouble === null ? [...told] : [trouble, ...told] });
    };

    const turnTo = (id: string | null): void => {
      const before = get().openId;
      if (before !== null && before !== id) locks.release(before);
      set({ openId: id });
    };

    const createAs = (record: RunRecord, title: string): RunRecord => {
      let id = newId();
      while (cabinet.has(id)) id = newId();
      const made = { ...record, id, title, savedAt: now() };
      // Nobody else can know the id yet.
      void locks.take(id);
      turnTo(id);
      show(cabinet.put(made, id));
      return made;
    };

    return {
      ...closed,
      open(id) {
        const reading = cabinet.read(id);
        if (!reading.ok) show(cabinet.list());
        return reading;
      },
      async claim(id) {
        const free = await locks.take(id);
        const reading = get().open(id);
        const record = reading.ok ? reading.record : reading.salvaged;
        if (record !== null && !free) {
          const copy = createAs(record, titled(record.title, ' (copy)'));
          const says = sentence(`This run is open in another tab, so this is a copy of it: ${quoted(copy.title)}`);
          return { ok: true, record: copy, warnings: reading.ok ? [says, ...reading.warnings] : [says, reading.message], copied: true };
        }
        if (record !== null) turnTo(id);
        else if (free) locks.release(id);
        return { ...reading, copied: false };
      },
      create: (record) => createAs(record, record.title),
      save(record) {
        if (record.id === '') return createAs(record, record.title);
        if (locks.elsewhere(record.id)) {
          const copy = createAs(record, titled(record.title, ' (copy)'));
          told.add(sentence(`Another tab went on with ${quoted(record.title)}, so your work is saved as ${quoted(copy.title)}`));
          show();
          return copy;
        }
        const saved = { ...record, savedAt: now() };
        show(cabinet.put(saved, get().openId));
        return saved;
      },
      remove(id) {
        if (id === get().openId) turnTo(null);
        else locks.release(id);
        show(cabinet.remove(id));
      },
      release: () => turnTo(null),
      beat: () => locks.beat(),
      refresh: () => show(cabinet.list()),
      dismiss(problem) {
        told.delete(problem);
        set({ problems: get().problems.filter((one) => one !== problem) });
      },
      textSetAside: (name) => keeper.read(DAMAGED + name),
      discardSetAside(name) {
        keeper.remove(DAMAGED + name);
        show();
      },
    };
  });
  store.getState().refresh();
  return store;
}

const closed = { runs: [], openId: null, problems: [], setAside: [] } as const;

function troubleOf(keeper: Keeper, runs: readonly RunSummary[]): string | null {
  if (keeper.trouble === 'none') return null;
  if (keeper.trouble === 'blocked') return BLOCKED;
  const waiting = keeper.unsaved().filter((name) => name.startsWith(RUN));
  const first = runs.find(({ id }) => id === waiting[0]?.slice(RUN.length));
  const which = waiting.length > 1 ? `${waiting.length} runs are` : first === undefined ? 'your latest change is' : `${quoted(first.title)} is`;
  return sentence(`This browser’s storage for this page is full: ${which} kept only until you close it, so download it as a file or remove older runs`);
}
