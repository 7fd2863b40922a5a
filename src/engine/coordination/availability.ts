/**
 * Whether a coordinator tries at all. With a detector of failures it fails an operation at once as unavailable where it believes too few
 * of the owners alive, as Cassandra does; without one, and on a client that coordinates, only a level that no set of owners could meet
 * is refused. Belief may be wrong both ways.
 */
import type { NodeContext } from '../protocol.ts';
import type { Level } from '../scenario/scenario.ts';

/** Why the operation is unavailable, in words; null where it is tried. */
export function unavailability(context: NodeContext, level: Level, needed: number, owners: readonly number[]): string | null {
  if (needed > owners.length) return `${level} needs ${needed} replicas and the key has ${owners.length}`;
  if (!context.hasDetector) return null;
  const alive = owners.filter((owner) => owner === context.self || context.believesAlive(owner)).length;
  return alive < needed ? `${level} needs ${needed} replicas and ${context.name} believes ${alive} of ${owners.length} alive` : null;
}
