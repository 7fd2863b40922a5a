/**
 * The network: latency, loss, duplication and cuts, drawn by the message's address. A message is lost if its link is cut when it is
 * sent or when it arrives, or its receiver is down on arrival; not because its sender crashed since. In rounds a request takes the
 * first quarter of the interval and a reply the second, and loss strikes a contact once, on its request.
 */
import { Concern, draw } from '../../base/draws.ts';
import { addressHash, type Cause, type Message, type MessageType, messageTypes } from '../message.ts';
import type { Outgoing } from '../protocol.ts';
import { isBetweenRegions } from '../scenario/regions.ts';
import type { DropReason } from '../trace.ts';
import type { HybridTime } from '../versions/policy.ts';
import type { ActorState } from './actor-state.ts';
import { untilSentUs } from './bandwidth.ts';
import { HYBRID_BYTES, hybridReceive, hybridTick } from './hybrid-clock.ts';
import { Rank } from './items.ts';
import { ANY_LEG, sampleLatencyUs } from './latency.ts';
import { isCut, linkOverride, slowFactor } from './link-state.ts';
import { LimitReached, MESSAGES_IN_FLIGHT_LIMIT, type World } from './world.ts';

const NO_CELLS: Message['cells'] = [];

export function send(world: World, from: number, cause: Cause, outgoing: Outgoing): void {
  const { to, type } = outgoing;
  const nth = outgoing.nth ?? 1;
  const hash = addressHash(cause, from, to, type, nth);
  const clientLeg = type === 'client-request' || type === 'client-reply';
  const delayUs = clientLeg ? Math.round(world.config.network.clientLatencyMs * 1000) : flightUs(world, outgoing.type, cause, from, to, hash, Concern.latency);
  const plain: Message = {
    type,
    from,
    to,
    cause,
    nth,
    payload: outgoing.payload,
    cells: outgoing.cells ?? NO_CELLS,
    payloadBytes: outgoing.payloadBytes,
    bytes: outgoing.bytes,
    sentUs: world.nowUs,
    deliverUs: world.nowUs + delayUs,
    hash,
    copy: 0,
    clientLeg,
  };
  const told = world.ring.key !== '' && CARRIERS.has(type) ? withRing(world, plain) : plain;
  const unpaced = world.hybrid ? stamped(world, told) : told;
  const cut = clientLeg ? null : isCut(world.links, from, to);
  const spared = !clientLeg && world.spared?.(unpaced) === true;
  // What a client sends to the coordinator it named is not limited, and a cut link takes nothing in.
  const queuedUs = clientLeg || (cut !== null && !spared) ? 0 : untilSentUs(world, unpaced);
  const message = queuedUs === 0 ? unpaced : { ...unpaced, deliverUs: unpaced.deliverUs + queuedUs };
  world.emit({ type: 'message-sent', message });
  if (clientLeg) {
    fly(world, message);
    return;
  }
  if (cut !== null && !spared) {
    world.emit({ type: 'message-dropped', message, reason: cut });
    return;
  }
  const override = linkOverride(world.links, from, to);
  const loss = override?.loss ?? world.config.network.loss;
  const contacted = world.config.mode === 'rounds' && messageTypes[type].reply;
  if (loss > 0 && !contacted && !spared && draw(world.config.seed, Concern.loss, hash) < loss) {
    world.emit({ type: 'message-dropped', message, reason: 'loss' });
    return;
  }
  fly(world, message);
  const { duplicate } = world.config.network;
  if (duplicate > 0 && draw(world.config.seed, Concern.duplicate, hash) < duplicate)
    duplicateMessage(world, message, 1, queuedUs + flightUs(world, type, cause, from, to, hash, Concern.duplicateLatency));
}

/** What news of the ring travels with. */
const CARRIERS: ReadonlySet<MessageType> = new Set<MessageType>([
  ...(['membership-syn', 'membership-ack', 'membership-ack2', 'swim-ping', 'swim-ack', 'swim-ping-request', 'swim-indirect-ack'] as const),
  ...(['wrong-owner', 'range-request', 'range-data', 'range-done'] as const),
]);

