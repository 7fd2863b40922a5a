/** What every replica holds of the keys that are drawn, from one picture to the next: only copies that an event touched are looked at again. */
import type { TraceRecord } from '../trace.ts';
import type { Cell } from '../versions/version.ts';
import type { World } from '../world/world.ts';
import { isRotten } from './copy-parts.ts';
import { type Arrival, picture } from './picture.ts';
import type { CellView } from './snapshot.ts';
import { arrivalOf, cellView, shownKeys, staleOf } from './snapshot-parts.ts';

interface Known {
  readonly cell: Cell | undefined;
  readonly arrival: Arrival | undefined;
  readonly rotten: boolean;
  readonly view: CellView;
}

export class SharedCopies {
  private readonly world: World;
  private shown: ReadonlySet<number>;
  private keys: readonly number[];
  /** By replica, then by key: copies that are there, or missing though they should be. */
  private readonly known: Map<number, Known>[];
  private readonly lists: (readonly CellView[])[];
  private readonly touched = new Map<number, Set<number>>();
  /** Copies that miss something acknowledged, of the keys that are drawn. */
  staleCopies = 0;
  /** The same by replica. */
  readonly staleIn: Int32Array;

  constructor(world: World) {
    this.world = world;
    this.shown = world.folds.state(picture).keys;
    this.keys = shownKeys(this.shown);
    this.known = world.replicas.map(() => new Map());
    this.staleIn = new Int32Array(world.sources.capacity);
    this.lists = world.replicas.map((_, replica) => {
      for (const key of this.keys) this.look(replica, key);
      return this.listOf(replica);
    });
  }

  hear(record: TraceRecord): void {
    switch (record.type) {
      case 'version-stored':
      case 'version-lost':
      case 'copy-corrupted':
      case 'corruption-found':
      case 'copy-dropped':
      case 'tombstone-compacted':
        this.touch(record.replica, record.key);
        return;
      case 'operation-completed':
        // What was acknowledged is missing now wherever it has not come to.
        if (record.kind !== 'read') this.touchOwners(record.key);
        return;
      case 'range-move-started':
        this.makeRoom();
        return;
      case 'replica-joined':
      case 'replica-left':
        // Other copies are missed now.
        for (const { id } of this.world.replicas) for (const key of this.keys) this.touch(id, key);
        return;
      case 'replica-crashed':
        if (record.lose !== 'nothing') for (const key of this.keys) this.touch(record.replica, key);
        return;
      default:
    }
  }

  /** For a replica that joins. */
  private makeRoom(): void {
    while (this.known.length < this.world.replicas.length) {
      this.known.push(new Map());
      this.lists.push([]);
    }
  }

  /** Looks at what was touched; the replicas whose list is new. */
  settle(): Iterable<number> {
    this.showNew();
    const { touched } = this;
    if (touched.size === 0) return [];
    const changed: number[] = [];
    for (const [replica, keys] of touched) {
      let isNew = false;
      for (const key of keys) if (this.shown.has(key) && this.look(replica, key)) isNew = true;
      if (!isNew) continue;
      this.lists[replica] = this.listOf(replica);
      changed.push(replica);
    }
    touched.clear();
    return changed;
  }

  cellsOf(replica: number): readonly CellView[] {
    return this.lists[replica];
  }

  private touch(replica: number, key: number): void {
    const keys = this.touched.get(replica);
    if (keys === undefined) this.touched.set(replica, new Set([key]));
    else keys.add(key);
  }

  private touchOwners(key: number): void {
    for (const owner of this.world.view.preferenceList(key)) this.touch(owner, key);
  }

  /** Keys that came into the picture; whoever holds a loaded one was never heard of it. */
  private showNew(): void {
    const { keys: shown } = this.world.folds.state(picture);
    if (shown === this.shown) return;
    for (const key of shown) if (!this.shown.has(key)) this.touchOwners(key);
    this.shown = shown;
    this.keys = shownKeys(shown);
  }

  /** Looks at one copy; true where its view is another now. */
  private look(replica: number, key: number): boolean {
    const { world } = this;
    const held = this.known[replica];
    const before = held.get(key);
    const cell = world.replicas[replica].store?.get(key);
    const stale = staleOf(world, replica, key, cell);
    const rotten = isRotten(world, replica, key);
    if (cell === undefined && stale === 0 && !rotten) {
      if (before === undefined) return false;
      held.delete(key);
      this.countStale(replica, before.view.stale, 0);
      return true;
    }
    const arrival = arrivalOf(world, replica, key);
    if (before !== undefined && before.cell === cell && before.arrival === arrival && before.view.stale === stale && before.rotten === rotten) return false;
    held.set(key, { cell, arrival, rotten, view: cellView(world, replica, key, cell, stale, arrival) });
    this.countStale(replica, before?.view.stale ?? 0, stale);
    return true;
  }

  private countStale(replica: number, before: number, now: number): void {
    const change = (now > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    this.staleCopies += change;
    this.staleIn[replica] += change;
  }

  private listOf(replica: number): readonly CellView[] {
    const held = this.known[replica];
    if (held.size === 0) return [];
    const list: CellView[] = [];
    for (const key of this.keys) {
      const known = held.get(key);
      if (known !== undefined) list.push(known.view);
    }
    return list;
  }
}
