/** What a node believes of the ring: who owns which key. Immutable and shared between nodes until their beliefs differ. */
import type { Moving } from './moving.ts';

/** All keys whose set of owners is the same: what one Merkle tree covers. */
export interface OwnerSet {
  readonly id: number;
  /** Replica indices, rising. */
  readonly owners: readonly number[];
}

export interface PlacementView {
  /** The key's N owners, in preference order. */
  preferenceList(key: number): readonly number[];
  /** The replicas after the owners in ring order, the next first: who may stand in for an owner. At most twice as many as there are owners. */
  fallbacks(key: number): readonly number[];
  owns(replica: number, key: number): boolean;
  ownerSet(key: number): OwnerSet;
  /** Where the key's token lies among all tokens of its owner set, from 0 to below 1; left out: nobody cuts trees by tokens. */
  positionOf?(key: number): number;
  /** The owner sets that a replica belongs to, by rising id; only those that any key of the run falls in. */
  ownerSetsOf(replica: number): readonly OwnerSet[];
  /** Replicas that share some owner set with this one, by rising index; never itself. */
  peersOf(replica: number): readonly number[];
  /** Share of the ring's tokens for which each replica comes first, by index; sums to 1. */
  ownership(): readonly number[];
  /** How many replicas there are or were: their numbers are below it. */
  readonly replicas: number;
  /** Those that are in the cluster or about to join it, rising; left out: all of them. */
  readonly members?: readonly number[];
  /** What moves now; left out where nothing does. */
  readonly moving?: Moving;
  /** True where anybody joined, left or was replaced since the run began, or is about to: only then may a replica meet keys that are not its own. */
  readonly isChanged?: boolean;
}

/** Whether a replica is in the cluster, or about to join it. */
export function isMember({ members, replicas }: PlacementView, replica: number): boolean {
  return members === undefined ? replica < replicas : contains(members, replica);
}

const NOBODY: readonly number[] = [];

/** The replicas that are about to own the key besides its owners: they take its writes already. */
export function pendingOwners(view: PlacementView, key: number): readonly number[] {
  return view.moving === undefined ? NOBODY : view.moving.pendingOwners(key);
}

/** Whether the replica has business with the key: it owns it or is about to. */
export function serves(view: PlacementView, replica: number, key: number): boolean {
  return view.isChanged !== true || view.owns(replica, key) || pendingOwners(view, key).includes(replica);
}

export function contains(sorted: readonly number[], value: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}
