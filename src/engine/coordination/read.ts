/**
 * Reads as a coordinator drives them: owners are asked, the first R replies count, their versions are merged by the store's own
 * order; a missing value is a response. Replies that lack something are handed to whoever repairs (local event `replies-differ`);
 * late replies are compared too. After Dynamo (2007, 4.5) and Cassandra's blocking read repair, digest reads and speculative retry.
 */
import { Concern } from '../../base/draws.ts';
import { beforeRepair, hasEnoughFound, isOverlooked, overwriteByEach, readPeers } from '../literal/reading.ts';
import { type Message, nthOfAnswer } from '../message.ts';
import { serves } from '../placement/view.ts';
import type { ClientOperation, NodeContext, ReadReply } from '../protocol.ts';
import type { CellOrder } from '../versions/policy.ts';
import type { Cell } from '../versions/version.ts';
import { HEADER_BYTES, KEY_BYTES, sizeOfCells } from '../wire.ts';
import { unavailability } from './availability.ts';
import { digestOf, matchDigests, toAskWhole } from './digests.ts';
import { refusalOf, requiredOf } from './levels.ts';
import { measure } from './nearness.ts';
import { notMine } from './not-mine.ts';
import { endEarlierTry } from './operation-ids.ts';
import { further, hasEnough, nextSpare, type OpenRead, openRead, openReads, type ReadMore } from './read-state.ts';
import { pickByQuotas, quotasOf, quotaText, refusedQuota } from './region-quotas.ts';
import { hasReplied, LOST_POLL_MS, latestUs, meetsSession, POLL_MS, upToOf, waiting } from './session-reads.ts';
import { standInsFor } from './stand-ins.ts';
import { type Fanout, rankOwners } from './targets.ts';
import { tryOf } from './try-timers.ts';

interface ReadRequest {
  readonly operation: number;
  readonly key: number;
  readonly attempt: number;
  /** Whether it is to say how late the latest is that it stores. */
  readonly upTo?: boolean;
  /** Whether a hash of what it holds is enough. */
  readonly digest?: boolean;
}

/** What an owner answers a digest read with; 0: it holds nothing. */
interface DigestReply extends ReadRequest {
  readonly hash: number;
}

/** `after`: how often the replicas had been asked when it was planned. */
interface Poll {
  readonly operation: number;
  readonly after: number;
}

/** What rides beside a reply where a session asks by a scalar. */
interface UpToReply {
  readonly upToUs?: number;
}

export function startRead(context: NodeContext, operation: ClientOperation): void {
  endEarlierTry(context, operation);
  const owners = context.view.preferenceList(operation.key);
  const quotas = quotasOf(context, operation.level, owners);
  const needed = requiredOf(context, operation.level, owners.length, quotas);
  const { readFanout, readFrom, readTimeoutMs, digestReads, speculativeRetryMs, sloppy, primaryRead } = context.config.coordination;
  const { level } = operation;
  const refusal = refusedQuota(level, quotas) ?? refusalOf(level, needed, primaryRead, owners.length) ?? unavailability(context, level, needed, owners, quotas);
  if (refusal !== null) {
    context.answer(operation, refusal);
    return;
  }
  const isFirst = context.literal('E001-20');
  const by = isFirst || (readFrom === 'fastest' && context.literal('E002-07')) ? 'list' : readFrom;
  const fanout: Fanout = { fanout: readFanout, by, concern: Concern.readTargets };
  const count = Math.max(needed, primaryRead);
  const isPartial = (readFanout !== 'all' || isFirst) && count < owners.length;
  const ranked = isPartial ? rankOwners(context, owners, fanout) : owners;
  const targets = !isPartial ? owners : quotas === null ? ranked.slice(0, count) : pickByQuotas(quotas, ranked, count);
  const timer = context.setTimer(readTimeoutMs, 'read-timeout', operation.operation);
  const isPlain = !digestReads && speculativeRetryMs === null && readFrom !== 'fastest' && !sloppy && primaryRead === 0 && operation.demand === null;
  const whole = digestReads ? wholeOf(context, targets) : null;
  const spare = quotas === null ? ranked.slice(targets.length) : ranked.filter((owner) => !targets.includes(owner));
  const more: ReadMore | null = isPlain
    ? null
    : { startedUs: context.elapsedUs(), spare, standIns: [], primary: primaryRead, whole, digests: [], upToUs: 0, isWaiting: false, asked: 1 };
  const open: OpenRead = { kind: 'read', operation, targets, replies: [], needed, quotas, merged: undefined, phase: 'gathering', timer, more };
  openReads(context).set(operation.operation, open);
  if (speculativeRetryMs !== null && targets.length < owners.length) context.setTimer(speculativeRetryMs, 'speculate', tryOf(operation));
  for (const target of targets) if (target !== context.self) ask(context, operation, target, 1, whole !== null && target !== whole);
  if (targets.includes(context.self)) {
    if (operation.demand === null) addReply(context, open, { replica: context.self, cell: context.store?.get(operation.key) });
    else askItself(context, operation.operation);
  }
  if (!sloppy) return;
  askStandIns(context, operation.operation, false);
  context.setTimer(readTimeoutMs / 2, 'read-stand-in', tryOf(operation));
}

