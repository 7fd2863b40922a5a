/**
 * The world: all state of one run at one moment, and the loop that takes the next thing from the queue. Only this folder sees every
 * actor; protocols get an ActorContext. Everything here is deterministic: integer microseconds, draws by purpose, strict order.
 */
import { assert } from '../../base/assert.ts';
import { EventQueue } from '../../base/event-queue.ts';
import type { FoldSet, FoldSources } from '../folds/fold.ts';
import type { LiteralId } from '../literal/index.ts';
import { literalTrees } from '../literal/trees.ts';
import { BaseTrees } from '../merkle/base-trees.ts';
import type { Cause, Message } from '../message.ts';
import { type RingOptions, type RingView, viewOfRing } from '../placement/index.ts';
import { FIRST_RING, hasLeft, type RingState } from '../placement/ring-state.ts';
import type { PlacementView } from '../placement/view.ts';
import type { LocalEvent } from '../protocol.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { KeyTable } from '../storage/key-table.ts';
import type { LoadedData } from '../storage/loaded-data.ts';
import type { Moment, TraceRecord } from '../trace.ts';
import type { TraceHash } from '../trace-hash.ts';
import type { CellOrder, ConflictPolicy, Policies } from '../versions/policy.ts';
import { type ActorState, copyActor } from './actor-state.ts';
import type { Item } from './items.ts';
import type { LinkState } from './link-state.ts';

export const MESSAGES_IN_FLIGHT_LIMIT = 1_000_000;

const VIEWS_KEPT = 64;

export class LimitReached extends Error {
  override name = 'LimitReached';
}

/** A record and its derived ones are handed to whoever listens (the trace file, the page's marks) as they are made. */
export type TraceListener = (record: TraceRecord, moment: Moment) => void;

export class World {
  readonly base: Scenario;
  readonly keys: KeyTable;
  readonly data: LoadedData;
  /** Where loaded keys were before time began. */
  readonly loadedView: RingView;
  /** True placement: what everybody would see who knew of every change of the ring. */
  view: RingView;
  ring: RingState = FIRST_RING;
  readonly policies: Policies;
  /** Orders and merges the cells of any key. */
  readonly policy: CellOrder;
  /** True where stored vectors are pruned. */
  readonly prunes: boolean;
  /** True where messages carry hybrid clocks. */
  readonly hybrid: boolean;
  /** Trees of the loaded keys, as the ring was at first. */
  readonly baseTrees: BaseTrees;
  private readonly placing: RingOptions;
  private allServing: readonly number[] | null = null;
  private views = new Map<string, RingView>();
  private readonly trees = new WeakMap<PlacementView, BaseTrees>();
  /** What folds may read of this world. */
  readonly sources: FoldSources;
  config: Scenario;
  queue = new EventQueue<Item>();
  replicas: ActorState[] = [];
  clients: ActorState[] = [];
  clientNumbers = new Map<string, number>();
  links: LinkState;
  nowUs = 0;
  /** Events that have happened. */
  event = 0;
  eventsOfInstant = 0;
  /** Commands executed so far: numbers their causes. */
  commands = 0;
  operations = 0;
  inFlight = 0;
  /** By timer, raised when a knob changes it. */
  tickGenerations: number[] = [];
  round = 0;
  /** Since when hinted handoff is on: silence before it does not count. */
  hintsSinceUs = 0;
  /** Workload operations that are still to arrive and are scheduled. */
  arrivals = 0;
  hash: TraceHash;
  folds: FoldSet;
  listener: TraceListener | null = null;
  /** For proofs only: messages that neither cuts nor loss touch, to see what a run would have been without that drop. */
  spared: ((message: Message) => boolean) | null = null;
  /** Copy-on-write token: changes at every checkpoint. */
  owner: object = {};
  /** Local events raised and not yet handled, with whose cause they run under. */
  readonly raised: { readonly actor: number; readonly event: LocalEvent; readonly cause: Cause }[] = [];
  private readonly moment = { atUs: 0, event: 0 };

  constructor(parts: {
    scenario: Scenario;
    keys: KeyTable;
    data: LoadedData;
    placing: RingOptions;
    policies: Policies;
    links: LinkState;
    hash: TraceHash;
    folds: FoldSet;
    sources: FoldSources;
  }) {
    this.sources = parts.sources;
    this.base = parts.scenario;
    this.config = parts.scenario;
    this.keys = parts.keys;
    this.data = parts.data;
    this.placing = parts.placing;
    this.loadedView = viewOfRing(parts.placing, parts.placing.replicas.length, FIRST_RING);
    this.view = this.loadedView;
    this.policies = parts.policies;
    this.policy = parts.policies.order;
    const { conflict, perKey, vectorPruning } = parts.scenario.store;
    this.prunes = vectorPruning !== null;
    this.hybrid = conflict === 'hlc' || Object.values(perKey).includes('hlc');
    this.links = parts.links;
    this.baseTrees = this.newBaseTrees(this.loadedView);
    this.trees.set(this.loadedView, this.baseTrees);
    this.hash = parts.hash;
    this.folds = parts.folds;
  }

