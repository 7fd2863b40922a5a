/** Every record of the trace in one sentence without a full stop: for the table of events, the live region and search. It names the things and the cause. */
import type { FoldFacts } from '../folds/fold.ts';
import type { Message, MessageType } from '../message.ts';
import type { DropReason, OperationType, TraceRecord } from '../trace.ts';
import { type Cell, isDeleted, type Json, valuesOf } from '../versions/version.ts';

const REASONS: { readonly [R in DropReason]: string } = {
  partition: 'by the partition',
  cut: 'by a cut link',
  loss: 'on the way',
  'receiver-down': 'because its receiver is down',
  'queue-full': 'because its receiver’s queue is full',
  command: 'by hand',
  crash: 'with the crash of its receiver',
};

export const messageNames: { readonly [T in MessageType]: string } = {
  'client-request': 'request',
  'client-reply': 'reply',
  'wrong-owner': 'refusal by one that does not own the key',
  'range-request': 'request for a range',
  'range-data': 'part of a range',
  'range-done': 'word that a range has moved',
  write: 'write',
  'write-ack': 'write acknowledgement',
  read: 'read',
  'read-reply': 'read reply',
  forward: 'forwarded request',
  'forward-reply': 'forwarded reply',
  'repair-write': 'read repair',
  'repair-ack': 'read repair acknowledgement',
  hint: 'hint',
  'hint-ack': 'hint acknowledgement',
  'sloppy-write': 'write to a stand-in',
  'sloppy-read': 'read of a stand-in',
  'gossip-push': 'gossip push',
  'gossip-pull': 'gossip pull',
  'gossip-reply': 'gossip reply',
  'gossip-feedback': 'gossip feedback',
  'full-state': 'full state',
  'version-digest': 'list of versions',
  'version-answer': 'answer to a list of versions',
  'log-request': 'question for a log',
  'log-entries': 'part of a log',
  'log-versions': 'part of a log in return',
  'merkle-request': 'request for a Merkle tree',
  'merkle-tree': 'Merkle tree',
  'merkle-hashes': 'Merkle hashes',
  'merkle-differences': 'Merkle differences',
  'merkle-keys': 'Merkle keys',
  'merkle-versions': 'Merkle versions',
  'merkle-return': 'Merkle answer',
  'repaired-mark': 'mark of what is repaired',
  'membership-hash': 'membership hash',
  'membership-syn': 'membership Syn',
  'membership-ack': 'membership Ack',
  'membership-ack2': 'membership Ack2',
  'swim-ping': 'SWIM ping',
  'swim-ack': 'SWIM ack',
  'swim-ping-request': 'SWIM ping request',
  'swim-indirect-ack': 'SWIM indirect ack',
  'swim-gossip': 'SWIM gossip',
  'swim-state': 'SWIM full state',
  'swim-state-reply': 'SWIM full state in return',
};

const mechanismNames = {
  write: 'a write',
  'read-repair': 'read repair',
  'hinted-handoff': 'hinted handoff',
  gossip: 'gossip',
  'anti-entropy': 'anti-entropy',
  bootstrap: 'moving its range',
} as const;

export function valueText(value: Json): string {
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return 'nothing';
  return isDeleted(cell) ? 'a tombstone' : valuesOf(cell).map(valueText).join(' and ');
}

function askedText(kind: OperationType, key: string, value: Json): string {
  switch (kind) {
    case 'write':
    case 'resolve':
      return `${kind}s ${key} as ${valueText(value)}`;
    case 'increment':
      return `increments ${key} by ${valueText(value)}`;
    case 'add':
      return `adds ${valueText(value)} to ${key}`;
    case 'remove':
      return `removes ${valueText(value)} from ${key}`;
    default:
      return `${kind}s ${key}`;
  }
}

function groupsText(groups: readonly (readonly number[])[], name: (actor: number) => string): string {
  return groups.map((group) => (group.length > 8 ? `${group.length} replicas` : group.map(name).join(', '))).join(' from ');
}

