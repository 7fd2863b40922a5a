/**
 * Tombstones: how many copies are kept now, how many were dropped by compaction, and how long after their grace had passed (GC lag). A
 * delete's age counts from when its client gave it, in true time; loaded tombstones have none and count only as copies.
 */
import { AppendLog } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Moment, RecordOf } from '../trace.ts';
import { type Cell, isDeleted } from '../versions/version.ts';
import { type Spread, spreadOfUs } from './percentiles.ts';

export interface DeletesState {
  tombstones: number;
  compacted: number;
  readonly lags: AppendLog<number>;
}

function one(cell: Cell | undefined): number {
  return cell !== undefined && isDeleted(cell) ? 1 : 0;
}

function onCompacted(state: DeletesState, { cell }: RecordOf<'tombstone-compacted'>, { atUs }: Moment, facts: FoldFacts): void {
  state.tombstones--;
  state.compacted++;
  const latest = cell.versions.reduce((us, { operation }) => Math.max(us, facts.writes.get(operation)?.invokedUs ?? -1), -1);
  if (latest >= 0) state.lags.push(Math.max(0, atUs - latest - facts.scenario.store.gcGraceMs * 1000));
}

export const deletes: Fold<DeletesState> = {
  id: 'deletes',
  create: () => ({ tombstones: 0, compacted: 0, lags: new AppendLog() }),
  on: {
    'version-stored': (state, { before, after }) => {
      state.tombstones += one(after) - one(before);
    },
    'copy-dropped': (state, { cell }) => {
      state.tombstones -= one(cell);
    },
    'version-lost': (state, { before, after }) => {
      state.tombstones += one(after) - one(before);
    },
    'tombstone-compacted': onCompacted,
  },
  fork: (state) => ({ ...state, lags: state.lags.fork() }),
};

export interface DeletesReport {
  /** Copies that are tombstones now. */
  readonly tombstones: number;
  readonly compacted: number;
  /** How long after its grace a tombstone was dropped; computed when looked at. */
  readonly gcLagMs: Spread;
}

export function deletesReport({ tombstones, compacted, lags }: DeletesState): DeletesReport {
  return {
    tombstones,
    compacted,
    get gcLagMs(): Spread {
      return spreadOfUs(lags.toArray());
    },
  };
}
