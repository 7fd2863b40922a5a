/**
 * The store merges concurrent values by itself, as the shopping cart of Dynamo (2007, section 4.4) does in the application: values are
 * lists (any other value counts as a list of one), concurrent ones are kept as siblings, and whoever reads is given one list of the
 * items of all. No item that was added is lost; one that a client took out comes back if another list that still has it is concurrent.
 * What is stored stays a set of siblings: a replica that put them together for good would, without an event of its own, hold something
 * else under the same vector than a replica that met them in another order.
 */
import type { ConflictPolicy } from './policy.ts';
import { typed } from './typed.ts';

/** The policy `union`; `siblings`: the one that tells which values are concurrent. */
export function union(siblings: ConflictPolicy): ConflictPolicy {
  return typed({ ...siblings, id: 'union' });
}
