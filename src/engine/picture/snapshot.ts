/**
 * What a moment of a run looks like from outside: plain data that crosses to the page, from which every picture is drawn. Built from
 * the world and the folds; the cluster never reads it. Times in microseconds, replicas and clients by name.
 */

import type { SpreadPoint } from '../folds/spread-curve.ts';
import type { MessageType } from '../message.ts';
import type { DropReason, FailureReason, LossKind, Mechanism, OperationType, RecordType, RepairMechanism } from '../trace.ts';
import type { WriteKind } from '../versions/policy.ts';
import type { Json } from '../versions/version.ts';
import type { ComparisonView } from './comparison-view.ts';

export interface VersionView {
  readonly value: Json;
  readonly tombstone: boolean;
  readonly timestampMs: number;
  /** What names it, for the chip: `v3` (the key's third write, in event order) under timestamps, `A2 B1` under vectors. */
  readonly label: string;
  /** The key's nth write in event order; 0 for loaded data. */
  readonly number: number;
  /** What its writer had seen, without its own dot: its causal past. Empty under timestamps. */
  readonly vector: readonly DotView[];
  /** The event that made it; null under timestamps. */
  readonly dot: DotView | null;
  /** The replica, or the client that coordinated itself, which named it; null for loaded data. */
  readonly namedBy: string | null;
  /** Who wrote it; null for loaded data. */
  readonly client: string | null;
  /** Which of the client's operations it was; 0 for loaded data. */
  readonly n: number;
  readonly writtenUs: number;
}

/** The actor's nth event; in a vector, that many of them are known. */
export interface DotView {
  readonly actor: string;
  readonly counter: number;
}

/** A copy after an event that changed it: what the lifelines of space-time and the matrix of keys are drawn from. Not a record of the trace, but made of them. */
export interface CopyView {
  readonly replica: string;
  readonly key: string;
  /** Labels of its versions; none: the replica holds nothing of the key. More than one: siblings. */
  readonly labels: readonly string[];
  readonly hash: number;
  readonly tombstone: boolean;
  /** Acknowledged versions that it misses. */
  readonly stale: number;
  readonly by: Mechanism | 'data';
  readonly from: string | null;
}

/**
 * A record of the trace as the page sees it: one type for the space-time diagram, the tables and search. Fields that a type of record
 * does not have are null.
 */
export interface RecordView {
  readonly event: number;
  /** Its place among the records of its event, from 0: with `event` it names the record. */
  readonly nth: number;
  readonly atUs: number;
  readonly type: RecordType | 'copy-changed';
  /** One sentence without a full stop that names the things and the cause. */
  readonly text: string;
  /** Where it happened. */
  readonly replica: string | null;
  /** The other party: whom a version came from, whom a hint is for, whom a session is with. */
  readonly peer: string | null;
  readonly client: string | null;
  /** The client's nth operation. */
  readonly n: number | null;
  readonly key: string | null;
  /** Of `message-*` records. */
  readonly message: MessageView | null;
  readonly mechanism: Mechanism | null;
  readonly reason: string | null;
  /** Of `operation-*` records. */
  readonly operation: OperationView | null;
  /** Of `partition-changed`: the names on each side; fewer than two where it healed. */
  readonly groups: readonly (readonly string[])[] | null;
  /** Of `copy-changed`. */
  readonly copy: CopyView | null;
  /** Of the last record of an event by which the spread of the run's first write went on: the point that its curve got. */
  readonly spread?: SpreadPoint;
}

/** One owner's entry of a counter. */
export interface EntryView {
  readonly actor: string;
  readonly up: number;
  /** What it counted down; 0 where the counter only grows. */
  readonly down: number;
}
/** One element of a set: the tags (dots) that keep it in, or once kept it in. */
export interface ElementView {
  readonly value: Json;
  readonly tags: readonly DotView[];
  /** Taken out, and remembered as such. */
  readonly removed: boolean;
}
/** The state behind the one value of a counter or a set. */
export type StateView =
  | { readonly type: 'counter'; readonly bothWays: boolean; readonly entries: readonly EntryView[] }
  | { readonly type: 'set'; readonly elements: readonly ElementView[] };

/** `checksum`: it rotted, and its checksum says so: it cannot be read; `rot`: it rotted, or came from such a copy, and is served as if it were good; `lie`: no client ever wrote it. */
export type DamageView = 'checksum' | 'rot' | 'lie';

