/** The registry of conflict policies, one file each, and the cells that a run starts with. The folder is imported from outside through here. */
import { assert } from '../../base/assert.ts';
import { crdts } from '../crdts/index.ts';
import { dottedVersionVector } from './dotted-version-vector.ts';
import { hybridLogicalClock } from './hlc.ts';
import type { TieBreak } from './last-write.ts';
import { lastWriteWins } from './lww.ts';
import { policiesByKey } from './per-key.ts';
import type { ConflictPolicy, Policies } from './policy.ts';
import { type Pruning, pruned } from './pruning.ts';
import { union } from './union.ts';
import { versionVector } from './version-vector.ts';

export { type LoadedKey, type LoadedKind, loadedCell } from './loaded.ts';
export { globMatches } from './per-key.ts';
export * from './vector.ts';
export type { Pruning, TieBreak };

/** What of a scenario's `store` chooses the policy of a key. */
export interface StoreChoice {
  readonly conflict: string;
  readonly tieBreak: TieBreak;
  readonly vectorPruning?: Pruning | null;
  readonly crdtSync?: 'state' | 'delta';
}

const prunable =
  (create: () => ConflictPolicy) =>
  ({ vectorPruning }: StoreChoice): ConflictPolicy =>
    vectorPruning == null ? create() : pruned(create(), vectorPruning);

/** Every policy by its word in the scenario. */
export const policies: ReadonlyMap<string, (store: StoreChoice) => ConflictPolicy> = new Map<string, (store: StoreChoice) => ConflictPolicy>([
  ['lww', (store) => lastWriteWins(store.tieBreak)],
  ['hlc', (store) => hybridLogicalClock(store.tieBreak)],
  ['version-vector', prunable(versionVector)],
  ['dotted-version-vector', prunable(dottedVersionVector)],
  ['union', prunable(() => union(dottedVersionVector()))],
  ...crdts,
]);

/** The conflict policy that a scenario's `store` asks for, where no key has one of its own. */
export function createPolicy(store: StoreChoice): ConflictPolicy {
  const create = policies.get(store.conflict);
  assert(create !== undefined, `no conflict policy named ${store.conflict}`);
  return create(store);
}

type Adapt = (policy: ConflictPolicy) => ConflictPolicy;

/** The policies of a run, as `conflict` and `perKey` say; `adapt`: what literal mode makes of one. */
export function createPolicies(store: StoreChoice & { readonly perKey?: { readonly [pattern: string]: string } }, adapt: Adapt = (policy) => policy): Policies {
  return policiesByKey(adapt(createPolicy(store)), store.perKey ?? {}, (conflict) => adapt(createPolicy({ ...store, conflict })));
}
