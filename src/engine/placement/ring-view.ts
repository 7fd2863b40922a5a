/**
 * Placement by token ring: a key's owners are the first N replicas clockwise from its token, after those it is pinned to. Everything is
 * worked out when first asked and kept within a bound, so that 10,000 replicas that all own every key cost one list. Every answer is a
 * function of the ring, the pins and the keys that have numbers now, never of who asked before.
 */
import { assert } from '../../base/assert.ts';
import { combine, fingerprint, hashString, mix32 } from '../../base/hash.ts';
import type { Moving } from './moving.ts';
import { buildRing, keyToken, markPeers, ownershipOf, type Place, type Ring, rangeOf, walkClockwise } from './ring.ts';
import { ownershipOfSpread, type Site, type Spread, spreadOf, spreadPeers, walkSpread } from './spread-by-region.ts';
import { positionIn, type TokenShares, tokenShares } from './token-share.ts';
import { contains, type OwnerSet, type PlacementView } from './view.ts';

/** What the view needs of the run's keys (storage/key-table.ts): loaded keys first, then those that events named; `hash` is `hashString` of the name. */
export interface RingKeys {
  readonly size: number;
  readonly baseCount: number;
  name(key: number): string;
  hash(key: number): number;
}

export interface RingOptions {
  /** Names of the replicas, by index. */
  readonly replicas: readonly string[];
  readonly virtualNodes: number;
  /** For all, or for each region. */
  readonly replicationFactor: number | { readonly [region: string]: number };
  /** Key name → names of the replicas that its preference list begins with. */
  readonly pin: { readonly [key: string]: readonly string[] };
  readonly keys: RingKeys;
  readonly seed: number;
  /** Where each replica stands, by index; left out: nobody says. */
  readonly sites?: readonly Site[];
  /** Who has a place on the ring; left out: all replicas. */
  readonly places?: readonly Place[];
  /** Who stands in a pin's place for a replica that is not there any more; −1: nobody. */
  readonly heirOf?: (replica: number) => number;
  /** See `PlacementView`. */
  readonly members?: readonly number[];
  readonly isChanged?: boolean;
}

/** Owners of one range, or of one pinned key; the set is made when first asked for. */
interface Owners {
  readonly list: readonly number[];
  set: OwnerSet | null;
}

/** At most so many replica indices are kept in lists of owners, and as many in lists of peers. */
const CACHED_INDICES = 2_000_000;
/** Above this many owners, membership is searched in the sorted set. */
const SHORT_LIST = 16;
const NO_SETS: readonly OwnerSet[] = [];

/** The view of a ring. A pin must name replicas that exist. */
export function createRingView(options: RingOptions): RingView {
  return new RingView(options);
}

export class RingView implements PlacementView {
  readonly replicas: number;
  readonly members?: readonly number[];
  readonly isChanged?: boolean;
  /** Set once, by who makes the view of a ring that moves. */
  moving?: Moving;
  readonly ring: Ring;
  /** How many replicas own something. */
  private readonly holders: number;
  private readonly keys: RingKeys;
  private readonly owners: number;
  /** Null where owners are simply the next replicas. */
  private readonly spread: Spread | null;
  private readonly pins = new Map<string, Owners>();
  /** Where N = replicas: the only owner set. */
  private readonly everyone: OwnerSet | null;
  private readonly everyoneAlone: readonly OwnerSet[];
  private ranges = new Map<number, Owners>();
  private sets = new Map<number, OwnerSet>();
  private cachedOwners = 0;
  private readonly peers = new Map<number, readonly number[]>();
  private cachedPeers = 0;
  private holding: readonly number[] | null = null;
  private positions: number[][] | null = null;
  private shares: readonly number[] | null = null;
  private tokens: TokenShares | null = null;
  private spreadPeers: readonly ReadonlySet<number>[] | null = null;
  /** Hashes of the keys that `setsOf` was made for: those beyond the base can change when a run is taken back. */
  private seenNamed: number[] | null = null;
  private loadedSets: ReadonlyMap<number, OwnerSet> | null = null;
  private setsOf: (readonly OwnerSet[])[] = [];

