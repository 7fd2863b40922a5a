/** A hand-written trace for tests of folds: tiny histories of which the verdict is known, with no world behind them. */
import { hashString } from '../../base/hash.ts';
import { type KeyCell, type Message, type MessageType, operationCause } from '../message.ts';
import { parseScenario } from '../scenario/index.ts';
import type { Mechanism, OperationType, TraceRecord } from '../trace.ts';
import { createPolicies } from '../versions/index.ts';
import { ACTOR_STEP, type Cell, EMPTY_VECTOR, type Json, makeCell, makeVersion } from '../versions/version.ts';
import { type AnyFold, createFolds, type FoldSet, type FoldSources } from './fold.ts';

const CLIENTS = ['phone', 'laptop'];

export class FoldFixture {
  readonly folds: FoldSet;
  /** Every record, with what the folds derived. */
  readonly records: TraceRecord[] = [];
  private readonly sources: FoldSources;
  private readonly names: readonly string[];
  private readonly copies = new Map<number, Cell>();
  private event = 0;

  /** All replicas own every key; keys are numbered in the order of their names x, y, z after the loaded ones. */
  constructor(folds: readonly AnyFold[], document: { readonly [name: string]: unknown } = {}, base: readonly Cell[] = []) {
    const parsed = parseScenario({ version: 1, ...document });
    if (!parsed.ok) throw new Error(parsed.message);
    const { scenario } = parsed;
    this.names = scenario.replicas.map(({ id }) => id);
    const owners = this.names.map((_, replica) => replica);
    const set = { id: 0, owners };
    const keyNames = [...base.map((_, key) => `k${key}`), 'x', 'y', 'z'];
    const policies = createPolicies(scenario.store);
    this.sources = {
      keys: {
        name: (key) => keyNames[key],
        hash: (key) => hashString(keyNames[key]),
        find: (name) => keyNames.indexOf(name),
        baseCount: base.length,
        baseCell: (key) => base[key],
      },
      view: {
        preferenceList: () => owners,
        fallbacks: () => [],
        owns: () => true,
        ownerSet: () => set,
        ownerSetsOf: () => [set],
        peersOf: (replica) => owners.filter((owner) => owner !== replica),
        ownership: () => owners.map(() => 1 / owners.length),
        replicas: owners.length,
      },
      policy: policies.order,
      policyOf: (key) => policies.of(keyNames[key]),
      scenario,
      replicas: owners.length,
      capacity: owners.length,
      replicaName: (index) => this.names[index],
      clientName: (index) => CLIENTS[index],
      copyOf: (replica, key) => this.copy(replica, key),
      insideOf: () => ({ store: null, trees: null, nowUs: 0 }),
    };
    base.forEach((cell, key) => {
      for (const replica of owners) this.copies.set(this.slot(replica, key), cell);
    });
    this.folds = createFolds(this.sources, folds);
  }

  private slot(replica: number, key: number): number {
    return key * this.names.length + replica;
  }

  copy(replica: number, key = 0): Cell | undefined {
    return this.copies.get(this.slot(replica, key));
  }

  /** The folds as they are now, going on by themselves. */
  fork(): FoldSet {
    return this.folds.fork(this.sources);
  }

  /** One event at a time in milliseconds: its records, what the folds derive from each, and its end. */
  at(ms: number, ...records: readonly TraceRecord[]): this {
    this.event++;
    for (const record of records) this.emit(record, ms);
    this.folds.endEvent();
    this.drain(ms);
    return this;
  }

  private emit(record: TraceRecord, ms: number): void {
    if (record.type === 'version-stored') this.copies.set(this.slot(record.replica, record.key), record.after);
    if (record.type === 'tombstone-compacted') this.copies.delete(this.slot(record.replica, record.key));
    if (record.type === 'version-lost') {
      if (record.after === undefined) this.copies.delete(this.slot(record.replica, record.key));
      else this.copies.set(this.slot(record.replica, record.key), record.after);
    }
    this.records.push(record);
    this.folds.emit(record, { atUs: ms * 1000, event: this.event });
    this.drain(ms);
  }

  private drain(ms: number): void {
    for (let derived = this.folds.nextDerived(); derived !== undefined; derived = this.folds.nextDerived()) {
      this.records.push(derived);
      this.folds.emit(derived, { atUs: ms * 1000, event: this.event });
      this.folds.endEvent();
    }
  }

  /** What a replica does with a cell that reaches it: stores what it merges to, or discards it. */
  store(replica: number, cell: Cell, mechanism: Mechanism = 'write', from = 0, key = 0): TraceRecord {
    const before = this.copy(replica, key);
    const after = before === undefined ? cell : this.sources.policy.merge(before, cell);
    if (before !== undefined && after === before) return { type: 'version-discarded', replica, key, incoming: cell, kept: before, mechanism, from };
    return { type: 'version-stored', replica, key, before, after, mechanism, from };
  }

  /** The details of every violation of a checker. */
  violations(checker: string): string[] {
    return this.records.flatMap((record) => (record.type === 'violation-found' && record.checker === checker ? [record.detail] : []));
  }
}

/** The cell of one timestamped version; a value of undefined is a delete. */
export function stamped(operation: number, value: Json | undefined, timestampMs: number, coordinator = 0): Cell {
  const tombstone = value === undefined;
  return makeCell(
    [makeVersion({ operation, value: value ?? null, tombstone, timestampUs: timestampMs * 1000, coordinator, actor: 0, counter: 0, valueBytes: 1 })],
    EMPTY_VECTOR,
  );
}

/** The cell of one version named by a dot. */
export function dotted(operation: number, value: Json, replica: number, counter: number, incarnation = 1): Cell {
  const actor = replica + ACTOR_STEP * (incarnation - 1);
  return makeCell([makeVersion({ operation, value, tombstone: false, timestampUs: 0, coordinator: replica, actor, counter, valueBytes: 1 })], [actor, counter]);
}

export function invoked(operation: number, kind: OperationType, value: Json = null, client = 0, key = 0): TraceRecord {
  return { type: 'operation-invoked', client, n: operation, operation, kind, key, via: 0, level: 'one', value, context: [] };
}

export function completed(operation: number, kind: OperationType, cell: Cell | undefined, invokedMs = 0, client = 0, key = 0): TraceRecord {
  return { type: 'operation-completed', client, n: operation, operation, kind, key, cell, invokedUs: invokedMs * 1000 };
}

/** A message between two replicas that carries these cells of the first key. */
export function message(type: MessageType, from: number, to: number, ...cells: readonly Cell[]): Message {
  const cause = operationCause('phone', 1);
  const carried: KeyCell[] = cells.map((cell) => ({ key: 0, cell }));
  const hash = hashString(`${type} ${from} ${to}`);
  return {
    type,
    from,
    to,
    cause,
    nth: 1,
    payload: null,
    cells: carried,
    payloadBytes: cells.length,
    bytes: 100,
    sentUs: 0,
    deliverUs: 5000,
    hash,
    copy: 0,
    clientLeg: false,
  };
}
