/** Consistency levels as numbers of replicas (Cassandra's names; Dynamo's R and W). */
import { assertNever } from '../../base/assert.ts';
import type { Level } from '../scenario/scenario.ts';

/** How many of the key's N owners must answer. May exceed N: then the operation is unavailable. */
export function requiredOf(level: Level, owners: number): number {
  if (typeof level === 'number') return level;
  switch (level) {
    case 'one':
      return 1;
    case 'two':
      return 2;
    case 'three':
      return 3;
    case 'quorum':
      return Math.floor(owners / 2) + 1;
    case 'all':
      return owners;
    default:
      return assertNever(level, 'consistency level');
  }
}
