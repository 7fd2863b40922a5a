/**
 * Folds: outside observers of the trace. Metrics, checkers and conditions see every record in order and nothing else but read-only
 * facts; they never touch the cluster. What a fold keeps is part of a checkpoint, so each says how its state is forked. The set of
 * folds of one run dispatches by record type through lists prepared once, so that a record costs only the folds that handle it.
 */
import type { ReplicaTrees } from '../merkle/replica-trees.ts';
import type { PlacementView } from '../placement/view.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ReplicaStore } from '../storage/replica-store.ts';
import type { Moment, RecordOf, RecordType, TraceRecord } from '../trace.ts';
import type { CellOrder, ConflictPolicy } from '../versions/policy.ts';
import type { Cell } from '../versions/version.ts';
import { WriteTable } from './write-table.ts';

/** What the world lets folds read. */
export interface FoldSources {
  readonly keys: {
    name(key: number): string;
    hash(key: number): number;
    /** The key's number; −1 where no event has named it. */
    find(name: string): number;
    readonly baseCount: number;
    /** The copy of a loaded key that its owners had before time began. */
    baseCell(key: number): Cell;
  };
  /** True placement. */
  readonly view: PlacementView;
  /** Orders and merges the cells of any key. */
  readonly policy: CellOrder;
  policyOf(key: number): ConflictPolicy;
  /** The configuration now: the scenario with every knob that was set. */
  readonly scenario: Scenario;
  /** How many replicas there are, or were, so far. */
  readonly replicas: number;
  /** At most so many there can be in this run. */
  readonly capacity: number;
  replicaName(index: number): string;
  /** By the client's index, from 0. */
  clientName(index: number): string;
  /** What a replica stores of a key now, up or down. */
  copyOf(replica: number, key: number): Cell | undefined;
  /** What a replica holds now, for the picture of a comparison; only to be read. */
  insideOf(replica: number): Inside;
}

export interface Inside {
  readonly store: ReplicaStore | null;
  /** Null before its first comparison. */
  readonly trees: ReplicaTrees | null;
  /** By its own clock. */
  readonly nowUs: number;
}

export interface FoldFacts extends FoldSources {
  /** Every write of the run so far, by the number of its operation. */
  readonly writes: WriteTable;
  /** Appends a record to the stream, after the current one. */
  derive(record: TraceRecord): void;
}

export interface Fold<S> {
  readonly id: string;
  create(facts: FoldFacts): S;
  readonly on: { readonly [T in RecordType]?: (state: S, record: RecordOf<T>, moment: Moment, facts: FoldFacts) => void };
  /** Runs when an event is over: for what holds only once all that an event did is known. */
  endEvent?(state: S, moment: Moment, facts: FoldFacts): void;
  /** True where, by this fold, all copies agree; only the fold of convergence says so. */
  converged?(state: S): boolean;
  /** A cheap copy for a checkpoint: what grows is shared until written, the rest is copied. */
  fork(state: S): S;
}

/** Somebody who reads along for a while: a condition that is waited for. */
export type Reader = (record: TraceRecord, moment: Moment) => void;

/** A fold in a list with others, its state's type forgotten. */
export type AnyFold = Fold<unknown>;

/** Forgets the type of a fold's state. Safe because a state only ever meets the fold that made it. */
export function anyFold<S>(fold: Fold<S>): AnyFold {
  return fold as unknown as AnyFold;
}

type Handler = (state: unknown, record: TraceRecord, moment: Moment, facts: FoldFacts) => void;

interface Step {
  /** Index of the fold whose state the handler gets. */
  readonly fold: number;
  readonly run: Handler;
}

interface Plan {
  readonly folds: readonly AnyFold[];
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  /** Index of the fold that says whether all has converged; −1: none. */
  readonly judge: number;
  /** Folds that wait for the end of an event. */
  readonly enders: readonly { readonly fold: number; readonly run: (state: unknown, moment: Moment, facts: FoldFacts) => void }[];
}

class Facts implements FoldFacts {
  readonly writes: WriteTable;
  readonly derived: TraceRecord[] = [];
  private readonly sources: FoldSources;
  readonly keys: FoldSources['keys'];
  readonly policy: CellOrder;
  readonly capacity: number;

  constructor(sources: FoldSources, writes: WriteTable) {
    this.sources = sources;
    this.writes = writes;
    this.keys = sources.keys;
    this.policy = sources.policy;
    this.capacity = sources.capacity;
  }

  get replicas(): number {
    return this.sources.replicas;
  }

  get view(): PlacementView {
    return this.sources.view;
  }

  get scenario(): Scenario {
    return this.sources.scenario;
  }

  policyOf(key: number): ConflictPolicy {
    return this.sources.policyOf(key);
  }