/** Asks others in place of owners that it believes dead, or (`late`) that keep the read waiting. */
export function askStandIns(context: NodeContext, operation: number, late: boolean): void {
  const open = openRead(context, operation);
  if (open?.more == null || open.phase !== 'gathering') return;
  const absent = open.targets.filter((target) => target !== context.self && (late ? !hasAnswered(open, target) : !context.believesAlive(target)));
  const { key, attempt } = open.operation;
  const found = standInsFor(context, key, absent.length - open.more.standIns.length, open.targets);
  if (found.length === 0) return;
  const more = { ...open.more, standIns: [...open.more.standIns, ...found] };
  openReads(context).set(operation, { ...open, targets: [...open.targets, ...found], more });
  for (const to of found) {
    if (to === context.self) context.raise({ type: 'stand-in-read', operation, key });
    else context.send({ to, type: 'sloppy-read', payload: { operation, key, attempt }, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES });
  }
}

/** What this node, standing in for an owner, keeps apart of the key. */
export function onStandInFound(context: NodeContext, operation: number, cell: Cell | undefined): void {
  const open = openRead(context, operation);
  if (open !== undefined && !open.replies.some(({ replica }) => replica === context.self)) addReply(context, open, { replica: context.self, cell });
}

/** Who sends the value itself: this node where it holds a copy, else the first that it believes reachable. */
function wholeOf(context: NodeContext, targets: readonly number[]): number {
  return targets.includes(context.self) ? context.self : (targets.find((target) => context.believesAlive(target)) ?? targets[0]);
}

function ask(context: NodeContext, { operation, key, attempt, demand }: ClientOperation, to: number, nth: number, digest: boolean): void {
  const upTo = demand !== null && demand.scalarUs !== null;
  const plain = { operation, key, attempt };
  const payload: ReadRequest = digest || upTo ? { ...plain, ...(digest ? { digest } : {}), ...(upTo ? { upTo } : {}) } : plain;
  context.send({ to, type: 'read', payload, payloadBytes: 0, bytes: HEADER_BYTES + KEY_BYTES, nth });
}

/** An owner's side: what it holds, or that it holds nothing. An internal read triggers no repair of its own. */
export function onRead(context: NodeContext, message: Message): void {
  const request = message.payload as ReadRequest;
  if (!serves(context.view, context.self, request.key)) {
    context.send(notMine(message, request));
    return;
  }
  const cell = context.store?.get(request.key);
  if (context.literal('E002-25')) readPeers(context, message);
  // The plain request is the plain reply's payload: a spread for every read costs as much as all the rest of it.
  const reply: ReadRequest & UpToReply = request.upTo === true ? { ...request, upToUs: latestUs(context.store) } : request;
  if (request.digest === true) {
    const { hashBytes } = context.config.antiEntropy;
    const payload: DigestReply & UpToReply = { ...reply, hash: digestOf(cell?.hash) };
    context.send({
      to: message.from,
      type: 'read-reply',
      nth: nthOfAnswer(message),
      payload,
      payloadBytes: hashBytes,
      bytes: HEADER_BYTES + KEY_BYTES + hashBytes,
    });
    return;
  }
  const cells = cell === undefined ? [] : [{ key: request.key, cell }];
  const { payloadBytes, bytes } = sizeOfCells(cells);
  context.send({ to: message.from, type: 'read-reply', nth: nthOfAnswer(message), payload: reply, cells, payloadBytes, bytes });
}

export function onReadReply(context: NodeContext, message: Message): void {
  const reply = message.payload as (ReadRequest | DigestReply) & UpToReply;
  let open = openRead(context, reply.operation);
  // What a try before this one asked, it asked of others and under other addresses.
  if (open === undefined || open.operation.attempt !== reply.attempt || open.replies.some(({ replica }) => replica === message.from)) return;
  if (open.more?.isWaiting === true && !open.targets.includes(message.from)) return;
  if (open.more !== null && reply.upToUs !== undefined) open = { ...open, more: { ...open.more, upToUs: Math.max(open.more.upToUs, reply.upToUs) } };
  const { more } = open;
  if (more !== null && context.config.coordination.readFrom === 'fastest') measure(context, message.from, context.elapsedUs() - more.startedUs);
  if (!('hash' in reply)) {
    const rest = more === null || more.digests.length === 0 ? open : { ...open, more: withoutDigest(more, message.from) };
    addReply(context, rest, { replica: message.from, cell: message.cells.length === 0 ? undefined : message.cells[0].cell });
    return;
  }
  if (more === null || more.digests.some(({ replica }) => replica === message.from)) return;
  advance(context, open, { ...open, more: { ...more, digests: [...more.digests, { replica: message.from, hash: reply.hash }] } });
}

