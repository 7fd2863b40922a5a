/**
 * What a replica answers that is asked about a key it does not own any more: it stops serving. The coordinator counts it as no answer; where
 * membership is gossiped the refusal carries what the replica knows of the ring, so that the coordinator asks the right ones next time.
 */
import { type Message, nthOfAnswer } from '../message.ts';
import type { Outgoing } from '../protocol.ts';
import { HEADER_BYTES, KEY_BYTES } from '../wire.ts';

interface Asked {
  readonly operation: number;
  readonly attempt: number;
  readonly key: number;
}

export function notMine(message: Message, { operation, attempt, key }: Asked): Outgoing {
  const payload: Asked = { operation, attempt, key };
  return { to: message.from, type: 'wrong-owner', payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth: nthOfAnswer(message) };
}
