/** Crash and restart. Memory goes with every crash; `unsynced` takes what the disk had not synced, `disk` all of it. */
import { commandCause } from '../message.ts';
import { hasLeft } from '../placement/ring-state.ts';
import { protocols } from '../protocols/index.ts';
import type { ReplicaStore } from '../storage/replica-store.ts';
import type { Cell } from '../versions/version.ts';
import { type ActorState, copySlice, makeDurable, makeVolatile } from '../world/actor-state.ts';
import { beginAnew } from '../world/dot-floor.ts';
import { HYBRID_START } from '../world/hybrid-clock.ts';
import type { Loop } from '../world/loop.ts';
import { resumeTicksOf, stopTicksOf } from '../world/ticks.ts';
import type { World } from '../world/world.ts';
import type { CommandHandler } from './fault.ts';
import { replicaNamed } from './replica-named.ts';

export const crash: CommandHandler<'crash'> = (loop, command) => {
  const { world } = loop;
  const id = replicaNamed(world, command.replica);
  if (!world.replicas[id].up) return isGone(world, id) ? `${command.replica} has left the cluster` : `${command.replica} is down already`;
  const state = world.actor(id);
  const lose = command.lose ?? 'nothing';
  state.up = false;
  state.boot++;
  dropWaiting(world, id);
  stopTicksOf(world, id);
  world.emit({ type: 'replica-crashed', replica: id, lose });
  if (lose !== 'nothing') loseData(loop, state, lose);
  state.volatile = makeVolatile(protocols);
  state.lastHeard = new Map();
  state.suspects = new Set();
  state.timers = new Set();
  state.staged = [];
  state.waiting = 0;
  state.busyUntilUs = 0;
  state.diskUntilUs = 0;
  return null;
};

export const restart: CommandHandler<'restart'> = (loop, command) => {
  const { world } = loop;
  const id = replicaNamed(world, command.replica);
  if (isGone(world, id)) return `${command.replica} has left the cluster`;
  if (world.replicas[id].up) return `${command.replica} is up already`;
  const state = world.actor(id);
  state.up = true;
  // Silence while it was down says nothing of its peers: it counts them as heard from now.
  state.startedUs = world.nowUs;
  resumeTicksOf(world, id);
  world.emit({ type: 'replica-restarted', replica: id });
  protocols.forEach((protocol, number) => {
    protocol.restarted?.(loop.enter(state, number, commandCause(world.commands)));
  });
  return null;
};

/** It left and knows it, or its disk is gone with it: one that was replaced while it was down, and did not hear of it, may come back. */
function isGone(world: World, id: number): boolean {
  const { ring } = world.replicas[id];
  return world.hasLeft(id) && (ring === null || hasLeft(ring, id));
}

/** Messages that waited for a busy replica die with it. */
function dropWaiting(world: World, id: number): void {
  const waiting = world.queue.remove((item) => item.type === '#service' && item.message.to === id);
  for (const item of waiting) if (item.type === '#service') world.emit({ type: 'message-dropped', message: item.message, reason: 'crash' });
}

function loseData(loop: Loop, state: ActorState, lose: 'unsynced' | 'disk'): void {
  const { world } = loop;
  const { store, synced } = state;
  if (store === null) return;
  if (lose === 'unsynced' && synced === null) return;
  const kept = lose === 'unsynced' ? synced : null;
  const losses = lossesOf(store, kept?.store ?? null);
  const context = loop.enter(state, 0, commandCause(world.commands));
  protocols.forEach((protocol, number) => {
    protocol.lost?.(context.enter(state, number, commandCause(world.commands)), kept?.durable[number]);
  });
  state.durable = kept === null ? makeDurable(protocols) : kept.durable.map(copySlice);
  state.trees = null;
  if (kept === null) store.clear();
  else state.store = kept.store.fork();
  state.synced = kept === null ? null : state.synced;
  beginAnew(state);
  state.hybrid = HYBRID_START;
  for (const { key, before, after } of losses) world.emit({ type: 'version-lost', replica: state.id, key, before, after });
}

interface Loss {
  readonly key: number;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
}

/** Every key whose copy changes when the store falls back to what was kept (null: to nothing). */
function lossesOf(store: ReplicaStore, kept: ReplicaStore | null): Loss[] {
  const losses: Loss[] = [];
  const look = (before: Cell | undefined, key: number): void => {
    const after = kept?.get(key);
    if (before?.hash !== after?.hash) losses.push({ key, before, after });
  };
  if (kept === null) store.forEach(look);
  else store.forEachChanged(look);
  return losses;
}
