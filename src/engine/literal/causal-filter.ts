/**
 * E002-09: the documents' causal read keeps only what comes strictly after the client's vector. So it drops what equals the vector, such as
 * the client's own write, and what is concurrent with it; the vector goes on with what the client writes and is shown.
 */
import type { OperationType } from '../trace.ts';
import { descends, mergeVectors } from '../versions/vector.ts';
import { type Cell, EMPTY_VECTOR, type VersionVector } from '../versions/version.ts';

/** What the client shows of the answer; for a write the answer itself. */
export function strictlyNewer(
  memory: { readonly contexts: Map<number, VersionVector> },
  kind: OperationType,
  key: number,
  cell: Cell | undefined,
): Cell | undefined {
  const seen = memory.contexts.get(key) ?? EMPTY_VECTOR;
  if (cell === undefined || (kind === 'read' && (!descends(cell.clock, seen) || descends(seen, cell.clock)))) return undefined;
  memory.contexts.set(key, mergeVectors(seen, cell.clock));
  return cell;
}
