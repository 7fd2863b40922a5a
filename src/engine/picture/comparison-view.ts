/**
 * A comparison of two replicas as the page sees it: an anti-entropy session with its hash trees as far as they were compared, what it
 * cost, and its messages. Plain data, never changed, so that snapshots share what did not change.
 */
import type { MessageType } from '../message.ts';
import type { DropReason } from '../trace.ts';

export interface ComparedNode {
  /** 0: the root. */
  readonly level: number;
  readonly index: number;
  /** 8 hex digits, the high half of the hash that the initiator sent. */
  readonly hashA: string;
  /** That of the peer's node when it compared; null until then. */
  readonly hashB: string | null;
  /** Null while the hash is on its way. */
  readonly different: boolean | null;
}

/** Numbers of one level, of which `nodes` may hold only some. */
export interface ComparedLevel {
  readonly width: number;
  /** Hashes that the initiator sent, that the peer compared, and of which the initiator has the answer. */
  readonly asked: number;
  readonly compared: number;
  readonly known: number;
  readonly different: number;
}

/** Keys of a leaf on either side when it was compared: the first few names and how many there are. */
export interface LeafKeys {
  readonly leaf: number;
  readonly keys: readonly string[];
  readonly count: number;
}

/** The tree over the keys of one owner set. */
export interface ComparedTree {
  readonly ownerSet: number;
  readonly owners: readonly string[];
  readonly branching: readonly number[];
  readonly levels: readonly ComparedLevel[];
  /** By level, then by index; of wide levels those that differ and some others. */
  readonly nodes: readonly ComparedNode[];
  /** Of every leaf in a small tree, else of those that differ; by leaf. */
  readonly leaves: readonly LeafKeys[];
}

/** A message of a session. */
export interface ExchangeView {
  readonly address: string;
  readonly type: MessageType;
  readonly from: string;
  readonly to: string;
  readonly sentUs: number;
  readonly deliverUs: number;
  /** When it was taken in, or dropped; null in flight. */
  readonly endedUs: number | null;
  readonly dropped: DropReason | null;
  /** The tree's level that it asks or answers about. */
  readonly level: number | null;
  readonly bytes: number;
  /** Hashes in it, and entries of keys. */
  readonly hashes: number;
  readonly keys: number;
  /** What it says, in few words. */
  readonly text: string;
  /** True for an answer that names a difference. */
  readonly different: boolean;
}

export interface ComparisonView {
  /** What names the session, as in its records. */
  readonly session: string;
  readonly mechanism: 'merkle' | 'full' | 'version-vector' | 'log';
  /** The initiator, whose hashes travel; and the peer, who compares them with its own. */
  readonly from: string;
  readonly to: string;
  readonly startedUs: number;
  readonly endedUs: number | null;
  readonly state: 'running' | 'done' | 'failed';
  /** Why it failed, as words. */
  readonly failure: string | null;
  readonly hashBytes: number;
  /** As the session counts them: with the answer in the initiator's hands. */
  readonly hashesCompared: number;
  readonly hashesDiffering: number;
  /** Nodes of all trees that the two share. */
  readonly hashesTotal: number;
  readonly roundTrips: number;
  readonly payloadBytes: number;
  readonly bytes: number;
  /** Null until the peer has said it. */
  readonly keysDiffering: number | null;
  readonly keysSent: number;
  /** Keys that the initiator held when it began and both own, and the bytes of the one `full-state` message that would carry them. */
  readonly sharedKeys: number;
  readonly fullBytes: number;
  /** Those that differ first; at most 8. */
  readonly trees: readonly ComparedTree[];
  readonly treesTotal: number;
  readonly messages: readonly ExchangeView[];
}
