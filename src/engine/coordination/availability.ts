/**
 * Whether a coordinator tries at all. With a detector of failures it fails an operation at once as unavailable where it believes too few
 * of the owners alive, as Cassandra does; without one, and on a client that coordinates, it tries. A level that no set of owners could meet is refused in `levels.ts`. Belief may be wrong both ways.
 */
import type { NodeContext, OperationAnswer } from '../protocol.ts';
import type { Level } from '../scenario/scenario.ts';

/** Why the operation is unavailable, in words; null where it is tried. */
export function unavailability(context: NodeContext, level: Level, needed: number, owners: readonly number[]): OperationAnswer | null {
  // Stand-ins, or at ANY hints, may take the place of owners that are believed dead.
  if (!context.hasDetector || context.config.coordination.sloppy || level === 'any') return null;
  const alive = owners.filter((owner) => owner === context.self || context.believesAlive(owner)).length;
  if (alive >= needed) return null;
  return { ok: false, reason: 'unavailable', detail: `${level} needs ${needed} replicas and ${context.name} believes ${alive} of ${owners.length} alive` };
}
