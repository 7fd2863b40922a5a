/** What a node believes of the ring: who owns which key. Immutable and shared between nodes until their beliefs differ. */

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
  readonly replicas: number;
}
