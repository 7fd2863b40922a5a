/**
 * Clients: actors outside the cluster, made on first use. With `via` they ask that replica over a leg that is never lost and not
 * counted; without, they coordinate themselves and every leg pays the network. A client keeps the causal context of its last read of
 * each key and sends it with its writes.
 */
import { Concern, draw } from '../../base/draws.ts';
import { strictlyNewer } from '../literal/causal-filter.ts';
import type { Cause } from '../message.ts';
import { operationCause } from '../message.ts';
import type { ClientOperation, OperationAnswer } from '../protocol.ts';
import { protocols } from '../protocols/index.ts';
import type { Latency } from '../scenario/scenario.ts';
import type { OperationType } from '../trace.ts';
import { EMPTY_VECTOR, type Json } from '../versions/version.ts';
import { HEADER_BYTES } from '../wire.ts';
import { type ActorState, createActor } from './actor-state.ts';
import { operationEnded, type WorkloadStep } from './arrivals.ts';
import { causalDemand, causalFloor, causesOf, learnCauses } from './causal-context.ts';
import { leave, stayWith } from './home.ts';
import { send } from './network.ts';
import { coordinatorOf, demandOf, floorOf, learn, NO_SESSION, withEcho, withOwnWrites } from './session.ts';
import { planAnotherTry, sendToCoordinator } from './tries.ts';
import type { World } from './world.ts';

export interface Invocation {
  readonly client: string;
  readonly kind: OperationType;
  readonly key: string;
  readonly value: Json;
  readonly valueBytes: number;
  /** Null: the client coordinates. */
  readonly via: number | null;
  readonly level: ClientOperation['level'];
  readonly withContext: boolean;
  readonly local: boolean;
  /** Left out where no workload asked for it. */
  readonly step?: WorkloadStep;
}

export function clientNamed(world: World, name: string): ActorState {
  const known = world.clientNumbers.get(name);
  if (known !== undefined) return world.actor(-1 - known);
  const index = world.clients.length;
  const client = { count: 0, open: new Map(), contexts: new Map(), session: NO_SESSION, stays: null };
  const state = createActor(world.owner, protocols, { id: -1 - index, name, clockOffsetUs: 0, driftPpm: 0, store: null, client });
  world.clients.push(state);
  world.clientNumbers.set(name, index);
  return state;
}

/** Invokes an operation. Returns it where the client coordinates it itself, for the caller to drive; null where it was sent or has failed. */
export function invoke(world: World, invocation: Invocation): { state: ActorState; operation: ClientOperation } | null {
  const state = clientNamed(world, invocation.client);
  const memory = state.client;
  if (memory === null) return null;
  const n = ++memory.count;
  const key = world.keys.intern(invocation.key);
  const { kind, value, valueBytes, level, local, step } = invocation;
  const named = kind === 'write' && !local && world.isLiteral('E002-08') ? world.view.preferenceList(key)[0] : invocation.via;
  const via = local ? invocation.via : coordinatorOf(world, memory, named);
  const cause = besides(world, operationCause(state.name, n), key, via ?? state.id);
  const isWrite = kind !== 'read';
  const context = invocation.withContext && isWrite ? withOwnWrites(world, memory, key, memory.contexts.get(key) ?? EMPTY_VECTOR) : EMPTY_VECTOR;
  const demand = isWrite ? null : causalDemand(world, memory, key, demandOf(world, memory, key));
  const aboveUs = isWrite ? causalFloor(world, memory, key, floorOf(world, memory, key)) : null;
  const causes = isWrite ? causesOf(world, memory, key) : undefined;
  const operation: ClientOperation = {
    operation: ++world.operations,
    client: -1 - state.id,
    n,
    kind,
    key,
    value,
    valueBytes,
    level,
    context,
    local,
    cause,
    attempt: 1,
    demand,
    aboveUs,
    ...(causes === undefined ? {} : { causes }),
  };
  const open = { operation, via, asked: via, invokedUs: world.nowUs };
  memory.open.set(operation.operation, step === undefined ? open : { operation, via, asked: via, invokedUs: world.nowUs, step });
  world.emit({ type: 'operation-invoked', client: operation.client, n, operation: operation.operation, kind, key, via, level: String(level), value, context });
  if (via === null) return { state, operation };
  if (!world.replicas[via].up) {
    complete(world, state, operation, { ok: false, reason: 'coordinator-down', detail: `${world.replicas[via].name} is down` });
    return null;
  }
  sendToCoordinator(world, state, operation, via);
  return null;
}

