/**
 * What waits in the queue, as pictures need it, kept up to date as items come and go: messages in the order of their arrival, the ticks
 * of each replica, and when something other than an idle tick comes next. A queue is followed until another is put in its place.
 */
import { EventQueue, type QueueWatcher } from '../../base/event-queue.ts';
import { ticks } from '../world/handlers.ts';
import { type Item, Rank, type TickItem } from '../world/items.ts';
import { isVoid } from '../world/loop.ts';
import type { World } from '../world/world.ts';
import { messageView } from './message-view.ts';
import type { MessageView, TickView } from './snapshot.ts';
import { MESSAGES_SHOWN } from './snapshot-builder.ts';

/** Things that wait, by (time, order). */
class Line<T> {
  private readonly times: number[] = [];
  private readonly orders: number[] = [];
  readonly things: T[] = [];

  add(time: number, order: number, thing: T): void {
    const at = this.place(time, order);
    if (at === this.things.length) {
      this.times.push(time);
      this.orders.push(order);
      this.things.push(thing);
      return;
    }
    this.times.splice(at, 0, time);
    this.orders.splice(at, 0, order);
    this.things.splice(at, 0, thing);
  }

  remove(time: number, order: number): void {
    const at = this.place(time, order);
    this.times.splice(at, 1);
    this.orders.splice(at, 1);
    this.things.splice(at, 1);
  }

  /** The first place at which something as late may stand. */
  private place(time: number, order: number): number {
    const { times, orders } = this;
    let low = 0;
    let high = times.length;
    // What comes is mostly the latest, what goes the first.
    if (high > 0 && (times[0] > time || (times[0] === time && orders[0] >= order))) return 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] < time || (times[middle] === time && orders[middle] < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Scheduled {
  readonly item: TickItem;
  readonly atUs: number;
}

export class Pending implements QueueWatcher<Item> {
  private readonly world: World;
  private readonly queue: EventQueue<Item>;
  private readonly flying = new Line<MessageView>();
  private readonly scheduled = new Map<number, Line<Scheduled>>();
  /** All but ticks and the ends of rounds; what has left the queue since is in `gone`, what became void is found at the head. */
  private readonly waiting = new EventQueue<Item>();
  private readonly gone = new Set<Item>();
  private shown: readonly MessageView[] | null = null;
  /** Replicas whose ticks came or went since this was last emptied. */
  readonly ticked = new Set<number>();

  constructor(world: World) {
    this.world = world;
    this.queue = world.queue;
    const items: { readonly item: Item; readonly time: number; readonly order: number }[] = [];
    world.queue.forEach((item, time, order) => items.push({ item, time, order }));
    items.sort((a, b) => a.time - b.time || a.order - b.order);
    for (const { item, time, order } of items) this.came(item, time, order);
    this.ticked.clear();
    world.queue.watcher = this;
  }

  /** True while the world's queue is the one that is followed. */
  get follows(): boolean {
    return this.world.queue === this.queue;
  }

  close(): void {
    this.queue.watcher = null;
  }

  came(item: Item, time: number, order: number): void {
    if (item.type === '#round-end') return;
    if (item.type === '#tick') {
      const line = this.scheduled.get(item.replica) ?? new Line<Scheduled>();
      line.add(time, order, { item, atUs: time });
      this.scheduled.set(item.replica, line);
      this.ticked.add(item.replica);
      return;
    }
    this.waiting.push(time, Rank.command, item);
    if (item.type.startsWith('#')) return;
    this.flying.add(time, order, messageView(this.world, item as Extract<Item, { readonly payload: unknown }>));
    this.shown = null;
  }

  went(item: Item, time: number, order: number): void {
    if (item.type === '#round-end') return;
    if (item.type === '#tick') {
      this.scheduled.get(item.replica)?.remove(time, order);
      this.ticked.add(item.replica);
      return;
    }
    this.gone.add(item);
    if (item.type.startsWith('#')) return;
    this.flying.remove(time, order);
    this.shown = null;
  }

  /** Messages in flight, the next to arrive first; the same list as before where none came or went. */
  messages(): readonly MessageView[] {
    this.shown ??= this.flying.things.slice(0, MESSAGES_SHOWN);
    return this.shown;
  }

  ticksOf(replica: number): readonly TickView[] {
    const { world } = this;
    if (!world.replicas[replica].up) return [];
    const views: TickView[] = [];
    for (const { item, atUs } of this.scheduled.get(replica)?.things ?? []) {
      if (item.generation !== world.tickGenerations[item.timer]) continue;
      const { tick } = ticks[item.timer];
      const intervalMs = tick.intervalMs(world.config, replica);
      if (intervalMs !== null) views.push({ name: tick.name, atUs, intervalUs: intervalMs * 1000 });
    }
    return views;
  }

  /** When the next thing comes that is no tick and no end of a round; Infinity where there is none. */
  nextUs(): number {
    const { waiting, gone, world } = this;
    for (let item = waiting.peek(); item !== undefined; item = waiting.peek()) {
      const left = gone.delete(item);
      if (!left && !isVoid(world, item)) return waiting.nextTime;
      waiting.pop();
    }
    return Number.POSITIVE_INFINITY;
  }
}
