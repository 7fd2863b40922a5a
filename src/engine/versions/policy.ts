/** What every conflict policy offers: naming a new version and merging two cells. One file per policy, one line each in `index.ts`. */
import type { Cell, Json, Version, VersionVector } from './version.ts';

export interface Minting {
  /** What the replica that names the version stores of the key now. */
  readonly current: Cell | undefined;
  /** What the writing client had read; empty if it never read the key, or asked for no context. */
  readonly context: VersionVector;
  readonly operation: number;
  readonly value: Json;
  readonly tombstone: boolean;
  readonly valueBytes: number;
  /** The namer's own clock, microseconds. */
  readonly nowUs: number;
  /** The namer: a replica's index, or −1 − client. */
  readonly coordinator: number;
  /** The namer's entry in vectors: changes when it lost data. */
  readonly actor: number;
}

export interface ConflictPolicy {
  readonly id: string;
  /** True where a replica that owns the key must name the version (vectors); false where any coordinator's clock may (timestamps). */
  readonly mintedByOwner: boolean;
  /** True where concurrent versions are kept side by side. */
  readonly keepsSiblings: boolean;
  /**
   * The cell that a write makes, to be merged by every replica: under timestamps the new version alone, under vectors the namer's own
   * cell with the write applied (so merging it into `current` gives it unchanged).
   */
  mint(minting: Minting): Cell;
  /**
   * The one cell both agree on. Returns `local` itself (the same reference) where `incoming` adds nothing, and `incoming` itself where
   * it supersedes `local` whole.
   */
  merge(local: Cell, incoming: Cell): Cell;
  /** True where `cell` holds `version` or something that supersedes it in the policy's own order. */
  covers(cell: Cell, version: Version): boolean;
}