  replicaName(index: number): string {
    return this.sources.replicaName(index);
  }

  clientName(index: number): string {
    return this.sources.clientName(index);
  }

  copyOf(replica: number, key: number): Cell | undefined {
    return this.sources.copyOf(replica, key);
  }

  insideOf(replica: number): Inside {
    return this.sources.insideOf(replica);
  }

  derive(record: TraceRecord): void {
    this.derived.push(record);
  }
}

export class FoldSet {
  private readonly plan: Plan;
  private readonly states: unknown[];
  private readonly own: Facts;
  private readonly last = { atUs: 0, event: 0 };
  private ended = true;
  private nextOut = 0;
  private readers: readonly Reader[] = [];

  constructor(plan: Plan, facts: Facts, states: unknown[]) {
    this.plan = plan;
    this.own = facts;
    this.states = states;
  }

  get facts(): FoldFacts {
    return this.own;
  }

  /** Hands a record to every fold that handles its type; fetch what they derived with `nextDerived` before the next record. */
  emit(record: TraceRecord, moment: Moment): void {
    if (moment.event !== this.last.event) {
      this.endEvent();
      this.last.event = moment.event;
    }
    this.last.atUs = moment.atUs;
    this.ended = false;
    this.own.writes.add(record, moment);
    const steps = this.plan.steps.get(record.type);
    if (steps !== undefined) {
      for (let i = 0; i < steps.length; i++) {
        const step = steps[i];
        step.run(this.states[step.fold], record, moment, this.own);
      }
    }
    const { readers } = this;
    for (let i = 0; i < readers.length; i++) readers[i](record, moment);
  }

  /** Lets somebody read every record from now on, after the folds. A fork has no readers. */
  attach(reader: Reader): void {
    this.readers = [...this.readers, reader];
  }

  detach(reader: Reader): void {
    this.readers = this.readers.filter((other) => other !== reader);
  }

  /** When the latest record was made; event 0 before any. */
  get latest(): Moment {
    return this.last;
  }

  /** True where every owner of every key stores the same. */
  isConverged(): boolean {
    const { judge } = this.plan;
    return judge < 0 || this.plan.folds[judge].converged?.(this.states[judge]) === true;
  }

  /**
   * Says that the event is over; calling it again before the next record changes nothing. What it derives comes out of `nextDerived`
   * like the rest. Where nobody calls it, the first record of the next event does.
   */
  endEvent(): void {
    if (this.ended) return;
    this.ended = true;
    const { enders } = this.plan;
    for (let i = 0; i < enders.length; i++) enders[i].run(this.states[enders[i].fold], this.last, this.own);
  }

  /** The next record that folds derived and that is not yet in the stream. */
  nextDerived(): TraceRecord | undefined {
    const { derived } = this.own;
    if (this.nextOut < derived.length) return derived[this.nextOut++];
    if (derived.length > 0) {
      derived.length = 0;
      this.nextOut = 0;
    }
    return undefined;
  }

  /** What a fold of this set keeps. Throws where the fold is not in the set. */
  state<S>(fold: Fold<S>): S {
    const index = this.plan.folds.indexOf(anyFold(fold));
    if (index < 0) throw new Error(`no fold ${fold.id} in this set`);
    return this.states[index] as S;
  }

  /** An independent set that has seen the same records; `sources` are those of the forked world. */
  fork(sources: FoldSources): FoldSet {
    const facts = new Facts(sources, this.own.writes.fork());
    const copy = new FoldSet(
      this.plan,
      facts,
      this.states.map((state, i) => this.plan.folds[i].fork(state)),
    );
    copy.last.atUs = this.last.atUs;
    copy.last.event = this.last.event;
    copy.ended = this.ended;
    for (let i = this.nextOut; i < this.own.derived.length; i++) facts.derived.push(this.own.derived[i]);
    return copy;
  }
}

/** A fresh set of these folds, which see each record in this order. */
export function createFolds(sources: FoldSources, folds: readonly AnyFold[]): FoldSet {
  const facts = new Facts(sources, new WriteTable());
  const steps = new Map<string, Step[]>();
  folds.forEach((fold, index) => {
    for (const [type, run] of Object.entries(fold.on)) {
      const list = steps.get(type) ?? [];
      list.push({ fold: index, run: run as Handler });
      steps.set(type, list);
    }
  });
  const enders: { fold: number; run: (state: unknown, moment: Moment, facts: FoldFacts) => void }[] = [];
  folds.forEach((fold, index) => {
    if (fold.endEvent !== undefined) enders.push({ fold: index, run: fold.endEvent });
  });
  return new FoldSet(
    { folds, steps, judge: folds.findIndex((fold) => fold.converged !== undefined), enders },
    facts,
    folds.map((fold) => fold.create(facts)),
  );
}
