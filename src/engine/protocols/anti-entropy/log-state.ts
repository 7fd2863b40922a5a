/**
 * A node's log of changes: which key changed, in order, as a change stream (CDC) has it. Kept on disk while the mechanism is `log`, for
 * `logRetentionMs`; entries name keys, not values, so that a key that changed twice is sent once (compaction). Beside it, how far the node
 * has each peer's log.
 */
import { CowPages } from '../../../base/cow-pages.ts';
import type { LocalEvent, NodeContext } from '../../protocol.ts';
import type { LogPosition } from './messages.ts';

interface LogEntry {
  readonly key: number;
  /** By the node's steady clock. */
  readonly atUs: number;
}

export interface LogState {
  entries: CowPages<LogEntry>;
  /** Number of the oldest entry kept, and of the next to come; from 1. */
  first: number;
  next: number;
  /** True once the log was on: a change that it then misses breaks it. */
  kept: boolean;
  readonly positions: Map<number, LogPosition>;
}

export function newLog(): LogState {
  return { entries: new CowPages(), first: 1, next: 1, kept: false, positions: new Map() };
}

/** Above the names of all nodes that lost data: how often the ring has changed comes on top of them. */
const RING_STEP = 2 ** 36;

/**
 * Under what name this node counts its changes. Another one after a loss of data, and whenever it hears that ranges have other owners: what was sent
 * before was chosen among the ranges as they were, so no position in the log of then says anything of the ranges of now.
 */
export function logName({ vectorActor, ring }: NodeContext): number {
  return vectorActor + RING_STEP * ring.entries.reduce((sum, { generation }) => sum + generation, 0);
}

function logOf(context: NodeContext): LogState {
  return context.durable as LogState;
}

/** Follows one change of the store. */
export function logChange(context: NodeContext, { key, after }: Extract<LocalEvent, { readonly type: 'value-applied' }>): void {
  const log = logOf(context);
  if (context.config.antiEntropy.mechanism === 'log') {
    log.kept = true;
    // What compaction dropped nobody has to hear of, but the entry counts, so that a change is always one entry.
    log.entries.set(log.next, after === undefined ? undefined : { key, atUs: context.elapsedUs() });
    log.next++;
  } else if (log.kept) {
    // Switched off for a while: the log has a gap, so whoever stood before it has to compare all again.
    log.next++;
    log.first = log.next;
    log.entries = new CowPages();
  }
}

/** How far this node's log goes. From here on a change that the log misses is a gap. */
export function headOf(context: NodeContext): LogPosition {
  const log = logOf(context);
  log.kept = true;
  return { log: logName(context), entry: log.next - 1 };
}

/** The keys that changed after a position, each once, in order of their latest change; null where the log does not reach back to it. */
export function changedAfter(context: NodeContext, position: LogPosition | null): readonly number[] | null {
  const log = logOf(context);
  const horizonUs = context.elapsedUs() - context.config.antiEntropy.logRetentionMs * 1000;
  for (; log.first < log.next; log.first++) {
    const entry = log.entries.get(log.first);
    if (entry !== undefined && entry.atUs >= horizonUs) break;
    log.entries.set(log.first, undefined);
  }
  if (position === null || position.log !== logName(context) || position.entry < log.first - 1) return null;
  const keys = new Set<number>();
  for (let at = position.entry + 1; at < log.next; at++) {
    const entry = log.entries.get(at);
    if (entry === undefined) continue;
    keys.delete(entry.key);
    keys.add(entry.key);
  }
  return [...keys];
}

/** How far this node has a peer's log; null: it never had all of it. */
export function positionIn(context: NodeContext, peer: number): LogPosition | null {
  return logOf(context).positions.get(peer) ?? null;
}

/** This node has all that the peer's log says up to a position. Never goes back within one log. */
export function reached(context: NodeContext, peer: number, position: LogPosition | null | undefined): void {
  if (position === null || position === undefined || context.store === null) return;
  const { positions } = logOf(context);
  const known = positions.get(peer);
  if (known !== undefined && known.log === position.log && known.entry >= position.entry) return;
  positions.set(peer, position);
}

/** No peer's log is known any more. */
export function forgetPositions(context: NodeContext): void {
  logOf(context).positions.clear();
}
