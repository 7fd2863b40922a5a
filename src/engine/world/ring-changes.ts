/**
 * How a change of the ring comes into the world and to its nodes. Where a detector runs, nodes gossip membership and a change is known
 * at first to one node alone; it travels with every message of membership, and nodes may differ meanwhile about who owns what. Without
 * one there is nobody to tell it, and a change is a fact that all nodes learn at once, as if an operator had told them. Here too:
 * what comes with it, a replica that is new and one that goes for good.
 */
import type { Cause } from '../message.ts';
import { entryOf, hasLeft, type RingEntry, type RingState, withEntries } from '../placement/ring-state.ts';
import { protocols } from '../protocols/index.ts';
import type { NodeSettings, ReplicaSpec } from '../scenario/scenario.ts';
import { ReplicaStore } from '../storage/replica-store.ts';
import { type ActorState, createActor, makeDurable, makeVolatile } from './actor-state.ts';
import { resumeTicksOf, stopTicksOf } from './ticks.ts';
import type { World } from './world.ts';

/** True where nodes learn of the ring from each other. */
export function isRingGossiped(world: World): boolean {
  return world.config.membership.detector !== 'off';
}

/** The ring changes: `subject` knows, or everybody. */
export function changeRing(world: World, subject: number, entries: readonly RingEntry[], cause: Cause): void {
  const before = world.ring;
  const gossiped = isRingGossiped(world);
  // From the first change on nodes may differ, so each knows for itself.
  if (gossiped) for (const { id, ring } of world.replicas) if (ring === null) world.actor(id).ring = before;
  const left = world.replicas.filter(({ id }) => !hasLeft(before, id) && hasLeft(withEntries(before, entries), id)).map(({ id }) => id);
  world.setRing(withEntries(before, entries));
  record(world, before.entries, entries, left);
  if (gossiped) {
    learnRing(world, world.actor(subject), entries, subject, cause);
    return;
  }
  for (const { id, ring, up } of world.replicas) {
    meet(world, id, before, entries);
    const was = ring === null ? world.viewOf(before) : world.viewOf(ring);
    if (ring !== null) world.actor(id).ring = null;
    forgetTheDead(world, id, left);
    if (up) world.raised.push({ actor: id, event: { type: 'ring-changed', before: was }, cause });
    else if (left.includes(id)) retire(world, world.actor(id));
  }
}

/** Says what ownership this changes; what was only begun is said by the command. */
function record(world: World, before: readonly RingEntry[], entries: readonly RingEntry[], left: readonly number[]): void {
  for (const { replica, status, of } of entries) {
    const isJoined = status === 'member' && before.find((entry) => entry.replica === replica)?.status === 'joining' && !left.includes(replica);
    if (isJoined) world.emit({ type: 'replica-joined', replica, of });
  }
  for (const replica of left) world.emit({ type: 'replica-left', replica, owned: before.find((entry) => entry.replica === replica)?.status !== 'joining' });
}

/** A node takes in what it did not know yet. */
export function learnRing(world: World, state: ActorState, entries: readonly RingEntry[], from: number, cause: Cause): void {
  // A client that coordinates always knows, as its library would; a node without a ring of its own does too.
  if (state.id < 0 || state.ring === null) return;
  const before = state.ring;
  const after = withEntries(before, entries);
  if (after === before) return;
  const was = world.viewFor(state);
  const owner = world.actor(state.id);
  owner.ring = after;
  owner.trees = null;
  if (state.id >= 0) meet(world, state.id, before, after.entries);
  for (const { replica } of after.entries) if (hasLeft(after, replica)) owner.suspects.delete(replica);
  if (from !== state.id) world.emit({ type: 'ring-learned', replica: state.id, from });
  world.raised.push({ actor: state.id, event: { type: 'ring-changed', before: was }, cause });
}

