/**
 * What a replica answers to a hint or a repair of a key that it does not own, as it sees the ring: it has not taken it in and acknowledges nothing.
 * Where membership is gossiped the refusal carries what it knows of the ring (`world/network.ts`). Requests of coordinators: `coordination/not-mine.ts`.
 */
import { type Message, nthOfAnswer } from '../message.ts';
import type { Outgoing } from '../protocol.ts';
import { HEADER_BYTES, KEY_BYTES } from '../wire.ts';

/** Refusals of a repair are numbered apart from those of the reads of the same operation. */
const AFTER_READS = 1_000_000;

export function refused(message: Message): Outgoing {
  const nth = nthOfAnswer(message, message.type === 'repair-write' ? AFTER_READS + message.nth : message.nth);
  return { to: message.from, type: 'wrong-owner', payload: message.payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth };
}
