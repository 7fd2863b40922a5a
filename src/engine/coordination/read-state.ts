/** A read as its coordinator keeps it while it is open: immutable, replaced at every step. */
import type { ClientOperation, NodeContext, ReadReply } from '../protocol.ts';
import type { Cell } from '../versions/version.ts';
import { countsFor, meetsQuotas, type Quota } from './region-quotas.ts';
import type { CoordinatorState } from './state.ts';

export interface OpenRead {
  readonly kind: 'read';
  readonly operation: ClientOperation;
  readonly targets: readonly number[];
  /** What each replica answered, or what repair has sent it since. */
  readonly replies: readonly ReadReply[];
  readonly needed: number;
  /** What a level of regions asks of each; null: R of any. */
  readonly quotas: readonly Quota[] | null;
  readonly merged: Cell | undefined;
  /** `repairing`: R answered and differ, and the client waits until the repair is acknowledged (blocking read repair). */
  readonly phase: 'gathering' | 'repairing' | 'answered';
  readonly timer: number;
  /** Null for a plain read, which the first R replies decide. */
  readonly more: ReadMore | null;
}

/** What only some reads need. */
export interface ReadMore {
  /** By the coordinator's steady clock. */
  readonly startedUs: number;
  /** Owners that are not asked yet, next first. */
  readonly spare: readonly number[];
  /** Replicas that stand in for owners; they are no owners. */
  readonly standIns: readonly number[];
  /** So many of R must come from owners (PR). */
  readonly primary: number;
  /** Who answers with the whole value, where the others send hashes; null where all send it. */
  readonly whole: number | null;
  /** Hashes that came and that no whole reply matches yet. */
  readonly digests: readonly Digest[];
  /** The latest timestamp of anything that a replica which answered stores; only where the session's token is a scalar. */
  readonly upToUs: number;
  /** The replicas asked lack what the session has seen, and it waits for them. */
  readonly isWaiting: boolean;
  /** Times that `read` was sent to anybody: tells apart the messages of each. */
  readonly asked: number;
}

export interface Digest {
  readonly replica: number;
  /** Of the cell; 0 where the replica holds nothing. */
  readonly hash: number;
  /** The value behind it was asked for. */
  readonly isAsked?: boolean;
}

/** The read a step further. Written out field by field: this runs for every reply, and a spread costs several times as much. */
export function further(open: OpenRead, replies: readonly ReadReply[], merged: Cell | undefined, phase: OpenRead['phase']): OpenRead {
  const { operation, targets, needed, quotas, timer, more } = open;
  return { kind: 'read', operation, targets, replies, needed, quotas, merged, phase, timer, more };
}

export function openReads(context: NodeContext): CoordinatorState['open'] {
  return (context.volatile as CoordinatorState).open;
}

/** True where R have answered, enough owners among them. */
export function hasEnough({ replies, needed, quotas, more }: OpenRead): boolean {
  if (replies.length < needed) return false;
  if (quotas !== null && !meetsQuotas(quotas, replies.map(replicaOf))) return false;
  if (more === null || more.primary === 0) return true;
  return replies.filter(({ replica }) => !more.standIns.includes(replica)).length >= more.primary;
}

const replicaOf = ({ replica }: { readonly replica: number }): number => replica;

/** Whom a read that waits asks next: the first spare owner that counts for a region which lacks answers, else the first of all. */
export function nextSpare({ replies, quotas }: OpenRead, spare: readonly number[]): number | undefined {
  return spare.find((owner) => quotas === null || countsFor(quotas, replies.map(replicaOf), owner)) ?? spare[0];
}

/** The open read of this number; undefined where there is none. */
export function openRead(context: NodeContext, operation: number): OpenRead | undefined {
  const open = openReads(context).get(operation);
  return open?.kind === 'read' ? open : undefined;
}
