/**
 * What one replica stores: an overlay of what it changed over the shared base of loaded keys it owns. Forks share pages, so a
 * checkpoint costs what changed since.
 */
import { CowPages } from '../../base/cow-pages.ts';
import type { PlacementView } from '../placement/view.ts';
import { type Cell, EMPTY_VECTOR } from '../versions/version.ts';
import type { LoadedData } from './loaded-data.ts';

/** Stands in the overlay for a loaded key that this replica no longer holds. */
const ABSENT: Cell = { versions: [], clock: EMPTY_VECTOR, hash: 0 };

export class ReplicaStore {
  private readonly replica: number;
  private readonly base: LoadedData;
  private readonly view: PlacementView;
  private overlay = new CowPages<Cell>();
  /** Copies that no longer fit their checksum; true whether or not they can still be read. */
  private rotten = new CowPages<true>();
  private holdsBase = true;

  constructor(replica: number, base: LoadedData, view: PlacementView) {
    this.replica = replica;
    this.base = base;
    this.view = view;
  }

  get(key: number): Cell | undefined {
    const entry = this.overlay.get(key);
    if (entry !== undefined) return entry === ABSENT ? undefined : entry;
    return this.holdsLoaded(key) ? this.base.cell(key) : undefined;
  }

  private holdsLoaded(key: number): boolean {
    return this.holdsBase && key < this.base.count && this.view.owns(this.replica, key);
  }

  set(key: number, cell: Cell | undefined): void {
    if (this.rotten.get(key) !== undefined) this.rotten.set(key, undefined);
    if (cell === undefined && this.holdsBase && key < this.base.count) this.overlay.set(key, ABSENT);
    else this.overlay.set(key, cell);
  }

  /** A copy rots: it reads as `readable` from now on, undefined where its checksum says that it cannot be read. */
  rot(key: number, readable: Cell | undefined): void {
    this.set(key, readable);
    this.rotten.set(key, true);
  }

  /** Whether the key's copy rotted and was not replaced since. */
  isRotten(key: number): boolean {
    return this.rotten.get(key) !== undefined;
  }

  /** Visits the keys whose copies rotted and were not replaced since, by rising number. */
  forEachRotten(visit: (key: number) => void): void {
    this.rotten.forEach((_, key) => visit(key));
  }

  /** True while the key's copy here is the untouched loaded one. */
  isLoaded(key: number): boolean {
    return this.overlay.get(key) === undefined && this.holdsLoaded(key);
  }

  /** True while this replica still stands on the loaded base (a lost disk takes that too). */
  get standsOnBase(): boolean {
    return this.holdsBase;
  }

  /** Visits what this replica changed since it was loaded, by rising key; undefined for a loaded key it no longer holds. */
  forEachChanged(visit: (cell: Cell | undefined, key: number) => void): void {
    this.overlay.forEach((cell, key) => visit(cell === ABSENT ? undefined : cell, key));
  }

  /** Visits every key held, by rising number: as many steps as there are loaded keys, at least. */
  forEach(visit: (cell: Cell, key: number) => void): void {
    if (this.holdsBase) {
      for (let key = 0; key < this.base.count; key++) {
        const cell = this.get(key);
        if (cell !== undefined) visit(cell, key);
      }
    }
    this.overlay.forEach((cell, key) => {
      if (cell !== ABSENT && (!this.holdsBase || key >= this.base.count)) visit(cell, key);
    });
  }

  /** The lowest key held that is `from` or higher; −1 where there is none. */
  nextHeld(from: number): number {
    for (let key = from; key < this.base.count && this.holdsBase; key++) {
      const entry = this.overlay.get(key);
      if (entry === undefined ? this.view.owns(this.replica, key) : entry !== ABSENT) return key;
    }
    for (let key = this.overlay.nextIndex(this.holdsBase ? Math.max(from, this.base.count) : from); key >= 0; key = this.overlay.nextIndex(key + 1)) {
      if (this.overlay.get(key) !== ABSENT) return key;
    }
    return -1;
  }

  /** Loses everything, as a dead disk does. */
  clear(): void {
    this.overlay = new CowPages<Cell>();
    this.rotten = new CowPages<true>();
    this.holdsBase = false;
  }

  fork(): ReplicaStore {
    const copy = new ReplicaStore(this.replica, this.base, this.view);
    copy.overlay = this.overlay.fork();
    copy.rotten = this.rotten.fork();
    copy.holdsBase = this.holdsBase;
    return copy;
  }
}
