/**
 * What each CRDT must show, straight from its definition (Shapiro et al. 2011; for the OR-set Bieniusa et al. 2012): a function of the
 * set of operations that a replica has seen and of which of them came before which, by brute force and without any state, merge or dot.
 */
import { canonicalJson, type Json } from '../versions/version.ts';
import type { Operation } from './random-histories.ts';

export type Specification = (seen: readonly Operation[]) => readonly Json[];

/** True where `later`'s owner had seen `earlier`. */
const precedes = (earlier: Operation, later: Operation): boolean => later.before.has(earlier.id);
const sum: Specification = (seen) => [seen.reduce((total, { value }) => total + (value as number), 0)];

const setOf = (isIn: (element: Json, seen: readonly Operation[]) => boolean): Specification => {
  return (seen) => {
    const elements = new Map(seen.map(({ value }) => [canonicalJson(value), value]));
    return [[...elements.values()].filter((element) => isIn(element, seen)).sort((a, b) => Number(a) - Number(b))];
  };
};
const addsOf = (element: Json, seen: readonly Operation[]) => seen.filter(({ kind, value }) => kind === 'add' && value === element);
const removesOf = (element: Json, seen: readonly Operation[]) => seen.filter(({ kind, value }) => kind === 'remove' && value === element);

/** The value that a register shows of these writes; a delete shows nothing. */
const shown = (writes: readonly Operation[]): readonly Json[] => writes.filter(({ kind }) => kind !== 'delete').map(({ value }) => value);

/** Later than all that its owner had seen, and by its clock. */
function stampOf(operation: Operation, seen: readonly Operation[]): number {
  return Math.max(operation.nowUs, ...seen.filter((one) => precedes(one, operation)).map((one) => stampOf(one, seen) + 1));
}

export const specifications: { readonly [type: string]: Specification } = {
  'g-counter': sum,
  'pn-counter': sum,
  'g-set': setOf((element, seen) => addsOf(element, seen).length > 0),
  // In once added, and out for good by a remove whose owner had seen it added.
  'two-phase-set': setOf((element, seen) => {
    const adds = addsOf(element, seen);
    return adds.length > 0 && !removesOf(element, seen).some((remove) => adds.some((add) => precedes(add, remove)));
  }),
  // In by an add that no remove had observed.
  'or-set': setOf((element, seen) => addsOf(element, seen).some((add) => !removesOf(element, seen).some((remove) => precedes(add, remove)))),
  'lww-register': (seen) => {
    const inOrder = seen.slice().sort((a, b) => stampOf(a, seen) - stampOf(b, seen) || a.owner - b.owner);
    return shown(inOrder.slice(-1));
  },
  'mv-register': (seen) =>
    shown(seen.filter((one) => !seen.some((other) => precedes(one, other))))
      .slice()
      .sort((a, b) => Number(a) - Number(b)),
};
