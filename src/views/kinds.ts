/** What each type of message looks like: one mark and one hue for the whole page. */
import type { MessageType } from '../engine/message.ts';
import type { RepairMechanism } from '../engine/trace.ts';

export type MarkKind = 'write' | 'read' | 'answer' | 'ack' | 'hash' | 'hint' | 'gossip';

const kinds: Readonly<Record<MessageType, MarkKind>> = {
  'client-request': 'write',
  'client-reply': 'answer',
  'wrong-owner': 'ack',
  'range-request': 'hash',
  'range-data': 'write',
  'range-done': 'ack',
  write: 'write',
  'write-ack': 'ack',
  read: 'read',
  'read-reply': 'answer',
  forward: 'write',
  'forward-reply': 'answer',
  'repair-write': 'write',
  'repair-ack': 'ack',
  hint: 'hint',
  'hint-ack': 'ack',
  'sloppy-write': 'hint',
  'sloppy-read': 'read',
  'gossip-push': 'gossip',
  'gossip-pull': 'gossip',
  'gossip-reply': 'gossip',
  'gossip-feedback': 'ack',
  'full-state': 'hash',
  'version-digest': 'hash',
  'version-answer': 'write',
  'log-request': 'hash',
  'log-entries': 'write',
  'log-versions': 'write',
  'merkle-request': 'hash',
  'merkle-tree': 'hash',
  'merkle-hashes': 'hash',
  'merkle-differences': 'hash',
  'merkle-keys': 'hash',
  'merkle-versions': 'write',
  'merkle-return': 'write',
  'repaired-mark': 'ack',
  'membership-hash': 'hash',
  'membership-syn': 'gossip',
  'membership-ack': 'gossip',
  'membership-ack2': 'gossip',
  'swim-ping': 'gossip',
  'swim-ack': 'ack',
  'swim-ping-request': 'gossip',
  'swim-indirect-ack': 'ack',
  'swim-gossip': 'gossip',
  'swim-state': 'gossip',
  'swim-state-reply': 'gossip',
};

export function kindOf(type: MessageType): MarkKind {
  return kinds[type];
}

/** Answers that tell nothing new to a newcomer: hidden until asked for. */
export function isAnswer(type: MessageType): boolean {
  return type === 'write-ack' || type === 'read-reply' || type === 'repair-ack' || type === 'hint-ack' || type === 'forward-reply';
}

export const mechanismNames: Readonly<Record<RepairMechanism, string>> = {
  'read-repair': 'read repair',
  'hinted-handoff': 'hinted handoff',
  gossip: 'gossip',
  'anti-entropy': 'Merkle comparison',
};