export interface CellView {
  readonly key: string;
  /** Of a counter or a set. */
  readonly state?: StateView;
  /** What nobody in the cluster sees by itself; left out where the copy is sound. */
  readonly damage?: DamageView;
  readonly versions: readonly VersionView[];
  /** Acknowledged versions of the key that this copy neither holds nor supersedes. */
  readonly stale: number;
  /** Equality class: equal copies have equal numbers. */
  readonly hash: number;
  /** How it got here, and from whom. */
  readonly by: Mechanism | 'data';
  readonly from: string | null;
  /** When it came, and the latest of the key's writes that came with it; null for what was loaded, or is left after a crash. */
  readonly arrival: { readonly atUs: number; readonly event: number; readonly number: number } | null;
}

export type MissKind =
  | 'dropped'
  | 'discarded'
  | 'lost'
  | 'rotted'
  | 'compacted'
  | 'never-sent'
  | 'loaded-without'
  | 'hint-stored'
  | 'hint-refused'
  | 'hint-expired'
  | 'hint-discarded'
  | 'hint-lost';

/** One thing that kept a write from a copy. Each is a record of the trace: of this event and, where a message was dropped, of this address. */
export interface MissCause {
  readonly kind: MissKind;
  readonly atUs: number;
  readonly event: number;
  readonly address: string | null;
  readonly message: MessageType | null;
  /** Who sent it; who keeps or kept the hint; who coordinated the write. */
  readonly from: string | null;
  /** Why a message was dropped or a hint refused. */
  readonly reason: DropReason | 'window' | 'full' | null;
}

export interface MissingWrite {
  /** The key's nth write; 0 for what was loaded. */
  readonly number: number;
  readonly label: string;
  readonly kind: WriteKind | 'data';
  /** The client and which of its operations it was: messages of the write have addresses that begin with `client#n/`. */
  readonly client: string | null;
  readonly n: number;
  /** Who coordinated it. */
  readonly coordinator: string | null;
  /** True while the coordinator has not given up on this replica's acknowledgement: no hint is due yet. */
  readonly waiting: boolean;
  /** First what began it; empty where nothing kept it away but time, or where it is too long ago to know. */
  readonly causes: readonly MissCause[];
}

/** Why a copy is stale: the newest acknowledged writes that it misses. */
export interface WhyStale {
  readonly replica: string;
  readonly key: string;
  readonly missing: readonly MissingWrite[];
}

/** Under timestamps: a write that gave way to one before it, because a clock said so. */
export interface OverruledView {
  readonly key: string;
  readonly loser: VersionView;
  readonly winner: VersionView;
  /** Where it happened first. */
  readonly replica: string;
  readonly atUs: number;
  readonly event: number;
}

export interface HintView {
  readonly target: string;
  readonly key: string;
  readonly label: string;
}

export interface TickView {
  /** 'gossip' | 'hint-replay' | 'anti-entropy' | … */
  readonly name: string;
  readonly atUs: number;
  readonly intervalUs: number;
}

/** How it stands in the ring while it is no plain member of it. */
export interface RingView {
  readonly status: 'joining' | 'leaving' | 'left';
  /** Whose place it takes, or took; null: its own. */
  readonly of: string | null;
}

/** By key: who owns it, and who is about to and takes its writes already. */
export type KeyOwnersView = { readonly [key: string]: { readonly now: readonly string[]; readonly next: readonly string[] } };

/** What was sent from one region to another so far, and what that costs. */
export interface CrossingView {
  readonly messages: number;
  readonly bytes: number;
  /** In whatever money the price per GiB is. */
  readonly cost: number;
}

export interface ReplicaView {
  readonly id: string;
  readonly up: boolean;
  /** Left out where the scenario names none. */
  readonly region?: string;
  readonly rack?: string;
  /** Left out for a member. */
  readonly ring?: RingView;
  /** Index of its side of the partition; all 0 where there is none. */
  readonly side: number;
  /** How far its clock is ahead of true time now, milliseconds. */
  readonly clockOffsetMs: number;
  readonly slow: number;
  readonly cells: readonly CellView[];
  readonly hints: readonly HintView[];
  readonly ticks: readonly TickView[];
  readonly suspects: readonly string[];
}

export interface MessageView {
  readonly address: string;
  readonly type: MessageType;
  readonly from: string;
  readonly to: string;
  readonly sentUs: number;
  readonly deliverUs: number;
  /** Names of the keys it carries or asks about, at most 4. */
  readonly keys: readonly string[];
  readonly bytes: number;
  readonly copy: number;
}

export interface DropView extends MessageView {
  readonly droppedUs: number;
  readonly reason: DropReason;
}

