/**
 * Membership by gossip with a phi accrual detector, as Cassandra has it (Gossiper, FailureDetector): each node raises its own heartbeat
 * at every tick and compares with one live peer or more, sometimes also with one that it believes dead, or with a seed. Whoever is
 * silent for too long by the node's own measure it believes dead, until something newer of it comes from anybody. The verdict is
 * local and never gossiped; heartbeats are. Leaves out what the gossip carries besides: tokens, load and schema do not change here.
 *
 *   versions     A ──membership-syn──▶ B ──membership-ack──▶ A ──membership-ack2──▶ B
 *   whole-state  A ──membership-hash──▶ B, and where its own hash is another one, B ──membership-syn──▶ A, and so on from there
 */
import { Concern } from '../../../base/draws.ts';
import { type Message, nthOfAnswer } from '../../message.ts';
import { isMember } from '../../placement/view.ts';
import type { NodeContext, Protocol } from '../../protocol.ts';
import { HEADER_BYTES } from '../../wire.ts';
import { type Answer, answerBytes, type Digests, digestsOf, examine, STATE_STEP, type States, statesFor, synBytes, WHOLE_DIGEST_BYTES } from './exchange.ts';
import { PeerTable } from './peer-table.ts';
import { isConvicted, longestIntervalUs, longestPauseUs } from './phi.ts';
import { drawLive, drawOf, othersOf } from './targets.ts';

export interface PhiState {
  /** Made when it is first needed. */
  table: PeerTable | null;
  /** When it last looked for silent peers; −1: never. */
  checkedUs: number;
  /** Until when it blames nobody, having been away itself. */
  sparingUntilUs: number;
}

interface Stored {
  /** Survives a crash, so that a restarted node is newer than what its peers remember of it. */
  generation: number;
}

function tableOf(context: NodeContext): PeerTable {
  const state = context.volatile as PhiState;
  state.table ??= createTable(context);
  if (state.table.versions.length < context.view.replicas) {
    const { intervalMs } = context.config.membership;
    state.table = state.table.grownTo(context.view.replicas, context.elapsedUs(), longestIntervalUs(intervalMs));
  }
  return state.table;
}

/** At 0 everybody knows everybody, but for what the scenario says; a restarted node knows names, and has heard nothing. */
function createTable(context: NodeContext): PeerTable {
  const { config, self, startedUs, view } = context;
  const { initial, intervalMs } = config.membership;
  const table = PeerTable.unknown(view.replicas, context.elapsedUs(), longestIntervalUs(intervalMs));
  const stored = context.durable as Stored;
  if (startedUs > 0) {
    const clockSeconds = Math.floor((context.nowUs() - context.elapsedUs() + startedUs) / 1_000_000);
    stored.generation = Math.max(stored.generation + 1, clockSeconds);
    table.generations[self] = stored.generation;
    table.versions[self] = 1;
    return table;
  }
  for (let peer = 0; peer < view.replicas; peer++) {
    const name = config.replicas[peer].id;
    const known = initial[context.name]?.[name] ?? initial[name]?.[name];
    table.generations[peer] = known?.generation ?? 1;
    table.versions[peer] = known?.version ?? 1;
  }
  stored.generation = table.generations[self];
  return table;
}

function tick(context: NodeContext, n: number): void {
  const table = tableOf(context);
  table.versions[context.self]++;
  for (const target of targetsOf(context, n)) greet(context, table, target);
  convictSilent(context, table);
}

/**
 * `fanout` live peers; one believed dead with probability dead / (live + 1); and, where no live one was a seed or there are fewer live
 * ones than seeds, a seed with probability seeds / all, for certain where none is alive. So each node contacts one to three.
 */
function targetsOf(context: NodeContext, n: number): ReadonlySet<number> {
  const { believedDead: dead } = context;
  const live = othersOf(context.view) - dead.size;
  const seeds = seedsOf(context);
  const targets = new Set(drawLive(context, context.config.membership.fanout, Concern.membershipTarget, n));
  const reachedSeed = seeds.some((seed) => targets.has(seed));
  if (context.draw(Concern.membershipDead, n) * (live + 1) < dead.size) targets.add(drawOf(context, [...dead], Concern.membershipDead, n));
  const needsSeed = seeds.length > 0 && (!reachedSeed || live < seeds.length);
  if (needsSeed && (live === 0 || context.draw(Concern.membershipSeed, n) * (live + dead.size) < seeds.length))
    targets.add(drawOf(context, seeds, Concern.membershipSeed, n));
  return targets;
}

