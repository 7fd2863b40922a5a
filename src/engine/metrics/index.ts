/** Every metric, in the order in which they see a record, and the sections of the result that are read off them. One more is a file and a line. */
import { type AnyFold, anyFold, type FoldSet } from '../folds/fold.ts';
import { antiEntropy } from './anti-entropy.ts';
import { conflicts, conflictsReport } from './conflicts.ts';
import { convergence, divergenceReport } from './convergence.ts';
import { deletes, deletesReport } from './deletes.ts';
import { findings } from './findings.ts';
import { hints, hintsReport } from './hints.ts';
import { membership, membershipReport } from './membership.ts';
import { messages, messagesReport } from './messages.ts';
import { operations, operationsReport } from './operations.ts';
import { placement, placementReport } from './placement.ts';
import { ratesReport } from './rates.ts';
import { regions, regionsReport } from './regions.ts';
import { repairs } from './repairs.ts';
import { replication, replicationReport } from './replication.ts';
import { type SafetyReport, safetyReport, safetyWindow } from './safety-window.ts';
import { sessions, sessionsReport } from './sessions.ts';
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
  anyFold(replication),
  anyFold(deletes),
  anyFold(safetyWindow),
  anyFold(sessions),
  anyFold(membership),
  anyFold(regions),
  anyFold(placement),
  anyFold(findings),
];

/** The sections of the result that hold numbers, by name; metric paths of conditions begin with one of these. */
export const sections = {
  spread: (folds: FoldSet) => spreadReport(folds.state(spread), folds.facts),
  messages: (folds: FoldSet) => messagesReport(folds.state(messages)),
  antiEntropy: (folds: FoldSet) => ({ ...folds.state(antiEntropy) }),
  operations: (folds: FoldSet) => operationsReport(folds.state(operations), folds.facts),
  conflicts: (folds: FoldSet) => conflictsReport(folds.state(conflicts)),
  hints: (folds: FoldSet) => hintsReport(folds.state(hints)),
  repairs: (folds: FoldSet) => ({ ...folds.state(repairs) }),
  divergence: (folds: FoldSet, nowUs = folds.latest.atUs) => divergenceReport(folds.state(convergence), nowUs),
  replication: (folds: FoldSet) => replicationReport(folds.state(replication)),
  deletes: (folds: FoldSet, nowUs = folds.latest.atUs) => Object.assign(deletesReport(folds.state(deletes)), { safety: safety(folds, nowUs) }),
  sessions: (folds: FoldSet, nowUs = folds.latest.atUs) => sessionsReport(folds.state(sessions), folds.facts, nowUs),
  rates: (folds: FoldSet) => {
    const { reads, writes, failed, staleReads } = folds.state(operations);
    return ratesReport({
      ...{ reads, writes, failed, staleReads },
      readRepairs: folds.state(repairs)['read-repair'],
      discardedWrites: folds.state(conflicts).discarded,
      copies: folds.state(replication).lags.length,
      readRequests: folds.state(messages).byType.get('read')?.count ?? 0,
      hintBacklog: folds.state(hints).live.reduce((sum, live) => sum + live, 0),
    });
  },
  regions: (folds: FoldSet) => regionsReport(folds.state(regions)),
  membership: (folds: FoldSet) => membershipReport(folds.state(membership)),
  placement: (folds: FoldSet) => placementReport(folds.state(placement), folds.facts),
};

/** How long tombstones must be kept by what the run has seen, and how long they are. */
export function safety(folds: FoldSet, nowUs: number): SafetyReport {
  return safetyReport(folds.state(safetyWindow), folds.facts, nowUs);
}

export function hasDeletes(folds: FoldSet): boolean {
  return folds.state(safetyWindow).waitingUs !== null;
}

/**
 * A number of the result by its path, such as `operations.staleReads` or `messages.byType.hint.count`; null where there is none now.
 * Also `events`, `convergedAtMs`, `violations` and `violations.CHECKER` (how many), and `refused`.
 */
export function metricAt(path: string, folds: FoldSet): number | null {
  const [first, ...rest] = path.split('.');
  const section = Object.hasOwn(sections, first) ? sections[first as keyof typeof sections](folds) : undefined;
  if (section !== undefined) return numberAt(section, rest);
  const { violations, refused } = folds.state(findings);
  switch (first) {
    case 'events':
      return folds.latest.event;
    case 'convergedAtMs': {
      const { convergedAtUs } = folds.state(convergence);
      return convergedAtUs === null ? null : convergedAtUs / 1000;
    }
    case 'violations':
      return rest.length === 0 || rest[0] === 'length' ? violations.length : violations.toArray().filter(({ checker }) => checker === rest[0]).length;
    case 'refused':
      return refused.length;
    default:
      return null;
  }
}

function numberAt(section: object, path: readonly string[]): number | null {
  let value: unknown = section;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as { readonly [name: string]: unknown })[name];
  }
  return typeof value === 'number' ? value : null;
}

export { type ConvergenceState, type DistinctCopy, distinctCopies, joinOfKey } from './convergence.ts';
export type { FindingsState, Refused, Violation } from './findings.ts';
export type { MembershipReport } from './membership.ts';
export type { MessagesReport } from './messages.ts';
export { type HistoryEntry, type HistoryReport, historyReport, type OperationsReport, type OperationsState, staleCount } from './operations.ts';
export type { PlacementReport } from './placement.ts';
export type { SafetyReport } from './safety-window.ts';
export { holdersOverTime, type SpreadReport, type SpreadState } from './spread.ts';
export { antiEntropy, conflicts, convergence, findings, hints, membership, messages, operations, regions, repairs, spread };
