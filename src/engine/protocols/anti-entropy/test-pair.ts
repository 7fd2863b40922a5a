/** For tests: two or more nodes with real stores, wired by a list of messages instead of a network, on clocks that the test sets. */

import { hashString } from '../../../base/hash.ts';
import { BaseTrees } from '../../merkle/base-trees.ts';
import type { ReplicaTrees } from '../../merkle/replica-trees.ts';
import { addressOf, type Message, tickCause } from '../../message.ts';
import { FIRST_RING } from '../../placement/ring-state.ts';
import type { OwnerSet, PlacementView } from '../../placement/view.ts';
import type { LocalEvent, NodeContext, Outgoing } from '../../protocol.ts';
import { parseScenario } from '../../scenario/index.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { KeyTable } from '../../storage/key-table.ts';
import { LoadedData } from '../../storage/loaded-data.ts';
import { ReplicaStore } from '../../storage/replica-store.ts';
import type { RecordOf, TraceRecord } from '../../trace.ts';
import { createPolicies, createPolicy } from '../../versions/index.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion } from '../../versions/version.ts';
import { antiEntropy } from './index.ts';

export function cellOf(value: number | null, timestampUs: number): Cell {
  const version = { operation: 1, value, tombstone: value === null, timestampUs, coordinator: 0, actor: 0, counter: 0, valueBytes: 8 };
  return makeCell([makeVersion(version)], EMPTY_VECTOR);
}

/** By key number: one set of all replicas, or `sets` in turn. */
function viewOf(replicas: number, sets: readonly OwnerSet[]): PlacementView {
  const setOf = (key: number): OwnerSet => sets[key % sets.length];
  return {
    preferenceList: (key) => setOf(key).owners,
    fallbacks: () => [],
    owns: (replica, key) => setOf(key).owners.includes(replica),
    ownerSet: setOf,
    ownerSetsOf: (replica) => sets.filter((set) => set.owners.includes(replica)),
    peersOf: (replica) =>
      Array.from({ length: replicas }, (_, peer) => peer).filter(
        (peer) => peer !== replica && sets.some(({ owners }) => owners.includes(peer) && owners.includes(replica)),
      ),
    ownership: () => Array.from({ length: replicas }, () => 1 / replicas),
    replicas,
  };
}

export class TestCluster {
  readonly config: Scenario;
  readonly keys: KeyTable;
  readonly nodes: TestNode[] = [];
  readonly records: TraceRecord[] = [];
  readonly sent: Message[] = [];
  readonly inFlight: Message[] = [];
  readonly view: PlacementView;
  readonly data: LoadedData;
  readonly baseTrees: BaseTrees;
  readonly timers = new Map<number, { readonly node: TestNode; readonly tag: string; readonly data: unknown }>();
  nextTimer = 1;
  nowUs = 1_000_000;

  constructor(options: {
    readonly antiEntropy?: object;
    readonly store?: object;
    readonly keys?: number;
    readonly replicas?: number;
    readonly sets?: readonly OwnerSet[];
  }) {
    const replicas = options.replicas ?? 2;
    const keys = options.keys ?? 0;
    const parsed = parseScenario({
      version: 1,
      replicas,
      data: { keys },
      antiEntropy: { mechanism: 'merkle', ...options.antiEntropy },
      store: options.store ?? {},
    });
    if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
    this.config = parsed.scenario;
    this.keys = new KeyTable(keys);
    this.view = viewOf(replicas, options.sets ?? [{ id: 0, owners: Array.from({ length: replicas }, (_, i) => i) }]);
    this.data = new LoadedData(this.keys, createPolicies(this.config.store), this.config.data.valueBytes);
    const facts = {
      name: (key: number) => this.keys.name(key),
      hash: (key: number) => this.keys.hash(key),
      baseCount: keys,
      baseCell: (key: number) => this.data.cell(key),
    };
    this.baseTrees = new BaseTrees(facts, this.view, this.config.antiEntropy);
    for (let id = 0; id < replicas; id++) this.nodes.push(new TestNode(this, id));
  }

  /** Runs the anti-entropy tick of a node. */
  tick(id: number, n = 1): void {
    const node = this.nodes[id];
    node.cause = tickCause(node.name, hashString(node.name), 'anti-entropy', n);
    antiEntropy.ticks?.[0].run(node, n);
  }

  deliver(message: Message): void {
    const node = this.nodes[message.to];
    node.cause = message.cause;
    antiEntropy.messages?.[message.type]?.(node, message);
    node.handleRaised();
  }