function seedsOf(context: NodeContext): readonly number[] {
  const { config, self } = context;
  const { seeds } = config.membership;
  if (seeds.length === 0) return [];
  return config.replicas.flatMap(({ id }, replica) => (replica !== self && seeds.includes(id) ? [replica] : []));
}

function greet(context: NodeContext, table: PeerTable, to: number): void {
  if (context.config.membership.digest === 'versions') sendDigests(context, table, to, 1);
  else context.send({ to, type: 'membership-hash', payload: table.hash(), payloadBytes: WHOLE_DIGEST_BYTES, bytes: HEADER_BYTES + WHOLE_DIGEST_BYTES });
}

function sendDigests(context: NodeContext, table: PeerTable, to: number, nth: number): void {
  context.send({ to, type: 'membership-syn', payload: digestsOf(table), payloadBytes: 0, bytes: synBytes(context.view.replicas), nth });
}

function onHash(context: NodeContext, message: Message): void {
  const table = tableOf(context);
  if (table.hash() !== message.payload) sendDigests(context, table, message.from, nthOfAnswer(message));
}

function onSyn(context: NodeContext, message: Message): void {
  const answer = examine(tableOf(context), message.payload as Digests);
  const bytes = answerBytes(answer.states, answer.wanted);
  context.send({ to: message.from, type: 'membership-ack', payload: answer, payloadBytes: 0, bytes, nth: nthOfAnswer(message, message.nth, 1) });
}

function onAck(context: NodeContext, message: Message): void {
  const { states, wanted } = message.payload as Answer;
  takeIn(context, states);
  const asked = statesFor(tableOf(context), wanted);
  const bytes = answerBytes(asked, NOTHING);
  context.send({ to: message.from, type: 'membership-ack2', payload: asked, payloadBytes: 0, bytes, nth: nthOfAnswer(message, message.nth, 2) });
}

const NOTHING = new Int32Array(0);

/** Newer states replace older ones and count as heard; of itself a node knows best. */
function takeIn(context: NodeContext, states: States): void {
  const table = tableOf(context);
  const { versions } = table;
  const { self, believedDead } = context;
  const longestUs = longestIntervalUs(context.config.membership.intervalMs);
  const nowUs = context.elapsedUs();
  let { generations } = table;
  for (let i = 0; i < states.length; i += STATE_STEP) {
    const peer = states[i];
    const generation = states[i + 1];
    const version = states[i + 2];
    // Of one that this node has not heard of yet it will be told again.
    if (peer === self || peer >= versions.length || generation < generations[peer]) continue;
    if (generation > generations[peer]) {
      if (generations === table.generations) generations = generations.slice();
      generations[peer] = generation;
      table.begin(peer, nowUs, longestUs);
    } else if (version > versions[peer]) table.heard(peer, nowUs, longestUs);
    else continue;
    versions[peer] = version;
    if (believedDead.size > 0 && context.believe(peer, 'alive')) context.emit({ type: 'peer-alive', actor: self, peer });
  }
  table.generations = generations;
}

function convictSilent(context: NodeContext, table: PeerTable): void {
  const state = context.volatile as PhiState;
  const { phiThreshold, intervalMs } = context.config.membership;
  const nowUs = context.elapsedUs();
  const pauseUs = longestPauseUs(intervalMs);
  if (state.checkedUs >= 0 && nowUs - state.checkedUs > pauseUs) state.sparingUntilUs = nowUs + pauseUs;
  state.checkedUs = nowUs;
  if (nowUs < state.sparingUntilUs) return;
  const { heardUs, meanUs } = table;
  for (let peer = 0; peer < heardUs.length; peer++) {
    if (peer === context.self || !isMember(context.view, peer) || !isConvicted(nowUs - heardUs[peer], meanUs[peer], phiThreshold)) continue;
    if (context.believe(peer, 'dead')) context.emit({ type: 'peer-suspected', actor: context.self, peer });
  }
}

export const phiAccrual: Protocol = {
  id: 'phi-accrual',
  durable: (): Stored => ({ generation: 0 }),
  volatile: (): PhiState => ({ table: null, checkedUs: -1, sparingUntilUs: 0 }),
  messages: {
    'membership-hash': onHash,
    'membership-syn': onSyn,
    'membership-ack': onAck,
    'membership-ack2': (context, message) => takeIn(context, message.payload as States),
  },
  ticks: [
    {
      name: 'membership',
      intervalMs: ({ membership }) => (membership.detector === 'phi-accrual' ? membership.intervalMs : null),
      jitter: () => 0,
      run: tick,
    },
  ],
};
