/**
 * The hashes of a tree: 64 bits in two 32-bit halves, each a MurmurHash3 lane of its own seed and order of words, because a 64-bit
 * integer in JavaScript would allocate. A leaf is the XOR of its keys' hashes, so keys come and go in any order; an inner node mixes its
 * children in order, because an XOR of XORs would let two equal changes cancel. Not for security.
 */
import { combine, combineNumber, hashString, mix32 } from '../../base/hash.ts';

export const HIGH_SEED = 0x6a09e667;
export const LOW_SEED = 0x3c6ef372;
const NAME_SEED = 0x510e527f;

/** Folds one child into the high half of its parent. */
export function foldHigh(running: number, high: number, low: number): number {
  return combine(combine(running, high), low);
}

/** Folds one child into the low half of its parent. */
export function foldLow(running: number, high: number, low: number): number {
  return combine(combine(running, low ^ 0x5be0cd19), high);
}

/** Ends a running half. */
export function finish(running: number): number {
  return mix32(running);
}

/** High half of what one key adds to its leaf; `nameHash` is the 32-bit hash of its name, `cellHash` the fingerprint of its cell. */
export function contentHigh(nameHash: number, cellHash: number): number {
  return mix32(combineNumber(combine(HIGH_SEED, nameHash), cellHash));
}

/** Low half; it hashes the name anew, so that two names with one 32-bit hash still differ. */
export function contentLow(name: string, cellHash: number): number {
  return mix32(combineNumber(combine(LOW_SEED, hashString(name, NAME_SEED)), cellHash));
}
