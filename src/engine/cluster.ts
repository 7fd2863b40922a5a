/**
 * A cluster that runs: made from a scenario, moved event by event, commanded, looked at, saved and put back. Between commands of the
 * script and the queue of the world it keeps the order of scenario.md, section 3: at one instant commands come first, unless they say
 * after how many events of that instant.
 */
import { assert } from '../base/assert.ts';
import type { EventQueue } from '../base/event-queue.ts';
import { checkers } from './checkers/index.ts';
import { execute } from './commands.ts';
import { type AnyFold, anyFold, createFolds, type FoldSet, type FoldSources, type Inside } from './folds/fold.ts';
import { literalPolicy, literalStore } from './literal/policies.ts';
import { convergence, metrics } from './metrics/index.ts';
import { comparisons } from './picture/comparisons.ts';
import { misses } from './picture/misses.ts';
import { picture } from './picture/picture.ts';
import type { RingState } from './placement/ring-state.ts';
import { protocols } from './protocols/index.ts';
import { expandScript } from './scenario/index.ts';
import type { Command, Scenario } from './scenario/scenario.ts';
import { type KeyNames, KeyTable } from './storage/key-table.ts';
import { divergentCopies, LoadedData } from './storage/loaded-data.ts';
import { ReplicaStore } from './storage/replica-store.ts';
import { TraceHash } from './trace-hash.ts';
import { createPolicies } from './versions/index.ts';
import { type ActorState, copySlice, createActor } from './world/actor-state.ts';
import { scheduleWorkload } from './world/arrivals.ts';
import type { Item } from './world/items.ts';
import { cloneLinkState, createLinkState, type LinkState } from './world/link-state.ts';
import { Loop } from './world/loop.ts';
import { scheduleAllTicks, scheduleRoundEnd } from './world/ticks.ts';
import { World } from './world/world.ts';

/** A command and when it comes: at `atUs`, once `after` events of that instant have happened. */
export interface PendingCommand {
  readonly atUs: number;
  readonly after: number;
  readonly command: Command;
}

export interface Checkpoint {
  readonly event: number;
  readonly nowUs: number;
  readonly eventsOfInstant: number;
  readonly commands: number;
  readonly operations: number;
  readonly inFlight: number;
  readonly round: number;
  readonly arrivals: number;
  readonly hintsSinceUs: number;
  readonly keys: KeyNames;
  readonly config: Scenario;
  readonly queue: EventQueue<Item>;
  readonly replicas: readonly ActorState[];
  readonly clients: readonly ActorState[];
  readonly links: LinkState;
  readonly ring: RingState;
  readonly tickGenerations: readonly number[];
  readonly hash: TraceHash;
  readonly folds: FoldSet;
  /** The commands as they stood, and how many of them had come. */
  readonly pending: readonly PendingCommand[];
  readonly nextCommand: number;
}

export class Cluster {
  readonly scenario: Scenario;
  readonly world: World;
  private readonly loop: Loop;
  /** By (time, after), in the order given where both are equal. */
  private pending: readonly PendingCommand[];
  private nextCommand = 0;

  /** `isDrawn` false: nobody asks for pictures, so what only they need is not kept. */
  constructor(scenario: Scenario, log: readonly PendingCommand[] = [], isDrawn = true) {
    this.scenario = scenario;
    this.pending = commandsOf(scenario, log);
    this.world = createWorld(scenario, isDrawn ? drawnFolds : judgingFolds);
    this.loop = new Loop(this.world);
  }

  get event(): number {
    return this.world.event;
  }

  get nowUs(): number {
    return this.world.nowUs;
  }

  /** When the next event comes, microseconds; Infinity where nothing is scheduled. */
  nextUs(): number {
    const queued = this.loop.nextUs();
    const command = this.pending[this.nextCommand];
    return command === undefined ? queued : Math.min(queued, Math.max(command.atUs, this.world.nowUs));
  }

