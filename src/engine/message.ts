/**
 * Messages: the only way anything moves. Each has an address that survives replay, fork and a changed knob (scenario.md, section 3):
 * cause, sender, receiver, type, nth within the cause, e.g. `phone#3/A>B:write` or `A.gossip@12/A>B:gossip-push`.
 */
import { combine, hashString, mix32 } from '../base/hash.ts';
import type { RingState } from './placement/ring-state.ts';
import type { HybridTime } from './versions/policy.ts';
import type { Cell } from './versions/version.ts';

/** A replica's index, or −1 − client. */
export type Actor = number;

/** Why something happened: a client's nth operation, a replica's nth tick of a named timer, or the nth command of the run. */
export interface Cause {
  readonly label: string;
  readonly hash: number;
  /** In a wide-area network, the one replica that stands beside the operation's coordinator; left out elsewhere. */
  readonly near?: { readonly coordinator: Actor; readonly replica: number };
}

/** `attempt`: above 1 where the client tries the operation again. */
export function operationCause(client: string, n: number, attempt = 1): Cause {
  const label = attempt === 1 ? `${client}#${n}` : `${client}#${n}~${attempt}`;
  return { label, hash: hashString(label) };
}

/** A replica's nth tick of a timer; there are very many, so the label is made when somebody reads it. */
class TickCause implements Cause {
  readonly hash: number;
  readonly replica: string;
  readonly timer: string;
  readonly n: number;
  readonly begun: number;

  constructor(replica: string, replicaHash: number, timer: string, n: number, begun: number) {
    this.hash = combine(combine(replicaHash, timer.length + (begun - 1)), n) ^ hashWord(timer);
    this.begun = begun;
    this.replica = replica;
    this.timer = timer;
    this.n = n;
  }

  get label(): string {
    return this.begun === 1 ? `${this.replica}.${this.timer}@${this.n}` : `${this.replica}.${this.timer}~${this.begun}@${this.n}`;
  }
}

/**
 * `replicaHash`: `hashString` of its name, which every actor has at hand. `begun`: how often the timer was begun, above 1 where a knob
 * changed it; by its new interval the numbers of its ticks come again.
 */
export function tickCause(replica: string, replicaHash: number, timer: string, n: number, begun = 1): Cause {
  return new TickCause(replica, replicaHash, timer, n, begun);
}

export function commandCause(n: number): Cause {
  const label = `command#${n}`;
  return { label, hash: hashString(label) };
}

const wordHashes = new Map<string, number>();

/** Hash of one of the few names of timers, computed once. */
function hashWord(word: string): number {
  let hash = wordHashes.get(word);
  if (hash === undefined) {
    hash = hashString(word);
    wordHashes.set(word, hash);
  }
  return hash;
}

/** Every type of message, with whether it answers another (rounds: requests fly first, replies second; loss strikes a contact once). */
export const messageTypes = {
  'client-request': { reply: false },
  'client-reply': { reply: true },
  'wrong-owner': { reply: true },
  'range-request': { reply: false },
  'range-data': { reply: true },
  'range-done': { reply: false },
  write: { reply: false },
  'write-ack': { reply: true },
  read: { reply: false },
  'read-reply': { reply: true },
  forward: { reply: false },
  'forward-reply': { reply: true },
  'repair-write': { reply: false },
  'repair-ack': { reply: true },
  hint: { reply: false },
  'hint-ack': { reply: true },
  'sloppy-write': { reply: false },
  'sloppy-read': { reply: false },
  'gossip-push': { reply: false },
  'gossip-pull': { reply: false },
  'gossip-reply': { reply: true },
  'gossip-feedback': { reply: true },
  'full-state': { reply: false },
  'version-digest': { reply: false },
  'version-answer': { reply: true },
  'log-request': { reply: false },
  'log-entries': { reply: true },
  'log-versions': { reply: false },
  'merkle-request': { reply: false },
  'merkle-tree': { reply: true },
  'merkle-hashes': { reply: false },
  'merkle-differences': { reply: true },
  'merkle-keys': { reply: false },
  'merkle-versions': { reply: false },
  'merkle-return': { reply: true },
  'repaired-mark': { reply: false },
  'membership-hash': { reply: false },
  'membership-syn': { reply: false },
  'membership-ack': { reply: true },
  'membership-ack2': { reply: true },
  'swim-ping': { reply: false },
  'swim-ack': { reply: true },
  'swim-ping-request': { reply: false },
  'swim-indirect-ack': { reply: true },
  'swim-gossip': { reply: false },
  'swim-state': { reply: false },
  'swim-state-reply': { reply: true },
} as const;

export type MessageType = keyof typeof messageTypes;

/** What rides in a message of data: one entry of a key. */
export interface KeyCell {
  readonly key: number;
  readonly cell: Cell;
}

export interface Message {
  readonly type: MessageType;
  readonly from: Actor;
  readonly to: Actor;
  readonly cause: Cause;
  /** From 1: the nth of its type between these two under this cause. */
  readonly nth: number;
  /** Plain immutable data, its shape owned by the protocol that sends and handles the type. */
  readonly payload: unknown;
  /** Cells that ride in it: what the checkers count as copies in flight, and what repairs. */
  readonly cells: readonly KeyCell[];
  /** Modelled bytes: hashes and values. */
  readonly payloadBytes: number;
  /** Modelled bytes of everything: header, keys, versions and the payload. */
  readonly bytes: number;
  readonly sentUs: number;
  readonly deliverUs: number;
  /** Hash of its address: what its draws are for. */
  readonly hash: number;
  /** 0 for the message itself, n for its nth duplicate. */
  readonly copy: number;
  /** A client's leg to the coordinator it named: never lost, not counted. */
  readonly clientLeg: boolean;
  /** The changes of the ring that the sender knows of, where membership is gossiped. */
  readonly ring?: RingState;
  /** The sender's hybrid clock, where versions are named by those. */
  readonly hybrid?: HybridTime;
}

const typeHashes = new Map<string, number>(Object.keys(messageTypes).map((type) => [type, hashString(type)]));

export function addressHash(cause: Cause, from: Actor, to: Actor, type: MessageType, nth: number): number {
  return mix32(combine(combine(combine(combine(cause.hash, from), to), typeHashes.get(type) ?? 0), nth));
}

/**
 * Which of its type an answer is: as the message it answers, and apart from the answers to that message's duplicates. `depth`: how many
 * answers came before it in the conversation, so that an answer to a duplicated answer is none to a duplicated question.
 */
export function nthOfAnswer(message: Message, nth = message.nth, depth: 0 | 1 | 2 = 0): number {
  return nth + COPY_STEPS[depth] * message.copy;
}

/** The first is more than the messages of one type that one cause sends between two actors. */
const COPY_STEPS = [2_000_000, 100_000_000, 5_000_000_000];

/** The address as people read it; `nameOf` gives the names of replicas and clients. */
export function addressOf(message: Message, nameOf: (actor: Actor) => string): string {
  const nth = message.nth === 1 ? '' : `.${message.nth}`;
  const copy = message.copy === 0 ? '' : `+${message.copy}`;
  return `${message.cause.label}/${nameOf(message.from)}>${nameOf(message.to)}:${message.type}${nth}${copy}`;
}
