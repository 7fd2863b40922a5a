/** What the run said of itself: violations that checkers found, and commands that could not apply, with their reasons. */
import { AppendLog } from '../../base/cow-pages.ts';
import type { Fold } from '../folds/fold.ts';
import type { Command } from '../scenario/scenario.ts';

export interface Violation {
  readonly checker: string;
  readonly atUs: number;
  readonly event: number;
  readonly detail: string;
}

export interface Refused {
  readonly atUs: number;
  readonly command: Command;
  readonly reason: string;
}

export interface FindingsState {
  readonly violations: AppendLog<Violation>;
  readonly refused: AppendLog<Refused>;
}

export const findings: Fold<FindingsState> = {
  id: 'findings',
  create: () => ({ violations: new AppendLog(), refused: new AppendLog() }),
  on: {
    'violation-found': (state, { checker, detail }, { atUs, event }) => state.violations.push({ checker, atUs, event, detail }),
    'command-refused': (state, { command, reason }, { atUs }) => state.refused.push({ atUs, command, reason }),
  },
  fork: (state) => ({ violations: state.violations.fork(), refused: state.refused.fork() }),
};
