/** What a node and a peer have to compare where no tree tells: every cell of a key that both own. */
import { isPastGrace } from '../../merkle/grace.ts';
import type { KeyCell } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { horizonOf } from './horizon.ts';

/** What this node stores of the keys that the peer owns too, but for tombstones past grace; by rising key. */
export function sharedCells(context: NodeContext, peer: number): KeyCell[] {
  const cells: KeyCell[] = [];
  const { view } = context;
  const horizonUs = horizonOf(context);
  context.store?.forEach((cell, key) => {
    if (view.owns(peer, key) && !isPastGrace(cell, horizonUs)) cells.push({ key, cell });
  });
  return cells;
}

/** What this node holds of these keys, but for tombstones past grace. */
export function cellsOfKeys(context: NodeContext, keys: readonly number[]): KeyCell[] {
  const cells: KeyCell[] = [];
  const horizonUs = horizonOf(context);
  for (const key of keys) {
    const cell = context.store?.get(key);
    if (cell !== undefined && !isPastGrace(cell, horizonUs)) cells.push({ key, cell });
  }
  return cells;
}
