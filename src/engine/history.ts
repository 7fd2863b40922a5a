/**
 * Time travel: sparse checkpoints and the command log. Seeking restores the nearest checkpoint before and replays; a command given
 * behind what was seen forks, and the old future is kept as a branch if it holds a command of the learner's. After RaftScope's state.js,
 * with branches.
 */
import { assert } from '../base/assert.ts';
import { type Checkpoint, Cluster, commandsOf, type PendingCommand } from './cluster.ts';
import type { Command, Scenario } from './scenario/scenario.ts';

/** At most so many checkpoints a branch; past it every other is dropped and the spacing doubles. */
const CHECKPOINT_LIMIT = 160;
/** Heartbeats of all nodes on all nodes change every second, so no two checkpoints share them: so many in all, some 500 MB, and fewer checkpoints. */
const HEARTBEAT_LIMIT = 20_000_000;
const FEWEST_CHECKPOINTS = 8;
const FIRST_SPACING = 2000;

/** A command that the learner gave, and the event it came right after. */
export interface LogEntry extends PendingCommand {
  readonly afterEvent: number;
}

export interface Branch {
  readonly id: number;
  /** The branch it left, and after which event and when; null for the first. */
  readonly parent: number | null;
  readonly forkedAtEvent: number;
  readonly forkedAtUs: number;
  log: readonly LogEntry[];
  pending: readonly PendingCommand[];
  checkpoints: Checkpoint[];
  spacing: number;
  /** The furthest event that the learner has seen on it, −1 where only its time is known; and its time. */
  seenEvent: number;
  seenUs: number;
}

export interface Commanded {
  readonly refused: string | null;
  /** True where another future was left behind and kept. */
  readonly forked: boolean;
}

export class History {
  readonly cluster: Cluster;
  private branches: Branch[];
  private branch: Branch;
  private nextBranch = 1;
  /** How often another moment was put back: whoever reads along has then lost the thread. */
  restores = 0;

  /** A run from the beginning; `log`: commands of an earlier sitting, as part of the run. */
  constructor(scenario: Scenario, log: readonly PendingCommand[] = []) {
    this.cluster = new Cluster(scenario, log);
    this.branch = {
      id: 0,
      parent: null,
      forkedAtEvent: 0,
      forkedAtUs: 0,
      log: log.map((entry) => ({ ...entry, afterEvent: -1 })),
      pending: this.cluster.commandList,
      checkpoints: [this.cluster.checkpoint()],
      spacing: FIRST_SPACING,
      seenEvent: 0,
      seenUs: 0,
    };
    this.branches = [this.branch];
  }

  /** Keeps another future of an earlier sitting beside this one: its commands, and how far it had been seen. */
  keep(log: readonly PendingCommand[], seenUs: number): number {
    const { cluster, branch } = this;
    const same = (a: PendingCommand | undefined, b: PendingCommand | undefined) => JSON.stringify(a) === JSON.stringify(b);
    const apart = log.findIndex((entry, i) => !same(entry, strip(branch.log[i])));
    const parted = [log[apart === -1 ? log.length : apart], branch.log[apart === -1 ? log.length : apart]].flatMap((entry) => (entry ? [entry.atUs] : []));
    const kept: Branch = {
      id: this.nextBranch++,
      parent: branch.id,
      forkedAtEvent: 0,
      forkedAtUs: Math.min(seenUs, ...parted),
      log: log.map((entry) => ({ ...entry, afterEvent: -1 })),
      pending: commandsOf(cluster.scenario, log),
      checkpoints: [...branch.checkpoints.slice(0, 1)],
      spacing: FIRST_SPACING,
      seenEvent: -1,
      seenUs,
    };
    this.branches = [...this.branches, kept];
    return kept.id;
  }

  get current(): Branch {
    return this.branch;
  }

  /** Every branch that is kept, oldest first. */
  get all(): readonly Branch[] {
    return this.branches;
  }

  /** Lets the next event happen. False where nothing is scheduled. */
  step(): boolean {
    const { cluster, branch } = this;
    if (!cluster.step()) return false;
    const last = branch.checkpoints[branch.checkpoints.length - 1];
    if (cluster.event >= last.event + branch.spacing) this.save();
    return true;
  }

  private save(): void {
    const { branch } = this;
    branch.checkpoints.push(this.cluster.checkpoint());
    if (branch.checkpoints.length <= checkpointLimit(this.cluster.world.config)) return;
    branch.checkpoints = branch.checkpoints.filter((_, i) => i % 2 === 0);
    branch.spacing *= 2;
  }

  /** Goes to right after the nth event (0: before any), or as far as the run goes. Returns the event reached. */
  toEvent(event: number): number {
    this.jump(event < this.cluster.event, (checkpoint) => checkpoint.event <= event);
    while (this.cluster.event < event && this.step());
    return this.cluster.event;
  }

  /** Goes to the moment at which every event up to `atUs` has happened and none after. */
  toTime(atUs: number): void {
    this.jump(atUs < this.cluster.nowUs, (checkpoint) => checkpoint.nowUs <= atUs);
    while (this.cluster.nextUs() <= atUs && this.step());
  }

