/**
 * How a repeated write is applied once: a try carries the number of its operation, and whoever is asked to name its version looks whether
 * it has named or taken in that operation already. If so it writes what it holds instead of a second version. Kept while clients retry:
 * the latest 1,000, by a coordinator in its memory and by an owner on its disk. An owner that missed the first try does not recognise the
 * second; whole certainty would need the client to name the version (as Cassandra's drivers do with timestamps).
 */
import type { ClientOperation, NodeContext } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import type { AppliedOperations, CoordinatorState } from './state.ts';

const REMEMBERED = 1000;

/** What another try of this write made, as this node knows it (tries may overtake each other); undefined where it knows of none. */
export function appliedBefore(context: NodeContext, { operation, key }: ClientOperation): Cell | undefined {
  if (!context.config.coordination.operationIds) return undefined;
  const named = (context.volatile as CoordinatorState).named.get(operation);
  if (named !== undefined) return named;
  const durable = context.durable as AppliedOperations | undefined;
  return durable?.applied.has(operation) === true ? context.store?.get(key) : undefined;
}

/** An operation was named here (`cell`), or taken in from another node (null). */
export function remember(context: NodeContext, operation: number, cell: Cell | null): void {
  const { retries, operationIds } = context.config.coordination;
  if (retries === 0 || !operationIds) return;
  if (cell !== null) {
    const { named } = context.volatile as CoordinatorState;
    named.set(operation, cell);
    forgetOldest(named);
  }
  const durable = context.durable as AppliedOperations | undefined;
  if (durable === undefined || context.store === null) return;
  durable.applied.add(operation);
  forgetOldest(durable.applied);
}

function forgetOldest(kept: Map<number, unknown> | Set<number>): void {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > REMEMBERED) kept.delete(oldest);
}

/** A try that is begun where the one before is still open takes its place. */
export function endEarlierTry(context: NodeContext, { operation, attempt }: ClientOperation): void {
  if (attempt === 1) return;
  const { open } = context.volatile as CoordinatorState;
  const earlier = open.get(operation);
  if (earlier === undefined) return;
  context.cancelTimer(earlier.timer);
  open.delete(operation);
}
