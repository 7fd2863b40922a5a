/** What became of hints, and how many each replica keeps now. */
import type { Fold } from '../folds/fold.ts';

export interface HintsState {
  stored: number;
  delivered: number;
  expired: number;
  refused: number;
  /** By replica. */
  readonly live: Int32Array;
}

export interface HintsReport {
  readonly stored: number;
  readonly delivered: number;
  readonly expired: number;
  readonly refused: number;
}

export const hints: Fold<HintsState> = {
  id: 'hints',
  create: (facts) => ({ stored: 0, delivered: 0, expired: 0, refused: 0, live: new Int32Array(facts.capacity) }),
  on: {
    'hint-stored': (state, { replica }) => {
      state.stored++;
      state.live[replica]++;
    },
    'hint-restored': (state, { replica }) => {
      state.live[replica]++;
    },
    'hint-delivered': (state, { replica }) => {
      state.delivered++;
      state.live[replica]--;
    },
    'hint-expired': (state, { replica }) => {
      state.expired++;
      state.live[replica]--;
    },
    'hint-discarded': (state, { replica }) => {
      state.live[replica]--;
    },
    'hint-lost': (state, { replica }) => {
      state.live[replica]--;
    },
    'hint-refused': (state) => {
      state.refused++;
    },
  },
  fork: (state) => ({ ...state, live: state.live.slice() }),
};

export function hintsReport({ stored, delivered, expired, refused }: HintsState): HintsReport {
  return { stored, delivered, expired, refused };
}
