/**
 * What anti-entropy's messages say and what they weigh. Replies are computed from the request alone, so the asked replica keeps no
 * session; hashes go from the initiator only, and replies name nodes by number.
 */
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

/** `merkle-hashes`: are these your hashes too? */
export interface HashesPayload {
  readonly session: string;
  readonly level: number;
  readonly trees: readonly TreeHashes[];
}

/** `merkle-differences`: these nodes of that level are not equal (first form), or these keys of the list (second form). */
export type DifferencesPayload =
  | { readonly session: string; readonly level: number; readonly trees: readonly TreeNodes[] }
  /** `differing`: keys to ship; `missing`: keys that the initiator did not list and should ask for. */
  | { readonly session: string; readonly level: null; readonly differing: readonly number[]; readonly missing: readonly number[] };

/** `merkle-keys`: all keys of these leaves, each with the fingerprint of its cell. */
export interface KeysPayload {
  readonly session: string;
  readonly leaves: readonly TreeNodes[];
  readonly keys: readonly number[];
  readonly fingerprints: readonly number[];
}

/** `merkle-versions`: merge these cells; tell me of other keys in these leaves, and of these keys. */
export interface VersionsPayload {
  readonly session: string;
  readonly leaves: readonly TreeNodes[];
  readonly wanted: readonly number[];
}

/** `full-state`: all that both own. */
export interface FullStatePayload {
  readonly session: string;
}

/** `merkle-return`: what the initiator lacks, and how many keys differed before the merge. */
export interface ReturnPayload {
  readonly session: string;
  readonly differing: number;
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
