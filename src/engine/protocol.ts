/**
 * What a protocol is and what it may see. A protocol is a set of pure handlers over plain data; it gets a NodeContext and nothing
 * else: its own node. It never sees another node, the network, the partition, the true time or the seed. Protocols do not call each
 * other: they raise local events, handled in the order raised after the raising handler returns, subscribers in registry order.
 *
 * State is kept flat so that a checkpoint is cheap: `durable` and `volatile` are objects whose fields are primitives, or a Map, Set,
 * array, CowPages or AppendLog of primitives and immutable values. Entries are replaced, never changed in place. What is too large for that is an
 * object with a `fork` of its own.
 */

import type { LiteralId } from './literal/index.ts';
import type { BaseTrees } from './merkle/base-trees.ts';
import type { ReplicaTrees } from './merkle/replica-trees.ts';
import type { Actor, Cause, KeyCell, Message, MessageType } from './message.ts';
import type { RingEntry, RingState } from './placement/ring-state.ts';
import type { PlacementView } from './placement/view.ts';
import type { Level, Scenario } from './scenario/scenario.ts';
import type { ReplicaStore } from './storage/replica-store.ts';
import type { FailureReason, Mechanism, OperationType, TraceRecord } from './trace.ts';
import type { CellOrder, ConflictPolicy, HybridTime } from './versions/policy.ts';
import type { Cell, Dependency, Json, Version } from './versions/version.ts';

/** What one node tells itself. */
export type LocalEvent =
  /** A write that this node coordinates is not acknowledged by an owner: by its timeout, or because the owner is believed dead. */
  | { readonly type: 'write-unacknowledged'; readonly operation: number; readonly target: number; readonly key: number; readonly cell: Cell }
  /** The late acknowledgement of such a write. */
  | { readonly type: 'write-acknowledged'; readonly operation: number; readonly target: number; readonly key: number }
  /** These replies to a read that this node coordinates lack something of `merged`; `blocking`: the client waits for `read-repaired`; `nth`: how many replies had come, different at each raise. */
  | {
      readonly type: 'replies-differ';
      readonly operation: number;
      readonly key: number;
      readonly merged: Cell;
      readonly replies: readonly ReadReply[];
      readonly blocking: boolean;
      readonly nth: number;
    }
  /** This node is to stand in for an owner in a write that it coordinates itself; `stood-in` says that it does. */
  | { readonly type: 'stand-in'; readonly operation: number; readonly target: number; readonly key: number; readonly cell: Cell }
  | { readonly type: 'stood-in'; readonly operation: number }
  /** This node is to answer a sloppy read that it coordinates itself; `stand-in-found` is the answer. */
  | { readonly type: 'stand-in-read'; readonly operation: number; readonly key: number }
  | { readonly type: 'stand-in-found'; readonly operation: number; readonly cell: Cell | undefined }
  /** How many hints of the write does this node keep? `hints-counted` is the answer; `isLast`: no more will be kept. */
  | { readonly type: 'count-hints'; readonly operation: number; readonly isLast: boolean }
  | { readonly type: 'hints-counted'; readonly operation: number; readonly kept: number; readonly isLast: boolean }
  /** R replies to a read that this node coordinates were the same; told only where read repair adapts to it. */
  | { readonly type: 'replies-agree'; readonly operation: number }
  | { readonly type: 'read-repaired'; readonly operation: number }
  /** In rounds, where rumours are spread: the round is over and what it brought is committed. */
  | { readonly type: 'round-ended'; readonly round: number }
  /** This node sees the ring otherwise than `before`: somebody begins to join, leave or replace, or has done so. */
  | { readonly type: 'ring-changed'; readonly before: PlacementView }
  /** A range that this node owns was split or merged: its trees are of other ranges. */
  | { readonly type: 'range-recut' }
  /** The store changed: Merkle maintenance listens. */
  | { readonly type: 'value-applied'; readonly key: number; readonly before: Cell | undefined; readonly after: Cell | undefined };

export interface ReadReply {
  readonly replica: number;
  readonly cell: Cell | undefined;
}

/** What `send` takes; sizes by `wire.ts`. */
export interface Outgoing {
  readonly to: Actor;
  readonly type: MessageType;
  readonly payload: unknown;
  readonly cells?: readonly KeyCell[];
  readonly payloadBytes: number;
  readonly bytes: number;
  /** From 1: which of its type to this receiver under this cause; two messages must never share an address. */
  readonly nth?: number;
}