  /** Whether a bug of the source documents is run as written. */
  isLiteral(id: LiteralId): boolean {
    const { literal } = this.config;
    return literal.length > 0 && literal.includes(id);
  }

  private newBaseTrees(view: PlacementView): BaseTrees {
    const { keys, data } = this;
    const facts = {
      name: (key: number) => keys.name(key),
      hash: (key: number) => keys.hash(key),
      baseCount: keys.baseCount,
      baseCell: (key: number) => data.cell(key),
    };
    return new BaseTrees(facts, view, literalTrees(this.base.antiEntropy, this.base.literal));
  }

  /** Moves the true ring. */
  setRing(ring: RingState): void {
    this.ring = ring;
    this.view = this.viewOf(ring);
  }

  /** How a node sees placement that knows of these changes: one object for all of them. */
  viewOf(ring: RingState): RingView {
    if (ring.entries.length === 0) return this.loadedView;
    const known = this.views.get(ring.key);
    if (known !== undefined) return known;
    // Nodes differ for a while only: few are asked for again.
    if (this.views.size >= VIEWS_KEPT) this.views = new Map();
    const first = this.placing.replicas.length;
    const view = viewOfRing({ ...this.placing, replicas: this.replicas.map(({ name }) => name), sites: this.config.replicas }, first, ring);
    this.views.set(ring.key, view);
    return view;
  }

  /** Other replicas may have joined under the same numbers on another branch. */
  forgetViews(): void {
    this.views = new Map();
  }

  /** The view of one actor. */
  viewFor(state: ActorState): PlacementView {
    return state.ring === null ? this.view : this.viewOf(state.ring);
  }

  treesFor(view: PlacementView): BaseTrees {
    let trees = this.trees.get(view);
    if (trees === undefined) {
      trees = this.newBaseTrees(view);
      this.trees.set(view, trees);
    }
    return trees;
  }

  /** True where the replica left the cluster, or was replaced, for good. */
  hasLeft(replica: number): boolean {
    return this.ring.entries.length > 0 && hasLeft(this.ring, replica);
  }

  /** The replicas that clients ask when they name none. */
  serving(): readonly number[] {
    this.allServing ??= this.replicas.map((_, replica) => replica);
    return this.ring.entries.length === 0 ? this.allServing : this.view.everyHolder();
  }

  /** True where clients may ask the replica: it owns something by now, and has not left. */
  isServing(replica: number): boolean {
    return this.ring.entries.length === 0 || this.view.everyHolder().includes(replica);
  }

  policyOf(key: number): ConflictPolicy {
    return this.policies.only ?? this.policies.of(this.keys.name(key));
  }

  nameOf = (actor: number): string => (actor >= 0 ? this.replicas[actor].name : this.clients[-1 - actor].name);

  /** The actor, this world's own copy to change. */
  actor(id: number): ActorState {
    const list = id >= 0 ? this.replicas : this.clients;
    const at = id >= 0 ? id : -1 - id;
    const state = list[at];
    assert(state !== undefined, `no actor ${id}`);
    if (state.owner === this.owner) return state;
    const copy = copyActor(state, this.owner);
    list[at] = copy;
    return copy;
  }

  /** Writes a record to the trace: hash, folds, what they derive from it, and the listener. */
  emit(record: TraceRecord): void {
    this.moment.atUs = this.nowUs;
    this.moment.event = this.event;
    this.record(record);
    this.folds.emit(record, this.moment);
    this.recordDerived();
  }

  /** Says that the event is over: some folds judge only then. */
  endEvent(): void {
    this.moment.atUs = this.nowUs;
    this.moment.event = this.event;
    this.folds.endEvent();
    this.recordDerived();
  }

  private recordDerived(): void {
    for (let derived = this.folds.nextDerived(); derived !== undefined; derived = this.folds.nextDerived()) {
      this.record(derived);
      this.folds.emit(derived, this.moment);
    }
  }

  private record(record: TraceRecord): void {
    this.hash.add(record, this.moment);
    if (this.listener !== null) this.listener(record, { atUs: this.nowUs, event: this.event });
  }
}