/** A node learns of replicas that were not there: a silence of theirs counts from now, for hints. */
function meet(world: World, id: number, before: RingState, entries: readonly RingEntry[]): void {
  if (!world.config.hintedHandoff.enabled) return;
  for (const { replica } of entries) {
    if (replica < world.base.replicas.length || replica === id || entryOf(before, replica) !== undefined) continue;
    const state = world.actor(id);
    state.lastHeard.set(replica, world.nowUs + Math.round((world.nowUs * state.driftPpm) / 1_000_000));
  }
}

/** All know at once: trees are of the ring as it was, and nobody waits for those that left. */
function forgetTheDead(world: World, id: number, left: readonly number[]): void {
  const state = world.actor(id);
  state.trees = null;
  for (const replica of left) state.suspects.delete(replica);
}

/** A replica that was not there comes up, empty, knowing what `contact` knows of the ring. Returns its number. */
export function addReplica(world: World, name: string, like: ReplicaSpec, contact: number): number {
  const id = world.replicas.length;
  const node: NodeSettings = world.base.node;
  const spec: ReplicaSpec = { ...like, id: name, clockSkewMs: 0, clockDriftPpm: 0, node };
  world.config = { ...world.config, replicas: [...world.config.replicas, spec] };
  const store = new ReplicaStore(id, world.data, world.loadedView);
  store.clear();
  const state = createActor(world.owner, protocols, { id, name, clockOffsetUs: 0, driftPpm: 0, store, client: null });
  state.startedUs = world.nowUs;
  state.ring = isRingGossiped(world) ? (world.replicas[contact].ring ?? world.ring) : null;
  if (node.syncIntervalMs > 0) state.synced = { store: store.fork(), durable: makeDurable(protocols) };
  world.replicas.push(state);
  const { sides } = world.links;
  if (sides !== null) {
    // It stands where its contact stands.
    const grown = new Int32Array(id + 1);
    grown.set(sides);
    grown[id] = sides[contact];
    world.links.sides = grown;
  }
  resumeTicksOf(world, id);
  return id;
}

export function dropCopies(world: World, state: ActorState, keys: readonly number[]): void {
  const { store } = state;
  if (store === null) return;
  let dropped = 0;
  for (const key of keys) {
    const cell = store.get(key);
    if (cell === undefined) continue;
    store.set(key, undefined);
    world.emit({ type: 'copy-dropped', replica: state.id, key, cell });
    dropped++;
  }
  if (dropped === 0) return;
  state.trees = null;
  // What it named of these keys nobody may remember but a client: no dot is given twice.
  state.incarnation++;
}

/** It goes for good: what it holds and keeps for others goes with it. */
export function retire(world: World, state: ActorState): void {
  const { store, id } = state;
  const keys: number[] = [];
  store?.forEach((_, key) => {
    keys.push(key);
  });
  dropCopies(world, state, keys);
  store?.clear();
  if (state.up) {
    state.up = false;
    const waiting = world.queue.remove((item) => item.type === '#service' && item.message.to === id);
    for (const item of waiting) if (item.type === '#service') world.emit({ type: 'message-dropped', message: item.message, reason: 'crash' });
    stopTicksOf(world, id);
  }
  state.boot++;
  dropHints(world, state);
  state.synced = null;
  state.durable = makeDurable(protocols);
  state.volatile = makeVolatile(protocols);
  state.lastHeard = new Map();
  state.suspects = new Set();
  state.timers = new Set();
  state.staged = [];
  state.waiting = 0;
  state.busyUntilUs = 0;
}

interface Kept {
  readonly hints?: ReadonlyMap<number, { readonly target: number; readonly key: number; readonly cell: Parameters<ReplicaStore['set']>[1] }>;
}

function dropHints(world: World, state: ActorState): void {
  for (const slice of state.durable)
    for (const { target, key, cell } of (slice as Kept).hints?.values() ?? [])
      if (cell !== undefined) world.emit({ type: 'hint-lost', replica: state.id, target, key, cell });
}
