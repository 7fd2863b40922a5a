/**
 * The only record of what happened: a stream, of which nobody keeps the whole. Metrics, checkers, conditions and the trace hash are
 * folds over it. An *event* is one thing taken from the queue of the world (a command, a delivery, a timer, the end of a round); it
 * leaves one or more *records* here, all with its index and time. Replicas are indices, clients −1 − index, keys their numbers.
 */

import type { Actor, Message } from './message.ts';
import type { Command } from './scenario/scenario.ts';
import type { WriteKind } from './versions/policy.ts';
import type { Cell, Json, VersionVector } from './versions/version.ts';

/** By what a copy came to be. The last four are the repair mechanisms. */
export type Mechanism = 'write' | 'read-repair' | 'hinted-handoff' | 'gossip' | 'anti-entropy' | 'bootstrap';
/** A replica that is filled with ranges it is about to own is not repaired. */
export type RepairMechanism = Exclude<Mechanism, 'write' | 'bootstrap'>;
export type OperationType = 'read' | WriteKind;

export type FailureReason = 'timeout' | 'unavailable' | 'coordinator-down' | 'too-many-siblings' | 'not-of-this-type' | 'behind';
export type DropReason = 'partition' | 'cut' | 'loss' | 'receiver-down' | 'queue-full' | 'command' | 'crash';
export type LossKind = 'nothing' | 'unsynced' | 'disk';

interface OperationRecord {
  readonly client: number;
  /** The client's nth operation, from 1. */
  readonly n: number;
  /** Number over the whole run, from 1. */
  readonly operation: number;
  readonly kind: OperationType;
  readonly key: number;
}

export interface SessionStatistics {
  readonly hashesCompared: number;
  readonly roundTrips: number;
  readonly keysSent: number;
  readonly keysDiffering: number;
  readonly payloadBytes: number;
  readonly bytes: number;
}