  /** True while commands of the script are still to come. */
  get hasCommands(): boolean {
    return this.nextCommand < this.pending.length;
  }

  /** When the next command of the script or log comes; null where none is to come. */
  get nextCommandUs(): number | null {
    return this.pending[this.nextCommand]?.atUs ?? null;
  }

  /** True where every owner of every key stores the same versions. */
  get isConverged(): boolean {
    return this.world.folds.state(convergence).divergentKeys === 0;
  }

  /** True where the script is done, the workload has ended and no client waits: what `whenConverged` asks first. */
  get isQuiet(): boolean {
    return !this.hasCommands && this.world.arrivals === 0 && this.world.clients.every(({ client }) => client === null || client.open.size === 0);
  }

  /** Lets time pass to `atUs`, before which nothing happens. */
  idleUntil(atUs: number): void {
    const { world } = this;
    assert(atUs <= this.nextUs(), `time cannot pass to ${atUs} µs: something happens before`);
    if (atUs <= world.nowUs) return;
    world.nowUs = atUs;
    world.eventsOfInstant = 0;
  }

  /** Lets the next event happen. False where nothing is scheduled. */
  step(): boolean {
    const queuedUs = this.loop.nextUs();
    const command = this.takeDue(queuedUs);
    if (command !== undefined) {
      execute(this.loop, Math.max(command.atUs, this.world.nowUs), command.command);
      return true;
    }
    if (queuedUs === Number.POSITIVE_INFINITY) return false;
    this.loop.run();
    return true;
  }

  /**
   * The command that comes before the queue's next item, if any. Of several at one instant the one that waited for the most events goes
   * first, then the one given first: so a command that came between two others does so again when the log is replayed. One that waits
   * for more events than the instant has comes when nothing else is left of it, and counts as if they had happened.
   */
  private takeDue(queuedUs: number): PendingCommand | undefined {
    const { world, nextCommand } = this;
    const first = this.pending[nextCommand];
    if (first === undefined || first.atUs > queuedUs) return undefined;
    const happened = first.atUs > world.nowUs ? 0 : world.eventsOfInstant;
    let waited = -1;
    let least = nextCommand;
    for (let i = nextCommand; i < this.pending.length && this.pending[i].atUs === first.atUs; i++) {
      const { after } = this.pending[i];
      if (after <= happened && (waited < 0 || after > this.pending[waited].after)) waited = i;
      if (after < this.pending[least].after) least = i;
    }
    const chosen = waited >= 0 ? waited : least;
    const command = this.pending[chosen];
    if (waited < 0) {
      if (first.atUs === queuedUs) return undefined;
      world.nowUs = Math.max(command.atUs, world.nowUs);
      world.eventsOfInstant = command.after;
    }
    if (chosen !== nextCommand) {
      const moved = this.pending.slice();
      moved.splice(nextCommand, 0, ...moved.splice(chosen, 1));
      this.pending = moved;
    }
    this.nextCommand++;
    return command;
  }

  /**
   * Gives a command now: at the present moment, or at `atUs` where nothing is scheduled before that. Returns the command as the log
   * keeps it and why it was refused, or null.
   */
  apply(command: Command, atUs: number = this.world.nowUs): { readonly logged: PendingCommand; readonly refused: string | null } {
    const { world } = this;
    assert(atUs >= world.nowUs && atUs <= this.nextUs(), `a command at ${atUs} µs does not follow event ${world.event}`);
    const logged: PendingCommand = { atUs, after: atUs === world.nowUs ? world.eventsOfInstant : 0, command };
    const refused = execute(this.loop, atUs, command);
    this.pending = [...this.pending.slice(0, this.nextCommand), logged, ...this.pending.slice(this.nextCommand)];
    this.nextCommand++;
    return { logged, refused };
  }

