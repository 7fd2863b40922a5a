/** Literal bugs of storing: what a replica's copy becomes where the documents' code does not merge. */
import type { NodeContext } from '../protocol.ts';
import type { Mechanism } from '../trace.ts';
import { coversDot, mergeVectors } from '../versions/vector.ts';
import { type Cell, makeCell } from '../versions/version.ts';
import type { LiteralId } from './bugs.ts';

/** True where the copy is overwritten by what came. `isOwn`: the replica itself made it. */
export function literalOverwrites(literal: readonly LiteralId[], cell: Cell, mechanism: Mechanism, isOwn: boolean): boolean {
  if (mechanism === 'read-repair') return !isOwn && literal.includes('E002-26');
  if (mechanism !== 'write') return false;
  if (isOwn)
    return cell.type === 'or-set' ? literal.includes('E002-21') || literal.includes('E002-22') : cell.type === 'g-counter' && literal.includes('E002-18');
  return cell.clock.length > 0 && literal.includes('E002-14');
}

/** E002-14: the copy with the write pushed beside all that does not come before it, whether it has been seen or not. */
export function pushed(context: NodeContext, key: number, cell: Cell, operation: number): Cell {
  const before = context.store?.get(key);
  const written = cell.versions.find((version) => version.operation === operation);
  if (before === undefined || written === undefined) return cell;
  const isBefore = (actor: number, counter: number): boolean =>
    coversDot(cell.clock, actor, counter) && !cell.versions.some((version) => version.actor === actor && version.counter === counter);
  const kept = before.versions.filter(({ actor, counter }) => !isBefore(actor, counter));
  return makeCell([...kept, written], mergeVectors(before.clock, cell.clock), cell.type === undefined ? undefined : { type: cell.type });
}
