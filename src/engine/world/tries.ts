/**
 * A client's tries: what it sends to its coordinator, when it gives up on it, and when and whom it asks again. The legs between a client
 * and the coordinator that it named are never lost, so only a timeout or a dead coordinator is worth another try. A try that nobody
 * answered goes to the next replica, as a driver's retry policy would have it; one that was answered goes back to whoever answered.
 */
import { coordinate } from '../coordination/index.ts';
import { operationCause } from '../message.ts';
import type { ClientOperation, OperationAnswer } from '../protocol.ts';
import { HEADER_BYTES, KEY_BYTES } from '../wire.ts';
import type { ActorState } from './actor-state.ts';
import { type ClientRetryItem, Rank } from './items.ts';
import type { Loop } from './loop.ts';
import { send } from './network.ts';
import type { World } from './world.ts';

/** How long a client that was told to try again waits before it does. */
const RETRY_PAUSE_US = 10_000;

/** Sends the operation to the coordinator that the client named, and sets how long it waits for it. */
export function sendToCoordinator(world: World, state: ActorState, operation: ClientOperation, via: number): void {
  const { kind, valueBytes, cause, client, attempt } = operation;
  const payloadBytes = kind === 'read' ? 0 : valueBytes;
  send(world, state.id, cause, { to: via, type: 'client-request', payload: operation, payloadBytes, bytes: HEADER_BYTES + KEY_BYTES + payloadBytes });
  const { readTimeoutMs, writeTimeoutMs, retries } = world.config.coordination;
  // Who will try again hears the coordinator out, to know whom to ask; at ANY the hint that is enough comes with the timeout, as do the
  // documents' own answers (E001-19, E001-25).
  const hearsOut = retries > 0 || operation.level === 'any' || world.config.literal.length > 0;
  const patienceMs = (kind === 'read' ? readTimeoutMs : writeTimeoutMs) + 2 * world.config.network.clientLatencyMs + (hearsOut ? 1 : 0);
  const waitMs = operation.demand !== null && world.config.session.onMiss === 'wait' ? world.config.session.waitMs : 0;
  const atUs = world.nowUs + Math.round((patienceMs + waitMs) * 1000);
  world.queue.push(atUs, Rank.timer, { type: '#client-timeout', client, operation: operation.operation, attempt });
}

/** After a failure: schedules one more try where the client has one left. False where it has none. */
export function planAnotherTry(world: World, state: ActorState, operation: ClientOperation, answer: OperationAnswer, isSilent: boolean): boolean {
  const open = state.client?.open.get(operation.operation);
  if (state.client === null || open === undefined || answer.ok) return false;
  const { reason } = answer;
  const { session } = world.config;
  const isBehind = reason === 'behind' && session.onMiss === 'retry' && world.nowUs - open.invokedUs < session.waitMs * 1000;
  if (!isBehind && ((reason !== 'timeout' && reason !== 'coordinator-down') || operation.attempt > world.config.coordination.retries)) return false;
  const attempt = operation.attempt + 1;
  const { near } = operation.cause;
  const next = { ...operation, attempt, cause: { ...operationCause(state.name, operation.n, attempt), ...(near === undefined ? {} : { near }) } };
  const isUnheard = isSilent || isBehind || reason === 'coordinator-down';
  // Only the replica that was asked may store a local write.
  const via = open.asked !== null && isUnheard && !operation.local ? nextServing(world, open.asked) : open.asked;
  state.client.open.set(operation.operation, { ...open, operation: next, asked: via });
  const { client, n, kind, key } = operation;
  world.emit({ type: 'operation-retried', client, n, operation: operation.operation, kind, key, attempt, via, reason });
  // Asked again at once, a cluster that is behind would be so still.
  const atUs = isBehind ? world.nowUs + RETRY_PAUSE_US : world.nowUs;
  world.queue.push(atUs, Rank.timer, { type: '#client-retry', client, operation: operation.operation, attempt });
  return true;
}

/** The next replica that owns something: one that only joins, or that left, is not asked. */
function nextServing(world: World, after: number): number {
  const { length } = world.replicas;
  let next = (after + 1) % length;
  for (let passed = 0; passed < length && !world.isServing(next); passed++) next = (next + 1) % length;
  return next;
}

/** The next try begins. */
export function tryAgain(loop: Loop, { client, operation: number }: ClientRetryItem): void {
  const { world } = loop;
  const state = world.actor(-1 - client);
  const open = state.client?.open.get(number);
  if (open === undefined) return;
  const { operation, asked: via } = open;
  if (via === null) coordinate(loop.enter(state, 0, operation.cause), operation);
  else sendToCoordinator(world, state, operation, via);
}
