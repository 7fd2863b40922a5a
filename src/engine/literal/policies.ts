/**
 * Literal bugs of merging: policies as the documents' classes have them. Only `createPolicies` calls this, and it changes a policy only
 * where the scenario asks for its bug.
 */
import type { StoreChoice } from '../versions/index.ts';
import type { ConflictPolicy } from '../versions/policy.ts';
import { mergeVectors } from '../versions/vector.ts';
import { type Cell, makeCell, type Version } from '../versions/version.ts';
import type { LiteralId } from './bugs.ts';

const TIED: readonly LiteralId[] = ['E001-22', 'E002-02', 'E002-11', 'E002-32'];

/** The store as the bugs choose it: ties that nobody breaks. */
export function literalStore<S extends StoreChoice>(store: S, literal: readonly LiteralId[]): S {
  return literal.some((id) => TIED.includes(id)) ? { ...store, tieBreak: 'none' } : store;
}

/** The policy with the bugs that are about how it merges. */
export function literalPolicy(policy: ConflictPolicy, literal: readonly LiteralId[]): ConflictPolicy {
  if (policy.id === 'or-set' && literal.includes('E002-21')) return { ...policy, merge: (local, incoming) => merged(local, incoming, (mine) => mine) };
  if (policy.id !== 'g-counter' || !literal.includes('E002-18')) return policy;
  const { refuses: _, ...rest } = policy;
  return { ...rest, merge: (local, incoming) => merged(withLargest(local, incoming), withLargest(incoming, local), larger) };
}

/** Every version of either side, under all that either has seen: nothing was ever taken away. */
function merged(local: Cell, incoming: Cell, choose: (mine: Version, theirs: Version) => Version): Cell {
  const twinOf = (cell: Cell, { actor, counter }: Version): Version | undefined =>
    cell.versions.find((other) => other.actor === actor && other.counter === counter);
  const mine = local.versions.map((version) => {
    const twin = twinOf(incoming, version);
    return twin === undefined ? version : choose(version, twin);
  });
  const theirs = incoming.versions.filter((version) => twinOf(local, version) === undefined);
  const type = local.type === undefined ? {} : { type: local.type };
  const cell = makeCell([...mine, ...theirs], mergeVectors(local.clock, incoming.clock), type);
  return cell.hash === local.hash ? local : cell.hash === incoming.hash ? incoming : cell;
}

/** The cell without the entries of which the other has a larger one; of equal ones the later is kept. */
function withLargest(cell: Cell, other: Cell): Cell {
  const gives = ({ actor, counter, value }: Version): boolean =>
    other.versions.some((one) => one.actor === actor && ((one.value as number) > (value as number) || (one.value === value && one.counter > counter)));
  const versions = cell.versions.filter((version) => !gives(version));
  return versions.length === cell.versions.length ? cell : { ...cell, versions };
}

function larger(mine: Version, theirs: Version): Version {
  return (theirs.value as number) > (mine.value as number) ? theirs : mine;
}
