/** Divergent copies that became current, by the mechanism whose message did it. */
import type { Fold } from '../folds/fold.ts';
import type { RepairMechanism } from '../trace.ts';

export type RepairsState = { -readonly [M in RepairMechanism]: number };

export const repairs: Fold<RepairsState> = {
  id: 'repairs',
  create: () => ({ 'read-repair': 0, 'hinted-handoff': 0, gossip: 0, 'anti-entropy': 0 }),
  on: {
    repaired: (state, { mechanism }) => {
      state[mechanism]++;
    },
  },
  fork: (state) => ({ ...state }),
};
