/** What conditions read of the present: copies, siblings, holders, and whether a record is the one that is waited for. Facts only; what is remembered is in `conditions.ts`. */

import { convergence, distinctCopies, spread } from '../metrics/index.ts';
import type { Condition } from '../scenario/scenario.ts';
import type { TraceRecord } from '../trace.ts';
import { canonicalJson, type Json, siblingCount, valuesOf } from '../versions/version.ts';
import type { FoldSet } from './fold.ts';
import { fieldOf } from './record-fields.ts';

/** True where the number is there and within the bounds that are given. */
export function within(value: number | null, { atLeast, atMost }: { readonly atLeast?: number | undefined; readonly atMost?: number | undefined }): boolean {
  return value !== null && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

/** True where the record is of the event asked for and has all the fields asked for. */
export function matches(record: TraceRecord, { event, where }: Extract<Condition, { event: string }>, folds: FoldSet): boolean {
  if (record.type !== event) return false;
  if (where === undefined) return true;
  for (const [name, wanted] of Object.entries(where)) {
    const found = fieldOf(record, name, folds.facts);
    if (found === undefined || canonicalJson(found) !== canonicalJson(wanted)) return false;
  }
  return true;
}

/** True where the replica stores these values of the key, in any order, and no others. */
export function storesExactly({ replica, key }: { readonly replica: string; readonly key: string }, equals: readonly Json[], folds: FoldSet): boolean {
  const { facts } = folds;
  const number = facts.keys.find(key);
  let index = 0;
  while (index < facts.replicas && facts.replicaName(index) !== replica) index++;
  const stored = number < 0 || index === facts.replicas ? [] : valuesOf(facts.copyOf(index, number));
  const texts = equals.map(canonicalJson).sort();
  return (
    stored.length === texts.length &&
    stored
      .map(canonicalJson)
      .sort()
      .every((text, i) => text === texts[i])
  );
}

/** The most siblings that any owner's copy has; 1 where there is no conflict, 0 where nothing is stored. */
export function siblingsOf(name: string, folds: FoldSet): number {
  const key = folds.facts.keys.find(name);
  if (key < 0) return 0;
  let most = 0;
  for (const { cell } of distinctCopies(folds.state(convergence), key, folds.facts)) most = Math.max(most, siblingCount(cell));
  return most;
}

/** How many owners hold the first version written to the key, or something that supersedes it. */
export function holdersOf(name: string, folds: FoldSet): number {
  const { facts } = folds;
  const key = facts.keys.find(name);
  const first = key < 0 ? undefined : folds.state(spread).firsts.get(key);
  if (first === undefined) return 0;
  let holders = 0;
  for (const { cell, count } of distinctCopies(folds.state(convergence), key, facts)) if (facts.policy.covers(cell, first)) holders += count;
  return holders;
}