  constructor(options: RingOptions) {
    const { replicas: names, virtualNodes, replicationFactor, pin, keys, seed, places, heirOf, members, isChanged } = options;
    this.ring = buildRing(names, virtualNodes, seed, places);
    this.keys = keys;
    this.replicas = names.length;
    this.holders = places?.length ?? names.length;
    if (members !== undefined) this.members = members;
    if (isChanged === true) this.isChanged = true;
    const standing = places?.map(({ replica }) => replica).sort((a, b) => a - b) ?? names.map((_, replica) => replica);
    this.spread = spreadOf(options.sites ?? [], replicationFactor, places === undefined ? null : new Set(standing));
    this.owners = this.spread?.owners ?? Math.min(Number(replicationFactor), this.holders);
    this.everyone = this.owners === this.holders ? this.canonicalSet(standing) : null;
    this.everyoneAlone = this.everyone === null ? NO_SETS : [this.everyone];
    const indices = new Map(names.map((name, replica) => [name, replica]));
    for (const [key, pinned] of Object.entries(pin)) {
      const named = pinned.map((name) => indices.get(name) ?? -1);
      assert(!named.includes(-1), `key ${key} is pinned to a replica that does not exist`);
      const first = heirOf === undefined ? named : [...new Set(named.map(heirOf))].filter((replica) => replica >= 0);
      const range = rangeOf(this.ring, keyToken(hashString(key)));
      this.pins.set(key, { list: Object.freeze(this.walk(range, first)), set: null });
    }
  }

  preferenceList(key: number): readonly number[] {
    return this.ownersOf(key).list;
  }

  fallbacks(key: number): readonly number[] {
    const owners = this.preferenceList(key);
    const range = rangeOf(this.ring, keyToken(this.keys.hash(key)));
    return walkClockwise(this.ring, range, Math.min(this.holders, 3 * this.owners), owners).slice(owners.length);
  }

  owns(replica: number, key: number): boolean {
    if (this.everyone !== null) return this.holders === this.replicas || contains(this.everyone.owners, replica);
    const owners = this.ownersOf(key);
    return this.owners <= SHORT_LIST ? owners.list.includes(replica) : contains(this.setOf(owners).owners, replica);
  }

  ownerSet(key: number): OwnerSet {
    return this.everyone ?? this.setOf(this.ownersOf(key));
  }

  positionOf(key: number): number {
    const token = keyToken(this.keys.hash(key));
    // A pinned key's owners need not own its range: it lies where the whole ring has it.
    if (this.everyone !== null || this.pinned(key) !== undefined) return token / 4294967296;
    this.tokens ??= tokenShares(this.ring, (range) => this.setOf(this.ownersOfRange(range)).id);
    return positionIn(this.ring, this.tokens, token);
  }

  ownerSetsOf(replica: number): readonly OwnerSet[] {
    if (this.everyone !== null) return this.keys.size > 0 && this.isOnRing(replica) ? this.everyoneAlone : NO_SETS;
    this.followKeys();
    return this.setsOf[replica] ?? NO_SETS;
  }

  peersOf(replica: number): readonly number[] {
    const known = this.peers.get(replica);
    if (known !== undefined) return known;
    const peers: number[] = [];
    if (this.everyone !== null) {
      if (this.isOnRing(replica)) for (const other of this.everyone.owners) if (other !== replica) peers.push(other);
    } else {
      const marks = new Uint8Array(this.replicas);
      if (this.spread === null) markPeers(this.ring, replica, this.positionsOf(replica), this.owners, marks);
      else for (const other of this.peersBySpread(this.spread)[replica]) marks[other] = 1;
      for (const { list } of this.pins.values()) if (list.includes(replica)) for (const other of list) marks[other] = 1;
      for (let other = 0; other < this.replicas; other++) if (marks[other] === 1 && other !== replica) peers.push(other);
    }
    if (this.cachedPeers + peers.length <= CACHED_INDICES) {
      this.cachedPeers += peers.length;
      this.peers.set(replica, Object.freeze(peers));
    }
    return peers;
  }

  ownership(): readonly number[] {
    this.shares ??= Object.freeze(this.spread === null ? ownershipOf(this.ring) : ownershipOfSpread(this.ring, this.spread));
    return this.shares;
  }

  private walk(range: number, first: readonly number[] = []): number[] {
    return this.spread === null ? walkClockwise(this.ring, range, this.owners, first) : walkSpread(this.ring, range, this.spread, first);
  }

  private peersBySpread(spread: Spread): readonly ReadonlySet<number>[] {
    this.spreadPeers ??= spreadPeers(this.ring, spread);
    return this.spreadPeers;
  }

  /** Whoever owns a key at this token that is not pinned, in preference order. */
  ownersAt(token: number): readonly number[] {
    return this.ownersOfRange(rangeOf(this.ring, token)).list;
  }

