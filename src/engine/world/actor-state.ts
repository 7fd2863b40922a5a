/**
 * Everything that belongs to one replica or client, as plain data that a checkpoint copies. `owner` is the copy-on-write token: an
 * actor whose token is not the world's is shared with a checkpoint and is copied before it is touched.
 */

import { hashString } from '../../base/hash.ts';
import type { ReplicaTrees } from '../merkle/replica-trees.ts';
import type { KeyCell } from '../message.ts';
import type { RingState } from '../placement/ring-state.ts';
import type { ClientOperation, Protocol } from '../protocol.ts';
import type { ReplicaStore } from '../storage/replica-store.ts';
import type { HybridTime } from '../versions/policy.ts';
import type { VersionVector } from '../versions/version.ts';
import type { WorkloadStep } from './arrivals.ts';
import { HYBRID_START } from './hybrid-clock.ts';
import type { ClientSession } from './session.ts';

export interface Staged extends KeyCell {
  readonly from: number;
}

/** What a client remembers. */
export interface ClientMemory {
  /** Operations invoked so far. */
  count: number;
  /** Operation number → what is open, and since when. */
  readonly open: Map<number, OpenClientOperation>;
  /** Key → the causal context of this client's last read of it. */
  readonly contexts: Map<number, VersionVector>;
  session: ClientSession;
  /** The coordinator that it stays with, where its workload is "sticky"; null before any has answered, and once that one did not. */
  stays: number | null;
}

export interface OpenClientOperation {
  readonly operation: ClientOperation;
  /** Whom the client named. */
  readonly via: number | null;
  /** Whom its latest try asked. */
  readonly asked: number | null;
  readonly invokedUs: number;
  /** Of which workload it is; left out where a command asked for it. */
  readonly step?: WorkloadStep;
}

/** What an older, synced disk holds: where a crash that loses unsynced data falls back to. */
export interface SyncedDisk {
  readonly store: ReplicaStore;
  readonly durable: readonly object[];
}

export interface ActorState {
  owner: object;
  /** A replica's index, or −1 − client. */
  readonly id: number;
  readonly name: string;
  readonly nameHash: number;
  up: boolean;
  /** Raised whenever data was lost: its next dots come under a new clock entry. */
  incarnation: number;
  /** Raised at every crash: timers and messages in service of an earlier boot are void. */
  boot: number;
  clockOffsetUs: number;
  readonly driftPpm: number;
  /** What its hybrid clock read last; stays at the start where nothing goes by it. On disk with what it stamped. */
  hybrid: HybridTime;
  /** The highest number it has given to a version, where vectors are pruned. */
  dotFloor: number;
  /** Which changes of the ring it knows of; null: all there were. */
  ring: RingState | null;
  store: ReplicaStore | null;
  trees: ReplicaTrees | null;
  synced: SyncedDisk | null;
  /** By protocol, in registry order. */
  durable: object[];
  volatile: object[];
  /** When it last came up, by its own steady clock: it counts its peers as heard then. */
  startedUs: number;
  /** By peer, while hinted handoff is on. */
  lastHeard: Map<number, number>;
  suspects: Set<number>;
  /** Ids of the one-shot timers that are still to fire. */
  timers: Set<number>;
  nextTimer: number;
  /** Arrived by gossip in this round, committed at its end. */
  staged: Staged[];
  /** Until when the messages taken in so far keep it busy. */
  busyUntilUs: number;
  /** Until when its disk writes what was stored so far; 0 where that takes no time. */
  diskUntilUs: number;
  /** Messages taken in and not yet handled: the one in service, and those that wait. */
  waiting: number;
  readonly client: ClientMemory | null;
}

const NOTHING = {};

/** A copy of a state slice: containers are copied, what they hold is immutable and shared. */
export function copySlice(slice: object): object {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(slice)) copy[name] = copyContainer(value);
  return copy;
}

function copyContainer(value: unknown): unknown {
  if (value instanceof Map) return new Map(value);
  if (value instanceof Set) return new Set(value);
  if (isForkable(value)) return value.fork();
  return Array.isArray(value) ? value.slice() : value;
}

function isForkable(value: unknown): value is { fork(): unknown } {
  return typeof value === 'object' && value !== null && 'fork' in value && typeof value.fork === 'function';
}

export function makeDurable(protocols: readonly Protocol[]): object[] {
  return protocols.map((protocol) => protocol.durable?.() ?? NOTHING);
}

export function makeVolatile(protocols: readonly Protocol[]): object[] {
  return protocols.map((protocol) => protocol.volatile?.() ?? NOTHING);
}

/** What an actor begins with of its own; all else begins alike. */
export type ActorBeginning = Pick<ActorState, 'id' | 'name' | 'clockOffsetUs' | 'driftPpm' | 'store' | 'client'>;

/** A replica or a client as it begins, up and knowing nothing. */
export function createActor(owner: object, protocols: readonly Protocol[], beginning: ActorBeginning): ActorState {
  const { id, name, clockOffsetUs, driftPpm, store, client } = beginning;
  return {
    owner,
    id,
    name,
    nameHash: hashString(name),
    up: true,
    incarnation: 1,
    boot: 0,
    clockOffsetUs,
    driftPpm,
    hybrid: HYBRID_START,
    dotFloor: 0,
    ring: null,
    store,
    trees: null,
    synced: null,
    durable: store === null ? [] : makeDurable(protocols),
    volatile: makeVolatile(protocols),
    startedUs: 0,
    lastHeard: new Map(),
    suspects: new Set(),
    timers: new Set(),
    nextTimer: 1,
    staged: [],
    busyUntilUs: 0,
    diskUntilUs: 0,
    waiting: 0,
    client,
  };
}

/** An independent actor equal to `state`; pages of its store and trees stay shared until written. */
export function copyActor(state: ActorState, owner: object): ActorState {
  return {
    ...state,
    owner,
    store: state.store?.fork() ?? null,
    trees: state.trees?.fork() ?? null,
    durable: state.durable.map((slice) => (slice === NOTHING ? slice : copySlice(slice))),
    volatile: state.volatile.map((slice) => (slice === NOTHING ? slice : copySlice(slice))),
    lastHeard: new Map(state.lastHeard),
    suspects: new Set(state.suspects),
    timers: new Set(state.timers),
    staged: state.staged.slice(),
    client:
      state.client === null
        ? null
        : {
            count: state.client.count,
            open: new Map(state.client.open),
            contexts: new Map(state.client.contexts),
            session: state.client.session,
            stays: state.client.stays,
          },
  };
}