export interface OperationView {
  readonly client: string;
  readonly n: number;
  readonly kind: OperationType;
  readonly key: string;
  readonly via: string | null;
  readonly level: string;
  /** The value written; null for reads and deletes. */
  readonly value: Json;
  readonly invokedUs: number;
  /** Null while open. */
  readonly completedUs: number | null;
  readonly ok: boolean | null;
  readonly reason: FailureReason | null;
  /** What a read returned. */
  readonly values: readonly Json[];
  readonly stale: boolean;
  readonly acknowledgements: number;
  readonly needed: number;
}

export interface ClientView {
  readonly id: string;
  readonly open: readonly OperationView[];
  readonly last: OperationView | null;
}

/** Something of the recent past worth a mark and a word: what the last event did. */
export interface HappeningView {
  readonly type: string;
  readonly atUs: number;
  readonly replica: string | null;
  readonly text: string;
  readonly mechanism: Mechanism | null;
}

/** How the run's first write has spread so far. Lists are shared between snapshots while nothing new is heard. */
export interface SpreadView {
  readonly key: string;
  readonly value: Json;
  /** When its client asked for it. */
  readonly writtenUs: number;
  /** Replicas that are to hold it, and that do now (it, or what supersedes it). */
  readonly owners: number;
  readonly holders: number;
  /** By rounds since the write in rounds mode, else by microseconds; at most 2,000, thinned in long runs. */
  readonly points: readonly SpreadPoint[];
  /** In the order of `replicas`: the round (or microseconds) at which each first held it; null: not yet. */
  readonly heardAt: readonly (number | null)[];
  /** In the same order: from which replica, by its place in `replicas`; −1: not yet, or from a client. */
  readonly heardFrom: readonly number[];
}

/** What each node believes of each other, both in the order of `replicas`. */
export interface BeliefsView {
  readonly detector: 'phi-accrual' | 'swim';
  /** A row for each node, a letter for each peer: `a` alive, `s` suspected, `d` dead, `u` nothing heard, `-` itself. Empty: the node is down and believes nothing. */
  readonly rows: readonly string[];
}

export interface Snapshot {
  readonly atUs: number;
  /** Events that have happened. */
  readonly event: number;
  /** Of this instant: what a command given now carries as `after`. */
  readonly eventsOfInstant: number;
  readonly mode: 'async' | 'rounds';
  readonly round: number;
  readonly replicas: readonly ReplicaView[];
  readonly clients: readonly ClientView[];
  readonly messages: readonly MessageView[];
  /** Messages dropped by the latest event that dropped any. */
  readonly drops: readonly DropView[];
  /** Empty where there is no partition; else the names on each side. */
  readonly groups: readonly (readonly string[])[];
  readonly cuts: readonly { readonly from: string; readonly to: string }[];
  readonly converged: boolean;
  readonly convergedAtUs: number | null;
  /** Copies that differ from what the key's owners will agree on. */
  readonly divergentCopies: number;
  readonly staleCopies: number;
  /** Of the first 40 stale copies, by replica, then by key. */
  readonly whys: readonly WhyStale[];
  /** The latest 64, of all keys. */
  readonly overruled: readonly OverruledView[];
  readonly repairs: Readonly<Record<RepairMechanism, number>>;
  /** True time of the next event that is not an idle tick, and of any; null where nothing is scheduled. */
  readonly nextEventUs: number | null;
  readonly nextUs: number | null;
  readonly happenings: readonly HappeningView[];
  /** Null while nothing was written. */
  readonly spread: SpreadView | null;
  /** Anti-entropy sessions that run, and the latest that ended: at most 6, in the order in which they began. */
  readonly comparisons: readonly ComparisonView[];
  readonly mechanisms: {
    readonly readRepair: boolean;
    readonly hintedHandoff: boolean;
    readonly gossip: boolean;
    /** Gossip of the kind that stops; left out where it is not. */
    readonly rumor?: boolean;
    readonly antiEntropy: boolean;
  };
  /** While a failure detector is on, of at most 40 nodes; of more, `suspects` says who is believed dead. */
  readonly beliefs?: BeliefsView;
  readonly violations: readonly { readonly checker: string; readonly atUs: number; readonly detail: string }[];
  readonly counters: { readonly messages: number; readonly bytes: number; readonly staleReads: number; readonly failed: number };
  /** Of the keys that are drawn; left out where every replica owns all of them, and of more than 40 replicas. */
  readonly owners?: KeyOwnersView;
  /** Left out where the scenario knows no regions. */
  readonly crossing?: CrossingView;
  /** How long tombstones are kept, and how long they must be by what the run has seen, in sentences; left out before any delete. */
  readonly safety?: string;
}

export type { LossKind, SpreadPoint };