  /** Those that own something, rising. */
  everyHolder(): readonly number[] {
    this.holding ??= Object.freeze([...new Set(this.ring.holders)].sort((a, b) => a - b));
    return this.holding;
  }

  /** The owners of each pinned key. */
  pinnedOwners(): Iterable<readonly [key: string, owners: readonly number[]]> {
    return [...this.pins].map(([key, { list }]) => [key, list] as const);
  }

  private isOnRing(replica: number): boolean {
    return this.holders === this.replicas || (this.everyone !== null && contains(this.everyone.owners, replica));
  }

  private ownersOf(key: number): Owners {
    return this.pinned(key) ?? this.ownersOfRange(rangeOf(this.ring, keyToken(this.keys.hash(key))));
  }

  private pinned(key: number): Owners | undefined {
    return this.pins.size === 0 ? undefined : this.pins.get(this.keys.name(key));
  }

  private ownersOfRange(range: number): Owners {
    const known = this.ranges.get(range);
    if (known !== undefined) return known;
    // Cheaper to forget all than to keep an order of use: what is asked again is worked out again.
    if (this.cachedOwners > CACHED_INDICES) {
      this.ranges = new Map();
      this.sets = new Map();
      this.cachedOwners = 0;
    }
    const made: Owners = { list: Object.freeze(this.walk(range)), set: null };
    this.cachedOwners += this.owners;
    this.ranges.set(range, made);
    return made;
  }

  private setOf(owners: Owners): OwnerSet {
    owners.set ??= this.everyone ?? this.canonicalSet(owners.list.slice().sort((a, b) => a - b));
    return owners.set;
  }

  /** One object for equal owners, named by a fingerprint of them: the same name on every node, whatever was asked first. */
  private canonicalSet(sorted: readonly number[]): OwnerSet {
    let high = 0x811c9dc5;
    let low = 0x01000193;
    for (const replica of sorted) {
      high = combine(high, replica);
      low = combine(low, replica);
    }
    const id = fingerprint(mix32(high), mix32(low));
    const known = this.sets.get(id);
    if (known !== undefined) return known;
    const made: OwnerSet = Object.freeze({ id, owners: Object.freeze(sorted) });
    this.sets.set(id, made);
    this.cachedOwners += sorted.length;
    return made;
  }

  private positionsOf(replica: number): readonly number[] {
    if (this.positions === null) {
      const positions: number[][] = Array.from({ length: this.replicas }, () => []);
      this.ring.holders.forEach((holder, at) => {
        positions[holder].push(at);
      });
      this.positions = positions;
    }
    return this.positions[replica];
  }

  /** Brings `setsOf` up to the keys that have numbers now. */
  private followKeys(): void {
    const { keys } = this;
    const named = keys.size - keys.baseCount;
    const seen = this.seenNamed;
    let unchanged = seen !== null && seen.length === named;
    for (let i = 0; unchanged && i < named; i++) unchanged = seen?.[i] === keys.hash(keys.baseCount + i);
    if (unchanged) return;
    const sets = new Map(this.setsOfLoaded());
    const hashes: number[] = [];
    for (let key = keys.baseCount; key < keys.size; key++) {
      const set = this.ownerSet(key);
      sets.set(set.id, set);
      hashes.push(keys.hash(key));
    }
    this.seenNamed = hashes;
    const setsOf: OwnerSet[][] = [];
    for (const set of [...sets.values()].sort((a, b) => a.id - b.id)) {
      for (const owner of set.owners) {
        setsOf[owner] ??= [];
        setsOf[owner].push(set);
      }
    }
    this.setsOf = setsOf;
  }

  /** Owner sets of the loaded keys, by id; reads no further once every range holds one, unless some key is pinned. */
  private setsOfLoaded(): ReadonlyMap<number, OwnerSet> {
    if (this.loadedSets !== null) return this.loadedSets;
    const sets = new Map<number, OwnerSet>();
    const ranges = new Uint8Array(this.ring.tokens.length);
    let empty = ranges.length;
    for (let key = 0; key < this.keys.baseCount && (empty > 0 || this.pins.size > 0); key++) {
      const pinned = this.pinned(key);
      if (pinned !== undefined) {
        const set = this.setOf(pinned);
        sets.set(set.id, set);
        continue;
      }
      const range = rangeOf(this.ring, keyToken(this.keys.hash(key)));
      if (ranges[range] === 1) continue;
      ranges[range] = 1;
      empty--;
      const set = this.setOf(this.ownersOfRange(range));
      sets.set(set.id, set);
    }
    this.loadedSets = sets;
    return sets;
  }
}
