/**
 * Timers that belong to one try of an operation. Nothing cancels them when a client tries again, so each carries its try, and one that was
 * set for an earlier try leaves the later one alone: it would speak in that one's name under the earlier one's addresses.
 */
import type { ClientOperation, NodeContext } from '../protocol.ts';
import type { CoordinatorState } from './state.ts';

/** Operations are numbered below this. */
const STEP = 2 ** 32;

/** What such a timer carries; of a first try just the operation. */
export function tryOf({ operation, attempt }: ClientOperation): number {
  return operation + (attempt - 1) * STEP;
}

/** The timer's handler: does it for the operation while the try that the timer was set for is the one that is open. */
export function forItsTry(handle: (context: NodeContext, operation: number) => void): (context: NodeContext, carried: number) => void {
  return (context, carried) => {
    const open = (context.volatile as CoordinatorState).open.get(carried % STEP);
    if (open !== undefined && tryOf(open.operation) === carried) handle(context, open.operation.operation);
  };
}
