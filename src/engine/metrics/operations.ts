/**
 * What clients asked and what they saw: counts, latencies, stale reads and the history in the order of completion. A read is judged
 * against what was acknowledged, in event order, when it began; nothing here is known to the cluster.
 */
import { AppendLog } from '../../base/cow-pages.ts';
import { AcknowledgedVersions, type Frontier, isStale, missing } from '../folds/acknowledged.ts';
import type { Fold, FoldFacts } from '../folds/fold.ts';
import type { FailureReason, Moment, OperationType, RecordOf } from '../trace.ts';
import { type Cell, type Json, valuesOf } from '../versions/version.ts';
import { afterRank, nearestRank } from './percentiles.ts';

interface Open {
  readonly via: number | null;
  readonly level: string;
  readonly value: Json;
  readonly invokedEvent: number;
  /** What was acknowledged when it began; null for writes. */
  readonly acknowledged: Frontier | null;
}

export interface HistoryEntry {
  readonly client: number;
  readonly n: number;
  readonly operation: number;
  readonly kind: OperationType;
  readonly key: number;
  readonly via: number | null;
  readonly level: string;
  /** What a write wrote. */
  readonly value: Json;
  /** What a read returned, or a write made; undefined: nothing. */
  readonly cell: Cell | undefined;
  readonly ok: boolean;
  readonly reason: FailureReason | null;
  readonly detail: string;
  readonly stale: boolean;
  readonly invokedUs: number;
  readonly completedUs: number;
  readonly invokedEvent: number;
  readonly completedEvent: number;
}

export interface OperationsState {
  reads: number;
  writes: number;
  failed: number;
  staleReads: number;
  readonly open: Map<number, Open>;
  readonly history: AppendLog<HistoryEntry>;
  /** By client: the operation that ended last. */
  readonly latest: Map<number, HistoryEntry>;
  readonly acknowledged: AcknowledgedVersions;
}

function onInvoked(state: OperationsState, record: RecordOf<'operation-invoked'>, moment: Moment, facts: FoldFacts): void {
  const { operation, via, level, value, kind, key } = record;
  state.open.set(operation, { via, level, value, invokedEvent: moment.event, acknowledged: kind === 'read' ? state.acknowledged.of(key, facts) : null });
}

function onCompleted(state: OperationsState, record: RecordOf<'operation-completed'>, moment: Moment, facts: FoldFacts): void {
  const { kind, key, operation, cell } = record;
  const open = state.open.get(operation);
  let stale = false;
  if (kind === 'read') {
    state.reads++;
    const isCounted = cell !== undefined || !facts.scenario.literal.includes('E002-35');
    stale = isCounted && open?.acknowledged != null && isStale(open.acknowledged, state.acknowledged.of(key, facts), cell, facts);
    if (stale) state.staleReads++;
  } else {
    state.writes++;
    if (cell !== undefined) state.acknowledged.add(key, operation, cell, facts);
  }
  end(state, record, open, moment, { ok: true, cell, reason: null, detail: '', stale });
}

function onFailed(state: OperationsState, record: RecordOf<'operation-failed'>, moment: Moment): void {
  state.failed++;
  end(state, record, state.open.get(record.operation), moment, { ok: false, cell: undefined, reason: record.reason, detail: record.detail, stale: false });
}

function end(
  state: OperationsState,
  record: RecordOf<'operation-completed' | 'operation-failed'>,
  open: Open | undefined,
  moment: Moment,
  outcome: Pick<HistoryEntry, 'ok' | 'cell' | 'reason' | 'detail' | 'stale'>,
): void {
  const { client, n, operation, kind, key, invokedUs } = record;
  state.open.delete(operation);
  const { via, level, value, invokedEvent } = open ?? { via: null, level: '', value: null, invokedEvent: 0 };
  const { cell, ok, reason, detail, stale } = outcome;
  const entry = {
    client,
    n,
    operation,
    kind,
    key,
    via,
    level,
    value,
    cell,
    ok,
    reason,
    detail,
    stale,
    invokedUs,
    completedUs: moment.atUs,
    invokedEvent,
    completedEvent: moment.event,
  };
  state.history.push(entry);
  state.latest.set(client, entry);
}

