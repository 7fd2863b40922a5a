/**
 * Saved runs on the shelf: each under a name of its own, with an index for the list. What is damaged is set aside as it is, and what could be saved of it
 * takes its place; the oldest past the limit are dropped, never an open one.
 */
import { recordOfText, textOfRun } from './file.ts';
import type { Keeper } from './keeper.ts';
import { MAX_TITLE, type Reading, type RunRecord } from './record.ts';
import { indexText, newestFirst, type RunSummary, readIndex, summaryOf } from './runs-index.ts';
import { quoted, sentence } from './sentences.ts';

export const RUN = 'eventually/run/';
export const INDEX = 'eventually/runs';
export const DAMAGED = 'eventually/damaged/';
/** So many runs are kept. */
export const MOST_RUNS = 20;

export interface Cabinet {
  /** The list as the shelf has it. */
  list(): readonly RunSummary[];
  /** A damaged run is set aside; `salvaged` is then kept under its id. */
  read(id: string): Reading;
  /** Stores a run and drops the oldest past the limit, but for this one and the open one. */
  put(record: RunRecord, openId: string | null): readonly RunSummary[];
  remove(id: string): readonly RunSummary[];
  has(id: string): boolean;
}

/** `tell`: hears what went wrong, in sentences. */
export function createCabinet(keeper: Keeper, tell: (problem: string) => void): Cabinet {
  let first = true;
  const read = (id: string): Reading => {
    const text = keeper.read(RUN + id);
    if (text === null) return { ok: false, message: 'This browser has no saved run of that name.', salvaged: null };
    const reading = recordOfText(text, 'This saved run');
    if (reading.ok) return { ...reading, record: { ...reading.record, id } };
    keeper.setAside(RUN + id, freeName(keeper, DAMAGED + id));
    const { salvaged } = reading;
    const saved = salvaged === null ? null : { ...salvaged, id, title: titled(salvaged.title, ' (recovered)') };
    if (saved !== null) keeper.write(RUN + id, textOfRun(saved));
    const where = saved === null ? 'it was set aside' : `it was set aside, and ${quoted(saved.title)} is what is left`;
    const message = sentence(`${reading.message.slice(0, -1)}; ${where}`);
    tell(message);
    return { ok: false, message, salvaged: saved };
  };

  const writeIndex = (runs: readonly RunSummary[]): readonly RunSummary[] => {
    keeper.write(INDEX, indexText(runs));
    return runs;
  };

  /** The index, less what is gone, and what it does not know read from the runs themselves. */
  const list = (): readonly RunSummary[] => {
    const ids = keeper.names(RUN).map((name) => name.slice(RUN.length));
    const known = new Map(readIndex(keeper.read(INDEX)).map((one) => [one.id, one]));
    const found = ids.map((id) => known.get(id) ?? summaryOfReading(read(id)));
    // Later on it is another tab that has just removed it.
    for (const { id, title } of first ? known.values() : [])
      if (!ids.includes(id)) tell(sentence(`The saved run ${quoted(title)} is no longer in this browser’s storage`));
    first = false;
    const runs = newestFirst(found.filter((one) => one !== null));
    return runs.length === known.size && runs.every(({ id }) => known.has(id)) ? runs : writeIndex(runs);
  };

  return {
    read,
    list,
    put(record, openId) {
      keeper.write(RUN + record.id, textOfRun(record));
      let runs = newestFirst([summaryOf(record), ...list().filter(({ id }) => id !== record.id)]);
      for (const { id } of runs.slice().reverse()) {
        if (runs.length <= MOST_RUNS) break;
        if (id === openId || id === record.id) continue;
        keeper.remove(RUN + id);
        runs = runs.filter((one) => one.id !== id);
      }
      return writeIndex(runs);
    },
    remove(id) {
      keeper.remove(RUN + id);
      writeIndex(readIndex(keeper.read(INDEX)).filter((one) => one.id !== id));
      return list();
    },
    has: (id) => keeper.read(RUN + id) !== null,
  };
}

function summaryOfReading(reading: Reading): RunSummary | null {
  const record = reading.ok ? reading.record : reading.salvaged;
  return record === null ? null : summaryOf(record);
}

/** "X (copy)", of bounded length; a copy of a copy has one mark. */
export function titled(title: string, mark: string): string {
  return title.endsWith(mark) ? title : `${title.slice(0, MAX_TITLE - mark.length)}${mark}`;
}

/** The name, or the first of "name-2", "name-3", … that nothing stands under. */
function freeName(keeper: Keeper, name: string): string {
  for (let nth = 1; ; nth++) {
    const tried = nth === 1 ? name : `${name}-${nth}`;
    if (keeper.read(tried) === null) return tried;
  }
}
