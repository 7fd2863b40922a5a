/** Messages as they are sent, lost ones and duplicates included; the legs between clients and the coordinators they named are not counted. */
import type { Fold } from '../folds/fold.ts';
import type { Message, MessageType } from '../message.ts';

export interface Tally {
  count: number;
  bytes: number;
}

export interface MessagesState {
  count: number;
  bytes: number;
  readonly byType: Map<MessageType, Tally>;
}

function onSent(state: MessagesState, { message }: { readonly message: Message }): void {
  if (message.clientLeg) return;
  state.count++;
  state.bytes += message.bytes;
  const tally = state.byType.get(message.type);
  if (tally === undefined) {
    state.byType.set(message.type, { count: 1, bytes: message.bytes });
    return;
  }
  tally.count++;
  tally.bytes += message.bytes;
}

export const messages: Fold<MessagesState> = {
  id: 'messages',
  create: () => ({ count: 0, bytes: 0, byType: new Map() }),
  on: { 'message-sent': onSent, 'message-duplicated': onSent },
  fork: (state) => ({ ...state, byType: new Map([...state.byType].map(([type, tally]) => [type, { ...tally }])) }),
};

export interface MessagesReport extends Readonly<Tally> {
  readonly byType: { readonly [type: string]: Readonly<Tally> };
}

/** The `messages` of the result, types in order of name. */
export function messagesReport(state: MessagesState): MessagesReport {
  const types = [...state.byType].sort(([a], [b]) => (a < b ? -1 : 1));
  return { count: state.count, bytes: state.bytes, byType: Object.fromEntries(types.map(([type, tally]) => [type, { ...tally }])) };
}
