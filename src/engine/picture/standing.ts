/**
 * Where a replica stands and how it stands in the ring, as parts of a picture: its region and rack, whether it is on its way in or out, who
 * owns the keys that are drawn, and what has crossed between regions. Read off the cluster's own ring, which no node need know yet.
 */
import { regions } from '../metrics/index.ts';
import { pendingOwners } from '../placement/view.ts';
import type { World } from '../world/world.ts';
import type { CrossingView, KeyOwnersView, ReplicaView, RingView } from './snapshot.ts';

/** Of more replicas a picture has no room to say who owns what. */
const MOST_REPLICAS = 40;

function ringOf(world: World, replica: number): RingView | null {
  const entry = world.ring.entries.find((one) => one.replica === replica);
  if (entry === undefined || entry.status === 'member') return null;
  return { status: entry.status, of: entry.of === replica ? null : world.nameOf(entry.of) };
}

/** `before` gives its own ring where nothing about it changed. */
export function standingOf(world: World, replica: number, before: ReplicaView | undefined): Pick<ReplicaView, 'region' | 'rack' | 'ring'> {
  const { region, rack } = world.config.replicas[replica];
  const now = world.ring.entries.length === 0 ? null : ringOf(world, replica);
  const ring = before?.ring !== undefined && now !== null && before.ring.status === now.status && before.ring.of === now.of ? before.ring : now;
  return { ...(region === null ? {} : { region }), ...(rack === null ? {} : { rack }), ...(ring === null ? {} : { ring }) };
}

/** Who owns each of these keys and who is about to; left out where every replica owns all of them. */
export function ownersOf(world: World, keys: readonly number[]): { readonly owners?: KeyOwnersView } {
  const { view, replicas } = world;
  const here = replicas.filter(({ id }) => !world.hasLeft(id)).map(({ id }) => id);
  if (here.length > MOST_REPLICAS || keys.every((key) => here.every((id) => view.owns(id, key)))) return {};
  const named = (numbers: readonly number[]): readonly string[] => numbers.toSorted((a, b) => a - b).map(world.nameOf);
  return {
    owners: Object.fromEntries(keys.map((key) => [world.keys.name(key), { now: named(view.preferenceList(key)), next: named(pendingOwners(view, key)) }])),
  };
}

/** What crossed between regions so far; left out where the scenario knows none. The one before where nothing more crossed. */
export function crossingOf(world: World, before: CrossingView | undefined): { readonly crossing?: CrossingView } {
  if ((world.config.replicas[0]?.region ?? null) === null) return {};
  const { count, bytes, bytePrices } = world.folds.state(regions);
  const isSame = before !== undefined && before.messages === count && before.bytes === bytes;
  return { crossing: isSame ? before : { messages: count, bytes, cost: bytePrices / 1024 ** 3 } };
}