/** Modelled bytes of one change of the ring: whose, generation, status, whose place. */
const RING_ENTRY_BYTES = 16;

/** The message with what its sender knows of the ring, where nodes may know different things. */
function withRing(world: World, message: Message): Message {
  const { ring } = world.actor(message.from);
  return ring === null || ring.key === '' ? message : { ...message, ring, bytes: message.bytes + RING_ENTRY_BYTES * ring.entries.length };
}

/** The message with its sender's hybrid clock in it. */
function stamped(world: World, message: Message): Message {
  const state = world.actor(message.from);
  state.hybrid = hybridTick(state.hybrid, clockUs(world, state));
  return { ...message, bytes: message.bytes + HYBRID_BYTES, hybrid: state.hybrid };
}

/** Moves a receiver's hybrid clock by what a message carries; one that is too far ahead is not followed. */
export function followClock(world: World, state: ActorState, hybrid: HybridTime): void {
  state.hybrid = hybridReceive(state.hybrid, clockUs(world, state), hybrid, world.config.store.hlcMaxOffsetMs * 1000) ?? state.hybrid;
}

function clockUs({ nowUs }: World, { driftPpm, clockOffsetUs }: ActorState): number {
  return nowUs + Math.round((nowUs * driftPpm) / 1_000_000) + clockOffsetUs;
}

/** Puts another copy of a message in flight, `delayUs` from now; no other copy of the message may have this number. */
export function duplicateMessage(world: World, message: Message, copyNumber: number, delayUs: number): void {
  const copy: Message = { ...message, copy: copyNumber, sentUs: world.nowUs, deliverUs: world.nowUs + delayUs };
  world.emit({ type: 'message-duplicated', message: copy });
  fly(world, copy);
}

/** Puts a message in flight until its `deliverUs`. Throws LimitReached past the limit on messages in flight. */
export function fly(world: World, message: Message): void {
  world.inFlight++;
  if (world.inFlight > MESSAGES_IN_FLIGHT_LIMIT) throw new LimitReached(`more than ${MESSAGES_IN_FLIGHT_LIMIT} messages in flight`);
  world.queue.push(message.deliverUs, Rank.delivery, message);
}

function flightUs(
  world: World,
  type: MessageType,
  { near }: Cause,
  from: number,
  to: number,
  hash: number,
  concern: typeof Concern.latency | typeof Concern.duplicateLatency,
): number {
  const { config } = world;
  if (config.mode === 'rounds') return roundsFlightUs(world, type);
  const own = linkOverride(world.links, from, to)?.latency;
  const latency = own ?? config.network.latencyMs;
  const u = latency.distribution === 'constant' ? 0 : draw(config.seed, concern, hash);
  const isNear = near !== undefined && ((from === near.coordinator && to === near.replica) || (to === near.coordinator && from === near.replica));
  const leg = latency.distribution === 'preset' ? { writes: type === 'write', near: isNear } : ANY_LEG;
  // What a link's own delay says is the whole of it.
  const addedUs = own === undefined && isBetweenRegions(config, from, to) ? Math.round(config.network.regionLatencyMs * 1000) : 0;
  return Math.round((sampleLatencyUs(latency, u, leg) + addedUs) * slowFactor(world.links, from, to));
}

/** A quarter of the interval; but what is said about an answer lands with it, for the cycle ends there. */
function roundsFlightUs({ config, nowUs }: World, type: MessageType): number {
  const intervalUs = config.gossip.intervalMs * 1000;
  return type === 'gossip-feedback' && nowUs % intervalUs > intervalUs * 0.375 ? 0 : Math.round(intervalUs / 4);
}

/** Why a message that arrives now cannot be taken in; null where it can. */
export function refusalOnArrival(world: World, message: Message): DropReason | null {
  if (!message.clientLeg) {
    const cut = isCut(world.links, message.from, message.to);
    if (cut !== null && world.spared?.(message) !== true) return cut;
  }
  return message.to >= 0 && !world.replicas[message.to].up ? 'receiver-down' : null;
}
