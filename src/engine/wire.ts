/** Modelled sizes of what travels, in bytes: a model with round numbers, not a codec (MODEL.md, "Sizes"). */
import type { KeyCell } from './message.ts';
import { metadataBytesOf, valueBytesOf } from './versions/version.ts';

/** Addresses, type and framing of any message. */
export const HEADER_BYTES = 32;
/** A key's name, modelled. */
export const KEY_BYTES = 16;
/** A timestamp or version fingerprint in a digest. */
export const DIGEST_VERSION_BYTES = 8;
/** The number of a node in a Merkle tree, or of a tree. */
export const NODE_NUMBER_BYTES = 4;

/** `payloadBytes` and `bytes` of a message that carries these cells. */
export function sizeOfCells(cells: readonly KeyCell[]): { payloadBytes: number; bytes: number } {
  let payloadBytes = 0;
  let bytes = HEADER_BYTES;
  for (const { cell } of cells) {
    const values = valueBytesOf(cell);
    payloadBytes += values;
    bytes += values + KEY_BYTES + metadataBytesOf(cell);
  }
  return { payloadBytes, bytes };
}
