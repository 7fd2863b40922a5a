/**
 * The queue of a simulated world: strict order by (time, class, sequence), whatever the order of insertion.
 * A binary heap over parallel arrays; class and sequence share one exact number (class × 2^45 + sequence).
 */
import { assert } from './assert.ts';

const CLASS_STEP = 2 ** 45;

/** Is told what comes into a queue and what leaves it; `order` settles the order of items of equal time. */
export interface QueueWatcher<T> {
  came(item: T, time: number, order: number): void;
  went(item: T, time: number, order: number): void;
}

export class EventQueue<T> {
  private times: number[] = [];
  private orders: number[] = [];
  private items: T[] = [];
  private sequence = 0;
  /** For pictures that are kept up to date instead of built anew; a clone has none. */
  watcher: QueueWatcher<T> | null = null;

  get size(): number {
    return this.items.length;
  }

  /** Time of the next item, Infinity when empty. */
  get nextTime(): number {
    return this.times.length === 0 ? Number.POSITIVE_INFINITY : this.times[0];
  }

  /** Class of the next item; -1 when empty. */
  get nextClass(): number {
    return this.orders.length === 0 ? -1 : Math.floor(this.orders[0] / CLASS_STEP);
  }

  peek(): T | undefined {
    return this.items[0];
  }

  /** Adds an item; `time` in integer microseconds, `rank` its class (a small integer). Items equal in both leave in order of insertion. */
  push(time: number, rank: number, item: T): void {
    const order = rank * CLASS_STEP + this.sequence++;
    const { times, orders, items } = this;
    let i = items.length;
    times.push(time);
    orders.push(order);
    items.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent];
      if (parentTime < time || (parentTime === time && orders[parent] < order)) break;
      times[i] = parentTime;
      orders[i] = orders[parent];
      items[i] = items[parent];
      i = parent;
    }
    times[i] = time;
    orders[i] = order;
    items[i] = item;
    this.watcher?.came(item, time, order);
  }

  /** Removes and returns the next item. Throws when empty. */
  pop(): T {
    const { times, orders, items } = this;
    assert(items.length > 0, 'pop from an empty event queue');
    const top = items[0];
    this.watcher?.went(top, times[0], orders[0]);
    const time = times.pop() as number;
    const order = orders.pop() as number;
    const item = items.pop() as T;
    const size = items.length;
    if (size > 0) this.sink(0, time, order, item, size);
    return top;
  }

  private sink(start: number, time: number, order: number, item: T, size: number): void {
    const { times, orders, items } = this;
    let i = start;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && (times[right] < times[child] || (times[right] === times[child] && orders[right] < orders[child]))) child = right;
      if (time < times[child] || (time === times[child] && order < orders[child])) break;
      times[i] = times[child];
      orders[i] = orders[child];
      items[i] = items[child];
      i = child;
    }
    times[i] = time;
    orders[i] = order;
    items[i] = item;
  }

  /** Every pending item with its time, in the order in which they will leave. O(n log n): for pictures, hashes and rare commands. */
  inOrder(): { time: number; rank: number; item: T }[] {
    const index = this.items.map((_, i) => i);
    index.sort((a, b) => this.times[a] - this.times[b] || this.orders[a] - this.orders[b]);
    return index.map((i) => ({ time: this.times[i], rank: Math.floor(this.orders[i] / CLASS_STEP), item: this.items[i] }));
  }

  /** Visits every pending item in no promised order. */
  forEach(visit: (item: T, time: number, order: number) => void): void {
    for (let i = 0; i < this.items.length; i++) visit(this.items[i], this.times[i], this.orders[i]);
  }

  /** Takes out every item that `matches`; the others keep their order. O(n log n). */
  remove(matches: (item: T) => boolean): T[] {
    const removed: T[] = [];
    const keep: number[] = [];
    for (let i = 0; i < this.items.length; i++) {
      if (matches(this.items[i])) {
        removed.push(this.items[i]);
        this.watcher?.went(this.items[i], this.times[i], this.orders[i]);
      } else keep.push(i);
    }
    if (removed.length === 0) return removed;
    keep.sort((a, b) => this.times[a] - this.times[b] || this.orders[a] - this.orders[b]);
    const { times, orders, items } = this;
    this.times = keep.map((i) => times[i]);
    this.orders = keep.map((i) => orders[i]);
    this.items = keep.map((i) => items[i]);
    return removed;
  }

  /** An independent copy; the items themselves are shared and must be immutable. */
  clone(): EventQueue<T> {
    const copy = new EventQueue<T>();
    copy.times = this.times.slice();
    copy.orders = this.orders.slice();
    copy.items = this.items.slice();
    copy.sequence = this.sequence;
    return copy;
  }
}
