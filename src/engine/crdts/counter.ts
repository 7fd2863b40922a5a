/** What the two counters share: one entry for each owner that ever counted, which only that owner raises; merging takes the later entry of each. */

import type { Minting } from '../versions/policy.ts';
import { counterOf } from '../versions/vector.ts';
import { type Cell, type Json, LOADER_ACTOR, makeCell, makeVersion, type Version } from '../versions/version.ts';
import type { Change, KernelType } from './kernel.ts';

/** The owner's entry raised; `raise` gets it as it was, undefined at first. */
export function counted(held: readonly Version[], { actor }: Minting, valueBytes: number, raise: (before: Json | undefined) => Json): Change {
  const own = held.find((version) => version.actor === actor);
  return { keep: held.filter((version) => version !== own), add: { value: raise(own?.value), valueBytes } };
}

/** A counter's delta: its owner's entry, which stands for all that the owner ever counted. */
export function entryDelta(id: string): NonNullable<KernelType['delta']> {
  return ({ actor }, minted) => {
    const own = minted.versions.filter((version) => version.actor === actor);
    return makeCell(own, [actor, counterOf(minted.clock, actor)], { type: id });
  };
}

/** Counted before time began: 2, or 1 where older. */
export function loadedCounter(id: string, entry: (count: number) => Json, valueBytes: number): NonNullable<KernelType['loaded']> {
  return (kind): Cell => {
    const { count, operation } = kind === 'current' ? { count: 2, operation: 0 } : { count: 1, operation: -1 };
    const named = { operation, tombstone: false, timestampUs: count - 3, coordinator: LOADER_ACTOR, actor: LOADER_ACTOR, counter: count };
    return makeCell([makeVersion({ ...named, value: entry(count), valueBytes })], [LOADER_ACTOR, count], { type: id });
  };
}

export function notANumber(value: Json): string | null {
  return typeof value === 'number' ? null : 'a counter counts by a number';
}
