/**
 * SWIM (Das, Gupta and Motivala, DSN 2002) with the timeouts of hashicorp/memberlist. Every period a node probes the next peer of a
 * round through all of them; one that does not answer it asks `indirectProbes` others to probe; one that answers nobody it suspects and
 * says so; a suspect that does not refute in time, by a higher incarnation, is dead. News rides on probes and answers and, where that
 * is switched on, as in memberlist, on gossip of its own and on exchanges of full states. A dead peer is pinged now and then, as Serf
 * does to find those that are back. Leaves out memberlist's second probe by TCP and its measure of a node's own health.
 *
 *   A ──swim-ping──▶ T ──swim-ack──▶ A        and where no answer comes in probeTimeoutMs:
 *   A ──swim-ping-request──▶ C ──swim-ping──▶ T ──swim-ack──▶ C ──swim-indirect-ack──▶ A
 *   A ──swim-gossip──▶ some            A ──swim-state──▶ B ──swim-state-reply──▶ A
 */
import { Concern } from '../../../base/draws.ts';
import { combine } from '../../../base/hash.ts';
import { type Message, type MessageType, nthOfAnswer } from '../../message.ts';
import type { NodeContext, Protocol } from '../../protocol.ts';
import { HEADER_BYTES } from '../../wire.ts';
import { CLAIM_BYTES, CLAIMS_PER_MESSAGE, type Claim, type News, overrides, PROBE_BYTES, takeNews } from './claims.ts';
import { WHOLE_STATE_BYTES } from './exchange.ts';
import { confirmationsNeeded, exchangeIntervalMs, retransmitLimit, type SuspicionRule, suspicionMs } from './suspicion.ts';
import { drawLive, drawOf, drawPeers, nextInRound, othersOf } from './targets.ts';

interface Suspicion {
  readonly timer: number;
  readonly sinceUs: number;
  readonly incarnation: number;
  /** Who said so, the first one first. */
  readonly accusers: readonly number[];
}

export interface SwimState {
  incarnation: number;
  /** The latest claim about each peer; none: alive in its first incarnation. */
  readonly claims: Map<number, Claim>;
  readonly suspicions: Map<number, Suspicion>;
  /** Of the dead: since when, by the node's steady clock. */
  readonly diedUs: Map<number, number>;
  readonly news: Map<number, News>;
  /** Probes without an answer yet, as `probeKey`. */
  readonly awaiting: Set<number>;
  /** Place in the round through all peers. */
  cursor: number;
}

/** A probe of `target` in the period `n`; `nth` of that period. */
interface Probe {
  readonly n: number;
  readonly target: number;
  readonly nth: number;
}

/** What every message of SWIM carries. `asker`: for whom a probe is made. */
interface Letter extends Probe {
  readonly asker: number;
  readonly incarnation: number;
  readonly claims: readonly Claim[];
}

const stateOf = (context: NodeContext): SwimState => context.volatile as SwimState;
const probeKey = ({ n, target }: Probe): number => n * 65536 + target;

function tick(context: NodeContext, n: number): void {
  const state = stateOf(context);
  const { believedDead, self, view } = context;
  const { fanout, intervalMs, swim } = context.config.membership;
  const targets = new Set<number>();
  const live = othersOf(view) - believedDead.size;
  for (let passed = 0; passed < 2 * view.replicas && targets.size < Math.min(fanout, live); passed++) {
    const peer = nextInRound(context, state.cursor++);
    if (!believedDead.has(peer)) targets.add(peer);
  }
  let nth = 0;
  for (const target of targets) {
    const probe: Probe = { n, target, nth: ++nth };
    state.awaiting.add(probeKey(probe));
    write(context, target, 'swim-ping', { ...probe, asker: self }, 1);
    context.setTimer(swim.probeTimeoutMs, 'probe-timeout', probe);
    context.setTimer(intervalMs, 'probe-end', probe);
  }
  if (context.draw(Concern.membershipDead, n) * (live + 1) < believedDead.size) {
    const target = drawOf(context, [...believedDead], Concern.membershipDead, n);
    write(context, target, 'swim-ping', { n, target, nth: ++nth, asker: self }, 1);
  }
}

/** Sends a message with news aboard, and to whom is suspected or believed dead with that first, so that it can refute. */
function write(context: NodeContext, to: number, type: MessageType, probe: Probe & { readonly asker: number }, nth: number): void {
  const state = stateOf(context);
  const accusation = state.claims.get(to);
  const isAccused = accusation !== undefined && accusation.status !== 'alive';
  const news = takeNews(state.news, CLAIMS_PER_MESSAGE - (isAccused ? 1 : 0), limitOf(context));
  const claims = isAccused ? [accusation, ...news.filter(({ subject }) => subject !== to)] : news;
  const letter: Letter = { n: probe.n, target: probe.target, nth: probe.nth, asker: probe.asker, incarnation: state.incarnation, claims };
  context.send({ to, type, payload: letter, payloadBytes: 0, bytes: HEADER_BYTES + PROBE_BYTES + claims.length * CLAIM_BYTES, nth });
}

