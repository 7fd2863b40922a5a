/**
 * The ready breakages that the Lab opens on: moments of presets at which something has gone wrong, each with what there is to do about it. And
 * the documents that the Lab opens: a preset's own, without the stop that ends it elsewhere.
 */
import { type Preset, presets } from '../../../engine/presets/index.ts';
import type { LowerView, UpperView } from '../../../state/stage-store.ts';
import type { PictureKind } from '../../../views/miniature/words.ts';

export interface Breakage {
  readonly id: string;
  /** In `presets`. */
  readonly preset: string;
  readonly title: string;
  /** What stands there, and what to do or watch. */
  readonly invitation: string;
  /** Where it opens, paused, all before it seen. */
  readonly startMs: number;
  readonly upper: UpperView;
  readonly lower: LowerView;
  readonly key?: string;
  readonly picture: PictureKind;
}

export const breakages: readonly Breakage[] = [
  {
    id: 'stale-replica',
    preset: 'stale-replica-everything-off',
    title: 'A stale replica',
    invitation: 'C has missed a write. Find three ways to bring it back.',
    startMs: 5200,
    upper: 'cluster',
    lower: 'space-time',
    key: 'cart',
    picture: 'cluster',
  },
  {
    id: 'lost-hint',
    preset: 'lost-hint',
    title: 'A lost hint',
    invitation: 'D kept the only hint for C, and lost it with its disk. Play on, then bring C back without it.',
    startMs: 1700,
    upper: 'cluster',
    lower: 'space-time',
    key: 'cart',
    picture: 'cluster',
  },
  {
    id: 'siblings-in-a-cart',
    preset: 'siblings-in-a-cart',
    title: 'Siblings in a cart',
    invitation: 'Two carts, and neither knew of the other. The tablet has read both: put them together.',
    startMs: 7200,
    upper: 'siblings',
    lower: 'space-time',
    key: 'cart',
    picture: 'siblings',
  },
  {
    id: 'resurrected-delete',
    preset: 'resurrected-delete',
    title: 'A deleted value comes back',
    invitation: 'C sleeps through a delete. Play on and see the milk return; then come back here and keep it deleted.',
    startMs: 3000,
    upper: 'cluster',
    lower: 'space-time',
    key: 'cart',
    picture: 'cluster',
  },
  {
    id: 'fast-clock',
    preset: 'fast-clock-loses-a-write',
    title: 'A fast clock loses a write',
    invitation: 'The laptop’s eggs were acknowledged and are gone. Make it happen again, then set A’s clock right.',
    startMs: 1650,
    upper: 'cluster',
    lower: 'operations',
    key: 'cart',
    picture: 'cluster',
  },
  {
    id: 'healed-by-gossip',
    preset: 'partition-healed-by-gossip',
    title: 'A partition to be healed by gossip',
    invitation: 'Three replicas have not heard of the bread. Heal the cut and watch the news go from one to the next.',
    startMs: 1300,
    upper: 'cluster',
    lower: 'space-time',
    key: 'cart',
    picture: 'cluster',
  },
  {
    id: 'healed-by-hints',
    preset: 'healed-by-hints',
    title: 'A partition to be healed by a hint',
    invitation: 'A keeps what C missed and tries again every second. Heal the cut and watch the hint land.',
    startMs: 2700,
    upper: 'cluster',
    lower: 'space-time',
    key: 'cart',
    picture: 'cluster',
  },
  {
    id: 'healed-by-merkle',
    preset: 'healed-by-merkle',
    title: 'A partition to be healed by Merkle trees',
    invitation: 'The cut is over, and B and C have compared hashes down to one leaf. Step on: only that leaf crosses.',
    startMs: 4700,
    upper: 'merkle',
    lower: 'space-time',
    key: 'cart',
    picture: 'merkle',
  },
];

/** The document that the Lab opens: it goes on for as long as anything is scheduled. */
export function labDocument(preset: Preset): Preset['scenario'] {
  return { ...preset.scenario, stop: { atMs: null } };
}

/** A breakage's preset; one that is not there is a mistake in the table above, and its test says so. */
export function presetOf({ preset }: Breakage): Preset {
  const found = presets[preset];
  if (found === undefined) throw new Error(`There is no preset named ${preset}.`);
  return found;
}
