/** What the three sets share: the versions of an element, and what a set held before time began. */
import { counterOf } from '../versions/vector.ts';
import { type Cell, canonicalJson, type Json, LOADER_ACTOR, makeCell, makeVersion, type Version } from '../versions/version.ts';
import { deltaCell, type KernelType } from './kernel.ts';

/** True where the version is the element, in it or (a tombstone) taken out. */
export function isOf(element: Json): (version: Version) => boolean {
  const text = canonicalJson(element);
  return (version) => (version.tombstone ? canonicalJson(version.value) : version.text) === text;
}

/** The delta of a set whose versions stay for ever: all there is of the element, were it only to say that it was in already. */
export function elementDelta(id: string): NonNullable<KernelType['delta']> {
  return ({ actor, value }, minted) => {
    const versions = minted.versions.filter(isOf(value));
    const event = minted.event === undefined ? {} : { event: minted.event };
    return deltaCell(id, versions, [[actor, counterOf(minted.clock, actor)], ...versions.map((version) => [version.actor, version.counter] as const)], event);
  };
}

/** The elements `k7:1` and `k7:2`, or just the first where older. */
export function loadedSet(id: string): NonNullable<KernelType['loaded']> {
  return (kind, name, valueBytes): Cell => {
    const count = kind === 'current' ? 2 : 1;
    const versions = Array.from({ length: count }, (_, i) =>
      makeVersion({
        operation: i === 1 ? 0 : -1,
        value: `${name}:${i + 1}`,
        tombstone: false,
        timestampUs: i - 2,
        coordinator: LOADER_ACTOR,
        actor: LOADER_ACTOR,
        counter: i + 1,
        valueBytes,
      }),
    );
    return makeCell(versions, [LOADER_ACTOR, count], { type: id });
  };
}
