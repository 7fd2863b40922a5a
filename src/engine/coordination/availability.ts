/**
 * Whether a coordinator tries at all. With a detector of failures it fails an operation at once as unavailable where it believes too few
 * of the owners alive, as Cassandra does; without one, and on a client that coordinates, it tries. A level that no set of owners could meet is refused in `levels.ts`. Belief may be wrong both ways.
 */
import type { NodeContext, OperationAnswer } from '../protocol.ts';
import type { Level } from '../scenario/scenario.ts';
import { type Quota, unavailableQuota } from './region-quotas.ts';

/** Why the operation is unavailable, in words; null where it is tried. Stand-ins, or hints at ANY, may take the place of owners believed dead, but not at levels of regions. */
export function unavailability(
  context: NodeContext,
  level: Level,
  needed: number,
  owners: readonly number[],
  quotas: readonly Quota[] | null,
): OperationAnswer | null {
  const isAlive = (owner: number): boolean => owner === context.self || context.believesAlive(owner);
  if (!context.hasDetector || level === 'any') return null;
  if (quotas !== null) return unavailableQuota(context.name, level, quotas, isAlive);
  if (context.config.coordination.sloppy) return null;
  const alive = owners.filter(isAlive).length;
  if (alive >= needed) return null;
  return { ok: false, reason: 'unavailable', detail: `${level} needs ${needed} replicas and ${context.name} believes ${alive} of ${owners.length} alive` };
}
