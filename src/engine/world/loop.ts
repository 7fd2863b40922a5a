/**
 * The loop: takes the next thing from the queue and lets the right actor handle it, then that actor's local events in the order
 * raised. Void items (cancelled timers, ticks of a timer begun anew) are no events: they pass without a trace.
 */
import { type Cause, commandCause, type Message, tickCause } from '../message.ts';
import type { ClientOperation } from '../protocol.ts';
import { isUnwritten } from '../versions/version.ts';
import type { ActorState } from './actor-state.ts';
import { onClientReply, onClientTimeout } from './clients.ts';
import { ActorContext, applyTo } from './context.ts';
import { localHandlers, messageHandlers, ticks, timerHandler } from './handlers.ts';
import { type Item, Rank, type ServiceItem, type TickItem, type TimerItem } from './items.ts';
import { followClock, refusalOnArrival } from './network.ts';
import { learnRing } from './ring-changes.ts';
import { scheduleRoundEnd, scheduleTick } from './ticks.ts';
import { tryAgain } from './tries.ts';
import { arrive } from './workload.ts';
import type { World } from './world.ts';

const NO_CAUSE = commandCause(0);
const ROUND_END: Cause = tickCause('round', 0, 'end', 0);

/** Messages that ask their receiver to store the one cell that they carry, and to say so. */
const TO_STORE: ReadonlySet<string> = new Set(['write', 'sloppy-write', 'hint', 'repair-write']);

export class Loop {
  readonly world: World;
  private readonly context: ActorContext;

  constructor(world: World) {
    this.world = world;
    this.context = new ActorContext(world, world.replicas[0], NO_CAUSE);
  }

  /** The context of an actor, for work that a command or a client begins; call `settle` after it. */
  enter(state: ActorState, protocol: number, cause: Cause): ActorContext {
    return this.context.enter(state, protocol, cause);
  }

