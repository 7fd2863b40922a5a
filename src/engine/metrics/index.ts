/** Every metric, in the order in which they see a record, and the sections of the result that are read off them. One more is a file and a line. */
import { anyFold, type AnyFold, type FoldSet } from '../fold.ts';
import { antiEntropy } from './anti-entropy.ts';
import { conflicts, conflictsReport } from './conflicts.ts';
import { convergence } from './convergence.ts';
import { findings } from './findings.ts';
import { hints, hintsReport } from './hints.ts';
import { messages, messagesReport } from './messages.ts';
import { operations, operationsReport } from './operations.ts';
import { repairs } from './repairs.ts';
import { spread, spreadReport } from './spread.ts';

export const metrics: readonly AnyFold[] = [
  anyFold(convergence),
  anyFold(spread),
  anyFold(messages),
  anyFold(antiEntropy),
  anyFold(operations),
  anyFold(conflicts),
  anyFold(hints),
  anyFold(repairs),
  anyFold(findings),
];

/** The sections of the result that hold numbers, by name; metric paths of conditions begin with one of these. */
export const sections = {
  spread: (folds: FoldSet) => spreadReport(folds.state(spread), folds.facts),
  messages: (folds: FoldSet) => messagesReport(folds.state(messages)),
  antiEntropy: (folds: FoldSet) => ({ ...folds.state(antiEntropy) }),
  operations: (folds: FoldSet) => operationsReport(folds.state(operations)),
  conflicts: (folds: FoldSet) => conflictsReport(folds.state(conflicts)),
  hints: (folds: FoldSet) => hintsReport(folds.state(hints)),
  repairs: (folds: FoldSet) => ({ ...folds.state(repairs) }),
};

export { antiEntropy, conflicts, convergence, findings, hints, messages, operations, repairs, spread };
export { type ConvergenceState, type DistinctCopy, distinctCopies, joinOfKey } from './convergence.ts';
export type { FindingsState, Refused, Violation } from './findings.ts';
export { type HistoryEntry, type HistoryReport, historyReport, type OperationsReport, type OperationsState, staleCount } from './operations.ts';
export type { MessagesReport } from './messages.ts';
export { holdersOverTime, type SpreadReport, type SpreadState } from './spread.ts';
