/** The registry of conflict policies, one file each, and the cells that a run starts with. The folder is imported from outside through here. */
import { assert } from '../../base/assert.ts';
import { dottedVersionVector } from './dotted-version-vector.ts';
import { lastWriteWins, type TieBreak } from './lww.ts';
import type { ConflictPolicy } from './policy.ts';
import { versionVector } from './version-vector.ts';

export { type LoadedKey, type LoadedKind, loadedCell } from './loaded.ts';
export * from './vector.ts';
export type { TieBreak };

/** What of a scenario's `store` chooses the policy. */
export interface StoreChoice {
  readonly conflict: string;
  readonly tieBreak: TieBreak;
}

/** Every policy by its word in the scenario. */
export const policies: ReadonlyMap<string, (store: StoreChoice) => ConflictPolicy> = new Map([
  ['lww', (store: StoreChoice) => lastWriteWins(store.tieBreak)],
  ['version-vector', versionVector],
  ['dotted-version-vector', dottedVersionVector],
]);

/** The conflict policy that a scenario's `store` asks for; one that is not built is refused by the scenario before this. */
export function createPolicy(store: StoreChoice): ConflictPolicy {
  const create = policies.get(store.conflict);
  assert(create !== undefined, `no conflict policy named ${store.conflict}`);
  return create(store);
}
