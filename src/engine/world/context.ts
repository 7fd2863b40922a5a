/**
 * A NodeContext for whichever actor is running: one object, re-pointed before each handler so that handlers cost no allocation.
 * Handlers must not keep it. It is the only door from a protocol to the world.
 */
import { draw } from '../../base/draws.ts';
import type { LiteralId } from '../literal/index.ts';
import { literalOverwrites } from '../literal/storing.ts';
import type { BaseTrees } from '../merkle/base-trees.ts';
import type { ReplicaTrees } from '../merkle/replica-trees.ts';
import type { Cause } from '../message.ts';
import type { RingEntry, RingState } from '../placement/ring-state.ts';
import { isMember, type PlacementView, serves } from '../placement/view.ts';
import type { ClientOperation, LocalEvent, NodeContext, OperationAnswer, Outgoing } from '../protocol.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ReplicaStore } from '../storage/replica-store.ts';
import type { Mechanism, TraceRecord } from '../trace.ts';
import type { CellOrder, ConflictPolicy, HybridTime } from '../versions/policy.ts';
import { type Cell, siblingCount } from '../versions/version.ts';
import { type ActorState, copySlice } from './actor-state.ts';
import { occupyDisk } from './bandwidth.ts';
import { answerClient } from './clients.ts';
import { keepCount, vectorActorOf } from './dot-floor.ts';
import { hybridTick } from './hybrid-clock.ts';
import { Rank } from './items.ts';
import { send } from './network.ts';
import { changeRing, dropCopies, retire } from './ring-changes.ts';
import type { World } from './world.ts';

export class ActorContext implements NodeContext {
  private readonly world: World;
  private state: ActorState;
  private protocol = 0;
  cause: Cause;

  constructor(world: World, state: ActorState, cause: Cause) {
    this.world = world;
    this.state = state;
    this.cause = cause;
  }

  /** Points the context at an actor (the world's own copy) and what the next handler is caused by. */
  enter(state: ActorState, protocol: number, cause: Cause): this {
    this.state = state;
    this.protocol = protocol;
    this.cause = cause;
    return this;
  }

  get self(): number {
    return this.state.id;
  }

  get name(): string {
    return this.state.name;
  }

  get config(): Scenario {
    return this.world.config;
  }

  get view(): PlacementView {
    return this.world.viewFor(this.state);
  }

  get policy(): CellOrder {
    return this.world.policy;
  }

  policyOf(key: number): ConflictPolicy {
    return this.world.policyOf(key);
  }

  literal(id: LiteralId): boolean {
    return this.world.isLiteral(id);
  }

  get store(): ReplicaStore | null {
    return this.state.store;
  }

  get trees(): ReplicaTrees | null {
    return this.state.trees;
  }

  set trees(trees: ReplicaTrees | null) {
    this.state.trees = trees;
  }

  get baseTrees(): BaseTrees {
    return this.world.treesFor(this.view);
  }

  get vectorActor(): number {
    return vectorActorOf(this.state);
  }

  get dotFloor(): number {
    return this.state.dotFloor;
  }

  set dotFloor(floor: number) {
    this.state.dotFloor = floor;
  }

  get waiting(): number {
    return this.state.waiting;
  }

  diskWaitMs(): number {
    return Math.max(0, this.state.diskUntilUs - this.world.nowUs) / 1000;
  }

  get durable(): unknown {
    return this.state.durable[this.protocol];
  }

  get volatile(): unknown {
    return this.state.volatile[this.protocol];
  }

  elapsedUs(): number {
    const { nowUs } = this.world;
    return this.state.driftPpm === 0 ? nowUs : nowUs + Math.round((nowUs * this.state.driftPpm) / 1_000_000);
  }

  nowUs(): number {
    return this.elapsedUs() + this.state.clockOffsetUs;
  }

  hybridNow(): HybridTime {
    this.state.hybrid = hybridTick(this.state.hybrid, this.nowUs());
    return this.state.hybrid;
  }

  draw(concern: number, a: number, b = 0): number {
    return draw(this.world.config.seed, concern, this.state.nameHash, a, b);
  }

  send(message: Outgoing): void {
    send(this.world, this.state.id, this.cause, message);
  }

