/**
 * Hashes that give the same bits on every platform: 32-bit integer mixing only, no floating point mathematics.
 * The finalizer is MurmurHash3's; strings go through its body byte pair by byte pair. Not for security.
 */

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);

/** Spreads the bits of one 32-bit integer (MurmurHash3's finalizer). */
export function mix32(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Folds one more 32-bit integer into a running hash; order matters. */
export function combine(h: number, value: number): number {
  let k = Math.imul(value | 0, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  h ^= k;
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) >>> 0;
}

/** Folds any number in: integers of 31 bits by value, all others by their IEEE 754 bits (−0 counts as 0). */
export function combineNumber(h: number, value: number): number {
  if ((value | 0) === value) return combine(h, value);
  scratch[0] = value;
  return combine(combine(h, words[0]), words[1]);
}

/** 32-bit hash of a string, by UTF-16 code unit. */
export function hashString(text: string, seed = 0): number {
  let h = seed ^ text.length;
  for (let i = 0; i < text.length; i++) h = combine(h, text.charCodeAt(i));
  return mix32(h);
}

/** Two 32-bit halves as one exact integer below 2^53 (the top 21 bits of `high`, all of `low`): a fingerprint that fits a number. */
export function fingerprint(high: number, low: number): number {
  return (high >>> 11) * 4294967296 + (low >>> 0);
}

/** 16 hex digits of a 64-bit hash held as two halves. */
export function hex64(high: number, low: number): string {
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
