/**
 * The laws of a state-based CRDT (Shapiro et al. 2011), each as a check of cells that a run can reach: merging is commutative,
 * associative and idempotent, operations only ever go up in the order that merging makes, and so no merge forgets what either side
 * knew. Run on every type, with the deltas of its operations too; each throws a sentence where it does not hold.
 */
import { assert } from '../../base/assert.ts';
import type { CellOrder } from '../versions/policy.ts';
import type { Cell } from '../versions/version.ts';

/** True where merging `less` into `more` gives `more`. */
export function isBelow(order: CellOrder, less: Cell, more: Cell): boolean {
  return order.merge(more, less).hash === more.hash;
}

export const laws: { readonly [name: string]: (order: CellOrder, a: Cell, b: Cell, c: Cell) => void } = {
  commutative: (order, a, b) => {
    assert(order.merge(a, b).hash === order.merge(b, a).hash, 'it matters who merges whose');
  },
  associative: (order, a, b, c) => {
    assert(order.merge(order.merge(a, b), c).hash === order.merge(a, order.merge(b, c)).hash, 'it matters how merges are grouped');
  },
  idempotent: (order, a, b) => {
    const merged = order.merge(a, b);
    assert(order.merge(a, a) === a, 'merging a cell with itself changes it');
    assert(order.merge(merged, a) === merged && order.merge(merged, b) === merged, 'merging a second time changes something');
  },
  monotone: (order, a, b, c) => {
    const merged = order.merge(a, b);
    assert(isBelow(order, a, merged) && isBelow(order, b, merged), 'a merge is not above what it merged');
    if (isBelow(order, a, c) && isBelow(order, b, c)) assert(isBelow(order, merged, c), 'a merge is more than both sides together');
    for (const version of [...a.versions, ...b.versions]) assert(order.covers(merged, version), 'a merge forgot a version that one side held');
  },
};