/** How often the node passes one piece of news on. */
function limitOf({ config, view }: NodeContext): number {
  return retransmitLimit(config.membership.swim.retransmitMultiplier, view.replicas);
}

/** What any probe or answer tells: news, and that its sender lives in this incarnation. */
function read(context: NodeContext, message: Message): Letter {
  const letter = message.payload as Letter;
  const { from } = message;
  for (const claim of letter.claims) learn(context, claim);
  learn(context, { subject: from, status: 'alive', incarnation: letter.incarnation, from });
  // Left over from another detector, or from none.
  if (stateOf(context).claims.get(from)?.status !== 'dead') believeAlive(context, from);
  return letter;
}

function onPing(context: NodeContext, message: Message): void {
  const letter = read(context, message);
  write(context, message.from, 'swim-ack', letter, nthOfAnswer(message, message.nth, letter.asker === message.from ? 0 : 1));
}

function onAck(context: NodeContext, message: Message): void {
  const letter = read(context, message);
  if (letter.asker === context.self) stateOf(context).awaiting.delete(probeKey(letter));
  else write(context, letter.asker, 'swim-indirect-ack', letter, nthOfAnswer(message, message.nth, 2));
}

function onPingRequest(context: NodeContext, message: Message): void {
  const letter = read(context, message);
  write(context, letter.target, 'swim-ping', letter, nthOfAnswer(message));
}

function onIndirectAck(context: NodeContext, message: Message): void {
  stateOf(context).awaiting.delete(probeKey(read(context, message)));
}

function onProbeTimeout(context: NodeContext, probe: Probe): void {
  const { swim } = context.config.membership;
  if (!stateOf(context).awaiting.has(probeKey(probe))) return;
  const others = drawLive(context, swim.indirectProbes, Concern.indirectProbe, combine(probe.n, probe.target), probe.target);
  for (const other of others) write(context, other, 'swim-ping-request', { ...probe, asker: context.self }, probe.nth);
}

function onProbeEnd(context: NodeContext, probe: Probe): void {
  const state = stateOf(context);
  if (!state.awaiting.delete(probeKey(probe))) return;
  const subject = probe.target;
  learn(context, { subject, status: 'suspect', incarnation: state.claims.get(subject)?.incarnation ?? 0, from: context.self });
}

/** Takes a claim in: of itself a node refutes what is not so, of others the claim that overrides stands. */
function learn(context: NodeContext, claim: Claim): void {
  const state = stateOf(context);
  const { subject, status, incarnation } = claim;
  if (subject === context.self) {
    if (status === 'alive') state.incarnation = Math.max(state.incarnation, incarnation);
    else if (incarnation >= state.incarnation) {
      state.incarnation = incarnation + 1;
      spread(state, { subject, status: 'alive', incarnation: state.incarnation, from: subject });
    }
    return;
  }
  const known = state.claims.get(subject);
  if (!overrides(claim, known)) {
    if (status === 'suspect') confirm(context, claim);
    return;
  }
  endSuspicion(context, subject);
  state.claims.set(subject, claim);
  spread(state, claim);
  state.diedUs.delete(subject);
  if (status === 'dead') {
    state.diedUs.set(subject, context.elapsedUs());
    if (context.believe(subject, 'dead')) context.emit({ type: 'peer-declared-dead', actor: context.self, peer: subject });
    return;
  }
  if (!believeAlive(context, subject) && status === 'alive' && known?.status === 'suspect')
    context.emit({ type: 'peer-alive', actor: context.self, peer: subject });
  if (status === 'suspect') beginSuspicion(context, claim);
}

/** The latest news of a node replaces what was told of it before. */
function spread({ news }: SwimState, claim: Claim): void {
  news.delete(claim.subject);
  news.set(claim.subject, { claim, told: 0 });
}

/** True where it was believed dead. */
function believeAlive(context: NodeContext, peer: number): boolean {
  const isBack = context.believe(peer, 'alive');
  if (isBack) context.emit({ type: 'peer-alive', actor: context.self, peer });
  return isBack;
}

function ruleOf(context: NodeContext): SuspicionRule {
  const { intervalMs, swim } = context.config.membership;
  return { multiplier: swim.suspicionMultiplier, maxMultiplier: swim.suspicionMaxMultiplier, nodes: othersOf(context.view) + 1, intervalMs };
}

function beginSuspicion(context: NodeContext, { subject, incarnation, from }: Claim): void {
  const timer = context.setTimer(suspicionMs(ruleOf(context), 0), 'suspicion', subject);
  stateOf(context).suspicions.set(subject, { timer, sinceUs: context.elapsedUs(), incarnation, accusers: [from] });
  context.emit({ type: 'peer-suspected', actor: context.self, peer: subject });
}

