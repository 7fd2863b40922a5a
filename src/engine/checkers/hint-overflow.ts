/** A replica that has to turn a hint away because it keeps too many; said once for each holder, since one full holder refuses every later hint. */
import type { Fold } from '../folds/fold.ts';

interface HintOverflowState {
  readonly full: Set<number>;
}

export const hintOverflow: Fold<HintOverflowState> = {
  id: 'hint-overflow',
  create: () => ({ full: new Set() }),
  on: {
    'hint-refused': (state, { replica, target, key, reason }, _moment, facts) => {
      if (reason !== 'full' || state.full.has(replica)) return;
      state.full.add(replica);
      const detail = `${facts.replicaName(replica)} keeps ${facts.scenario.hintedHandoff.maxHints} hints and refused one of ${facts.keys.name(key)} for ${facts.replicaName(target)}`;
      facts.derive({ type: 'violation-found', checker: 'hint-overflow', detail });
    },
  },
  fork: (state) => ({ full: new Set(state.full) }),
};