export function sentenceOf(record: TraceRecord, facts: FoldFacts): string {
  const name = (actor: number): string => (actor >= 0 ? facts.replicaName(actor) : facts.clientName(-1 - actor));
  const key = (number: number): string => facts.keys.name(number);
  const route = ({ type, from, to }: Message): string => `${messageNames[type]} from ${name(from)} to ${name(to)}`;
  switch (record.type) {
    case 'operation-invoked': {
      const via = record.via === null ? '' : ` via ${name(record.via)}`;
      return `${facts.clientName(record.client)} ${askedText(record.kind, key(record.key), record.value)}${via}`;
    }
    case 'operation-completed': {
      const got = record.kind === 'read' ? ` and saw ${cellText(record.cell)}` : '';
      return `${facts.clientName(record.client)}’s ${record.kind} of ${key(record.key)} succeeded${got}`;
    }
    case 'operation-failed':
      return `${facts.clientName(record.client)}’s ${record.kind} of ${key(record.key)} failed: ${record.detail}`;
    case 'operation-retried': {
      const via = record.via === null ? '' : ` via ${name(record.via)}`;
      return `${facts.clientName(record.client)} tries its ${record.kind} of ${key(record.key)} again${via}, for the ${ordinal(record.attempt)} time`;
    }
    case 'message-sent':
      return `A ${route(record.message)} was sent`;
    case 'message-delivered':
      return `The ${route(record.message)} arrived`;
    case 'message-duplicated':
      return `The ${route(record.message)} was duplicated`;
    case 'message-dropped':
      return `The ${route(record.message)} was dropped ${REASONS[record.reason]}`;
    case 'timer-fired':
      return `${name(record.actor)}’s ${record.timer} timer fired, for the ${ordinal(record.n)} time`;
    case 'version-stored':
      return `${name(record.replica)} stored ${cellText(record.after)} of ${key(record.key)} by ${mechanismNames[record.mechanism]}${from(record.from, record.replica, name)}`;
    case 'version-discarded':
      return `${name(record.replica)} kept ${cellText(record.kept)} of ${key(record.key)}; what came by ${mechanismNames[record.mechanism]} is not newer`;
    case 'version-lost':
      return `${name(record.replica)} lost its copy of ${key(record.key)} and holds ${cellText(record.after)}`;
    case 'copy-corrupted':
      if (record.part === 'lie') return `${name(record.replica)} says that ${key(record.key)} is ${cellText(record.after)}, which nobody wrote`;
      return `The ${record.part} of ${key(record.key)} rotted on ${name(record.replica)}`;
    case 'corruption-found':
      return `${name(record.replica)} found its copy of ${key(record.key)} rotten and dropped it`;
    case 'signature-refused':
      return `${name(record.actor)} did not take ${key(record.key)} from ${name(record.from)}: no client signed it`;
    case 'siblings-created':
      return `${name(record.replica)} keeps siblings of ${key(record.key)}: ${cellText(record.after)}`;
    case 'hint-stored':
      return `${name(record.replica)} keeps a hint of ${key(record.key)} for ${name(record.target)}`;
    case 'hint-delivered':
      return `${name(record.replica)}’s hint of ${key(record.key)} reached ${name(record.target)}`;
    case 'hint-expired':
      return `${name(record.replica)}’s hint of ${key(record.key)} for ${name(record.target)} expired`;
    case 'hint-discarded':
      return `${name(record.replica)} threw away its hint of ${key(record.key)} for ${name(record.target)}`;
    case 'hint-lost':
      return `${name(record.replica)} lost its hint of ${key(record.key)} for ${name(record.target)} in the crash`;
    case 'hint-restored':
      return `${name(record.replica)} has its hint of ${key(record.key)} for ${name(record.target)} again`;
    case 'hint-refused':
      return `${name(record.replica)} keeps no hint of ${key(record.key)} for ${name(record.target)}: ${record.reason === 'full' ? 'its hints are full' : 'it has been silent for too long'}`;
    case 'repaired':
      return `${name(record.replica)}’s copy of ${key(record.key)} was repaired by ${mechanismNames[record.mechanism]}${from(record.from, record.replica, name)}`;
    case 'tombstone-compacted':
      return `${name(record.replica)} dropped the tombstone of ${key(record.key)}`;
    case 'session-started':
      return `${name(record.replica)} began to compare with ${name(record.peer)}`;
    case 'session-ended':
      return `${name(record.replica)} has compared with ${name(record.peer)}: ${record.hashesCompared} hashes, ${record.keysDiffering} differing ${record.keysDiffering === 1 ? 'key' : 'keys'}`;
    case 'session-failed':
      return `${name(record.replica)}’s comparison with ${name(record.peer)} failed`;
    case 'tree-rebuilt':
      return `${name(record.replica)} built its hash trees anew from what it stores`;
    case 'peer-suspected':
      return `${name(record.actor)} suspects ${name(record.peer)}`;
    case 'peer-declared-dead':
      return `${name(record.actor)} takes ${name(record.peer)} for dead`;
    case 'peer-alive':
      return `${name(record.actor)} hears ${name(record.peer)} again`;
    case 'replica-crashed':
      return `${name(record.replica)} crashed${record.lose === 'nothing' ? '' : ` and lost its ${record.lose === 'disk' ? 'disk' : 'unsynced data'}`}`;
    case 'replica-restarted':
      return `${name(record.replica)} is up again`;
    case 'range-move-started':
      if (record.move === 'leave') return `${name(record.replica)} begins to leave; the next owners of its keys are filled`;
      return `${name(record.replica)} begins to ${record.move === 'join' ? 'join' : `replace ${name(record.of)}`} and is filled with the keys it will own`;
    case 'replica-joined':
      return record.of === record.replica
        ? `${name(record.replica)} has joined and owns its keys`
        : `${name(record.replica)} has taken ${name(record.of)}’s place`;
    case 'replica-left':
      return record.owned ? `${name(record.replica)} is no longer in the cluster` : `${name(record.replica)} does not join after all`;
    case 'ring-learned':
      return `${name(record.replica)} heard from ${name(record.from)} who owns what now`;
    case 'copy-dropped':
      return `${name(record.replica)} dropped its copy of ${key(record.key)}, which it does not own any more`;
    case 'range-split':
      return `A range of ${record.owners.map(name).join(', ')} was split at ${record.at}; its trees are to be built anew`;
    case 'range-merged':
      return `The two ranges of ${record.owners.map(name).join(', ')} at ${record.at} were merged; their trees are to be built anew`;
    case 'partition-changed':
      return record.groups.length > 1 ? `A partition cuts ${groupsText(record.groups, name)}` : 'The partition is healed';
    case 'link-changed':
      return record.from === record.to
        ? `${name(record.from)} works at ${record.amount} times the time`
        : `The link from ${name(record.from)} to ${name(record.to)} changed: ${record.what}`;
    case 'clock-changed':
      return `${name(record.replica)}’s clock was stepped by ${record.byMs} ms`;
    case 'knob-set':
      return `${record.path} is now ${JSON.stringify(record.value)}`;
    case 'round-ended':
      return `Round ${record.round} is over`;
    case 'data-loaded':
      return `${record.keys} keys were loaded, ${record.divergent.length} copies of them divergent`;
    case 'command-applied':
      return `A command was given: ${record.command.type}`;
    case 'command-refused':
      return `The command ${record.command.type} was refused: ${record.reason}`;
    case 'violation-found':
      return `${record.checker}: ${record.detail}`;
  }
}

function from(source: number, self: number, name: (actor: number) => string): string {
  return source === self || source < 0 ? '' : ` from ${name(source)}`;
}

function ordinal(n: number): string {
  const tail = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${tail}`;
}