export const operations: Fold<OperationsState> = {
  id: 'operations',
  create: () => ({
    reads: 0,
    writes: 0,
    failed: 0,
    staleReads: 0,
    open: new Map(),
    history: new AppendLog(),
    latest: new Map(),
    acknowledged: new AcknowledgedVersions(),
  }),
  on: { 'operation-invoked': onInvoked, 'operation-completed': onCompleted, 'operation-failed': onFailed },
  fork: (state) => ({
    ...state,
    open: new Map(state.open),
    history: state.history.fork(),
    latest: new Map(state.latest),
    acknowledged: state.acknowledged.fork(),
  }),
};

/** How many acknowledged versions of the key a copy neither holds nor supersedes. */
export function staleCount(state: OperationsState, key: number, cell: Cell | undefined, facts: FoldFacts): number {
  return missing(state.acknowledged.of(key, facts), cell, facts);
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export interface OperationsReport {
  readonly reads: number;
  readonly writes: number;
  readonly failed: number;
  readonly staleReads: number;
  /** Of those that succeeded; computed when looked at. */
  readonly readLatencyMs: Percentiles;
  readonly writeLatencyMs: Percentiles;
}

export function operationsReport(state: OperationsState, { scenario }: FoldFacts): OperationsReport {
  const rank = scenario.literal.includes('E002-37') ? afterRank : nearestRank;
  const { reads, writes, failed, staleReads } = state;
  return {
    reads,
    writes,
    failed,
    staleReads,
    get readLatencyMs(): Percentiles {
      return latencies(state, true, rank);
    },
    get writeLatencyMs(): Percentiles {
      return latencies(state, false, rank);
    },
  };
}

function latencies({ history }: OperationsState, reads: boolean, rank: typeof nearestRank): Percentiles {
  const microseconds: number[] = [];
  for (let i = 0; i < history.length; i++) {
    const { ok, kind, invokedUs, completedUs } = history.at(i);
    if (ok && (kind === 'read') === reads) microseconds.push(completedUs - invokedUs);
  }
  const sorted = Float64Array.from(microseconds).sort();
  return { p50: nearestRank(sorted, 50) / 1000, p99: rank(sorted, 99) / 1000 };
}

export interface HistoryReport {
  readonly client: string;
  readonly n: number;
  readonly type: OperationType;
  readonly key: string;
  readonly via: string | null;
  readonly level: string;
  readonly ok: boolean;
  /** What a read returned, what a write wrote; nothing where it failed. */
  readonly values: readonly Json[];
  readonly stale?: boolean;
  readonly reason?: FailureReason;
  readonly detail?: string;
  readonly invokedAtMs: number;
  readonly completedAtMs: number;
}

/** The `history` of the result. */
export function historyReport(state: OperationsState, facts: FoldFacts): HistoryReport[] {
  return state.history.toArray().map((entry) => historyEntry(entry, facts));
}

function historyEntry(entry: HistoryEntry, facts: FoldFacts): HistoryReport {
  const { client, n, kind, key, via, level, ok, value, cell, reason, detail, stale, invokedUs, completedUs } = entry;
  const written = kind === 'delete' ? [] : [value];
  return {
    client: facts.clientName(client),
    n,
    type: kind,
    key: facts.keys.name(key),
    via: via === null ? null : facts.replicaName(via),
    level,
    ok,
    values: !ok ? [] : kind === 'read' ? valuesOf(cell) : written,
    ...(kind === 'read' && ok ? { stale } : {}),
    ...(reason === null ? {} : { reason, detail }),
    invokedAtMs: invokedUs / 1000,
    completedAtMs: completedUs / 1000,
  };
}
