/**
 * Acknowledgements that wait for the disk: whoever says that it has stored something says so once its disk has written it. A crash before
 * that takes the acknowledgement with it, as it takes every timer.
 */
import type { NodeContext, Outgoing } from '../protocol.ts';

/** Sends the message once the disk has written what was stored so far; a protocol that calls this has `timers.written`. */
export function sendOnceWritten(context: NodeContext, message: Outgoing): void {
  const waitMs = context.diskWaitMs();
  if (waitMs === 0) context.send(message);
  else context.setTimer(waitMs, 'written', message);
}

export function onWritten(context: NodeContext, message: Outgoing): void {
  context.send(message);
}
