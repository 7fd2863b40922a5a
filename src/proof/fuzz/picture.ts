/**
 * The copies of a running cluster as plain data, for judges that share no code with the engine: what replicas store, the hints they
 * hold, what waits for a round's end, and what is in flight, or held back by its sender, and will be merged where it arrives.
 */

import type { CoordinatorState } from '../../engine/coordination/index.ts';
import type { KeyCell, Message } from '../../engine/message.ts';
import { hasLeft } from '../../engine/placement/ring-state.ts';
import type { Outgoing } from '../../engine/protocol.ts';
import { protocols } from '../../engine/protocols/index.ts';
import type { Cell } from '../../engine/versions/version.ts';
import { isVoid } from '../../engine/world/loop.ts';
import type { World } from '../../engine/world/world.ts';
import type { PlainCopy } from './brute-merge.ts';

interface HeldHints {
  readonly hints: ReadonlyMap<number, KeyCell>;
}

const HINTS = protocols.findIndex((protocol) => protocol.id === 'hinted-handoff');
const COORDINATION = protocols.findIndex((protocol) => protocol.id === 'coordination');
/** Types whose cells their receiver merges whatever it remembers; replies to a read are not, nor the digest of a pull. */
const MERGED = new Set([
  ...['write', 'repair-write', 'hint', 'sloppy-write', 'gossip-push', 'gossip-reply', 'range-data'],
  ...['full-state', 'version-answer', 'log-entries', 'log-versions', 'merkle-versions', 'merkle-return'],
]);
/** Types that may make a coordinator do something new. Where vectors are pruned, a write's arrival forgets something. */
const REQUESTS = new Set(['client-request', 'forward']);

export function plainCopy({ versions, clock, cloud = [], times }: Cell): PlainCopy {
  const counts: { [who: string]: number } = {};
  const dates: { [who: string]: number } = {};
  const beyond: [string, number][] = [];
  for (let i = 0; i < clock.length; i += 2) counts[`${clock[i]}`] = clock[i + 1] as number;
  for (let i = 0; i < cloud.length; i += 2) beyond.push([`${cloud[i]}`, cloud[i + 1] as number]);
  times?.forEach((us, i) => {
    dates[`${clock[2 * i]}`] = us;
  });
  return {
    versions: versions.map(({ value, tombstone, timestampUs, logical = 0, coordinator, actor, counter }) => ({
      value,
      tombstone,
      timestamp: timestampUs,
      logical,
      coordinator,
      namer: actor,
      dot: counter === 0 ? (['', 0] as const) : ([`${actor}`, counter] as const),
    })),
    clock: counts,
    cloud: beyond,
    times: dates,
  };
}

/** True where a replica has left, knows it and is down: it never comes back, nor does anything that its disk still holds. */
export function isGone(world: World, id: number): boolean {
  const { up, ring } = world.replicas[id] as World['replicas'][number];
  return !up && world.hasLeft(id) && (ring === null || hasLeft(ring, id));
}

/** What each replica stores that is not gone, by replica, then by key; keys nobody stores are in none. */
export function storedCells(world: World): ReadonlyMap<number, Cell>[] {
  return world.replicas.map(({ id, store }) => {
    const held = new Map<number, Cell>();
    if (isGone(world, id)) return held;
    store?.forEach((cell, key) => held.set(key, cell));
    return held;
  });
}

export function hintedCells(world: World): { readonly key: number; readonly cell: Cell }[] {
  return world.replicas.flatMap(({ id, durable }) => (isGone(world, id) ? [] : [...(durable[HINTS] as HeldHints).hints.values()]));
}

/** Every copy there is, by key. */
export function allCopies(world: World): ReadonlyMap<number, Cell[]> {
  const copies = new Map<number, Cell[]>();
  const add = (key: number, cell: Cell) => copies.set(key, [...(copies.get(key) ?? []), cell]);
  for (const held of storedCells(world)) for (const [key, cell] of held) add(key, cell);
  for (const { key, cell } of hintedCells(world)) add(key, cell);
  for (const { staged } of world.replicas) for (const { key, cell } of staged) add(key, cell);
  for (const message of [...messagesUnderWay(world), ...heldBack(world)])
    if (MERGED.has(message.type)) for (const { key, cell } of message.cells ?? []) add(key, cell);
  return copies;
}

/** True where no version can be made any more and no coordinator keeps a copy in mind: no operation is open anywhere, none is on its way (given that no script line will start one). */
export function isSettled(world: World): boolean {
  if (world.arrivals > 0 || world.clients.some(({ client }) => (client?.open.size ?? 0) > 0)) return false;
  if ([...world.replicas, ...world.clients].some(({ volatile }) => (volatile[COORDINATION] as CoordinatorState).open.size > 0)) return false;
  return !messagesUnderWay(world).some((message) => REQUESTS.has(message.type) || (world.prunes && message.type === 'write'));
}

/** True while ranges move, or some node does not know yet how they have moved: copies may still be dropped by those who do not own them any more. */
export function isMoving(world: World): boolean {
  const { ring, replicas } = world;
  if (ring.entries.length === 0) return false;
  // Splits are no part of what nodes tell each other.
  const entriesOf = (key: string): string | undefined => key.split(' | ')[0];
  return (
    world.view.moving !== undefined ||
    replicas.some(({ id, up, ring: known }) => up && ((known !== null && entriesOf(known.key) !== entriesOf(ring.key)) || world.hasLeft(id)))
  );
}

/** True where one left while nobody could hear it, and went for good: those that stay agree with each other, and will never know. */
export function isLeftUnheard(world: World): boolean {
  const known = new Set(world.replicas.filter(({ up }) => up).map(({ ring }) => ring?.key));
  return isMoving(world) && world.view.moving === undefined && known.size === 1 && world.replicas.every(({ id, up }) => up || world.hasLeft(id));
}

/** In flight, or waiting for a busy replica. */
function messagesUnderWay(world: World): Message[] {
  const messages: Message[] = [];
  world.queue.forEach((item) => {
    if (item.type === '#service') messages.push(item.message);
    else if (!item.type.startsWith('#')) messages.push(item as Message);
  });
  return messages;
}

/** Made, and kept by the sender's own pace (`bytesPerSec`): what it brings is of the moment at which it was made. */
function heldBack(world: World): Outgoing[] {
  const messages: Outgoing[] = [];
  world.queue.forEach((item) => {
    if (item.type === '#timer' && item.tag === 'paced-send' && !isVoid(world, item)) messages.push(item.data as Outgoing);
  });
  return messages;
}
