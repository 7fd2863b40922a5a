/** The coordinator: what a replica, or a client that coordinates from outside, does to drive reads and writes. */
import type { ClientOperation, NodeContext, Protocol } from '../protocol.ts';
import { onWritten } from '../storage/once-written.ts';
import { askStandIns, giveUp, onRead, onReadRepaired, onReadReply, onReadTimeout, onSessionPoll, onSpeculate, onStandInFound, startRead } from './read.ts';
import { onForward, onForwardReply, onForwardTimeout, startWrite } from './start-write.ts';
import type { AppliedOperations, CoordinatorState } from './state.ts';
import { forItsTry } from './try-timers.ts';
import { acknowledgeItself, onHintsCounted, onLocalWritten, onWrite, onWriteAck, onWriteTimeout, writeToStandIns } from './write.ts';

export { refusalOf } from './name-version.ts';
export type { CoordinatorState } from './state.ts';

/** Drives a client's operation from this node. */
export function coordinate(context: NodeContext, operation: ClientOperation): void {
  if (operation.kind === 'read') startRead(context, operation);
  else startWrite(context, operation);
}

export const coordination: Protocol = {
  id: 'coordination',
  durable: (): AppliedOperations => ({ applied: new Set(), forwarded: new Set() }),
  volatile: (): CoordinatorState => ({ open: new Map(), named: new Map(), answeredUs: new Map() }),
  messages: {
    'client-request': (context, message) => coordinate(context, message.payload as ClientOperation),
    write: onWrite,
    'write-ack': onWriteAck,
    forward: onForward,
    'forward-reply': onForwardReply,
    read: onRead,
    'read-reply': onReadReply,
  },
  timers: {
    written: onWritten,
    'own-written': (context: NodeContext, { operation, attempt }: Pick<ClientOperation, 'operation' | 'attempt'>) =>
      acknowledgeItself(context, operation, attempt),
    'local-written': onLocalWritten,
    'write-timeout': onWriteTimeout,
    'forward-timeout': onForwardTimeout,
    'read-timeout': onReadTimeout,
    speculate: forItsTry(onSpeculate),
    'session-poll': onSessionPoll,
    'session-give-up': giveUp,
    'read-stand-in': forItsTry((context, operation) => askStandIns(context, operation, true)),
    'write-stand-in': forItsTry((context, operation) => writeToStandIns(context, operation, true)),
  },
  locals: {
    'stand-in-found': (context, event) => onStandInFound(context, event.operation, event.cell),
    'stood-in': (context, event) => acknowledgeItself(context, event.operation, null),
    'hints-counted': (context, event) => onHintsCounted(context, event.operation, event.kept, event.isLast),
    'read-repaired': (context, event) => onReadRepaired(context, event.operation),
  },
};
