/**
 * A JSON text that notices its own damage: an object that says what it holds, its format's version and a checksum over all the rest. Reading gives whatever
 * can be read, with the problem in words; what to make of it is for those who know what it holds.
 */
import { hashString, hex64 } from '../../base/hash.ts';
import { jsonPrefix } from './json-prefix.ts';
import { number } from './sentences.ts';

export type Kind = 'run' | 'progress' | 'runs';
export type Members = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 16 hex digits. */
export function checksumOf(text: string): string {
  return hex64(hashString(text), hashString(text, 0x9e3779b9));
}

/** Pretty-printed where an indent is given; the checksum does not mind the spaces. */
export function sealed(kind: Kind, members: Members, indent?: number): string {
  const rest = { eventually: kind, ...members };
  const { eventually, ...others } = rest;
  return JSON.stringify({ eventually, checksum: checksumOf(JSON.stringify(rest)), ...others }, null, indent);
}

export interface Unsealed {
  /** Without the checksum; null where nothing could be read. */
  readonly value: Members | null;
  /** Null where the text is whole and its checksum right. Goes on from "is damaged: ". */
  readonly problem: string | null;
  /** Whether it is JSON at all, checksum apart. */
  readonly json: boolean;
}

/** `partial`: the members that are read in part where the text breaks off. */
export function unsealed(text: string, partial: readonly string[]): Unsealed {
  const clean = text.replace(/^\uFEFF/, '');
  let parsed: unknown;
  try {
    parsed = JSON.parse(clean);
  } catch {
    const { value, at, cut } = jsonPrefix(clean, partial);
    const length = clean.trimEnd().length;
    return { value: withoutChecksum(value), problem: breakOf(at, length, cut), json: false };
  }
  if (!isObject(parsed)) return { value: null, problem: 'it holds no object', json: true };
  const rest = withoutChecksum(parsed);
  return { value: rest, problem: parsed.checksum === sumOf(rest) ? null : 'its checksum does not match', json: true };
}

function breakOf(at: number, length: number, cut: boolean): string {
  if (length === 0) return 'it is empty';
  if (cut) return `it breaks off after ${number(length)} characters`;
  return `it is no JSON after ${number(at)} of its ${number(length)} characters`;
}

function withoutChecksum(value: Members | null): Members | null {
  if (value === null) return null;
  const { checksum: _, ...rest } = value;
  return rest;
}

function sumOf(value: unknown): string | null {
  try {
    return checksumOf(JSON.stringify(value));
  } catch {
    // Nested too deep to be written out: nothing that this page wrote.
    return null;
  }
}
