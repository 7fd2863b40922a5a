/** The fields of a trace record as people name them, for conditions that ask for an event with certain fields: names instead of numbers. */

import type { TraceRecord } from '../trace.ts';
import { type Cell, type Json, valuesOf } from '../versions/version.ts';
import type { FoldFacts } from './fold.ts';
import { actorName } from './sentences.ts';

const ACTORS = new Set(['replica', 'target', 'peer', 'actor', 'from', 'to', 'via']);

/**
 * One field by name; undefined where the record has none. A message's own fields count as the record's (`type` is its type), so do a
 * command's, and an operation's `type` is its kind. Times are in milliseconds; `values` are those of the copy it is about.
 */
export function fieldOf(record: TraceRecord, name: string, facts: FoldFacts): Json | undefined {
  if ('message' in record && name !== 'reason') return plain(record.message as unknown as Bag, name, facts);
  if ('command' in record && name !== 'reason') return plain(record.command as unknown as Bag, name, facts);
  if ('kind' in record && name === 'type') return record.kind;
  if (name === 'values') {
    const bag = record as unknown as Bag;
    return valuesOf((bag.after ?? bag.cell ?? bag.incoming) as Cell | undefined);
  }
  return name === 'type' ? undefined : plain(record as unknown as Bag, name, facts);
}

type Bag = { readonly [name: string]: unknown };

function plain(bag: Bag, name: string, facts: FoldFacts): Json | undefined {
  const inMs = name.endsWith('AtMs') ? bag[`${name.slice(0, -4)}Us`] : undefined;
  if (typeof inMs === 'number') return inMs / 1000;
  const value = Object.hasOwn(bag, name) ? bag[name] : undefined;
  if (typeof value === 'number') {
    if (ACTORS.has(name)) return actorName(value, facts);
    if (name === 'key') return facts.keys.name(value);
    return name === 'client' ? facts.clientName(value) : value;
  }
  return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : undefined;
}