  /** Discards void items at the head; the time of the next event, Infinity where there is none. */
  nextUs(): number {
    const { queue } = this.world;
    for (let item = queue.peek(); item !== undefined; item = queue.peek()) {
      if (!isVoid(this.world, item)) return queue.nextTime;
      queue.pop();
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Begins the next event: counts it and moves time. */
  begin(atUs: number): void {
    const { world } = this;
    if (atUs !== world.nowUs) {
      world.nowUs = atUs;
      world.eventsOfInstant = 0;
    }
    world.event++;
    world.eventsOfInstant++;
  }

  /** Handles the next item of the queue, which `nextUs` has just found. */
  run(): void {
    const { world } = this;
    const atUs = world.queue.nextTime;
    const item = world.queue.pop();
    this.begin(atUs);
    switch (item.type) {
      case '#timer':
        this.fire(item);
        break;
      case '#tick':
        this.tick(item);
        break;
      case '#service':
        this.served(item);
        break;
      case '#arrival':
        arrive(this, item);
        break;
      case '#round-end':
        this.endRound(item.round);
        break;
      case '#client-timeout':
        onClientTimeout(world, item.client, item.operation, item.attempt);
        break;
      case '#client-retry':
        tryAgain(this, item);
        break;
      default:
        this.deliver(item);
    }
    this.settle();
  }

  /** Handles local events until none is left. */
  settle(): void {
    const { raised } = this.world;
    if (raised.length > 0) this.handleRaised();
    this.world.endEvent();
  }

  private handleRaised(): void {
    const { raised } = this.world;
    for (let i = 0; i < raised.length; i++) {
      const { actor, event, cause } = raised[i];
      const handlers = localHandlers.get(event.type);
      if (handlers === undefined) continue;
      for (const handler of handlers) handler.run(this.context.enter(this.world.actor(actor), handler.protocol, cause), event);
    }
    raised.length = 0;
  }

  private fire(item: TimerItem): void {
    const state = this.world.actor(item.actor);
    state.timers.delete(item.id);
    this.world.emit({ type: 'timer-fired', actor: item.actor, timer: item.tag, n: item.id });
    timerHandler(item.protocol, item.tag)(this.context.enter(state, item.protocol, item.cause), item.data);
  }

  private tick(item: TickItem): void {
    const { protocol, tick } = ticks[item.timer];
    const state = this.world.actor(item.replica);
    scheduleTick(this.world, item.replica, item.timer, item.n + 1);
    this.world.emit({ type: 'timer-fired', actor: item.replica, timer: tick.name, n: item.n });
    tick.run(this.context.enter(state, protocol, tickCause(state.name, state.nameHash, tick.name, item.n, item.generation + 1)), item.n);
  }

  private deliver(message: Message): void {
    const { world } = this;
    world.inFlight--;
    const refusal = refusalOnArrival(world, message);
    if (refusal !== null) {
      world.emit({ type: 'message-dropped', message, reason: refusal });
      // A client's leg is never lost: a coordinator that died on the way is seen at once.
      if (message.type === 'client-request') {
        const { operation, attempt } = message.payload as ClientOperation;
        onClientTimeout(world, -1 - message.from, operation, attempt, 'coordinator-down');
      }
      return;
    }
    const state = world.actor(message.to);
    if (message.to < 0 || message.clientLeg) {
      this.handle(message, state);
      return;
    }
    const serviceUs = serviceTimeUs(world, message.to);
    if (serviceUs === 0) {
      this.handle(message, state);
      return;
    }
    // One of those taken in is being served; the others wait.
    if (state.waiting > world.config.replicas[message.to].node.queueLimit) {
      world.emit({ type: 'message-dropped', message, reason: 'queue-full' });
      return;
    }
    state.waiting++;
    state.busyUntilUs = Math.max(state.busyUntilUs, world.nowUs) + serviceUs;
    world.queue.push(state.busyUntilUs, Rank.delivery, { type: '#service', message, boot: state.boot });
  }

  private served(item: ServiceItem): void {
    const state = this.world.actor(item.message.to);
    state.waiting--;
    this.handle(item.message, state);
  }

  private handle(arrived: Message, state: ActorState): void {
    const { world } = this;
    world.emit({ type: 'message-delivered', message: arrived });
    const message = world.config.store.signatures ? this.withoutUnsigned(arrived, state) : arrived;
    if (message.ring !== undefined) learnRing(world, state, message.ring.entries, message.from, message.cause);
    if (message.hybrid !== undefined) followClock(world, state, message.hybrid);
    if (message.from >= 0) {
      // Only hints ask when a peer was last heard, and remembering it for every pair of a large cluster is dear.
      if (world.config.hintedHandoff.enabled) state.lastHeard.set(message.from, this.context.enter(state, 0, message.cause).elapsedUs());
      // With a detector of failures it is for that to say who is alive again.
      const isHeard = message.to < 0 || world.config.membership.detector === 'off';
      if (isHeard && state.suspects.delete(message.from)) world.emit({ type: 'peer-alive', actor: state.id, peer: message.from });
    }
    if (message.type === 'client-reply') {
      onClientReply(world, state, message.payload, message.from);
      return;
    }
    // Who took nothing in acknowledges nothing either.
    if (message.cells.length < arrived.cells.length && TO_STORE.has(message.type)) return;
    const handler = messageHandlers.get(message.type);
    if (handler !== undefined) handler.run(this.context.enter(state, handler.protocol, message.cause), message);
  }

  /** The message without the cells that no client signed; to a receiver they are as if they had not been sent. */
  private withoutUnsigned(message: Message, state: ActorState): Message {
    if (!message.cells.some(({ cell }) => isUnwritten(cell))) return message;
    for (const { key, cell } of message.cells) if (isUnwritten(cell)) this.world.emit({ type: 'signature-refused', actor: state.id, key, from: message.from });
    return { ...message, cells: message.cells.filter(({ cell }) => !isUnwritten(cell)) };
  }

  /** Commits what gossip brought in this round, replica by replica, then says that the round is over. */
  private endRound(round: number): void {
    const { world } = this;
    world.round = round;
    const cause = ROUND_END;
    for (let replica = 0; replica < world.replicas.length; replica++) {
      if (world.replicas[replica].staged.length === 0) continue;
      const state = world.actor(replica);
      const { staged } = state;
      state.staged = [];
      for (const { key, cell, from } of staged) applyTo(world, state, key, cell, 'gossip', from, cause);
    }
    world.emit({ type: 'round-ended', round });
    const { style, protocol } = world.config.gossip;
    if (style === 'rumor' && protocol !== 'off')
      for (const { id, up } of world.replicas) if (up) world.raised.push({ actor: id, event: { type: 'round-ended', round }, cause });
    scheduleRoundEnd(world, round + 1);
  }
}

/** True where nothing will come of the item any more; it never becomes valid again. */
export function isVoid(world: World, item: Item): boolean {
  switch (item.type) {
    case '#timer': {
      const state = item.actor >= 0 ? world.replicas[item.actor] : world.clients[-1 - item.actor];
      return state.boot !== item.boot || !state.timers.has(item.id);
    }
    case '#tick':
      return item.generation !== world.tickGenerations[item.timer];
    case '#service':
      return world.replicas[item.message.to].boot !== item.boot;
    case '#client-timeout':
    case '#client-retry':
      return world.clients[item.client].client?.open.get(item.operation)?.operation.attempt !== item.attempt;
    default:
      return false;
  }
}

/** How long one message occupies a replica; a slowed replica takes the factor of it, of 1 ms where the scenario names no time. */
export function serviceTimeUs(world: World, replica: number): number {
  const factor = world.links.slowReplicas.get(replica) ?? 1;
  const serviceMs = world.config.replicas[replica].node.serviceMs;
  if (factor === 1) return Math.round(serviceMs * 1000);
  return Math.round((serviceMs > 0 ? serviceMs : 1) * factor * 1000);
}