/** Another one suspects the same: the wait gets shorter, and the first few confirmations are passed on. */
function confirm(context: NodeContext, claim: Claim): void {
  const state = stateOf(context);
  const suspicion = state.suspicions.get(claim.subject);
  const rule = ruleOf(context);
  if (suspicion === undefined || suspicion.incarnation !== claim.incarnation || suspicion.accusers.includes(claim.from)) return;
  if (suspicion.accusers.length > confirmationsNeeded(rule)) return;
  const accusers = [...suspicion.accusers, claim.from];
  const remainingMs = suspicionMs(rule, accusers.length - 1) - (context.elapsedUs() - suspicion.sinceUs) / 1000;
  context.cancelTimer(suspicion.timer);
  const timer = context.setTimer(Math.max(0, remainingMs), 'suspicion', claim.subject);
  state.suspicions.set(claim.subject, { ...suspicion, timer, accusers });
  spread(state, claim);
}

function endSuspicion(context: NodeContext, peer: number): void {
  const { suspicions } = stateOf(context);
  const suspicion = suspicions.get(peer);
  if (suspicion === undefined) return;
  context.cancelTimer(suspicion.timer);
  suspicions.delete(peer);
}

function onSuspicionEnd(context: NodeContext, subject: number): void {
  const suspicion = stateOf(context).suspicions.get(subject);
  if (suspicion !== undefined) learn(context, { subject, status: 'dead', incarnation: suspicion.incarnation, from: context.self });
}

/** News apart from probes, to peers that live or died a moment ago: so the dead hear of it and can refute. */
function gossip(context: NodeContext, n: number): void {
  const { news, diedUs } = stateOf(context);
  if (news.size === 0) return;
  const { gossipNodes, gossipToDeadMs } = context.config.membership.swim;
  const { believedDead } = context;
  const sinceUs = context.elapsedUs() - 1000 * gossipToDeadMs;
  const isTold = (peer: number): boolean => !believedDead.has(peer) || (diedUs.get(peer) ?? Number.NEGATIVE_INFINITY) > sinceUs;
  for (const to of drawPeers(context, gossipNodes, Concern.swimGossip, n, isTold)) {
    const claims = takeNews(news, CLAIMS_PER_MESSAGE, limitOf(context));
    if (claims.length === 0) return;
    context.send({ to, type: 'swim-gossip', payload: claims, payloadBytes: 0, bytes: HEADER_BYTES + claims.length * CLAIM_BYTES });
  }
}

/** All that a node knows: what is left out is alive in its first incarnation. */
interface FullState {
  readonly incarnation: number;
  readonly claims: readonly Claim[];
}

function exchange(context: NodeContext, n: number): void {
  const { claims } = stateOf(context);
  const isAlive = (peer: number): boolean => !context.believedDead.has(peer) && (claims.get(peer)?.status ?? 'alive') === 'alive';
  for (const to of drawPeers(context, 1, Concern.fullStatePeer, n, isAlive)) sendState(context, to, 'swim-state', 1);
}

function sendState(context: NodeContext, to: number, type: MessageType, nth: number): void {
  const { incarnation, claims } = stateOf(context);
  const payload: FullState = { incarnation, claims: [...claims.values()] };
  context.send({ to, type, payload, payloadBytes: 0, bytes: HEADER_BYTES + context.view.replicas * WHOLE_STATE_BYTES, nth });
}

/** A death that another one tells of is only a suspicion here, so that it can still be refuted (memberlist's mergeState). */
function takeState(context: NodeContext, message: Message): void {
  const { incarnation, claims } = message.payload as FullState;
  learn(context, { subject: message.from, status: 'alive', incarnation, from: message.from });
  for (const claim of claims) learn(context, claim.status === 'alive' ? claim : { ...claim, status: 'suspect', from: context.self });
}

export const swim: Protocol = {
  id: 'swim',
  volatile: (): SwimState => ({
    incarnation: 0,
    claims: new Map(),
    suspicions: new Map(),
    diedUs: new Map(),
    news: new Map(),
    awaiting: new Set(),
    cursor: 0,
  }),
  messages: {
    'swim-ping': onPing,
    'swim-ack': onAck,
    'swim-ping-request': onPingRequest,
    'swim-indirect-ack': onIndirectAck,
    'swim-gossip': (context, message) => {
      for (const claim of message.payload as readonly Claim[]) learn(context, claim);
    },
    'swim-state': (context, message) => {
      sendState(context, message.from, 'swim-state-reply', nthOfAnswer(message));
      takeState(context, message);
    },
    'swim-state-reply': takeState,
  },
  timers: { 'probe-timeout': onProbeTimeout, 'probe-end': onProbeEnd, suspicion: onSuspicionEnd },
  ticks: [
    {
      name: 'swim',
      intervalMs: ({ membership }) => (membership.detector === 'swim' ? membership.intervalMs : null),
      jitter: () => 0,
      run: tick,
    },
    {
      name: 'swim-gossip',
      intervalMs: ({ membership }) => (membership.detector === 'swim' ? membership.swim.gossipIntervalMs : null),
      jitter: () => 1,
      run: gossip,
    },
    {
      name: 'swim-push-pull',
      intervalMs: ({ membership, replicas }) => {
        const { pushPullIntervalMs } = membership.swim;
        return membership.detector === 'swim' && pushPullIntervalMs !== null ? exchangeIntervalMs(pushPullIntervalMs, replicas.length) : null;
      },
      jitter: () => 1,
      run: exchange,
    },
  ],
};
