/**
 * Conflicts as they came out: keys that got siblings, and acknowledged writes that a policy without siblings threw away in favour of a
 * concurrent one. Concurrent is meant in event order: neither was acknowledged before the other began. A write counts once, as soon as
 * some replica has given it up so and it is acknowledged, whichever is later; what was loaded before time began never counts.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import { type Cell, isOneValue, type Version } from '../versions/version.ts';

export interface ConflictsState {
  /** Keys that ever had siblings. */
  siblings: number;
  readonly siblingKeys: CowPages<true>;
  discarded: number;
  /** By operation: given up for a concurrent write; `counted` once it is acknowledged too. */
  readonly givenUp: CowPages<'open' | 'counted'>;
}

/** Some versions of `lost` gave way to those of `kept`. */
function giveWay(state: ConflictsState, key: number, lost: Cell, kept: Cell, facts: FoldFacts): void {
  if (facts.policyOf(key).keepsSiblings || isOneValue(kept)) return;
  for (const loser of lost.versions) {
    if (loser.operation <= 0 || state.givenUp.get(loser.operation) !== undefined) continue;
    if (kept.versions.some((version) => version.operation === loser.operation)) continue;
    const isTied = facts.scenario.literal.includes('E002-36');
    const isConflict = (winner: Version): boolean =>
      isTied ? winner.timestampUs === loser.timestampUs && winner.text !== loser.text : areConcurrent(winner.operation, loser.operation, facts);
    if (!kept.versions.some((winner) => winner.operation > 0 && isConflict(winner))) continue;
    if (facts.writes.get(loser.operation)?.outcome === 'acknowledged') count(state, loser.operation);
    else state.givenUp.set(loser.operation, 'open');
  }
}

function areConcurrent(a: number, b: number, facts: FoldFacts): boolean {
  return !facts.writes.completedBefore(a, b) && !facts.writes.completedBefore(b, a);
}

function count(state: ConflictsState, operation: number): void {
  state.givenUp.set(operation, 'counted');
  state.discarded++;
}

export const conflicts: Fold<ConflictsState> = {
  id: 'conflicts',
  create: () => ({ siblings: 0, siblingKeys: new CowPages(), discarded: 0, givenUp: new CowPages() }),
  on: {
    'siblings-created': (state, { key }) => {
      if (state.siblingKeys.get(key) === true) return;
      state.siblingKeys.set(key, true);
      state.siblings++;
    },
    'version-stored': (state, { key, before, after }, _moment, facts) => {
      if (before !== undefined) giveWay(state, key, before, after, facts);
    },
    'version-discarded': (state, { key, incoming, kept }, _moment, facts) => giveWay(state, key, incoming, kept, facts),
    'operation-completed': (state, { operation }) => {
      if (state.givenUp.get(operation) === 'open') count(state, operation);
    },
  },
  fork: (state) => ({ ...state, siblingKeys: state.siblingKeys.fork(), givenUp: state.givenUp.fork() }),
};

export function conflictsReport({ siblings, discarded }: ConflictsState): { readonly siblings: number; readonly discarded: number } {
  return { siblings, discarded };
}