  /** Delivers in order of sending until nothing flies; `fate` says how many copies of a message arrive. */
  run(fate: (message: Message) => number = () => 1): void {
    for (let message = this.inFlight.shift(); message !== undefined; message = this.inFlight.shift()) {
      for (let copy = 0; copy < fate(message); copy++) this.deliver(copy === 0 ? message : { ...message, copy });
    }
  }

  fireTimers(): void {
    for (const [id, { node, tag, data }] of [...this.timers]) {
      this.timers.delete(id);
      antiEntropy.timers?.[tag](node, data as never);
    }
  }

  recordsOf<T extends TraceRecord['type']>(type: T): RecordOf<T>[] {
    return this.records.filter((record): record is RecordOf<T> => record.type === type);
  }

  addresses(): string[] {
    return this.sent.map((message) => addressOf(message, (actor) => this.nodes[actor].name));
  }
}

export class TestNode implements NodeContext {
  readonly name: string;
  readonly policy;
  readonly policyOf;
  dotFloor = 0;
  readonly store: ReplicaStore;
  trees: ReplicaTrees | null = null;
  readonly durable: object = antiEntropy.durable?.() ?? {};
  readonly volatile: object = antiEntropy.volatile?.() ?? {};
  waiting = 0;
  diskWaitMs = (): number => 0;
  cause = tickCause('test', 0, 'none', 0);
  clockOffsetUs = 0;
  readonly suspects = new Set<number>();
  private raised: LocalEvent[] = [];

  constructor(
    readonly cluster: TestCluster,
    readonly self: number,
  ) {
    this.name = cluster.config.replicas[self].id;
    this.policy = createPolicy(cluster.config.store);
    this.policyOf = () => this.policy;
    this.store = new ReplicaStore(self, cluster.data, cluster.view);
  }

  get config(): Scenario {
    return this.cluster.config;
  }

  literal(): boolean {
    return false;
  }
  get view(): PlacementView {
    return this.cluster.view;
  }
  readonly ring = FIRST_RING;
  changeRing(): void {}
  dropCopies(): void {}
  retire(): void {}
  get baseTrees(): BaseTrees {
    return this.cluster.baseTrees;
  }
  get vectorActor(): number {
    return this.self;
  }
  nowUs = (): number => this.cluster.nowUs + this.clockOffsetUs;
  hybridNow = () => ({ us: this.cluster.nowUs, logical: 0 });
  elapsedUs = (): number => this.cluster.nowUs;
  draw = (_concern: number, a: number): number => (a * 0.37) % 1;
  send({ cells = [], nth = 1, ...message }: Outgoing): void {
    const sent: Message = { ...message, cells, nth, from: this.self, cause: this.cause, sentUs: 0, deliverUs: 0, hash: 0, copy: 0, clientLeg: false };
    this.cluster.sent.push(sent);
    this.cluster.inFlight.push(sent);
  }
  setTimer(_delayMs: number, tag: string, data: unknown): number {
    const id = this.cluster.nextTimer++;
    this.cluster.timers.set(id, { node: this, tag, data });
    return id;
  }
  cancelTimer(id: number): void {
    this.cluster.timers.delete(id);
  }
  raise(event: LocalEvent): void {
    this.raised.push(event);
  }
  emit(record: TraceRecord): void {
    this.cluster.records.push(record);
  }
  apply(key: number, cell: Cell): boolean {
    const before = this.store.get(key);
    const after = before === undefined ? cell : this.policy.merge(before, cell);
    if (after === before) return false;
    this.store.set(key, after);
    this.raise({ type: 'value-applied', key, before, after });
    return true;
  }
  handleRaised(): void {
    for (const event of this.raised.splice(0)) if (event.type === 'value-applied') antiEntropy.locals?.['value-applied']?.(this, event);
  }
  /** A write that reached this node alone. */
  put(name: string, cell: Cell): number {
    const key = this.cluster.keys.intern(name);
    this.apply(key, cell);
    this.handleRaised();
    return key;
  }
  forget(): void {}
  syncDisk(): void {}
  believesAlive = (peer: number): boolean => !this.suspects.has(peer);
  suspect(peer: number): void {
    this.suspects.add(peer);
  }
  readonly hasDetector = false;
  readonly believedDead = this.suspects;
  readonly startedUs = 0;
  believe = (): boolean => false;
  lastHeardUs = (): number => 0;
  answer(): void {}
}
