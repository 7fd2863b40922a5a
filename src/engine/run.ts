/**
 * Runs a cluster to its stop: a time, convergence, or a condition, whichever comes first. The terminal, the tests and the worker's
 * "run until" share it; work is handed out in slices so that a worker can breathe between two.
 */
import type { Cluster } from './cluster.ts';
import { type ConditionWatch, createConditionWatch } from './folds/conditions.ts';
import type { Condition } from './scenario/scenario.ts';
import { LimitReached } from './world/world.ts';

export const TERMINAL_EVENT_LIMIT = 200_000_000;
export const PAGE_EVENT_LIMIT = 20_000_000;

export interface Stop {
  /** Infinity: no time. */
  readonly atUs: number;
  readonly whenConverged: boolean;
  readonly when: Condition | null;
}

export type StopReason = 'time' | 'converged' | 'condition' | 'nothing-scheduled';

/** A run on its way to its stop. */
export class Run {
  private readonly cluster: Cluster;
  private readonly stop: Stop;
  private readonly watch: ConditionWatch | null;
  private readonly limit: number;

  constructor(cluster: Cluster, stop: Stop, limit = TERMINAL_EVENT_LIMIT) {
    this.cluster = cluster;
    this.stop = stop;
    this.limit = limit;
    this.watch = stop.when === null ? null : createConditionWatch(stop.when, cluster.world.folds);
  }

  /** Takes up to `events` events. Returns why the run stopped, or null where it goes on. Throws LimitReached past the limit on events. */
  advance(events: number): StopReason | null {
    const { cluster, stop, watch } = this;
    for (let i = 0; i < events; i++) {
      if (watch?.holds(cluster.nowUs) === true) return 'condition';
      if (stop.whenConverged && cluster.isConverged && cluster.isQuiet) return 'converged';
      const next = cluster.nextUs();
      // A condition on time can begin to hold while nothing happens.
      const wakeUs = watch?.wakeUs(cluster.nowUs) ?? Number.POSITIVE_INFINITY;
      if (wakeUs > cluster.nowUs && wakeUs < next && wakeUs <= stop.atUs) {
        cluster.idleUntil(wakeUs);
        continue;
      }
      if (next > stop.atUs) {
        cluster.idleUntil(stop.atUs);
        return watch?.holdsAtEnd(cluster.nowUs) === true ? 'condition' : 'time';
      }
      if (next === Number.POSITIVE_INFINITY) return watch?.holdsAtEnd(cluster.nowUs) === true ? 'condition' : 'nothing-scheduled';
      if (cluster.event >= this.limit) throw new LimitReached(`the run reached its limit of ${this.limit} events at ${cluster.nowUs / 1000} ms`);
      cluster.step();
    }
    return null;
  }

  /** Runs to the end. */
  finish(): StopReason {
    for (;;) {
      const reason = this.advance(100_000);
      if (reason !== null) return reason;
    }
  }
}
