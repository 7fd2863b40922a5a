/**
 * Anti-entropy without a tree: a replica ships every cell that it and the peer both own, and gets back what it lacks. The simplest
 * exchange there is (Demers et al. 1987, section 1.3, before checksums), and the yardstick for what hash trees save.
 *
 *   A ──full-state (all cells)──────▶ B merges
 *   A ◀──merkle-return (what A lacks)── B
 */

import type { Message } from '../../message.ts';
import type { NodeContext } from '../../protocol.ts';
import { sizeOfCells } from '../../wire.ts';
import { mergeAndReturn } from './exchange.ts';
import type { FullStatePayload } from './messages.ts';
import { ask, open } from './session.ts';
import { sharedCells } from './shared-cells.ts';

export function startFull(context: NodeContext, peer: number): void {
  const session = open(context, peer, 'full');
  const cells = sharedCells(context, peer);
  const payload: FullStatePayload = { session: session.id };
  ask(context, session, { type: 'return' }, { to: peer, type: 'full-state', payload, cells, ...sizeOfCells(cells) });
}

export function takeFullState(context: NodeContext, message: Message): void {
  mergeAndReturn(context, message, (message.payload as FullStatePayload).session, sharedCells(context, message.from));
}
