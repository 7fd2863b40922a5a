/** What a node remembers of its sessions while it is up; a crash takes all of it. */
import type { NodeContext } from '../../protocol.ts';
import type { Session } from './session.ts';

/** What the node knows of a peer for choosing whom to compare with next. */
export interface PeerRecord {
  /** The turn of the latest session that a tick began with it. */
  readonly turn: number;
  /** Keys that differed in the latest session that ended. */
  readonly differing: number;
  /** Sessions that failed; halved by each that ends. */
  readonly failures: number;
  /** Changes of shared keys as they were counted at the latest session. */
  readonly changes: number;
}

export interface AntiEntropyState {
  readonly sessions: Map<string, Session>;
  /** Sessions begun by this node's ticks since it booted: whose turn it is. */
  turns: number;
  readonly peers: Map<number, PeerRecord>;
  /** Changes of the store by owner set, since it booted. */
  readonly changes: Map<number, number>;
  /** When the last message of anti-entropy will have left, by the steady clock. */
  freeUs: number;
  /** The same of messages to other regions. */
  regionFreeUs: number;
}

export function newState(): AntiEntropyState {
  return { sessions: new Map(), turns: 0, peers: new Map(), changes: new Map(), freeUs: 0, regionFreeUs: 0 };
}

export function stateOf(context: NodeContext): AntiEntropyState {
  return context.volatile as AntiEntropyState;
}
