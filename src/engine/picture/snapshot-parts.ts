/** The parts of a picture, each made from the world and the folds as they are now: what is built anew and what is kept up to date are made of the same. */
import type { CoordinatorState } from '../coordination/index.ts';
import { type HistoryEntry, operations, staleCount } from '../metrics/index.ts';
import { type HintState, protocols } from '../protocols/index.ts';
import { type Cell, valuesOf } from '../versions/version.ts';
import type { ActorState, OpenClientOperation } from '../world/actor-state.ts';
import { linkEnds, sideOf } from '../world/link-state.ts';
import type { World } from '../world/world.ts';
import { damageOf, stateOf } from './copy-parts.ts';
import { labelsOf } from './labels.ts';
import { type Arrival, picture } from './picture.ts';
import type { CellView, HintView, OperationView, Snapshot } from './snapshot.ts';
import { versionViews } from './version-view.ts';

const coordinationNumber = protocols.findIndex((protocol) => protocol.id === 'coordination');
const hintsNumber = protocols.findIndex((protocol) => protocol.id === 'hinted-handoff');

/** The keys that are drawn, by rising number. */
export function shownKeys(keys: ReadonlySet<number>): readonly number[] {
  return [...keys].sort((a, b) => a - b);
}

/** Acknowledged versions that a replica's copy of a key misses; 0 where it need not have them. */
export function staleOf(world: World, replica: number, key: number, cell: Cell | undefined): number {
  return world.view.owns(replica, key) ? staleCount(world.folds.state(operations), key, cell, world.folds.facts) : 0;
}

/** How the copy came to be; undefined for a loaded one. */
export function arrivalOf(world: World, replica: number, key: number): Arrival | undefined {
  return world.folds.state(picture).arrivals.get(key * world.sources.capacity + replica);
}

export function cellView(world: World, replica: number, key: number, cell: Cell | undefined, stale: number, arrival: Arrival | undefined): CellView {
  const state = cell === undefined ? null : stateOf(world, cell);
  const damage = damageOf(world, replica, key, cell);
  return {
    key: world.keys.name(key),
    ...(state === null ? {} : { state }),
    ...(damage === null ? {} : { damage }),
    versions: cell === undefined ? [] : versionViews(world, cell),
    stale,
    hash: cell?.hash ?? 0,
    by: arrival?.mechanism ?? 'data',
    from: arrival === undefined || arrival.from === replica ? null : world.nameOf(arrival.from),
    arrival: arrival === undefined ? null : { atUs: arrival.atUs, event: arrival.event, number: arrival.number },
  };
}

export function hintViews(world: World, state: ActorState): readonly HintView[] {
  const { hints } = state.durable[hintsNumber] as HintState;
  return [...hints.values()].map((hint) => ({
    target: world.nameOf(hint.target),
    key: world.keys.name(hint.key),
    label: labelsOf(world, hint.cell)[0] ?? '',
  }));
}

export function suspectNames(world: World, state: ActorState): readonly string[] {
  return [...state.suspects].map(world.nameOf);
}

/** How far a replica's clock is ahead, in the whole microseconds that it shows. */
export function clockOffsetMs(world: World, state: ActorState): number {
  const drift = state.driftPpm === 0 ? 0 : Math.round((world.nowUs * state.driftPpm) / 1_000_000);
  return (state.clockOffsetUs + drift) / 1000;
}

/** How far an open operation has come: answers that its coordinator has, of those that it waits for. */
export function progressOf(world: World, client: ActorState, open: OpenClientOperation): Pick<OperationView, 'acknowledgements' | 'needed'> {
  const coordinator = open.asked === null ? client : world.replicas[open.asked];
  const driven = (coordinator.volatile[coordinationNumber] as CoordinatorState).open.get(open.operation.operation);
  if (driven === undefined || driven.kind === 'forward') return { acknowledgements: 0, needed: 0 };
  return { acknowledgements: driven.kind === 'write' ? driven.acknowledged.length : driven.replies.length, needed: driven.needed };
}

export function openOperation(world: World, client: ActorState, open: OpenClientOperation): OperationView {
  const { operation, via, invokedUs } = open;
  return {
    client: client.name,
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
    ...progressOf(world, client, open),
  };
}

/** An operation as its client saw it end. */
export function endedOperation(world: World, entry: HistoryEntry): OperationView {
  return {
    client: world.nameOf(-1 - entry.client),
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

/** It left, and nothing of it is there any more: no picture shows it. */
export function isGone(world: World, { id, up }: Pick<ActorState, 'id' | 'up'>): boolean {
  return !up && world.hasLeft(id);
}

/** These views, by replica, without those of replicas that are gone; the same list where none is. */
export function withoutGone<T>(world: World, views: readonly T[]): readonly T[] {
  if (world.ring.entries.length === 0 || !world.replicas.some((state) => isGone(world, state))) return views;
  return views.filter((_, replica) => !isGone(world, world.replicas[replica]));
}

/** The names on each side of the partition; empty where there is none. */
export function groupsOf(world: World): Snapshot['groups'] {
  const { sides } = world.links;
  if (sides === null) return [];
  const groups = new Map<number, string[]>();
  for (const state of world.replicas) {
    if (isGone(world, state)) continue;
    const side = sideOf(world.links, state.id);
    const group = groups.get(side);
    if (group === undefined) groups.set(side, [state.name]);
    else group.push(state.name);
  }
  return [...groups.values()];
}

export function cutsOf(world: World): Snapshot['cuts'] {
  return [...world.links.cuts].map((link) => ({ from: world.nameOf(linkEnds(link).from), to: world.nameOf(linkEnds(link).to) }));
}

export function mechanismsOf(world: World): Snapshot['mechanisms'] {
  const { readRepair, hintedHandoff, gossip, antiEntropy } = world.config;
  return {
    readRepair: readRepair.mode !== 'off',
    hintedHandoff: hintedHandoff.enabled,
    gossip: gossip.protocol !== 'off',
    ...(gossip.protocol !== 'off' && gossip.style === 'rumor' ? { rumor: true } : {}),
    antiEntropy: antiEntropy.mechanism !== 'off',
  };
}
