/** Builds the Snapshot of a moment from the world and the folds: names for numbers, versions with the labels that people read. */
import type { Cluster } from '../cluster.ts';
import type { CoordinatorState } from '../coordination/index.ts';
import type { Message } from '../message.ts';
import { convergence, findings, messages, operations, repairs, staleCount } from '../metrics/index.ts';
import { type HintState, protocols } from '../protocols/index.ts';
import { type Cell, valuesOf } from '../versions/version.ts';
import type { ActorState } from '../world/actor-state.ts';
import { ticks } from '../world/handlers.ts';
import type { Item } from '../world/items.ts';
import { linkEnds, sideOf } from '../world/link-state.ts';
import type { World } from '../world/world.ts';
import { labelOf } from './labels.ts';
import { messageView } from './message-view.ts';
import { happeningsOf, picture } from './picture.ts';
import type { CellView, ClientView, OperationView, ReplicaView, Snapshot, TickView } from './snapshot.ts';

/** At most so many keys a replica, and messages, are drawn. */
const KEYS_SHOWN = 200;
const MESSAGES_SHOWN = 20_000;

const coordinationNumber = protocols.findIndex((protocol) => protocol.id === 'coordination');
const hintsNumber = protocols.findIndex((protocol) => protocol.id === 'hinted-handoff');

interface Pending {
  readonly messages: Message[];
  readonly ticks: Map<number, TickView[]>;
  nextEventUs: number | null;
}

export function buildSnapshot(cluster: Cluster): Snapshot {
  const { world } = cluster;
  const { folds } = world;
  const pending = pendingOf(cluster);
  const convergenceState = folds.state(convergence);
  const findingsState = folds.state(findings);
  const messagesState = folds.state(messages);
  const operationsState = folds.state(operations);
  const pictureState = folds.state(picture);
  const keys = shownKeys(world);
  const replicas = world.replicas.map((state) => replicaView(world, state, keys, pending));
  const nextUs = cluster.nextUs();
  return {
    atUs: world.nowUs,
    event: world.event,
    eventsOfInstant: world.eventsOfInstant,
    mode: world.config.mode,
    round: world.round,
    replicas,
    clients: world.clients.map((state) => clientView(world, state)),
    messages: pending.messages.slice(0, MESSAGES_SHOWN).map((message) => messageView(world, message)),
    drops: pictureState.drops.map(({ message, reason, atUs }) => ({ ...messageView(world, message), reason, droppedUs: atUs })),
    groups: groupsOf(world),
    cuts: [...world.links.cuts].map((link) => ({ from: world.nameOf(linkEnds(link).from), to: world.nameOf(linkEnds(link).to) })),
    converged: cluster.isConverged,
    convergedAtUs: convergenceState.convergedAtUs,
    divergentCopies: convergenceState.divergentCopies,
    staleCopies: replicas.reduce((sum, replica) => sum + replica.cells.filter((cell) => cell.stale > 0).length, 0),
    repairs: { ...folds.state(repairs) },
    nextEventUs: pending.nextEventUs,
    nextUs: nextUs === Number.POSITIVE_INFINITY ? null : nextUs,
    happenings: happeningsOf(pictureState, world.event, folds.facts),
    mechanisms: {
      readRepair: world.config.readRepair.mode !== 'off',
      hintedHandoff: world.config.hintedHandoff.enabled,
      gossip: world.config.gossip.protocol !== 'off',
      antiEntropy: world.config.antiEntropy.mechanism !== 'off',
    },
    violations: findingsState.violations.toArray().map(({ checker, atUs, detail }) => ({ checker, atUs, detail })),
    counters: { messages: messagesState.count, bytes: messagesState.bytes, staleReads: operationsState.staleReads, failed: operationsState.failed },
  };
}

