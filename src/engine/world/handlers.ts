/** The registry of protocols turned into tables: who handles which message, timer, tick and local event, by number. */
import type { Message } from '../message.ts';
import type { LocalEvent, NodeContext, Tick } from '../protocol.ts';
import { protocols } from '../protocols/index.ts';

interface Handler<A> {
  readonly protocol: number;
  readonly run: (context: NodeContext, argument: A) => void;
}

export const messageHandlers = new Map<string, Handler<Message>>();
export const localHandlers = new Map<string, Handler<LocalEvent>[]>();
/** Every named timer, in registry order: its place here is its number. */
export const ticks: { readonly protocol: number; readonly tick: Tick }[] = [];

protocols.forEach((protocol, number) => {
  for (const [type, run] of Object.entries(protocol.messages ?? {})) messageHandlers.set(type, { protocol: number, run });
  for (const [type, run] of Object.entries(protocol.locals ?? {})) {
    const list = localHandlers.get(type) ?? [];
    list.push({ protocol: number, run: run as (context: NodeContext, event: LocalEvent) => void });
    localHandlers.set(type, list);
  }
  for (const tick of protocol.ticks ?? []) ticks.push({ protocol: number, tick });
});

export function timerHandler(protocol: number, tag: string): (context: NodeContext, data: unknown) => void {
  return protocols[protocol].timers?.[tag] as (context: NodeContext, data: unknown) => void;
}
