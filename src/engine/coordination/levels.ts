/** Consistency levels as numbers of replicas (Cassandra's names; Dynamo's R and W); those that ask so many of each region are in `region-quotas.ts`. */
import { assertNever } from '../../base/assert.ts';
import type { NodeContext, OperationAnswer } from '../protocol.ts';
import type { Level } from '../scenario/scenario.ts';
import type { Quota } from './region-quotas.ts';

/** How many of the key's N owners must answer. May exceed N: then the operation is unavailable. `quotas`: what a level of regions asks. */
export function requiredOf(context: Pick<NodeContext, 'literal'>, level: Level, owners: number, quotas: readonly Quota[] | null): number {
  if (quotas !== null) return quotas.reduce((sum, { needed }) => sum + needed, 0);
  if (typeof level === 'number') return level;
  switch (level) {
    case 'one':
    case 'any':
      return 1;
    case 'two':
      return 2;
    case 'three':
      return 3;
    case 'quorum':
      return context.literal('E001-21') ? 2 : Math.floor(owners / 2) + 1;
    case 'all':
    case 'local-one':
    case 'local-quorum':
    case 'each-quorum':
      return owners;
    default:
      return assertNever(level, 'consistency level');
  }
}

/** The same where so many are about to own the key: one acknowledgement more of a write for each, but not at ANY, where a hint is enough (Cassandra). */
export function neededWith(level: Level, needed: number, pending: number): number {
  return level === 'any' ? needed : needed + pending;
}

/** Why a key of so many owners can never be read or written at this level; null where it can. `primary`: PR or PW. */
export function refusalOf(level: Level, needed: number, primary: number, owners: number): OperationAnswer | null {
  if (needed <= owners && primary <= owners) return null;
  const detail = needed > owners ? `${level} needs ${needed} replicas and the key has ${owners}` : `${primary} owners are asked for and the key has ${owners}`;
  return { ok: false, reason: 'unavailable', detail };
}
