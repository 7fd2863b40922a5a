/**
 * Builds the Snapshot of a moment from nothing but the world and the folds: plain and slow. It says what a picture is;
 * `shared-snapshots.ts`, which keeps one up to date from event to event, is held to it.
 */
import type { Cluster } from '../cluster.ts';
import type { Message } from '../message.ts';
import { convergence, findings, messages, operations, repairs } from '../metrics/index.ts';
import type { ActorState } from '../world/actor-state.ts';
import { ticks } from '../world/handlers.ts';
import type { Item } from '../world/items.ts';
import { sideOf } from '../world/link-state.ts';
import { isVoid } from '../world/loop.ts';
import type { World } from '../world/world.ts';
import { beliefsOf } from './beliefs.ts';
import { comparisons } from './comparisons.ts';
import { isRotten } from './copy-parts.ts';
import { messageView } from './message-view.ts';
import { happeningsOf, picture } from './picture.ts';
import { safetyOf } from './safety-text.ts';
import type { CellView, ClientView, ReplicaView, Snapshot, TickView } from './snapshot.ts';
import {
  arrivalOf,
  cellView,
  clockOffsetMs,
  cutsOf,
  endedOperation,
  groupsOf,
  hintViews,
  mechanismsOf,
  openOperation,
  shownKeys,
  staleOf,
  suspectNames,
  withoutGone,
} from './snapshot-parts.ts';
import { spreadView } from './spread-curve.ts';
import { crossingOf, ownersOf, standingOf } from './standing.ts';
import { overruledViews, whysOf } from './whys.ts';

/** At most so many messages are drawn. */
export const MESSAGES_SHOWN = 20_000;

interface Pending {
  readonly messages: Message[];
  readonly ticks: Map<number, TickView[]>;
  nextEventUs: number | null;
}

export function buildSnapshot(cluster: Cluster): Snapshot {
  const { world } = cluster;
  const { folds } = world;
  const pending = pendingOf(cluster);
  const pictureState = folds.state(picture);
  const keys = shownKeys(pictureState.keys);
  const replicas = world.replicas.map((state) => replicaView(world, state, keys, pending));
  const nextUs = cluster.nextUs();
  const { staleReads, failed } = folds.state(operations);
  const { count, bytes } = folds.state(messages);
  return {
    atUs: world.nowUs,
    event: world.event,
    eventsOfInstant: world.eventsOfInstant,
    mode: world.config.mode,
    round: world.round,
    replicas: withoutGone(world, replicas),
    clients: world.clients.map((state) => clientView(world, state)),
    messages: pending.messages.slice(0, MESSAGES_SHOWN).map((message) => messageView(world, message)),
    drops: pictureState.drops.map(({ message, reason, atUs }) => ({ ...messageView(world, message), reason, droppedUs: atUs })),
    groups: groupsOf(world),
    cuts: cutsOf(world),
    converged: cluster.isConverged,
    convergedAtUs: folds.state(convergence).convergedAtUs,
    divergentCopies: folds.state(convergence).divergentCopies,
    staleCopies: replicas.reduce((sum, replica) => sum + replica.cells.filter((cell) => cell.stale > 0).length, 0),
    whys: whysOf(world, (replica) => replicas[replica].cells),
    overruled: overruledViews(world),
    repairs: { ...folds.state(repairs) },
    nextEventUs: pending.nextEventUs,
    nextUs: nextUs === Number.POSITIVE_INFINITY ? null : nextUs,
    happenings: happeningsOf(pictureState, world.event, folds.facts),
    spread: spreadView(world),
    comparisons: world.folds.state(comparisons).views,
    mechanisms: mechanismsOf(world),
    ...beliefsOf(world, undefined),
    violations: folds
      .state(findings)
      .violations.toArray()
      .map(({ checker, atUs, detail }) => ({ checker, atUs, detail })),
    counters: { messages: count, bytes, staleReads, failed },
    ...ownersOf(world, keys),
    ...crossingOf(world, undefined),
    ...safetyOf(world),
  };
}

/** What waits in the queue, sorted into what is drawn; `nextEventUs` leaves out the idle ticks. */
function pendingOf(cluster: Cluster): Pending {
  const { world } = cluster;
  const pending: Pending = { messages: [], ticks: new Map(), nextEventUs: null };
  const soonest = (time: number): void => {
    pending.nextEventUs = pending.nextEventUs === null ? time : Math.min(pending.nextEventUs, time);
  };
  for (const { time, item } of world.queue.inOrder()) addPending(world, pending, item, time, soonest);
  const command = cluster.nextCommandUs;
  if (command !== null) soonest(command);
  return pending;
}

function addPending(world: World, pending: Pending, item: Item, time: number, soonest: (time: number) => void): void {
  switch (item.type) {
    case '#tick': {
      if (item.generation !== world.tickGenerations[item.timer] || !world.replicas[item.replica].up) return;
      const { tick } = ticks[item.timer];
      const intervalMs = tick.intervalMs(world.config, item.replica);
      if (intervalMs === null) return;
      const list = pending.ticks.get(item.replica) ?? [];
      list.push({ name: tick.name, atUs: time, intervalUs: intervalMs * 1000 });
      pending.ticks.set(item.replica, list);
      return;
    }
    case '#timer': {
      const state = item.actor >= 0 ? world.replicas[item.actor] : world.clients[-1 - item.actor];
      if (state.boot === item.boot && state.timers.has(item.id)) soonest(time);
      return;
    }
    case '#round-end':
      return;
    case '#client-timeout':
    case '#client-retry':
      if (!isVoid(world, item)) soonest(time);
      return;
    case '#arrival':
    case '#service':
      soonest(time);
      return;
    default:
      soonest(time);
      pending.messages.push(item);
  }
}

function replicaView(world: World, state: ActorState, keys: readonly number[], pending: Pending): ReplicaView {
  const cells: CellView[] = [];
  for (const key of keys) {
    const cell = state.store?.get(key);
    const stale = staleOf(world, state.id, key, cell);
    if (cell !== undefined || stale > 0 || isRotten(world, state.id, key))
      cells.push(cellView(world, state.id, key, cell, stale, arrivalOf(world, state.id, key)));
  }
  return {
    id: state.name,
    up: state.up,
    side: sideOf(world.links, state.id),
    clockOffsetMs: clockOffsetMs(world, state),
    slow: world.links.slowReplicas.get(state.id) ?? 1,
    cells,
    hints: hintViews(world, state),
    ticks: pending.ticks.get(state.id) ?? [],
    suspects: suspectNames(world, state),
    ...standingOf(world, state.id, undefined),
  };
}

function clientView(world: World, state: ActorState): ClientView {
  const last = world.folds.state(operations).latest.get(-1 - state.id);
  return {
    id: state.name,
    open: [...(state.client?.open.values() ?? [])].map((open) => openOperation(world, state, open)),
    last: last === undefined ? null : endedOperation(world, last),
  };
}
