/**
 * What a session asks of a read, as its coordinator sees it: the client's token names versions, and the replies must hold each of them or
 * what supersedes it. A scalar token names only a time, and a replica that stores anything as late passes for one that has all before it,
 * which is false where writes reach replicas in different orders: a scalar has holes. A client without demands has no token.
 */
import type { ClientOperation, NodeContext } from '../protocol.ts';
import type { ReplicaStore } from '../storage/replica-store.ts';
import type { OpenRead } from './read-state.ts';

/** How long after their answers a waiting read asks the same replicas again, and after which time it does though some have not answered. */
export const POLL_MS = 10;
export const LOST_POLL_MS = 500;

/** True where the replies so far are what the session asks for. */
export function meetsSession(context: NodeContext, open: OpenRead): boolean {
  const { demand } = open.operation;
  if (demand === null) return true;
  if (demand.scalarUs !== null && (open.more?.upToUs ?? 0) < demand.scalarUs) return false;
  const { merged } = open;
  return demand.versions.every((version) => (merged === undefined ? version.tombstone : context.policy.covers(merged, version)));
}

/** The latest timestamp of anything that was stored since the start. */
export function latestUs(store: ReplicaStore | null): number {
  let latest = 0;
  store?.forEachChanged((cell) => {
    for (const version of cell?.versions ?? []) if (version.timestampUs > latest) latest = version.timestampUs;
  });
  return latest;
}

/** The same of this node, where the operation asks for it. */
export function upToOf(context: NodeContext, { demand }: ClientOperation): number {
  return demand !== null && demand.scalarUs !== null ? latestUs(context.store) : 0;
}

/** The read as it waits for the replicas that answered: no others count from now. */
export function waiting(open: OpenRead, timer: number): OpenRead {
  const targets = open.replies.map(({ replica }) => replica);
  return { ...open, timer, targets, needed: Math.min(open.needed, targets.length), more: open.more === null ? null : { ...open.more, isWaiting: true } };
}

export function hasReplied(open: OpenRead, target: number): boolean {
  return open.replies.some(({ replica }) => replica === target);
}
