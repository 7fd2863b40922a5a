/**
 * How long after a client wrote it each copy of a write came to be: lag = apply time − write time, in true time (not a difference of
 * versions, errata E002-34). Every owner's copy counts once for each write that it newly holds, by whatever mechanism it came; a write
 * that was superseded before it arrived never becomes a copy there and has no lag.
 */
import { AppendLog } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { Moment, RecordOf } from '../trace.ts';
import { type Spread, spreadOfUs } from './percentiles.ts';

export interface ReplicationState {
  /** Microseconds, in the order in which the copies came. */
  readonly lags: AppendLog<number>;
}

function onStored(state: ReplicationState, record: RecordOf<'version-stored'>, { atUs }: Moment, facts: FoldFacts): void {
  const { replica, key, before, after } = record;
  for (const version of after.versions) {
    const write = facts.writes.get(version.operation);
    if (write === undefined || before?.versions.some(({ operation }) => operation === version.operation) === true) continue;
    if (!facts.view.owns(replica, key)) continue;
    const [older] = before?.versions ?? [];
    if (!facts.scenario.literal.includes('E002-34')) state.lags.push(atUs - write.invokedUs);
    else if (older !== undefined) state.lags.push((version.timestampUs - older.timestampUs) / 1000);
  }
}

export const replication: Fold<ReplicationState> = {
  id: 'replication',
  create: () => ({ lags: new AppendLog() }),
  on: { 'version-stored': onStored },
  fork: (state) => ({ lags: state.lags.fork() }),
};

export interface ReplicationReport {
  /** Copies of clients' writes that owners came to hold. */
  readonly copies: number;
  /** Computed when looked at. */
  readonly lagMs: Spread;
}

export function replicationReport({ lags }: ReplicationState): ReplicationReport {
  return {
    copies: lags.length,
    get lagMs(): Spread {
      return spreadOfUs(lags.toArray());
    },
  };
}
