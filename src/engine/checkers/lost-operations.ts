/**
 * What `lost-acknowledged-write` keeps for sets and counters. There an operation is an event that copies have seen, whether or not it left
 * a version: a removal leaves none, a count disappears in the sum. Merging loses no event, so only a fault can: the places that have
 * seen it are looked for when one of them is gone, among the replicas' copies, hints and messages on their way.
 */
import { AppendLog } from '../../base/cow-pages.ts';
import type { FoldFacts } from '../folds/fold.ts';
import type { KeyCell } from '../message.ts';
import { type Cell, isOneValue, type Version } from '../versions/version.ts';

/** An acknowledged operation: its version, or the event that stands for it. */
interface Known {
  readonly key: number;
  readonly event: Version;
}

/** What took a copy of a key. */
interface Loss {
  readonly replica: number;
  readonly what: 'copy' | 'hint';
  readonly before: Cell;
  readonly after: Cell | undefined;
}

export interface LostOperation {
  readonly event: Version;
  readonly replica: number;
  readonly what: 'copy' | 'hint';
}

export class LostOperations {
  private known = new AppendLog<Known>();
  /** By key: cells in hints and messages, with how many there are of each. */
  private elsewhere = new Map<number, Map<Cell, number>>();
  /** Keys of which something was ever lost, with what took it last. */
  private endangered = new Map<number, { readonly replica: number; readonly what: 'copy' | 'hint' }>();
  /** Losses of this event. */
  private losses = new Map<number, readonly Loss[]>();
  /** By key: acknowledged operations that only hints and messages still carry. */
  private adrift = new Map<number, readonly Version[]>();
  /** Keys to look at again when this event is over: a place that carried something is gone. */
  private readonly gone = new Set<number>();

  /** A message or a hint comes to carry the cells, or no longer does. */
  carry(cells: readonly KeyCell[], by: 1 | -1): void {
    for (const { key, cell } of cells) {
      if (!isOneValue(cell)) continue;
      const places = this.elsewhere.get(key) ?? new Map<Cell, number>();
      const count = (places.get(cell) ?? 0) + by;
      if (count > 0) places.set(cell, count);
      else places.delete(cell);
      if (places.size > 0) this.elsewhere.set(key, places);
      else this.elsewhere.delete(key);
      if (by < 0 && this.adrift.has(key)) this.gone.add(key);
    }
  }

  /** A hint goes by its age, which is no fault: what only it carried is not called lost. */
  forgive(key: number, cell: Cell, facts: FoldFacts): void {
    const left = this.adrift.get(key)?.filter((event) => !facts.policy.covers(cell, event));
    if (left !== undefined) this.adrift.set(key, left);
  }

  lose(key: number, loss: Omit<Loss, 'before'> & { readonly before: Cell | undefined }): void {
    const { replica, what, before, after } = loss;
    if (before === undefined || !isOneValue(before)) return;
    this.losses.set(key, [...(this.losses.get(key) ?? []), { replica, what, before, after }]);
    this.endangered.set(key, { replica, what });
  }

  /** A client was told that its operation is done. Says so where nothing has seen it any more. */
  acknowledge(key: number, cell: Cell, operation: number, facts: FoldFacts): LostOperation | null {
    const event = cell.versions.find((version) => version.operation === operation) ?? (cell.event?.operation === operation ? cell.event : undefined);
    if (event === undefined || !isOneValue(cell)) return null;
    this.known.push({ key, event });
    const taken = this.endangered.get(key);
    if (taken === undefined || this.isStored(key, event, facts)) return null;
    if (!this.isCarried(key, event, facts)) return { event, ...taken };
    this.adrift.set(key, [...(this.adrift.get(key) ?? []), event]);
    return null;
  }

  /** The event is over: the operations that nothing has seen any more. */
  judge(facts: FoldFacts): readonly LostOperation[] {
    if (this.losses.size === 0 && this.gone.size === 0) return [];
    const lost: LostOperation[] = [];
    for (let i = 0; this.losses.size > 0 && i < this.known.length; i++) {
      const { key, event } = this.known.at(i);
      const { covers } = facts.policy;
      const loss = this.losses.get(key)?.find(({ before, after }) => covers(before, event) && (after === undefined || !covers(after, event)));
      if (loss === undefined || this.isStored(key, event, facts)) continue;
      if (this.isCarried(key, event, facts)) this.adrift.set(key, [...(this.adrift.get(key) ?? []), event]);
      else lost.push({ event, replica: loss.replica, what: loss.what });
    }
    for (const key of this.gone) {
      const left: Version[] = [];
      for (const event of this.adrift.get(key) ?? []) {
        if (this.isStored(key, event, facts)) continue;
        const taken = this.endangered.get(key);
        if (this.isCarried(key, event, facts)) left.push(event);
        else if (taken !== undefined) lost.push({ event, ...taken });
      }
      if (left.length > 0) this.adrift.set(key, left);
      else this.adrift.delete(key);
    }
    this.losses.clear();
    this.gone.clear();
    return lost;
  }

  private isStored(key: number, event: Version, facts: FoldFacts): boolean {
    for (let replica = 0; replica < facts.replicas; replica++) {
      const cell = facts.copyOf(replica, key);
      if (cell !== undefined && facts.policy.covers(cell, event)) return true;
    }
    return false;
  }

  private isCarried(key: number, event: Version, facts: FoldFacts): boolean {
    for (const cell of this.elsewhere.get(key)?.keys() ?? []) if (facts.policy.covers(cell, event)) return true;
    return false;
  }

  fork(): LostOperations {
    const copy = new LostOperations();
    copy.known = this.known.fork();
    copy.elsewhere = new Map([...this.elsewhere].map(([key, places]) => [key, new Map(places)]));
    copy.endangered = new Map(this.endangered);
    copy.losses = new Map(this.losses);
    copy.adrift = new Map(this.adrift);
    for (const key of this.gone) copy.gone.add(key);
    return copy;
  }
}
