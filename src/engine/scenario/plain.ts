/**
 * The first look at any input, before it is read as a scenario: is it plain JSON of a bounded size? Imported files and share links
 * are untrusted, so depth, size, number range and key names are bounded here, once, and the rest of the parser need not care.
 */
import { BadValue, member } from './schema.ts';

export const MAX_DEPTH = 32;
/** Far above any real scenario: 10,000 replicas and 10,000 script lines make some 200,000. */
export const MAX_VALUES = 1_000_000;
export const MAX_TEXT = 1_000_000;

const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

interface Tally {
  values: number;
}

/** Throws `BadValue` where the value is not JSON, nests deeper than 32, holds over a million values or texts of over a million characters, or uses a reserved name. */
export function checkPlain(value: unknown, at = '$', depth = 0, tally: Tally = { values: 0 }): void {
  tally.values += 1;
  if (tally.values > MAX_VALUES) throw new BadValue(at, `${at} is one value too many; a document may hold at most 1,000,000`);
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new BadValue(at, `${at} is ${value}; it must be a finite number`);
    return;
  }
  if (typeof value === 'string') {
    if (value.length > MAX_TEXT) throw new BadValue(at, `${at} is a text of ${value.length} characters; at most 1,000,000 are allowed`);
    return;
  }
  if (typeof value !== 'object')
    throw new BadValue(
      at,
      `${at} is ${value === undefined ? 'missing' : `a ${typeof value}`}; it must be JSON: an object, a list, a text, a number, true, false or null`,
    );
  if (depth >= MAX_DEPTH) throw new BadValue(at, `${at} is nested deeper than allowed; at most 32 levels are`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) checkPlain(value[index], `${at}[${index}]`, depth + 1, tally);
    return;
  }
  for (const [name, entry] of Object.entries(value)) {
    const where = member(at, name);
    if (RESERVED.has(name)) throw new BadValue(where, `${where} uses a reserved name; any name but "__proto__", "constructor" and "prototype" is allowed`);
    if (entry !== undefined) checkPlain(entry, where, depth + 1, tally);
  }
}
