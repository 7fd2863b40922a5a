/**
 * Version vectors as flat sorted arrays [actor, counter, actor, counter, …]: comparing, merging and counting, without allocating where
 * nothing new comes out. An actor that is missing counts 0. After Parker et al., "Detection of mutual inconsistency in distributed
 * systems" (1983). How a vector is written for people lives elsewhere.
 */
import { EMPTY_VECTOR, type VersionVector } from './version.ts';

/** `before`: the first is an ancestor of the second. */
export type Causality = 'equal' | 'before' | 'after' | 'concurrent';

/** How the history `a` relates to the history `b`. */
export function compareVectors(a: VersionVector, b: VersionVector): Causality {
  let more = false;
  let less = false;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && a[i] < b[j])) {
      more = true;
      i += 2;
    } else if (i >= a.length || b[j] < a[i]) {
      less = true;
      j += 2;
    } else {
      if (a[i + 1] > b[j + 1]) more = true;
      else if (a[i + 1] < b[j + 1]) less = true;
      i += 2;
      j += 2;
    }
    if (more && less) return 'concurrent';
  }
  return more ? 'after' : less ? 'before' : 'equal';
}

/** True where `a` has seen every event that `b` has: equal, or after it. */
export function descends(a: VersionVector, b: VersionVector): boolean {
  let i = 0;
  for (let j = 0; j < b.length; j += 2) {
    while (i < a.length && a[i] < b[j]) i += 2;
    if (i >= a.length || a[i] !== b[j] || a[i + 1] < b[j + 1]) return false;
  }
  return true;
}

/** How many events of the actor the vector has seen; 0 where it names none. */
export function counterOf(vector: VersionVector, actor: number): number {
  for (let i = 0; i < vector.length; i += 2) {
    if (vector[i] === actor) return vector[i + 1];
    if (vector[i] > actor) return 0;
  }
  return 0;
}

/** True where the vector has seen the actor's event of that number. */
export function coversDot(vector: VersionVector, actor: number, counter: number): boolean {
  return counter <= counterOf(vector, actor);
}

/** The least vector that has seen what either has; one of the two itself where it descends the other. */
export function mergeVectors(a: VersionVector, b: VersionVector): VersionVector {
  if (descends(a, b)) return a;
  if (descends(b, a)) return b;
  const merged: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && a[i] < b[j])) {
      merged.push(a[i], a[i + 1]);
      i += 2;
    } else if (i >= a.length || b[j] < a[i]) {
      merged.push(b[j], b[j + 1]);
      j += 2;
    } else {
      merged.push(a[i], Math.max(a[i + 1], b[j + 1]));
      i += 2;
      j += 2;
    }
  }
  return merged;
}

/** The vector with one more event of the actor, after all that it knows of and after `floor` others, of which a pruned vector may know nothing. */
export function increment(vector: VersionVector, actor: number, floor = 0): VersionVector {
  let at = 0;
  while (at < vector.length && vector[at] < actor) at += 2;
  const next = vector.slice();
  if (vector[at] === actor) next[at + 1] = Math.max(next[at + 1], floor) + 1;
  else next.splice(at, 0, actor, floor + 1);
  return next;
}

/** A vector from [actor, counter] pairs in any order, each actor at most once; counters of 0 are left out. */
export function vectorOf(pairs: readonly (readonly [actor: number, counter: number])[]): VersionVector {
  const kept = pairs.filter((pair) => pair[1] > 0);
  return kept.length === 0 ? EMPTY_VECTOR : kept.sort((a, b) => a[0] - b[0]).flat();
}