  setTimer(delayMs: number, tag: string, data: unknown): number {
    const id = this.state.nextTimer++;
    this.state.timers.add(id);
    const { id: actor, boot } = this.state;
    this.world.queue.push(this.world.nowUs + Math.round(delayMs * 1000), Rank.timer, {
      type: '#timer',
      actor,
      boot,
      id,
      protocol: this.protocol,
      tag,
      data,
      cause: this.cause,
    });
    return id;
  }

  cancelTimer(id: number): void {
    this.state.timers.delete(id);
  }

  raise(event: LocalEvent): void {
    this.world.raised.push({ actor: this.state.id, event, cause: this.cause });
  }

  emit(record: TraceRecord): void {
    this.world.emit(record);
  }

  apply(key: number, cell: Cell, mechanism: Mechanism, from: number): boolean {
    if (mechanism === 'gossip' && this.world.config.mode === 'rounds') {
      this.state.staged.push({ key, cell, from });
      return false;
    }
    return applyTo(this.world, this.state, key, cell, mechanism, from, this.cause);
  }

  forget(key: number): void {
    const { store } = this.state;
    const before = store?.get(key);
    store?.set(key, undefined);
    if (before !== undefined) keepCount(this.state, before, this.vectorActor);
    this.raise({ type: 'value-applied', key, before, after: undefined });
  }

  syncDisk(): void {
    const { store, durable } = this.state;
    if (store !== null) this.state.synced = { store: store.fork(), durable: durable.map(copySlice) };
  }

  believesAlive(peer: number): boolean {
    return !this.state.suspects.has(peer);
  }

  suspect(peer: number): void {
    if (this.hasDetector || this.state.suspects.has(peer) || !isMember(this.view, peer)) return;
    this.state.suspects.add(peer);
    this.world.emit({ type: 'peer-suspected', actor: this.state.id, peer });
  }

  get hasDetector(): boolean {
    return this.state.id >= 0 && this.world.config.membership.detector !== 'off';
  }

  get believedDead(): ReadonlySet<number> {
    return this.state.suspects;
  }

  believe(peer: number, what: 'alive' | 'dead'): boolean {
    const { suspects } = this.state;
    if (what === 'alive') return suspects.delete(peer);
    if (suspects.has(peer) || !isMember(this.view, peer)) return false;
    suspects.add(peer);
    return true;
  }

  get startedUs(): number {
    return this.state.startedUs;
  }

  lastHeardUs(peer: number): number {
    return Math.max(this.state.lastHeard.get(peer) ?? 0, this.state.startedUs, this.world.hintsSinceUs);
  }

  get ring(): RingState {
    return this.state.ring ?? this.world.ring;
  }

  changeRing(entries: readonly RingEntry[]): void {
    changeRing(this.world, this.state.id, entries, this.cause);
  }

  dropCopies(keys: readonly number[]): void {
    dropCopies(this.world, this.state, keys);
  }

  retire(): void {
    retire(this.world, this.state);
  }

  answer(operation: ClientOperation, answer: OperationAnswer): void {
    // What an earlier try brought may end a later one: the answer belongs to that.
    answerClient(this.world, this.state.id, operation.cause, operation, answer);
  }
}

/** Merges a cell into an actor's store, records it and raises `value-applied`. True where the stored cell changed. */
export function applyTo(world: World, state: ActorState, key: number, cell: Cell, mechanism: Mechanism, from: number, cause: Cause): boolean {
  const { store } = state;
  // A copy of what is not its own any more would only be in the way when it owns the key again.
  if (store === null || !serves(world.viewFor(state), state.id, key)) return false;
  const before = store.get(key);
  const { literal } = world.config;
  const isOver = before === undefined || (literal.length > 0 && literalOverwrites(literal, cell, mechanism, from === state.id));
  const merged = isOver ? cell : world.policy.merge(before, cell);
  const after = world.prunes && mechanism === 'write' ? (world.policyOf(key).trim?.(merged) ?? merged) : merged;
  if (after === before || after.hash === before?.hash) {
    if (before !== undefined) world.emit({ type: 'version-discarded', replica: state.id, key, incoming: cell, kept: before, mechanism, from });
    return false;
  }
  store.set(key, after);
  occupyDisk(world, state, after);
  world.emit({ type: 'version-stored', replica: state.id, key, before, after, mechanism, from });
  if (after.versions.length > 1 && siblingCount(after) > (before === undefined ? 1 : siblingCount(before)))
    world.emit({ type: 'siblings-created', replica: state.id, key, after });
  world.raised.push({ actor: state.id, event: { type: 'value-applied', key, before, after }, cause });
  return true;
}
