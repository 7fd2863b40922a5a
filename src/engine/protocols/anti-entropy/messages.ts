/**
 * What anti-entropy's messages say and what they weigh. Replies are computed from the request alone, so the asked replica keeps no
 * session; hashes go from the initiator only, and replies name nodes by number.
 */
import type { Cell, VersionVector } from '../../versions/version.ts';
import { metadataBytesOf } from '../../versions/version.ts';
import { DIGEST_VERSION_BYTES, HEADER_BYTES, KEY_BYTES, NODE_NUMBER_BYTES } from '../../wire.ts';

/** Nodes of one owner set's tree, by rising number. */
export interface TreeNodes {
  readonly ownerSet: number;
  readonly nodes: readonly number[];
}

/** Hashes of one tree: the root's at level 0, below it those of all children of `parents` in order. */
export interface TreeHashes {
  readonly ownerSet: number;
  readonly parents: readonly number[];
  /** High and low half in turn. */
  readonly hashes: readonly number[];
}

/** `merkle-request`: send me your whole trees of these owner sets. */
export interface TreeRequestPayload {
  readonly session: string;
  readonly ownerSets: readonly number[];
}

/** `merkle-tree`: every hash of each tree from the root (or, with `skipRoot`, from the level below) to the leaves. */
export interface TreePayload {
  readonly session: string;
  readonly trees: readonly WholeTree[];
  /** How far the sender's changes went, under incremental repair. */
  readonly mark: LogPosition | null;
}

export interface WholeTree {
  readonly ownerSet: number;
  /** Level by level from the root, high and low half in turn; never written. */
  readonly words: Uint32Array;
}

/** `merkle-hashes`: are these your hashes too? */
export interface HashesPayload {
  readonly session: string;
  readonly level: number;
  readonly trees: readonly TreeHashes[];
}

/** `merkle-differences`: these nodes of that level are not equal (first form), or these keys of the list (second form). */
export type DifferencesPayload =
  | { readonly session: string; readonly level: number; readonly trees: readonly TreeNodes[]; readonly mark: LogPosition | null }
  /** `differing`: keys to ship; `missing`: keys that the initiator did not list and should ask for. */
  | { readonly session: string; readonly level: null; readonly differing: readonly number[]; readonly missing: readonly number[] };

/** `merkle-keys`: all keys of these leaves, each with the fingerprint of its cell. */
export interface KeysPayload {
  readonly session: string;
  readonly leaves: readonly TreeNodes[];
  readonly keys: readonly number[];
  readonly fingerprints: readonly number[];
}

/** Where somebody stands in a node's log: that node's entry in vectors, which changes when it lost data, and the number of an entry. */
export interface LogPosition {
  readonly log: number;
  readonly entry: number;
}

/** What names a cell without its values: which of two is newer can mostly be told from it. */
export interface VersionDigest {
  readonly key: number;
  readonly hash: number;
  readonly clock: VersionVector;
  /** The latest of its versions. */
  readonly timestampUs: number;
}

/** `version-digest`: all that both own, by version. `head`: how far the sender's log went then. */
export interface DigestPayload {
  readonly session: string;
  readonly digests: readonly VersionDigest[];
  readonly head: LogPosition | null;
}

/** `version-answer`: the message's cells are what the asker lacks, `wanted` what the answerer lacks. `differing`: keys only of the first kind. */
export interface DigestAnswerPayload {
  readonly session: string;
  readonly wanted: readonly number[];
  readonly differing: number;
  readonly head: LogPosition | null;
  /** What the asker told of its own log. */
  readonly asked: LogPosition | null;
}

/** `log-request`: what came into your log after this position? Null: I have none. */
export interface LogRequestPayload {
  readonly session: string;
  readonly after: LogPosition | null;
}

/** `log-entries`: the cells of those keys, up to `head`; with `reaches` false none, for the log no longer goes back so far. `after`: what I have of yours. */
export interface LogEntriesPayload {
  readonly session: string;
  readonly reaches: boolean;
  readonly head: LogPosition;
  readonly after: LogPosition | null;
}

/** `log-versions`: my own since then, up to `head`. `theirs`: how far your log went when you answered. */
export interface LogVersionsPayload {
  readonly session: string;
  readonly head: LogPosition;
  readonly theirs: LogPosition;
}

/** `merkle-versions`: merge these cells; tell me of other keys in these leaves, and of these keys. */
export interface VersionsPayload {
  readonly session: string;
  readonly leaves: readonly TreeNodes[];
  readonly wanted: readonly number[];
  /** How far the sender's log went when the two were compared, where logs are kept. */
  readonly head?: LogPosition | null;
}

/** `repaired-mark`: what you had changed up to here we have found or made equal. */
export interface RepairedMarkPayload {
  readonly session: string;
  readonly mark: LogPosition;
}

/** `full-state`: all that both own. */
export interface FullStatePayload {
  readonly session: string;
}

/** `merkle-return`: what the initiator lacks, and how many keys differed before the merge. */
export interface ReturnPayload {
  readonly session: string;
  readonly differing: number;
  /** How far the initiator now has the sender's log, where logs are kept. */
  readonly head?: LogPosition;
}

export function sizeOfHashes(trees: readonly TreeHashes[], hashBytes: number): { payloadBytes: number; bytes: number } {
  let payloadBytes = 0;
  let bytes = HEADER_BYTES;
  for (const { parents, hashes } of trees) {
    payloadBytes += (hashes.length / 2) * hashBytes;
    bytes += NODE_NUMBER_BYTES * (1 + parents.length);
  }
  return { payloadBytes, bytes: bytes + payloadBytes };
}

/** A request names its trees; the answer weighs all their hashes, each tree with its number. */
export function bytesOfRequest(trees: number): number {
  return HEADER_BYTES + NODE_NUMBER_BYTES * trees;
}

export function sizeOfTrees(trees: readonly WholeTree[], hashBytes: number, skipRoot: boolean): { payloadBytes: number; bytes: number } {
  let payloadBytes = 0;
  for (const { words } of trees) payloadBytes += (words.length / 2 - (skipRoot ? 1 : 0)) * hashBytes;
  return { payloadBytes, bytes: bytesOfRequest(trees.length) + payloadBytes };
}

/** Bytes of naming these nodes, each tree by one number more. */
export function bytesOfNodes(trees: readonly TreeNodes[]): number {
  let bytes = 0;
  for (const { nodes } of trees) bytes += NODE_NUMBER_BYTES * (1 + nodes.length);
  return bytes;
}

export function bytesOfKeys(count: number): number {
  return KEY_BYTES * count;
}

export function bytesOfKeysAndFingerprints(count: number): number {
  return (KEY_BYTES + DIGEST_VERSION_BYTES) * count;
}

/** Of one entry of a digest: the key, what names its versions, and a fingerprint that settles what that leaves open. */
export function bytesOfDigest(cell: Cell): number {
  return KEY_BYTES + DIGEST_VERSION_BYTES + metadataBytesOf(cell);
}

/** Of a position in a log. */
export const POSITION_BYTES = 12;
