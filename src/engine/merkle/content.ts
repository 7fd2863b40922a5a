/**
 * What of a key goes into its leaf's hash, and how strong that hash is. A tree sees only what it hashes: without the version an overwrite
 * by an equal value is missed, without the value bit rot is (Riak's trees since 2.2 hash the vector clock alone), without both any write is.
 */
import { combine, combineNumber, fingerprint, hashString, mix32 } from '../../base/hash.ts';
import type { Cell } from '../versions/version.ts';
import { contentHigh, contentLow } from './mix.ts';

export interface ContentChoice {
  readonly leafContent?: readonly string[];
  readonly hash?: 'strong' | 'weak-32';
  /** Between the parts of a weak hash. */
  readonly separator?: string;
}

/** Writes the two halves of what a key adds to its leaf into `out`. */
export type ContentHash = (name: string, nameHash: number, cell: Cell, out: Uint32Array) => void;

/** How the trees of this choice hash what a key holds. The default hashes all there is. */
export function contentHashOf({ leafContent = ['key', 'version', 'value', 'tombstone'], hash = 'strong', separator = '|' }: ContentChoice): ContentHash {
  const has = (part: string): boolean => leafContent.includes(part);
  const parts = { key: has('key'), version: has('version'), value: has('value'), tombstone: has('tombstone') };
  if (hash === 'weak-32') {
    return (name, _nameHash, cell, out) => {
      out[0] = weakHash(textOf(parts, name, cell).join(separator));
      out[1] = 0;
    };
  }
  const whole = parts.version && parts.value && parts.tombstone;
  return (name, nameHash, cell, out) => {
    const content = whole ? cell.hash : fingerprintOf(parts, cell);
    out[0] = contentHigh(parts.key ? nameHash : 0, content);
    out[1] = contentLow(parts.key ? name : '', content);
  };
}

interface Parts {
  readonly key: boolean;
  readonly version: boolean;
  readonly value: boolean;
  readonly tombstone: boolean;
}

function fingerprintOf(parts: Parts, cell: Cell): number {
  let h = 0x2545f491;
  let g = 0x4f6cdd1d;
  const add = (value: number): void => {
    h = combineNumber(h, value);
    g = combineNumber(g ^ 0x1b873593, value);
  };
  for (const version of cell.versions) {
    if (parts.version) for (const part of [version.timestampUs, version.actor, version.counter]) add(part);
    if (parts.value) add(hashString(version.text));
    if (parts.value) add(hashString(version.text, 0x9e3779b9));
    if (parts.tombstone) add(version.tombstone ? 2 : 1);
  }
  if (parts.version) for (const entry of cell.clock) add(entry);
  return fingerprint(mix32(h), mix32(combine(g, 1)));
}

/** The parts as text. */
function textOf(parts: Parts, name: string, cell: Cell): readonly (string | number)[] {
  const words: (string | number)[] = parts.key ? [name] : [];
  for (const { timestampUs, actor, counter, text, tombstone } of cell.versions) {
    if (parts.version) words.push(actor === 0 && counter === 0 ? timestampUs : `${timestampUs}.${actor}.${counter}`);
    if (parts.value) words.push(text);
    if (parts.tombstone) words.push(tombstone ? 1 : 0);
  }
  if (parts.version && cell.clock.length > 0) words.push(cell.clock.join(','));
  return words;
}

/** The 32-bit hash of many samples, the documents' own among them: 31 times what came before, plus the next character. "Aa" and "BB" collide. */
export function weakHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash >>> 0;
}
