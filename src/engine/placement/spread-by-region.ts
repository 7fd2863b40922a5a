/**
 * Owners spread over regions and racks, after Cassandra's NetworkTopologyStrategy: the walk clockwise takes, for each region, the replicas that
 * stand there, one of each rack before a second of any; where a region has fewer racks than owners, the first repeats on the way fill it up. With one
 * number for all regions the whole ring is walked as one region whose racks are those of every region (if any are named). Replicas that
 * name no rack stand together in one. Preference lists keep the order of the ring, regions mixed, as Cassandra's do.
 */
import type { Ring } from './ring.ts';

export interface Site {
  readonly region: string | null;
  readonly rack: string | null;
}

/** One region as the walk sees it. */
interface Zone {
  /** Owners of a key that stand in it: what is asked for, or all of its replicas. */
  readonly wanted: number;
  /** How many owners may share a rack with an owner before them. */
  readonly repeats: number;
}

export interface Spread {
  /** Owners of each key, all regions together. */
  readonly owners: number;
  readonly zones: readonly Zone[];
  /** By replica: its zone; −1 where that holds no copies. */
  readonly zoneOf: Int32Array;
  /** By replica: the number of its rack, no two zones sharing one. */
  readonly rackOf: Int32Array;
}

const RING_SIZE = 4294967296;

/** `standing`: who has a place on the ring, null: everybody. Null where the next replicas are the owners, whoever they are: one number for all, and no racks. */
export function spreadOf(
  sites: readonly Site[],
  replicationFactor: number | { readonly [region: string]: number },
  standing: ReadonlySet<number> | null = null,
): Spread | null {
  const single = typeof replicationFactor === 'number';
  if (single && sites.every(({ rack }) => rack === null)) return null;
  const names = single ? [] : Object.keys(replicationFactor);
  const zoneOf = Int32Array.from(sites, ({ region }, replica) => (standing?.has(replica) === false ? -1 : single ? 0 : names.indexOf(region ?? '')));
  const racks = new Map<string, number>();
  const rackOf = Int32Array.from(sites, ({ region, rack }) => {
    const name = JSON.stringify([region, rack]);
    const known = racks.get(name) ?? racks.size;
    racks.set(name, known);
    return known;
  });
  const zones = (single ? [replicationFactor] : Object.values(replicationFactor)).map((factor, zone): Zone => {
    const members = [...zoneOf.keys()].filter((replica) => zoneOf[replica] === zone);
    const wanted = Math.min(factor, members.length);
    return { wanted, repeats: Math.max(0, wanted - new Set(members.map((replica) => rackOf[replica])).size) };
  });
  return { owners: zones.reduce((sum, { wanted }) => sum + wanted, 0), zones, zoneOf, rackOf };
}

/** The owners of a range; `first` come before, while their region has room for them. */
export function walkSpread(ring: Ring, range: number, spread: Spread, first: readonly number[] = []): number[] {
  const { owners, zones, zoneOf, rackOf } = spread;
  const list: number[] = [];
  const taken = new Set<number>();
  const racks = new Set<number>();
  const room = zones.map(({ wanted }) => wanted);
  const repeats = zones.map((zone) => zone.repeats);
  const take = (replica: number, isPinned: boolean): void => {
    const zone = zoneOf[replica];
    if (zone < 0 || room[zone] === 0 || taken.has(replica)) return;
    if (racks.has(rackOf[replica])) {
      if (repeats[zone] <= 0 && !isPinned) return;
      repeats[zone]--;
    }
    racks.add(rackOf[replica]);
    taken.add(replica);
    room[zone]--;
    list.push(replica);
  };
  for (const replica of first) take(replica, true);
  const size = ring.holders.length;
  for (let step = 0, at = range; step < size && list.length < owners; step++) {
    take(ring.holders[at], false);
    at = at + 1 === size ? 0 : at + 1;
  }
  return list;
}

/** By replica: all that share some range with it. */
export function spreadPeers(ring: Ring, spread: Spread): readonly ReadonlySet<number>[] {
  const peers = Array.from({ length: ring.replicas }, () => new Set<number>());
  for (let range = 0; range < ring.tokens.length; range++) {
    const list = walkSpread(ring, range, spread);
    for (const one of list) for (const other of list) if (one !== other) peers[one].add(other);
  }
  return peers;
}

/** Share of the ring for which each replica comes first, by index; sums to 1. */
export function ownershipOfSpread(ring: Ring, spread: Spread): number[] {
  const { tokens } = ring;
  const shares = new Array<number>(ring.replicas).fill(0);
  for (let range = 0; range < tokens.length; range++) {
    const length = range === 0 ? tokens[0] - tokens[tokens.length - 1] + RING_SIZE : tokens[range] - tokens[range - 1];
    shares[walkSpread(ring, range, spread)[0]] += length / RING_SIZE;
  }
  return shares;
}