/** The keys that events have named, then loaded keys that some replica changed, as many as are drawn. */
function shownKeys(world: World): readonly number[] {
  const shown = new Set<number>();
  for (let key = world.keys.baseCount; key < world.keys.size && shown.size < KEYS_SHOWN; key++) shown.add(key);
  for (const { store } of world.replicas) {
    if (shown.size >= KEYS_SHOWN) break;
    store?.forEachChanged((_, key) => {
      if (shown.size < KEYS_SHOWN) shown.add(key);
    });
  }
  for (let key = 0; key < world.keys.baseCount && shown.size < Math.min(KEYS_SHOWN, 32); key++) shown.add(key);
  return [...shown].sort((a, b) => a - b);
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
      if (world.clients[item.client].client?.open.has(item.operation) === true) soonest(time);
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
    const stale = world.view.owns(state.id, key) ? staleCount(world.folds.state(operations), key, cell, world.folds.facts) : 0;
    if (cell !== undefined || stale > 0) cells.push(cellView(world, state.id, key, cell, stale));
  }
  const { hints: held } = state.durable[hintsNumber] as HintState;
  const drift = state.driftPpm === 0 ? 0 : (world.nowUs * state.driftPpm) / 1_000_000;
  return {
    id: state.name,
    up: state.up,
    side: sideOf(world.links, state.id),
    clockOffsetMs: (state.clockOffsetUs + drift) / 1000,
    slow: world.links.slowReplicas.get(state.id) ?? 1,
    cells,
    hints: [...held.values()].map((hint) => ({
      target: world.nameOf(hint.target),
      key: world.keys.name(hint.key),
      label: labelOf(world, hint.cell, hint.cell.versions[0]),
    })),
    ticks: pending.ticks.get(state.id) ?? [],
    suspects: [...state.suspects].map(world.nameOf),
  };
}

function cellView(world: World, replica: number, key: number, cell: Cell | undefined, stale: number): CellView {
  const arrival = world.folds.state(picture).arrivals.get(key * world.replicas.length + replica);
  return {
    key: world.keys.name(key),
    versions: (cell?.versions ?? []).map((version) => ({
      value: version.value,
      tombstone: version.tombstone,
      timestampMs: version.timestampUs / 1000,
      label: cell === undefined ? '' : labelOf(world, cell, version),
      number: world.folds.facts.writes.numberOf(version.operation),
    })),
    stale,
    hash: cell?.hash ?? 0,
    by: arrival?.mechanism ?? 'data',
    from: arrival === undefined || arrival.from === replica ? null : world.nameOf(arrival.from),
  };
}

function clientView(world: World, state: ActorState): ClientView {
  const open: OperationView[] = [];
  for (const { operation, via, invokedUs } of state.client?.open.values() ?? []) {
    const coordinator = via === null ? state : world.replicas[via];
    const driven = (coordinator.volatile[coordinationNumber] as CoordinatorState).open.get(operation.operation);
    const answered = driven?.kind === 'write' ? driven.acknowledged.length : driven?.kind === 'read' ? driven.replies.length : 0;
    open.push({
      client: state.name,
      n: operation.n,
      kind: operation.kind,
      key: world.keys.name(operation.key),
      via: via === null ? null : world.nameOf(via),
      level: String(operation.level),
      value: operation.value,
      invokedUs,
      completedUs: null,
      ok: null,
      reason: null,
      values: [],
      stale: false,
      acknowledgements: answered,
      needed: driven === undefined || driven.kind === 'forward' ? 0 : driven.needed,
    });
  }
  return { id: state.name, open, last: lastOperation(world, state) };
}

function lastOperation(world: World, state: ActorState): OperationView | null {
  const { history } = world.folds.state(operations);
  const client = -1 - state.id;
  for (let i = history.length - 1; i >= 0; i--) {
    const entry = history.at(i);
    if (entry.client !== client) continue;
    return {
      client: state.name,
      n: entry.n,
      kind: entry.kind,
      key: world.keys.name(entry.key),
      via: entry.via === null ? null : world.nameOf(entry.via),
      level: entry.level,
      value: entry.value,
      invokedUs: entry.invokedUs,
      completedUs: entry.completedUs,
      ok: entry.ok,
      reason: entry.reason,
      values: entry.kind === 'read' ? valuesOf(entry.cell) : [],
      stale: entry.stale,
      acknowledgements: 0,
      needed: 0,
    };
  }
  return null;
}

function groupsOf(world: World): string[][] {
  const { sides } = world.links;
  if (sides === null) return [];
  const groups = new Map<number, string[]>();
  for (const state of world.replicas) {
    const side = sideOf(world.links, state.id);
    groups.set(side, [...(groups.get(side) ?? []), state.name]);
  }
  return [...groups.values()];
}
