/** A message as the page sees it: names for numbers, and the first few keys that it carries or asks about. */
import { addressOf, type Message } from '../message.ts';
import type { World } from '../world/world.ts';
import type { MessageView } from './snapshot.ts';

const KEYS_NAMED = 4;

/** Messages never change, so one view of each serves every picture and record that it is in, and crosses to the page once. */
const views = new WeakMap<Message, MessageView>();

export function messageView(world: World, message: Message): MessageView {
  const known = views.get(message);
  if (known !== undefined) return known;
  const view = {
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
  views.set(message, view);
  return view;
}

function keysOf(message: Message): number[] {
  if (message.cells.length > 0) return message.cells.slice(0, KEYS_NAMED).map(({ key }) => key);
  const payload = message.payload as { readonly key?: number } | null;
  return typeof payload?.key === 'number' ? [payload.key] : [];
}
