/** A message as the page sees it: names for numbers, and the first few keys that it carries or asks about. */
import { addressOf, type Message } from '../message.ts';
import type { World } from '../world/world.ts';
import type { MessageView } from './snapshot.ts';

const KEYS_NAMED = 4;

export function messageView(world: World, message: Message): MessageView {
  return {
    address: addressOf(message, world.nameOf),
    type: message.type,
    from: world.nameOf(message.from),
    to: world.nameOf(message.to),
    sentUs: message.sentUs,
    deliverUs: message.deliverUs,
    keys: keysOf(message).map((key) => world.keys.name(key)),
    bytes: message.bytes,
    copy: message.copy,
  };
}

function keysOf(message: Message): number[] {
  if (message.cells.length > 0) return message.cells.slice(0, KEYS_NAMED).map(({ key }) => key);
  const payload = message.payload as { readonly key?: number } | null;
  return typeof payload?.key === 'number' ? [payload.key] : [];
}