  /** Everything at this moment, cheap: what did not change since the last checkpoint is shared. */
  checkpoint(): Checkpoint {
    const { world } = this;
    world.owner = {};
    return {
      event: world.event,
      nowUs: world.nowUs,
      eventsOfInstant: world.eventsOfInstant,
      commands: world.commands,
      operations: world.operations,
      inFlight: world.inFlight,
      round: world.round,
      arrivals: world.arrivals,
      hintsSinceUs: world.hintsSinceUs,
      keys: world.keys.snapshot(),
      config: world.config,
      queue: world.queue.clone(),
      replicas: world.replicas.slice(),
      clients: world.clients.slice(),
      links: cloneLinkState(world.links),
      ring: world.ring,
      tickGenerations: world.tickGenerations,
      hash: world.hash.fork(),
      folds: world.folds.fork(world.sources),
      pending: this.pending,
      nextCommand: this.nextCommand,
    };
  }

  /** Puts the cluster back to a checkpoint of this run; `log` replaces the commands after those of the script that came before it. */
  restore(checkpoint: Checkpoint, pending: readonly PendingCommand[] = this.pending): void {
    const { world } = this;
    world.owner = {};
    world.event = checkpoint.event;
    world.nowUs = checkpoint.nowUs;
    world.eventsOfInstant = checkpoint.eventsOfInstant;
    world.commands = checkpoint.commands;
    world.operations = checkpoint.operations;
    world.inFlight = checkpoint.inFlight;
    world.round = checkpoint.round;
    world.arrivals = checkpoint.arrivals;
    world.hintsSinceUs = checkpoint.hintsSinceUs;
    world.keys.restore(checkpoint.keys);
    world.config = checkpoint.config;
    world.queue = checkpoint.queue.clone();
    world.replicas = checkpoint.replicas.slice();
    world.forgetViews();
    world.clients = checkpoint.clients.slice();
    world.clientNumbers = new Map(world.clients.map((client, number) => [client.name, number]));
    world.links = cloneLinkState(checkpoint.links);
    world.setRing(checkpoint.ring);
    world.tickGenerations = checkpoint.tickGenerations.slice();
    world.hash = checkpoint.hash.fork();
    world.folds = checkpoint.folds.fork(world.sources);
    this.nextCommand = checkpoint.nextCommand;
    this.pending = inOrderOf(checkpoint, pending);
  }

  /** Replaces the commands that are still to come (those that came already must stand first, as they are). */
  restoreCommands(pending: readonly PendingCommand[]): void {
    this.pending = pending;
  }

  /** True while this command is still to come. */
  isPending(command: PendingCommand): boolean {
    return this.pending.indexOf(command) >= this.nextCommand;
  }

  /** The commands of the run, script and log, in the order in which they come. */
  get commandList(): readonly PendingCommand[] {
    return this.pending;
  }
}

const judgingFolds: readonly AnyFold[] = [...metrics, ...checkers];
const drawnFolds: readonly AnyFold[] = [...judgingFolds, anyFold(picture), anyFold(misses), anyFold(comparisons)];

/** These commands, those that had come by the checkpoint first and in the order in which they came: at one instant it is not that of the list. */
function inOrderOf({ pending: came, nextCommand }: Checkpoint, commands: readonly PendingCommand[]): readonly PendingCommand[] {
  let same = 0;
  while (same < nextCommand && came[same] === commands[same]) same++;
  if (same === nextCommand) return commands;
  const first = came.slice(0, nextCommand);
  const done = new Set(first);
  return [...first, ...commands.filter((command) => !done.has(command))];
}

/** Commands by (time, after), equal ones in the order given. */
export function sortedCommands(commands: readonly PendingCommand[]): PendingCommand[] {
  return commands.slice().sort((a, b) => a.atUs - b.atUs || a.after - b.after);
}

function insideOf(world: World | null, replica: number): Inside {
  const state = world?.replicas[replica];
  if (world === null || state === undefined) return { store: null, trees: null, nowUs: 0 };
  const { store, trees, driftPpm, clockOffsetUs } = state;
  return { store, trees, nowUs: world.nowUs + Math.round((world.nowUs * driftPpm) / 1_000_000) + clockOffsetUs };
}