  /** Restores the latest checkpoint before the target where it lies `back`, or where the checkpoint is nearer than the present. */
  private jump(back: boolean, isBefore: (checkpoint: Checkpoint) => boolean): void {
    const { checkpoints, pending } = this.branch;
    let at = checkpoints.length - 1;
    while (at > 0 && !isBefore(checkpoints[at])) at--;
    if (!back && checkpoints[at].event <= this.cluster.event) return;
    this.restores++;
    this.cluster.restore(checkpoints[at], pending);
  }

  /** Notes how far the learner has seen on this branch. */
  see(event: number, atUs: number): void {
    if (event > this.branch.seenEvent) this.branch.seenEvent = event;
    if (atUs > this.branch.seenUs) this.branch.seenUs = atUs;
  }

  /** Gives a command right after an event, at `atUs` (from that event's time to before the next). */
  command(command: Command, afterEvent: number, atUs: number): Commanded {
    this.toEvent(afterEvent);
    assert(this.cluster.event === afterEvent, `the run has no event ${afterEvent}`);
    const { branch } = this;
    const undone = branch.log.filter((entry) => this.isAhead(entry, afterEvent));
    const left = branch.seenEvent > afterEvent && undone.length > 0;
    const ahead = new Set<PendingCommand>(undone.map((entry) => this.pendingOf(entry)));
    const checkpoints = branch.checkpoints.filter((checkpoint) => checkpoint.event <= afterEvent);
    this.cluster.restoreCommands(this.cluster.commandList.filter((pending) => !ahead.has(pending)));
    const { logged, refused } = this.cluster.apply(command, Math.max(atUs, this.cluster.nowUs));
    const log = [...branch.log.filter((entry) => !undone.includes(entry)), { ...logged, afterEvent }];
    const next = { log, pending: this.cluster.commandList, checkpoints, spacing: branch.spacing, seenEvent: this.cluster.event, seenUs: this.cluster.nowUs };
    if (left) {
      this.branch = { id: this.nextBranch++, parent: branch.id, forkedAtEvent: afterEvent, forkedAtUs: this.cluster.nowUs, ...next };
      this.branches = [...this.branches, this.branch];
    } else Object.assign(branch, next);
    return { refused, forked: left };
  }

  /** An entry of the log that comes after the event: one of an earlier sitting is ahead while it is still pending. */
  private isAhead(entry: LogEntry, event: number): boolean {
    return entry.afterEvent >= 0 ? entry.afterEvent >= event : this.cluster.isPending(this.pendingOf(entry));
  }

  private pendingOf(entry: LogEntry): PendingCommand {
    const found = this.cluster.commandList.find((pending) => pending.atUs === entry.atUs && pending.after === entry.after && pending.command === entry.command);
    assert(found !== undefined, 'a command of the log is not in the run');
    return found;
  }

  /** Drops the latest command of this branch and goes to right before it. False where there is none. */
  undo(): boolean {
    const { branch } = this;
    const last = branch.log[branch.log.length - 1];
    if (last === undefined) return false;
    const dropped = this.pendingOf(last);
    this.toTime(last.atUs);
    // The event before the command: known for one given here, found by replay for one of an earlier sitting.
    const event = last.afterEvent >= 0 ? last.afterEvent : this.eventBefore(dropped);
    this.toEvent(event);
    branch.log = branch.log.slice(0, -1);
    branch.pending = this.cluster.commandList.filter((pending) => pending !== dropped);
    branch.checkpoints = branch.checkpoints.filter((checkpoint) => checkpoint.event <= event);
    branch.seenEvent = Math.max(event, 0);
    branch.seenUs = this.cluster.nowUs;
    this.cluster.restoreCommands(branch.pending);
    return true;
  }

  private eventBefore(command: PendingCommand): number {
    this.toEvent(0);
    while (this.cluster.isPending(command) && this.step());
    return this.cluster.event - 1;
  }

  /** Goes back to a branch that was left, where the learner had got to on it. False where it is not kept. */
  returnTo(id: number): boolean {
    const branch = this.branches.find((candidate) => candidate.id === id);
    if (branch === undefined) return false;
    this.branch = branch;
    this.restores++;
    const { checkpoints, pending, seenEvent } = branch;
    this.cluster.restore(checkpoints[0], pending);
    let at = checkpoints.length - 1;
    while (at > 0 && checkpoints[at].event > seenEvent) at--;
    this.cluster.restore(checkpoints[at], pending);
    if (seenEvent >= 0) this.toEvent(seenEvent);
    else this.toTime(branch.seenUs);
    branch.seenEvent = this.cluster.event;
    return true;
  }
}

function checkpointLimit({ membership, replicas }: Scenario): number {
  if (membership.detector !== 'phi-accrual') return CHECKPOINT_LIMIT;
  return Math.max(FEWEST_CHECKPOINTS, Math.min(CHECKPOINT_LIMIT, Math.floor(HEARTBEAT_LIMIT / replicas.length ** 2)));
}

/** A command of the log as it was given, without the event that it came after. */
function strip(entry: LogEntry | undefined): PendingCommand | undefined {
  return entry === undefined ? undefined : { atUs: entry.atUs, after: entry.after, command: entry.command };
}
