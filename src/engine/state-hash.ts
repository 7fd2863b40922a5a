/**
 * The hash of a moment: all node, network, timer and client state, so that two runs that are to be the same can be compared where they
 * stand. Slow beside an event; taken at stops, never per event.
 */
import { CowPages } from '../base/cow-pages.ts';
import { combine, combineNumber, hashString, hex64, mix32 } from '../base/hash.ts';
import type { ActorState } from './world/actor-state.ts';
import { isVoid } from './world/loop.ts';
import type { World } from './world/world.ts';

class StateHash {
  private high = 0x6a09e667;
  private low = 0x3c6ef372;

  number(value: number): void {
    this.high = combineNumber(this.high, value);
    this.low = combineNumber(this.low ^ 0x5f356495, value);
  }

  text(value: string): void {
    this.number(hashString(value));
  }

  /** Plain data: containers in their own order, names of objects in the order in which the code writes them. */
  data(value: unknown): void {
    if (typeof value === 'number') this.number(value);
    else if (typeof value === 'string') this.text(value);
    else if (typeof value === 'boolean') this.number(value ? 1 : 2);
    else if (value === null || value === undefined) this.number(3);
    else if (Array.isArray(value)) this.list(value);
    else if (ArrayBuffer.isView(value)) this.numbers(value as unknown as ArrayLike<number>);
    else if (value instanceof Map) {
      this.number(value.size);
      for (const [key, entry] of value) {
        this.data(key);
        this.data(entry);
      }
    } else if (value instanceof CowPages) {
      value.forEach((entry, index) => {
        this.number(index);
        this.data(entry);
      });
    } else if (value instanceof Set) this.list([...value]);
    else if (typeof value === 'object') this.object(value);
  }

  private numbers(values: ArrayLike<number>): void {
    this.number(values.length);
    for (let i = 0; i < values.length; i++) this.number(values[i]);
  }

  private list(values: readonly unknown[]): void {
    this.number(values.length);
    for (const value of values) this.data(value);
  }

  private object(value: object): void {
    for (const [name, entry] of Object.entries(value)) {
      this.text(name);
      this.data(entry);
    }
  }

  hex(): string {
    return hex64(mix32(this.high), mix32(this.low ^ combine(this.high, 1)));
  }
}

/** 16 hex digits. The same run at the same event gives the same ones on every platform. */
export function stateHash(world: World): string {
  const hash = new StateHash();
  for (const state of world.replicas) addActor(hash, state);
  for (const state of world.clients) addActor(hash, state);
  for (const { time, rank, item } of world.queue.inOrder()) {
    // Whether a void item was found and discarded already depends on who looked ahead; it means nothing.
    if (isVoid(world, item)) continue;
    hash.number(time);
    hash.number(rank);
    hash.data(item);
  }
  hash.data(world.links);
  hash.data(world.config);
  if (world.ring.key !== '') hash.text(world.ring.key);
  hash.number(world.event);
  return hash.hex();
}

function addActor(hash: StateHash, state: ActorState): void {
  const { name, up, incarnation, boot, clockOffsetUs, startedUs, lastHeard, suspects, timers, nextTimer, staged, busyUntilUs, waiting, client } = state;
  hash.data({ name, up, incarnation, boot, clockOffsetUs, startedUs, lastHeard, suspects, timers, nextTimer, staged, busyUntilUs, waiting, client });
  if (state.hybrid.us > 0) hash.data(state.hybrid);
  if (state.diskUntilUs > 0) hash.number(state.diskUntilUs);
  if (state.dotFloor > 0) hash.number(state.dotFloor);
  if (state.ring !== null) hash.text(state.ring.key);
  hash.data(state.durable);
  hash.data(state.volatile);
  state.store?.forEachRotten((key) => {
    hash.number(key);
  });
  state.store?.forEachChanged((cell, key) => {
    hash.number(key);
    hash.number(cell?.hash ?? 0);
  });
}
