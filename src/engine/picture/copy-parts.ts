/**
 * What is inside a copy beyond its versions: the entries of a counter, the elements of a set with their tags (Shapiro et al. 2011), and whether it is
 * damaged, which the picture knows and the cluster does not.
 */
import { type Cell, canonicalJson, isOneValue, isUnwritten, type Json, UNWRITTEN, type Version } from '../versions/version.ts';
import type { World } from '../world/world.ts';
import { actorName } from './labels.ts';
import { picture } from './picture.ts';
import type { DamageView, DotView, ElementView, StateView } from './snapshot.ts';

/** Null for what is read version by version. */
export function stateOf(world: World, cell: Cell): StateView | null {
  if (!isOneValue(cell)) return null;
  if (cell.type === 'g-counter' || cell.type === 'pn-counter') return counterOf(world, cell, cell.type === 'pn-counter');
  return { type: 'set', elements: elementsOf(world, cell) };
}

function counterOf(world: World, { versions }: Cell, bothWays: boolean): StateView {
  const entries = versions.map(({ actor, value }) => {
    const [up, down] = bothWays ? (value as readonly [number, number]) : [value as number, 0];
    return { actor: actorName(world.nameOf, actor), up, down };
  });
  return { type: 'counter', bothWays, entries };
}

/** In the order of their values, as they are read. */
function elementsOf(world: World, { versions }: Cell): readonly ElementView[] {
  const found = new Map<string, { readonly value: Json; readonly tags: DotView[]; removed: boolean }>();
  for (const version of versions) {
    const text = version.tombstone ? canonicalJson(version.value) : version.text;
    const element = found.get(text) ?? { value: version.value, tags: [], removed: false };
    found.set(text, element);
    if (version.tombstone) element.removed = true;
    else element.tags.push(dotOf(world, version));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element);
}

const dotOf = (world: World, { actor, counter }: Version): DotView => ({ actor: actorName(world.nameOf, actor), counter });

export function isRotten(world: World, replica: number, key: number): boolean {
  return world.replicas[replica].store?.isRotten(key) === true;
}

/** Null where the copy is sound, or where there is none. */
export function damageOf(world: World, replica: number, key: number, cell: Cell | undefined): DamageView | null {
  const rotten = isRotten(world, replica, key);
  if (cell === undefined) return rotten ? 'checksum' : null;
  if (rotten) return 'rot';
  if (!isUnwritten(cell)) return null;
  const { lies } = world.folds.state(picture);
  return cell.versions.some(({ operation, hash }) => operation === UNWRITTEN && lies.has(hash)) ? 'lie' : 'rot';
}