function withoutDigest(more: ReadMore, replica: number): ReadMore {
  return { ...more, digests: more.digests.filter((digest) => digest.replica !== replica) };
}

function addReply(context: NodeContext, open: OpenRead, reply: ReadReply): void {
  advance(context, open, further(open, [...open.replies, reply], mergeCells(context.policy, open.merged, reply.cell), open.phase));
}

/** One answer more: `open` is the read before it, `next` the read with it. */
function advance(context: NodeContext, open: OpenRead, next: OpenRead): void {
  const now = next.more === null || next.more.digests.length === 0 ? next : resolveDigests(context, next, next.more);
  const isEnough = context.literal('E001-19') ? hasEnoughFound(now) : hasEnough(now);
  if (now.phase === 'gathering' && isEnough && !meetsSession(context, now)) {
    onMiss(context, now);
    return;
  }
  let { replies, phase } = now;
  const { merged } = now;
  if (isEnough) {
    const standIns = now.more?.standIns ?? [];
    const isCounted = ({ replica, cell }: ReadReply): boolean => !standIns.includes(replica) && !isOverlooked(context, replica, cell);
    const behind = merged === undefined ? [] : replies.filter((reply) => reply.cell?.hash !== merged.hash && isCounted(reply));
    if (phase === 'gathering' && context.literal('E002-26')) overwriteByEach(context, now);
    const { mode, adaptive } = context.config.readRepair;
    const blocking = phase === 'gathering' && (mode === 'blocking' || mode === 'bounded') && behind.length > 0;
    if (adaptive && phase === 'gathering' && behind.length === 0) context.raise({ type: 'replies-agree', operation: open.operation.operation });
    if (phase === 'gathering') phase = blocking ? 'repairing' : 'answered';
    if (merged !== undefined && behind.length > 0) {
      const { operation, key } = open.operation;
      context.raise({ type: 'replies-differ', operation, key, merged, replies: behind, blocking, nth: replies.length });
      replies = replies.map(({ replica }) => ({ replica, cell: merged }));
    }
  }
  keep(context, further(now, replies, merged, phase));
  if (open.phase !== 'gathering' || phase !== 'answered') return;
  context.answer(open.operation, { ok: true, cell: context.literal('E002-28') ? beforeRepair(context, now) : merged });
}

/** The replicas that answered lack what the session has seen. */
function onMiss(context: NodeContext, open: OpenRead): void {
  const { operation } = open.operation;
  const { onMiss: how, waitMs } = context.config.session;
  openReads(context).set(operation, open);
  if (how === 'wait') {
    if (open.more?.isWaiting !== true) {
      context.cancelTimer(open.timer);
      openReads(context).set(operation, waiting(open, context.setTimer(waitMs, 'session-give-up', operation)));
    }
    pollIn(context, POLL_MS, operation, open.more?.asked ?? 0);
    return;
  }
  const spare = how === 'forward' ? (open.more?.spare ?? []) : [];
  if (open.more !== null && spare.length > 0) {
    const asked = open.more.asked + 1;
    openReads(context).set(operation, { ...open, targets: [...open.targets, ...spare], more: { ...open.more, spare: [], asked } });
    for (const target of spare) if (target !== context.self) ask(context, open.operation, target, asked, false);
    if (spare.includes(context.self)) askItself(context, operation);
    return;
  }
  // Forwarding, it goes on while others that were asked have not answered.
  if (how === 'forward' && open.targets.some((target) => !hasReplied(open, target))) return;
  giveUp(context, operation);
}

function askItself(context: NodeContext, operation: number): void {
  const open = openRead(context, operation);
  if (open === undefined) return;
  const upToUs = Math.max(open.more?.upToUs ?? 0, upToOf(context, open.operation));
  const now = open.more === null ? open : { ...open, more: { ...open.more, upToUs } };
  addReply(context, now, { replica: context.self, cell: context.store?.get(open.operation.key) });
}

function pollIn(context: NodeContext, delayMs: number, operation: number, after: number): void {
  context.setTimer(delayMs, 'session-poll', { operation, after } satisfies Poll);
}

