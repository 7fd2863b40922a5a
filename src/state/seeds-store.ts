/**
 * The many seeds of a run: one job at a time, what it has brought so far, and for which scenario and commands. It never starts by itself;
 * what it brought is dropped as soon as the run is another one, so that no curve stands beside a run that it does not belong to.
 */
import { createStore } from 'zustand/vanilla';
import type { SeedsJob, SeedsView, StartSeeds } from '../engine/picture/seeds-view.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';

export interface SeedsState {
  readonly view: SeedsView | null;
  /** Says which run the page shows: a change of its scenario or of the learner's commands drops what another one brought. */
  belongTo(scenario: Scenario, log: SeedsJob['log']): void;
  /** Runs so many seeds other than the run's own, whose future is not to be given away. */
  run(count: number): void;
  cancel(): void;
}
export type SeedsStore = ReturnType<typeof createSeedsStore>;

export function createSeedsStore(start: StartSeeds) {
  let owner: { readonly scenario: Scenario; readonly log: SeedsJob['log']; readonly key: string } | null = null;
  let stop: (() => void) | null = null;
  let job = 0;

  return createStore<SeedsState>()((set) => {
    /** Ends the job that is under way; what it still says is not heard. */
    const end = () => {
      job++;
      stop?.();
      stop = null;
    };
    return {
      view: null,
      belongTo(scenario, log) {
        if (owner !== null && owner.scenario === scenario && owner.log === log) return;
        const key = JSON.stringify([scenario, log]);
        const same = owner?.key === key;
        owner = { scenario, log, key };
        if (same) return;
        end();
        set({ view: null });
      },
      run(count) {
        if (owner === null) return;
        end();
        const own = job;
        const { scenario, log } = owner;
        stop = start({ scenario, log, firstSeed: scenario.seed + 1, count }, (view) => {
          if (own === job) set({ view });
        });
      },
      cancel() {
        stop?.();
        stop = null;
      },
    };
  });
}