/** Under the wide-area fit one owner of the key, drawn for the operation, is near its coordinator. A coordinator that owns the key is itself that one. */
function besides(world: World, cause: Cause, key: number, coordinator: number): Cause {
  const { overrides } = world.links;
  if (!isWide(world.config.network.latencyMs) && (overrides.size === 0 || ![...overrides.values()].some((link) => isWide(link.latency)))) return cause;
  const owners = world.view.preferenceList(key);
  if (owners.includes(coordinator)) return cause;
  const replica = owners[Math.floor(draw(world.config.seed, Concern.nearReplica, cause.hash) * owners.length)];
  return { ...cause, near: { coordinator, replica } };
}

function isWide(latency: Latency | undefined): boolean {
  return latency?.distribution === 'preset' && latency.preset === 'wan';
}

/** A coordinator's answer: the client itself has it at once, a replica sends it over the client's leg. */
export function answerClient(world: World, from: number, cause: Cause, operation: ClientOperation, answer: OperationAnswer): void {
  if (from < 0) complete(world, world.actor(from), operation, answer);
  else send(world, from, cause, { to: -1 - operation.client, type: 'client-reply', payload: { operation, answer }, payloadBytes: 0, bytes: HEADER_BYTES });
}

/** The end of an operation as its client sees it, or of one try; a second answer, or one after it gave up, changes nothing. `isSilent`: nobody answered. */
export function complete(world: World, state: ActorState, operation: ClientOperation, answer: OperationAnswer, isSilent = false): void {
  const open = state.client?.open.get(operation.operation);
  if (state.client === null || open === undefined) return;
  // That an earlier try failed is known already; that it succeeded after all is news.
  if (!answer.ok && open.operation.attempt !== operation.attempt) return;
  if (!answer.ok && (isSilent || answer.reason === 'coordinator-down')) leave(state.client, open.asked);
  if (planAnotherTry(world, state, operation, answer, isSilent)) return;
  state.client.open.delete(operation.operation);
  const { client, n, kind, key } = operation;
  const { invokedUs } = open;
  if (!answer.ok) {
    world.emit({ type: 'operation-failed', client, n, operation: operation.operation, kind, key, invokedUs, reason: answer.reason, detail: answer.detail });
  } else {
    const shown = kind === 'read' ? withEcho(world, state.client, key, answer.cell) : answer.cell;
    const isFiltered = world.isLiteral('E002-09');
    const cell = isFiltered ? strictlyNewer(state.client, kind, key, shown) : shown;
    if (kind === 'read' && !isFiltered) state.client.contexts.set(key, cell?.clock ?? EMPTY_VECTOR);
    learn(world, state.client, operation, cell);
    learnCauses(world, state.client, key, cell, kind === 'read' ? 0 : operation.operation);
    world.emit({ type: 'operation-completed', client, n, operation: operation.operation, kind, key, invokedUs, cell });
  }
  if (open.step !== undefined) operationEnded(world, open.step, world.keys.name(key), answer.ok);
}

export function onClientReply(world: World, state: ActorState, payload: unknown, from: number): void {
  const { operation, answer } = payload as { operation: ClientOperation; answer: OperationAnswer };
  stayWith(world, state.client, operation.operation, from);
  complete(world, state, operation, answer);
}

/** The client hears that its coordinator is down, or gives up waiting for it. */
export function onClientTimeout(world: World, client: number, operation: number, attempt: number, reason: 'timeout' | 'coordinator-down' = 'timeout'): void {
  const state = world.actor(-1 - client);
  const open = state.client?.open.get(operation);
  if (open === undefined || open.operation.attempt !== attempt) return;
  const detail = reason === 'timeout' ? 'the coordinator did not answer' : 'the coordinator is down';
  complete(world, state, open.operation, { ok: false, reason, detail }, true);
}