export interface NodeContext {
  /** This replica's index, or −1 − client for a client that coordinates. */
  readonly self: Actor;
  readonly name: string;
  readonly config: Scenario;
  readonly view: PlacementView;
  /** Orders and merges the cells of any key. */
  readonly policy: CellOrder;
  /** The key's own policy: who names its versions, and how. */
  policyOf(key: number): ConflictPolicy;
  /** Whether a bug of the source documents is to be run as written. */
  literal(id: LiteralId): boolean;
  /** What this node stores; a client has none. */
  readonly store: ReplicaStore | null;
  /** Hash trees of what it stores; null until its first Merkle session, and again once data was lost. */
  trees: ReplicaTrees | null;
  /** What the hash trees of all replicas share: trees of the loaded keys, built when first read. */
  readonly baseTrees: BaseTrees;
  /** This node's entry in version vectors. */
  readonly vectorActor: number;
  /** The highest number that this node has given to a version of any key; kept where vectors are pruned. */
  dotFloor: number;
  /** The protocol's own state on this node, as its `durable()` and `volatile()` made it. */
  readonly durable: unknown;
  readonly volatile: unknown;
  /** Messages that queue at this node, the one being handled not among them. */
  readonly waiting: number;
  /** Milliseconds until this node's disk has written what was stored so far. */
  diskWaitMs(): number;
  /** What the running handler was caused by; messages sent inherit it. */
  readonly cause: Cause;
  /** This node's clock, microseconds: skewed, drifting, stepped. */
  nowUs(): number;
  /** The next reading of this node's hybrid clock. */
  hybridNow(): HybridTime;
  /** Microseconds since the node's clock was made, drifting but never stepped: for durations. */
  elapsedUs(): number;
  /** A uniform number in [0, 1) for this node, concern and purpose. */
  draw(concern: number, a: number, b?: number): number;
  send(message: Outgoing): void;
  /** Fires the protocol's `timers[tag]` once, with `data` (immutable); lost in a crash. Returns its id. */
  setTimer(delayMs: number, tag: string, data: unknown): number;
  cancelTimer(id: number): void;
  raise(event: LocalEvent): void;
  emit(record: TraceRecord): void;
  /** Merges a cell into the store, records and tells it. True where the stored cell changed. In rounds, gossip's arrivals are committed at the round's end. */
  apply(key: number, cell: Cell, mechanism: Mechanism, from: Actor): boolean;
  /** Drops the key from the store: compaction. */
  forget(key: number): void;
  /** Makes what the node stores now survive a crash that loses unsynced data. */
  syncDisk(): void;
  /** Believed reachable: see scenario.md, section 3, "Belief". */
  believesAlive(peer: number): boolean;
  /** A request to the peer went unanswered for its timeout: where the node has no detector, it believes the peer dead until any message comes from it. */
  suspect(peer: number): void;
  /** True where failures are for a detector to tell (`membership`). Clients have none. */
  readonly hasDetector: boolean;
  /** The peers that the node believes dead. */
  readonly believedDead: ReadonlySet<number>;
  /** What a detector has found of a peer. True where that is new. */
  believe(peer: number, what: 'alive' | 'dead'): boolean;
  /** Microseconds of `elapsedUs` at which the node last came up; 0 where it has been up from the beginning. */
  readonly startedUs: number;
  /** Microseconds of `elapsedUs` at which anything was last heard from the peer; 0 if never. */
  lastHeardUs(peer: number): number;
  /** The changes of the ring that this node knows of. */
  readonly ring: RingState;
  /** Says that the ring changed: to all nodes at once where nobody gossips membership, else only this node knows of it yet. */
  changeRing(entries: readonly RingEntry[]): void;
  /** Drops copies of keys that are not its own any more; what it names from now on comes under a new clock entry. */
  dropCopies(keys: readonly number[]): void;
  /** Goes for good, having left. */
  retire(): void;
  /** Answers the client that asked this coordinator. */
  answer(operation: ClientOperation, answer: OperationAnswer): void;
}

/** What a client asks a coordinator to do. */
export interface ClientOperation {
  readonly operation: number;
  readonly client: number;
  readonly n: number;
  readonly kind: OperationType;
  readonly key: number;
  readonly value: Json;
  readonly valueBytes: number;
  readonly level: Level;
  readonly context: readonly number[];
  readonly local: boolean;
  readonly cause: Cause;
  /** 1, and one more each time that the client tries again. */
  readonly attempt: number;
  /** What a read must return by its client's session or its causal context; null: anything. */
  readonly demand: SessionDemand | null;
  /** What a write's timestamp must be above, microseconds, by its client's session; null: anything. */
  readonly aboveUs: number | null;
  /** With causal reads: what a write depends on, where it depends on anything. */
  readonly causes?: readonly Dependency[];
}

/** What is asked of a read: these versions or what supersedes them, and by a scalar token a replica that has stored anything as late. */
export interface SessionDemand {
  readonly versions: readonly Version[];
  readonly scalarUs: number | null;
}

export type OperationAnswer =
  | { readonly ok: true; readonly cell: Cell | undefined }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string };

export interface Tick {
  /** Names the timer in addresses: `A.gossip@12`. */
  readonly name: string;
  /** Null: not running. */
  intervalMs(config: Scenario, replica: number): number | null;
  /** Share of the interval, 0 to 1. */
  jitter(config: Scenario): number;
  run(context: NodeContext, n: number): void;
}

export interface Protocol {
  readonly id: string;
  durable?(): object;
  volatile?(): object;
  readonly messages?: { readonly [T in MessageType]?: (context: NodeContext, message: Message) => void };
  readonly timers?: { readonly [tag: string]: (context: NodeContext, data: never) => void };
  readonly ticks?: readonly Tick[];
  readonly locals?: { readonly [T in LocalEvent['type']]?: (context: NodeContext, event: Extract<LocalEvent, { readonly type: T }>) => void };
  /** The node is up again after a crash. */
  restarted?(context: NodeContext): void;
  /** What the protocol itself has to record when a crash takes its durable state (disk, or unsynced back to `kept`). */
  lost?(context: NodeContext, kept: unknown): void;
}
