/**
 * Keys with a policy of their own, by patterns of their names: siblings for carts, last write wins for metadata. The first pattern that
 * matches counts, in the order in which the scenario writes them. Cells then carry their policy's name, so that whoever merges two
 * needs to know nothing else.
 */
import { assert } from '../../base/assert.ts';
import type { CellOrder, ConflictPolicy, Policies } from './policy.ts';
import { typed } from './typed.ts';
import type { Cell } from './version.ts';

/** True where the pattern matches the whole name: `*` stands for any characters, `?` for one, all else for itself. Linear in their product. */
export function globMatches(pattern: string, name: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let mark = 0;
  while (at < name.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = at;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === name[at])) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** `standard` for every key that no pattern matches; where there is no pattern at all, its cells are left as they are. */
export function policiesByKey(
  standard: ConflictPolicy,
  perKey: { readonly [pattern: string]: string },
  create: (conflict: string) => ConflictPolicy,
): Policies {
  const patterns = Object.entries(perKey);
  if (patterns.length === 0) return { order: standard, only: standard, of: () => standard };
  const byId = new Map([standard, ...patterns.map(([, conflict]) => create(conflict))].map((policy) => [policy.id, typed(policy)]));
  const named = (id: string | undefined): ConflictPolicy => {
    const policy = byId.get(id ?? '');
    assert(policy !== undefined, `a cell of no policy of this run: ${id}`);
    return policy;
  };
  const order: CellOrder = {
    merge: (local: Cell, incoming: Cell) => named(local.type).merge(local, incoming),
    covers: (cell, version) => named(cell.type).covers(cell, version),
  };
  return { order, only: null, of: (name) => named(patterns.find(([pattern]) => globMatches(pattern, name))?.[1] ?? standard.id) };
}
