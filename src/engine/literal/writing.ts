/** Literal bugs of writing, as a coordinator and the owners of a key do it. */
import type { Fanout } from '../coordination/targets.ts';
import type { NodeContext } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import { stampedNow } from './stamps.ts';
import { pushed } from './storing.ts';

/** Which owners a write goes to; the documents have two ways to forget the last of them. */
export function literalFanout(context: NodeContext, fanout: Fanout): Fanout {
  if (context.literal('E001-20')) return { ...fanout, fanout: 'quorum', by: 'list' };
  return context.literal('E001-17') ? { ...fanout, fanout: 'quorum', by: 'preference' } : fanout;
}

/** E002-12: the coordinator holds something as late as the version that it has just named. */
export function isNotLater(context: NodeContext, key: number, cell: Cell): boolean {
  const held = context.store?.get(key)?.versions[0];
  return held !== undefined && held.timestampUs >= cell.versions[0].timestampUs;
}

/** What an owner stores of a write: what came, or what the documents' code makes of it. */
export function asWritten(context: NodeContext, key: number, cell: Cell, operation: number): Cell {
  if (context.literal('E001-18')) return stampedNow(context, key, cell);
  return context.literal('E002-14') ? pushed(context, key, cell, operation) : cell;
}
