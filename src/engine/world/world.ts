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

export class LimitReached extends Error {
  override name = 'LimitReached';
}

/** A record and its derived ones are handed to whoever listens (the trace file, the page's marks) as they are made. */
export type TraceListener = (record: TraceRecord, moment: Moment) => void;

export class World {
  readonly base: Scenario;
  readonly keys: KeyTable;
  readonly data: LoadedData;
  readonly view: PlacementView;
  readonly policies: Policies;
  /** Orders and merges the cells of any key. */
  readonly policy: CellOrder;
  /** True where stored vectors are pruned. */
  readonly prunes: boolean;
  /** True where messages carry hybrid clocks. */
  readonly hybrid: boolean;
  readonly baseTrees: BaseTrees;
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
    view: PlacementView;
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
    this.view = parts.view;
    this.policies = parts.policies;
    this.policy = parts.policies.order;
    const { conflict, perKey, vectorPruning } = parts.scenario.store;
    this.prunes = vectorPruning !== null;
    this.hybrid = conflict === 'hlc' || Object.values(perKey).includes('hlc');
    this.links = parts.links;
    const { keys, data } = parts;
    this.baseTrees = new BaseTrees(
      { name: (key) => keys.name(key), hash: (key) => keys.hash(key), baseCount: keys.baseCount, baseCell: (key) => data.cell(key) },
      parts.view,
      literalTrees(parts.scenario.antiEntropy, parts.scenario.literal),
    );
    this.hash = parts.hash;
    this.folds = parts.folds;
  }

  /** Whether a bug of the source documents is run as written. */
  isLiteral(id: LiteralId): boolean {
    const { literal } = this.config;
    return literal.length > 0 && literal.includes(id);
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