/** Asks the same replicas again, unless they have been since. */
export function onSessionPoll(context: NodeContext, { operation, after }: Poll): void {
  const open = openRead(context, operation);
  if (open?.more?.isWaiting !== true || open.phase !== 'gathering' || open.more.asked !== after) return;
  const asked = after + 1;
  // A question or an answer may be lost.
  pollIn(context, LOST_POLL_MS, operation, asked);
  openReads(context).set(operation, { ...open, replies: [], merged: undefined, more: { ...open.more, digests: [], upToUs: 0, asked } });
  for (const target of open.targets) if (target !== context.self) ask(context, open.operation, target, asked, false);
  if (open.targets.includes(context.self)) askItself(context, operation);
}

/** The session's wait is over, or nobody is left to ask. */
export function giveUp(context: NodeContext, operation: number): void {
  const open = openRead(context, operation);
  if (open === undefined || open.phase !== 'gathering') return;
  context.cancelTimer(open.timer);
  openReads(context).delete(operation);
  context.answer(open.operation, { ok: false, reason: 'behind', detail: 'the replicas that answered lack what the session has seen' });
}

/** Takes matching hashes as replies, and asks for the values behind those that differ. */
function resolveDigests(context: NodeContext, open: OpenRead, more: ReadMore): OpenRead {
  const { replies, unmatched } = matchDigests(open, more);
  const matched = { ...open, replies };
  const missing = toAskWhole(matched, unmatched).filter((replica) => unmatched.some((digest) => digest.replica === replica && digest.isAsked !== true));
  if (missing.length === 0) return { ...matched, more: { ...more, digests: unmatched } };
  const asked = more.asked + 1;
  for (const replica of missing) ask(context, open.operation, replica, asked, false);
  const digests = unmatched.map((digest) => (missing.includes(digest.replica) ? { ...digest, isAsked: true } : digest));
  return { ...matched, more: { ...more, digests, asked } };
}

function keep(context: NodeContext, open: OpenRead): void {
  if (open.phase === 'answered' && open.replies.length === open.targets.length) {
    context.cancelTimer(open.timer);
    openReads(context).delete(open.operation.operation);
  } else openReads(context).set(open.operation.operation, open);
}

/** The read has waited long enough for R replies: one more owner is asked, for the value itself. Once for each read, as in Cassandra. */
export function onSpeculate(context: NodeContext, operation: number): void {
  const open = openRead(context, operation);
  if (open?.more == null || open.phase !== 'gathering') return;
  const next = nextSpare(open, open.more.spare);
  if (next === undefined) return;
  const spare = open.more.spare.filter((owner) => owner !== next);
  const asked = open.more.asked + 1;
  const targets = [...open.targets, next];
  const more = { ...open, targets, more: { ...open.more, spare, asked } };
  openReads(context).set(operation, more);
  if (next === context.self) addReply(context, more, { replica: next, cell: context.store?.get(open.operation.key) });
  else ask(context, open.operation, next, asked, false);
}

/** The repair that a client waited for is acknowledged. */
export function onReadRepaired(context: NodeContext, operation: number): void {
  const open = openRead(context, operation);
  if (open === undefined || open.phase !== 'repairing') return;
  keep(context, further(open, open.replies, open.merged, 'answered'));
  context.answer(open.operation, { ok: true, cell: open.merged });
}

export function onReadTimeout(context: NodeContext, operation: number): void {
  const open = openRead(context, operation);
  if (open === undefined) return;
  openReads(context).delete(operation);
  const { readTimeoutMs, readFrom } = context.config.coordination;
  for (const target of open.targets) {
    if (target === context.self || hasAnswered(open, target)) continue;
    context.suspect(target);
    if (open.more !== null && readFrom === 'fastest') measure(context, target, context.elapsedUs() - open.more.startedUs);
  }
  if (open.phase === 'answered') return;
  if (context.literal('E001-19')) {
    context.answer(open.operation, { ok: true, cell: open.merged });
    return;
  }
  const within = `within ${readTimeoutMs} ms`;
  const detail = open.phase === 'repairing' ? `the blocking read repair was not acknowledged ${within}` : `${answeredText(open)} ${within}`;
  context.answer(open.operation, { ok: false, reason: 'timeout', detail });
}

function answeredText({ replies, needed, quotas }: OpenRead): string {
  if (quotas === null) return `${replies.length} of ${needed} replies`;
  return quotaText(
    quotas,
    replies.map(({ replica }) => replica),
    'replies',
  );
}

function hasAnswered(open: OpenRead, target: number): boolean {
  return open.replies.some(({ replica }) => replica === target) || open.more?.digests.some(({ replica }) => replica === target) === true;
}

export function mergeCells(policy: CellOrder, a: Cell | undefined, b: Cell | undefined): Cell | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : policy.merge(a, b);
}
