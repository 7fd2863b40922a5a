/** Faults of one message in flight, found by its address: drop it, duplicate it, delay it, deliver it now. */
import { addressOf, type Message } from '../message.ts';
import { duplicateMessage, fly } from '../world/network.ts';
import type { World } from '../world/world.ts';
import type { CommandHandler } from './fault.ts';

function inFlight(world: World, address: string): Message | undefined {
  let found: Message | undefined;
  world.queue.forEach((item) => {
    if (!item.type.startsWith('#') && addressOf(item as Message, world.nameOf) === address) found = item as Message;
  });
  return found;
}

function takeOut(world: World, message: Message): void {
  world.queue.remove((item) => item === message);
  world.inFlight--;
}

const absent = (address: string): string => `no message ${address} is in flight`;

export const drop: CommandHandler<'drop'> = ({ world }, command) => {
  const message = inFlight(world, command.message);
  if (message === undefined) return absent(command.message);
  if (message.clientLeg) return 'the leg between a client and its coordinator is never lost';
  takeOut(world, message);
  world.emit({ type: 'message-dropped', message, reason: 'command' });
  return null;
};

export const duplicate: CommandHandler<'duplicate'> = ({ world }, command) => {
  const message = inFlight(world, command.message);
  if (message === undefined) return absent(command.message);
  if (message.clientLeg) return 'the leg between a client and its coordinator is never duplicated';
  // The network's own duplicate is +1, and this message may have been duplicated before: the number of the command is its own.
  duplicateMessage(world, message, 1 + world.commands, Math.max(0, message.deliverUs - world.nowUs));
  return null;
};

export const delay: CommandHandler<'delay'> = ({ world }, command) => {
  const message = inFlight(world, command.message);
  if (message === undefined) return absent(command.message);
  takeOut(world, message);
  fly(world, { ...message, deliverUs: message.deliverUs + Math.round(command.byMs * 1000) });
  return null;
};

export const deliver: CommandHandler<'deliver'> = ({ world }, command) => {
  const message = inFlight(world, command.message);
  if (message === undefined) return absent(command.message);
  takeOut(world, message);
  fly(world, { ...message, deliverUs: world.nowUs });
  return null;
};
