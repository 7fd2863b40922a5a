/**
 * How repair by comparison fares: sessions that succeeded and failed, the share that found a difference (an estimate of how divergent
 * the replicas are that needs no oracle), and the repair lag, how long the replica that waits the longest has gone without a session
 * that succeeded. A delete is safe to compact while that lag stays below the grace. Whoever owns nothing waits for nothing: one that is only
 * about to join, one that left, and all of a region without copies.
 */
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { regionOf } from '../scenario/regions.ts';

export interface SessionsState {
  succeeded: number;
  failed: number;
  /** Of those that succeeded. */
  differing: number;
  /** By replica: when one last succeeded, microseconds; 0 before, infinite for one that owns nothing yet or any more. */
  readonly lastUs: Float64Array;
}

export const sessions: Fold<SessionsState> = {
  id: 'sessions',
  create: (facts) => ({ succeeded: 0, failed: 0, differing: 0, lastUs: new Float64Array(facts.capacity) }),
  on: {
    'session-ended': (state, { replica, peer, keysDiffering }, { atUs }) => {
      state.succeeded++;
      if (keysDiffering > 0) state.differing++;
      for (const one of [replica, peer]) if (state.lastUs[one] < atUs) state.lastUs[one] = atUs;
    },
    'range-move-started': (state, { move, replica }) => {
      if (move !== 'leave') state.lastUs[replica] = Number.POSITIVE_INFINITY;
    },
    'replica-joined': (state, { replica }, { atUs }) => {
      state.lastUs[replica] = atUs;
    },
    'replica-left': (state, { replica }) => {
      // Nobody waits for it any more.
      state.lastUs[replica] = Number.POSITIVE_INFINITY;
    },
    'session-failed': (state) => {
      state.failed++;
    },
  },
  fork: (state) => ({ ...state, lastUs: state.lastUs.slice() }),
};

export interface SessionsReport {
  readonly succeeded: number;
  readonly failed: number;
  /** Share of the sessions that succeeded which found something to mend; null of none. */
  readonly differingShare: number | null;
  /** Null while none has succeeded. */
  readonly repairLagMs: number | null;
  /** What is left of the grace after that lag: below 0 a compacted delete may come back. Null while none has succeeded. */
  readonly gcMarginMs: number | null;
}

/** When the replica that waits the longest was last compared, of those that hold copies. */
function leastUs(lastUs: Float64Array, { scenario, replicas }: FoldFacts, nowUs: number): number {
  const { replicationFactor } = scenario.placement;
  let least = nowUs;
  for (let replica = 0; replica < replicas; replica++) {
    if (typeof replicationFactor !== 'number' && !Object.hasOwn(replicationFactor, regionOf(scenario, replica) ?? '')) continue;
    if (lastUs[replica] < least) least = lastUs[replica];
  }
  return least;
}

export function sessionsReport({ succeeded, failed, differing, lastUs }: SessionsState, facts: FoldFacts, nowUs: number): SessionsReport {
  const repairLagMs = succeeded === 0 ? null : (nowUs - leastUs(lastUs, facts, nowUs)) / 1000;
  return {
    succeeded,
    failed,
    differingShare: succeeded === 0 ? null : differing / succeeded,
    repairLagMs,
    gcMarginMs: repairLagMs === null ? null : facts.scenario.store.gcGraceMs - repairLagMs,
  };
}