/** The script and a command log as one list, in the order in which they are given. */
export function commandsOf(scenario: Scenario, log: readonly PendingCommand[]): readonly PendingCommand[] {
  const script = expandScript(scenario).map(({ atMs, after, command }) => ({ atUs: Math.round(atMs * 1000), after, command }));
  return sortedCommands([...log, ...script]);
}

/** How many replicas a run has room for: those it begins with, those that its script lets join, and some that a learner may add. */
export function capacityOf(scenario: Scenario): number {
  const joining = scenario.script.filter(({ command }) => command.type === 'join' || command.type === 'replace').length;
  return scenario.replicas.length + joining + SPARE_REPLICAS;
}

const SPARE_REPLICAS = 32;

function createWorld(scenario: Scenario, judges: readonly AnyFold[]): World {
  const { literal } = scenario;
  const policies = createPolicies(literalStore(scenario.store, literal), (policy) => literalPolicy(policy, literal));
  const keys = new KeyTable(scenario.data.keys);
  const { virtualNodes, replicationFactor, pin } = scenario.placement;
  const placing = {
    ...{ virtualNodes, replicationFactor, pin, keys, seed: scenario.seed },
    replicas: scenario.replicas.map((replica) => replica.id),
    sites: scenario.replicas,
  };
  const data = new LoadedData(keys, policies, scenario.data.valueBytes);
  const holder: { world: World | null } = { world: null };
  const nameOf = (actor: number): string => holder.world?.nameOf(actor) ?? String(actor);
  const sources: FoldSources = {
    keys: {
      name: (key) => keys.name(key),
      hash: (key) => keys.hash(key),
      find: (name) => keys.find(name),
      baseCount: keys.baseCount,
      baseCell: (key) => data.cell(key),
    },
    get view() {
      assert(holder.world !== null, 'folds look at placement once there is a world');
      return holder.world.view;
    },
    policy: policies.order,
    policyOf: (key) => policies.only ?? policies.of(keys.name(key)),
    get scenario() {
      return holder.world?.config ?? scenario;
    },
    get replicas() {
      return holder.world?.replicas.length ?? scenario.replicas.length;
    },
    capacity: capacityOf(scenario),
    replicaName: nameOf,
    clientName: (client) => nameOf(-1 - client),
    copyOf: (replica, key) => holder.world?.replicas[replica].store?.get(key),
    insideOf: (replica) => insideOf(holder.world, replica),
  };
  const folds = createFolds(sources, judges);
  const world = new World({ scenario, keys, data, placing, policies, links: createLinkState(scenario), hash: new TraceHash(), folds, sources });
  holder.world = world;
  world.replicas = scenario.replicas.map((spec, id) =>
    createActor(world.owner, protocols, {
      id,
      name: spec.id,
      clockOffsetUs: Math.round(spec.clockSkewMs * 1000),
      driftPpm: spec.clockDriftPpm,
      store: new ReplicaStore(id, world.data, world.loadedView),
      client: null,
    }),
  );
  loadData(world);
  for (const state of world.replicas) {
    if (scenario.replicas[state.id].node.syncIntervalMs > 0 && state.store !== null)
      state.synced = { store: state.store.fork(), durable: state.durable.map(copySlice) };
  }
  scheduleAllTicks(world);
  if (scenario.mode === 'rounds') scheduleRoundEnd(world, 1);
  scheduleWorkload(world);
  return world;
}

/** Loaded before time starts: event 0, one record. */
function loadData(world: World): void {
  if (world.data.count === 0) return;
  const divergent = divergentCopies(world.base, world.data, world.keys, world.view);
  for (const { replica, key, cell } of divergent) world.replicas[replica].store?.set(key, cell);
  world.emit({ type: 'data-loaded', keys: world.data.count, divergent });
}
