/** What names a version on screen: `v3` (its key's third write in event order) under timestamps, `A2 B1` under vectors. */
import { ACTOR_STEP, type Cell, isOneValue, LOADER_ACTOR, type Version, type VersionVector } from '../versions/version.ts';
import type { World } from '../world/world.ts';

/** The name of an entry of a vector: a replica, with its incarnation once it has lost data. */
export function actorName(nameOf: (actor: number) => string, actor: number): string {
  const replica = actor % ACTOR_STEP;
  if (replica === LOADER_ACTOR) return 'loaded';
  const incarnation = Math.floor(actor / ACTOR_STEP) + 1;
  return incarnation === 1 ? nameOf(replica) : `${nameOf(replica)}~${incarnation}`;
}

export function vectorText(nameOf: (actor: number) => string, clock: VersionVector): string {
  const parts: string[] = [];
  for (let i = 0; i < clock.length; i += 2) parts.push(`${actorName(nameOf, clock[i])}${clock[i + 1]}`);
  return parts.join(' ');
}

/** The name of each version that a copy shows. */
export function labelsOf(world: World, cell: Cell): readonly string[] {
  return isOneValue(cell) ? [vectorText(world.nameOf, cell.clock)] : cell.versions.map((version) => labelOf(world, cell, version));
}

export function labelOf(world: World, cell: Cell, version: Version): string {
  if (version.counter === 0) return `v${world.folds.facts.writes.numberOf(version.operation)}`;
  if (cell.versions.length === 1) return vectorText(world.nameOf, cell.clock);
  return `${actorName(world.nameOf, version.actor)}${version.counter}`;
}
