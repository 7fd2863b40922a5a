/** Which deletions are past grace by this node's clock. */
import { graceHorizonUs } from '../../merkle/grace.ts';
import type { NodeContext } from '../../protocol.ts';

/** On this node's clock: what was deleted then or before is past grace, and neither hashed nor sent. */
export function horizonOf(context: NodeContext): number {
  return graceHorizonUs(context.nowUs(), context.config.store.gcGraceMs);
}