export type TraceRecord =
  /** `context`: what its client had seen of the key. It follows from the records before, so the hash leaves it out. */
  | ({
      readonly type: 'operation-invoked';
      readonly via: number | null;
      readonly level: string;
      readonly value: Json;
      readonly context: VersionVector;
    } & OperationRecord)
  /** `cell`: what a read returned (undefined: nothing found), or what a write made. */
  | ({ readonly type: 'operation-completed'; readonly cell: Cell | undefined; readonly invokedUs: number } & OperationRecord)
  | ({ readonly type: 'operation-failed'; readonly reason: FailureReason; readonly detail: string; readonly invokedUs: number } & OperationRecord)
  /** The client tries again: `attempt` is the number of the new try, `via` whom it asks, `reason` why the one before failed. */
  | ({ readonly type: 'operation-retried'; readonly attempt: number; readonly via: number | null; readonly reason: FailureReason } & OperationRecord)
  | { readonly type: 'message-sent' | 'message-delivered' | 'message-duplicated'; readonly message: Message }
  | { readonly type: 'message-dropped'; readonly message: Message; readonly reason: DropReason }
  | { readonly type: 'timer-fired'; readonly actor: Actor; readonly timer: string; readonly n: number }
  | {
      readonly type: 'version-stored';
      readonly replica: number;
      readonly key: number;
      readonly before: Cell | undefined;
      readonly after: Cell;
      readonly mechanism: Mechanism;
      readonly from: Actor;
    }
  | {
      readonly type: 'version-discarded';
      readonly replica: number;
      readonly key: number;
      readonly incoming: Cell;
      readonly kept: Cell;
      readonly mechanism: Mechanism;
      readonly from: Actor;
    }
  /** A copy went with a crash that lost data; `after`: what an older synced disk still holds, `before` undefined: it had dropped the key since. */
  | { readonly type: 'version-lost'; readonly replica: number; readonly key: number; readonly before: Cell | undefined; readonly after: Cell | undefined }
  | { readonly type: 'siblings-created'; readonly replica: number; readonly key: number; readonly after: Cell }
  /** `lost` and `restored`: by a crash that put the disk back to what was synced. */
  | {
      readonly type: 'hint-stored' | 'hint-delivered' | 'hint-expired' | 'hint-discarded' | 'hint-lost' | 'hint-restored';
      readonly replica: number;
      readonly target: number;
      readonly key: number;
      readonly cell: Cell;
    }
  /** `write`: the operation that the hint would have been for; the hash leaves it out. */
  | {
      readonly type: 'hint-refused';
      readonly replica: number;
      readonly target: number;
      readonly key: number;
      readonly write: number;
      readonly reason: 'window' | 'full';
    }
  /** Derived by the convergence fold: a divergent copy became current by this mechanism's message. */
  | { readonly type: 'repaired'; readonly replica: number; readonly key: number; readonly mechanism: RepairMechanism; readonly from: Actor }
  | { readonly type: 'tombstone-compacted'; readonly replica: number; readonly key: number; readonly cell: Cell }
  | { readonly type: 'session-started'; readonly replica: number; readonly peer: number; readonly session: string; readonly mechanism: string }
  | ({ readonly type: 'session-ended' | 'session-failed'; readonly replica: number; readonly peer: number; readonly session: string } & SessionStatistics)
  /** A copy changed without a write. `after`: what is on the disk; what can be read of it says the `version-lost` that follows (none for a hash). */
  | {
      readonly type: 'copy-corrupted';
      readonly replica: number;
      readonly key: number;
      readonly part: 'value' | 'version' | 'hash' | 'lie';
      readonly before: Cell | undefined;
      readonly after: Cell;
    }
  /** A scrub found a copy that does not fit its checksum, and dropped it. */
  | { readonly type: 'corruption-found'; readonly replica: number; readonly key: number }
  /** What arrived is signed by nobody who may write: it was not taken. */
  | { readonly type: 'signature-refused'; readonly actor: Actor; readonly key: number; readonly from: Actor }
  | { readonly type: 'tree-rebuilt'; readonly replica: number }
  /** `peer-declared-dead`: under SWIM, where a suspicion is not yet a death; else a suspected peer is believed dead. */
  | { readonly type: 'peer-suspected' | 'peer-declared-dead' | 'peer-alive'; readonly actor: Actor; readonly peer: number }
  | { readonly type: 'replica-crashed'; readonly replica: number; readonly lose: LossKind }
  | { readonly type: 'replica-restarted'; readonly replica: number }
  /** Ranges are to move: `replica` joins, leaves, or replaces `of` (else itself). Nobody owns anything else yet. */
  | { readonly type: 'range-move-started'; readonly replica: number; readonly of: number; readonly move: 'join' | 'leave' | 'replace' }
  /** It owns its ranges from now on; `of`: whose place it took, else itself. */
  | { readonly type: 'replica-joined'; readonly replica: number; readonly of: number }
  /** It owns nothing from now on: it left, gave up joining (`owned` false), or was replaced. */
  | { readonly type: 'replica-left'; readonly replica: number; readonly owned: boolean }
  /** The node heard of a change of the ring from a peer. */
  | { readonly type: 'ring-learned'; readonly replica: number; readonly from: Actor }
  /** A replica dropped a copy of a key that it does not own any more. */
  | { readonly type: 'copy-dropped'; readonly replica: number; readonly key: number; readonly cell: Cell }
  /** Its trees are built anew by those who own it. */
  | { readonly type: 'range-split' | 'range-merged'; readonly at: number; readonly owners: readonly number[] }
  | { readonly type: 'partition-changed'; readonly groups: readonly (readonly number[])[] }
  | { readonly type: 'link-changed'; readonly from: number; readonly to: number; readonly what: string; readonly amount: number }
  | { readonly type: 'clock-changed'; readonly replica: number; readonly byMs: number }
  | { readonly type: 'knob-set'; readonly path: string; readonly value: Json }
  | { readonly type: 'round-ended'; readonly round: number }
  /** `divergent`: the copies that differ from what all other owners loaded. */
  | {
      readonly type: 'data-loaded';
      readonly keys: number;
      readonly divergent: readonly { readonly replica: number; readonly key: number; readonly cell: Cell | undefined }[];
    }
  | { readonly type: 'command-applied'; readonly command: Command }
  | { readonly type: 'command-refused'; readonly command: Command; readonly reason: string }
  | { readonly type: 'violation-found'; readonly checker: string; readonly detail: string };

export type RecordType = TraceRecord['type'];
/** The records of these types, their `type` narrowed to them. */
export type RecordOf<T extends RecordType, R = TraceRecord> = R extends { readonly type: infer U }
  ? [Extract<U, T>] extends [never]
    ? never
    : R & { readonly type: T }
  : never;

/** When a record was made. */
export interface Moment {
  readonly atUs: number;
  readonly event: number;
}
