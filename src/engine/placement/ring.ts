/**
 * The token ring: every replica holds some tokens of a 32-bit ring, and a token owns the range that ends at it. Pure functions over two
 * typed arrays, for placement views and for charts of balance. After Karger et al. (1997); several tokens a replica ("virtual nodes") and
 * the walk that skips replicas already taken after Dynamo, section 4.3. Knows no racks or regions: those are in `spread-by-region.ts`.
 */
import { assert } from '../../base/assert.ts';
import { Concern } from '../../base/draws.ts';
import { combine, hashString, mix32 } from '../../base/hash.ts';

/** Rising tokens with the replica of each; equal tokens by replica index. */
export interface Ring {
  readonly tokens: Uint32Array;
  readonly holders: Uint16Array;
  readonly replicas: number;
}

const RING_SIZE = 4294967296;
const MAX_REPLICAS = 65535;
/** Above this many owners a walk marks whom it took instead of looking through its list. */
const SHORT_LIST = 32;

/** Who stands on the ring, and by whose name its tokens are drawn: its own, or that of the replica it has replaced. */
export interface Place {
  readonly replica: number;
  readonly name: string;
}

/**
 * The ring of these replicas (unique names, at most 65,535), or of those of them that have a place on it. A replica's tokens depend on the
 * seed and a name alone, whoever else is there.
 */
export function buildRing(names: readonly string[], virtualNodes: number, seed: number, places: readonly Place[] = placesOf(names)): Ring {
  assert(places.length > 0 && names.length <= MAX_REPLICAS && virtualNodes >= 1, 'a ring needs 1 to 65,535 replicas with a token each');
  const size = places.length * virtualNodes;
  // Token and holder in one exact number, so that a plain sort breaks ties by replica.
  const entries = new Float64Array(size);
  places.forEach(({ name, replica }, at) => {
    const hash = combine(combine(seed, Concern.token), hashString(name));
    for (let i = 0; i < virtualNodes; i++) entries[at * virtualNodes + i] = mix32(combine(hash, i)) * 65536 + replica;
  });
  entries.sort();
  const tokens = new Uint32Array(size);
  const holders = new Uint16Array(size);
  for (let i = 0; i < size; i++) {
    tokens[i] = Math.floor(entries[i] / 65536);
    holders[i] = entries[i] % 65536;
  }
  return { tokens, holders, replicas: names.length };
}

function placesOf(names: readonly string[]): readonly Place[] {
  return names.map((name, replica) => ({ replica, name }));
}

/** Where on the ring a key lies, from the hash of its name. */
export function keyToken(hash: number): number {
  return mix32(combine(0x6b657973, hash));
}

/** The range that a token falls in: the index of the first token at or after it, clockwise. */
export function rangeOf(ring: Ring, token: number): number {
  const { tokens } = ring;
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens[middle] < token) low = middle + 1;
    else high = middle;
  }
  return low === tokens.length ? 0 : low;
}

/** The first `count` different replicas clockwise from a range, after those that `first` names already (`first` counts too). */
export function walkClockwise(ring: Ring, range: number, count: number, first: readonly number[] = []): number[] {
  const list = first.slice(0, count);
  const taken = count > SHORT_LIST ? new Uint8Array(ring.replicas) : null;
  if (taken !== null) for (const replica of list) taken[replica] = 1;
  const size = ring.holders.length;
  for (let step = 0, at = range; step < size && list.length < count; step++) {
    const replica = ring.holders[at];
    if (taken === null ? !list.includes(replica) : taken[replica] === 0) {
      list.push(replica);
      if (taken !== null) taken[replica] = 1;
    }
    at = at + 1 === size ? 0 : at + 1;
  }
  return list;
}

/** Share of the ring for which each replica comes first, by index; exact, so it sums to 1. */
export function ownershipOf(ring: Ring): number[] {
  const { tokens, holders } = ring;
  const shares = new Array<number>(ring.replicas).fill(0);
  for (let i = 0; i < tokens.length; i++) {
    const length = i === 0 ? tokens[0] - tokens[tokens.length - 1] + RING_SIZE : tokens[i] - tokens[i - 1];
    shares[holders[i]] += length / RING_SIZE;
  }
  return shares;
}

/**
 * Marks in `peers` every replica that owns some range together with `replica`, under `count` owners a range; `positions` are the indices
 * of its own tokens. A range reaches one of them while fewer than `count` others lie between, so those others, and the first
 * `count − 1` clockwise, are all there are.
 */
export function markPeers(ring: Ring, replica: number, positions: readonly number[], count: number, peers: Uint8Array): void {
  const size = ring.holders.length;
  for (const position of positions) {
    for (const peer of walkClockwise(ring, position, count)) peers[peer] = 1;
    const behind = new Set<number>();
    for (let step = 1; step < size && behind.size < count - 1; step++) {
      const other = ring.holders[(position - step + size) % size];
      if (other === replica) break;
      behind.add(other);
    }
    for (const peer of behind) peers[peer] = 1;
    // With many owners a range, a few tokens reach everyone.
    if (!peers.includes(0)) break;
  }
  peers[replica] = 0;
}
