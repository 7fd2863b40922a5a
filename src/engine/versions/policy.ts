/** What every conflict policy offers: naming a new version and merging two cells. One file per policy, one line each in `index.ts`. */
import type { Cell, Json, Version, VersionVector } from './version.ts';

/** A hybrid logical clock's reading: physical microseconds, and a counter that tells apart events within them (Kulkarni et al. 2014). */
export interface HybridTime {
  readonly us: number;
  readonly logical: number;
}

/** What a client asks for that changes a key. */
export type WriteKind = 'write' | 'delete' | 'resolve' | 'increment' | 'add' | 'remove';

export interface Minting {
  /** What is asked for; `write` and its like where left out. */
  readonly kind?: WriteKind;
  /** What the replica that names the version stores of the key now. */
  readonly current: Cell | undefined;
  /** What the writing client had read; empty if it never read the key, or asked for no context. */
  readonly context: VersionVector;
  readonly operation: number;
  /** The value written, the element added or removed, or by how much is counted. */
  readonly value: Json;
  readonly tombstone: boolean;
  readonly valueBytes: number;
  /** The namer's own clock, microseconds. */
  readonly nowUs: number;
  /** The next reading of the namer's hybrid clock; only the policy that names versions by it asks. */
  readonly hybridNow?: () => HybridTime;
  /** The namer: a replica's index, or −1 − client. */
  readonly coordinator: number;
  /** The namer's entry in vectors: changes when it lost data. */
  readonly actor: number;
  /** Where vectors are pruned: the highest number that the namer has given to a version of any key. */
  readonly floor?: number;
}

/** How cells of a key are put in order and together. */
export interface CellOrder {
  /**
   * The one cell both agree on. Returns `local` itself (the same reference) where `incoming` adds nothing, and `incoming` itself where
   * it supersedes `local` whole.
   */
  merge(local: Cell, incoming: Cell): Cell;
  /** True where `cell` holds `version` or something that supersedes it in the policy's own order. */
  covers(cell: Cell, version: Version): boolean;
}

export interface ConflictPolicy extends CellOrder {
  readonly id: string;
  /** True where a replica that owns the key must name the version (vectors); false where any coordinator's clock may (timestamps). */
  readonly mintedByOwner: boolean;
  /** True where concurrent versions are kept side by side. */
  readonly keepsSiblings: boolean;
  /** What its cells carry as `type`; left out: nothing. */
  readonly cellType?: string;
  /** What clients may ask for. */
  readonly takes: readonly WriteKind[];
  /** Why it refuses a value of a kind that it takes, as the end of a sentence; null where it does not. */
  refuses?(kind: WriteKind, value: Json): string | null;
  /**
   * The cell that a write makes, to be merged by every replica: under timestamps the new version alone, under vectors the namer's own
   * cell with the write applied (so merging it into `current` gives it unchanged).
   */
  mint(minting: Minting): Cell;
  /** What of a cell is kept once a write was stored; left out: all of it. */
  trim?(cell: Cell): Cell;
  /** What of the minted cell the other replicas are sent; left out: all of it. */
  delta?(minting: Minting, minted: Cell): Cell;
  /** The copy that was there before time began; left out: a version whose value is made of the key's name. */
  loaded?(kind: 'current' | 'older', name: string, valueBytes: number): Cell;
}

/** The policies of a run: each key has one. */
export interface Policies {
  /** Orders and merges cells of any key: where keys differ, the cells say by which policy. */
  readonly order: CellOrder;
  /** The one policy of all keys; null where keys have policies of their own. */
  readonly only: ConflictPolicy | null;
  of(name: string): ConflictPolicy;
}

/** What a register takes, whatever names its versions. */
export const REGISTER_KINDS: readonly WriteKind[] = ['write', 'delete', 'resolve'];
