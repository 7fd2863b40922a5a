/** The draft of a partition while its sides are chosen: pure moves on groups of names. */
import type { Point } from './geometry.ts';

export interface PartitionDraft {
  readonly groups: readonly (readonly string[])[];
}

/** The draft with every replica in exactly one group, in the scenario's order; those in none belong to the first. */
export function normalised(draft: PartitionDraft, ids: readonly string[]): PartitionDraft {
  const named = draft.groups.map((group) => ids.filter((id) => group.includes(id)));
  const rest = ids.filter((id) => !draft.groups.some((group) => group.includes(id)));
  const first = ids.filter((id) => named[0]?.includes(id) === true || rest.includes(id));
  return { groups: [first, ...named.slice(1)].filter((group) => group.length > 0) };
}

export function sideIn(draft: PartitionDraft, id: string): number {
  return Math.max(
    0,
    draft.groups.findIndex((group) => group.includes(id)),
  );
}

/** Puts a replica on the next side: as many as exist and one more, then the first again. Sides that nobody is left on go. */
export function toNextSide(draft: PartitionDraft, id: string, ids: readonly string[]): PartitionDraft {
  const before = normalised(draft, ids);
  const at = sideIn(before, id);
  const alone = before.groups[at]?.length === 1;
  // Alone on the last side, a side of its own would be the same again.
  const sides = before.groups.length + (alone && at === before.groups.length - 1 ? 0 : 1);
  const to = (at + 1) % sides;
  const groups = Array.from({ length: sides }, (_, i) => ids.filter((one) => (one === id ? i === to : sideIn(before, one) === i)));
  return { groups: groups.filter((group) => group.length > 0) };
}

/** The two sides of a line across the stage, the first replica's first; null where all are on one. */
export function sidesOfLine(from: Point, to: Point, places: readonly (Point & { readonly id: string })[]): PartitionDraft | null {
  const right = (place: Point) => (to.x - from.x) * (place.y - from.y) - (to.y - from.y) * (place.x - from.x) > 0;
  const first = places[0];
  if (first === undefined) return null;
  const here = places.filter((place) => right(place) === right(first)).map((place) => place.id);
  const there = places.filter((place) => right(place) !== right(first)).map((place) => place.id);
  return there.length === 0 ? null : { groups: [here, there] };
}

/** Why the draft cannot be applied yet; null where it can. */
export function whyNot(draft: PartitionDraft): string | null {
  return draft.groups.length > 1 ? null : 'All replicas are on one side: choose one to cut off';
}
