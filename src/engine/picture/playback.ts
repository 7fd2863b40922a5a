/**
 * A history as a page plays it: after each step the picture of the moment, whether it was a *moment* (a drop, a client's reply, a
 * fault, a repair or a changed value; in rounds, a round's end) and the marks it leaves on the time bar.
 */
import type { PendingCommand } from '../cluster.ts';
import { type Branch, type Commanded, History, type LogEntry } from '../history.ts';
import type { Command, Scenario } from '../scenario/scenario.ts';
import { stateHash } from '../state-hash.ts';
import type { TraceRecord } from '../trace.ts';
import { Chronicler } from './chronicle.ts';
import { isMoment } from './moments.ts';
import { SharedSnapshots } from './shared-snapshots.ts';
import type { RecordView, Snapshot } from './snapshot.ts';

export type MarkKind = 'write' | 'read' | 'fault' | 'heal' | 'divergence' | 'repair' | 'converged' | 'violation' | 'drop';

/** A mark on the time bar. */
export interface Mark {
  readonly atUs: number;
  readonly event: number;
  readonly kind: MarkKind;
  readonly label: string;
}

/** One event, ready to draw: the state right after it. */
export interface PlaybackFrame {
  readonly snapshot: Snapshot;
  readonly moment: boolean;
  readonly ticks: readonly Mark[];
  /** What the event left in the trace, then the copies that it changed. */
  readonly records: readonly RecordView[];
}

/** What an event left behind. */
export type Left = Omit<PlaybackFrame, 'snapshot'>;

export class Playback {
  readonly history: History;
  private marks: Mark[] = [];
  private wasMoment = false;
  private readonly chronicler: Chronicler;
  private wasConverged = true;
  /** What pictures share with the one before; null where none precedes. */
  private shared: SharedSnapshots | null = null;

  /** `log`: commands of an earlier sitting, as part of the run. */
  constructor(scenario: Scenario, log: readonly PendingCommand[] = []) {
    this.history = new History(scenario, log);
    this.chronicler = new Chronicler(this.history.cluster.world);
  }

  get event(): number {
    return this.history.cluster.event;
  }

  get nowUs(): number {
    return this.history.cluster.nowUs;
  }

  /** When the next event comes, microseconds; null where nothing is scheduled. */
  get nextUs(): number | null {
    const next = this.history.cluster.nextUs();
    return next === Number.POSITIVE_INFINITY ? null : next;
  }

  /** Lets the next event happen and shows it; null where nothing is scheduled. */
  step(): PlaybackFrame | null {
    this.begin();
    const happened = this.history.step();
    const left = this.left();
    return happened ? this.frame(left) : null;
  }

  /** As `step`, without drawing: what the event left behind; null where nothing is scheduled. */
  stepQuietly(): Left | null {
    this.forget();
    this.begin();
    const happened = this.history.step();
    const left = this.left();
    return happened ? left : null;
  }

  /** The picture right after the nth event, or of the last one there is. */
  toEvent(event: number): PlaybackFrame {
    this.travel(Math.max(0, event - 1));
    this.begin();
    // By a step, not by a jump: a checkpoint that lies right at the event would put it back without a record of it.
    if (this.event < event) this.history.step();
    return this.frame(this.left());
  }

  /** The picture at the moment at which every event up to `atUs` has happened. */
  toTime(atUs: number): PlaybackFrame {
    this.forget();
    this.history.toTime(atUs);
    return this.toEvent(this.event);
  }

  /** Goes to right after the nth event, or as far as the run goes, and shows nothing. */
  travel(event: number): void {
    if (event === this.event) return;
    this.forget();
    this.history.toEvent(event);
  }

  /** Steps without showing, up to `events` events; false where nothing is scheduled any more. */
  skip(events: number): boolean {
    this.forget();
    for (let i = 0; i < events; i++) if (!this.history.step()) return false;
    return true;
  }

  /** Gives a command right after an event, at `atUs`. Only what was told by `see` counts as seen. */
  command(command: Command, afterEvent: number, atUs: number): Commanded & { readonly frame: PlaybackFrame } {
    this.travel(afterEvent);
    this.begin();
    const done = this.history.command(command, afterEvent, atUs);
    return { ...done, frame: this.frame(this.left()) };
  }

  see(event: number, atUs: number): void {
    this.history.see(event, atUs);
  }

  /** Takes the latest command back; null where there is none. */
  undo(): PlaybackFrame | null {
    this.forget();
    return this.history.undo() ? this.toEvent(this.event) : null;
  }

  /** Keeps another future of an earlier sitting; its id. */
  keep(log: readonly PendingCommand[], seenUs: number): number {
    return this.history.keep(log, seenUs);
  }

  /** Does something at the beginning of another branch, and comes back to the beginning of this one. */
  on<T>(id: number, act: () => T): T {
    const { id: own } = this.branch;
    this.history.returnTo(id);
    this.travel(0);
    const done = act();
    this.history.returnTo(own);
    this.travel(0);
    return done;
  }

  /** Goes back to a kept branch, where the learner had got to; null where it is not kept. */
  returnTo(branch: number): PlaybackFrame | null {
    this.forget();
    return this.history.returnTo(branch) ? this.toEvent(this.event) : null;
  }

  /** The replicas that there are, or were, by now. */
  get replicaNames(): readonly string[] {
    return this.history.cluster.world.replicas.map(({ name }) => name);
  }

  get branch(): Branch {
    return this.history.current;
  }

  get branches(): readonly Branch[] {
    return this.history.all;
  }

  get log(): readonly LogEntry[] {
    return this.history.current.log;
  }

  hashes(): { readonly traceHash: string; readonly stateHash: string } {
    const { world } = this.history.cluster;
    return { traceHash: world.hash.hex(), stateHash: stateHash(world) };
  }

  private begin(): void {
    const { cluster } = this.history;
    this.marks = [];
    this.chronicler.begin();
    this.wasMoment = false;
    this.wasConverged = cluster.isConverged;
    if (this.shared?.follows === false) this.forget();
    cluster.world.listener = (record) => this.hear(record);
  }

  /** Pictures share nothing with those that were made before. */
  private forget(): void {
    this.shared?.close();
    this.shared = null;
  }

  private frame(left: Left): PlaybackFrame {
    this.shared ??= new SharedSnapshots(this.history.cluster);
    return { snapshot: this.shared.build(), ...left };
  }

  /** What was heard since `begin`; nobody listens any more. */
  private left(): Left {
    const { cluster } = this.history;
    cluster.world.listener = null;
    const converged = cluster.isConverged;
    if (converged !== this.wasConverged) this.mark(converged ? 'converged' : 'divergence', converged ? 'converged' : 'diverged');
    return { moment: this.wasMoment, ticks: this.marks, records: this.chronicler.end() };
  }

  private mark(kind: MarkKind, label: string): void {
    this.marks.push({ atUs: this.nowUs, event: this.event, kind, label });
  }

  private hear(record: TraceRecord): void {
    const { world } = this.history.cluster;
    this.chronicler.hear(record);
    this.shared?.hear(record);
    if (isMoment(record, world.config.mode)) this.wasMoment = true;
    switch (record.type) {
      case 'operation-invoked':
        this.mark(record.kind === 'read' ? 'read' : 'write', `${world.nameOf(-1 - record.client)} ${record.kind}s ${world.keys.name(record.key)}`);
        break;
      case 'message-dropped':
        this.mark('drop', `${record.message.type} dropped`);
        break;
      case 'partition-changed':
        if (record.groups.length > 1) this.mark('fault', 'cut');
        else this.mark('heal', 'heal');
        break;
      case 'link-changed':
        this.mark(
          record.what.startsWith('mended') ? 'heal' : 'fault',
          record.what.startsWith('mended') ? 'link mended' : record.what.startsWith('cut') ? 'link cut' : 'slow',
        );
        break;
      case 'replica-crashed':
        this.mark('fault', `${world.nameOf(record.replica)} crashed`);
        break;
      case 'replica-restarted':
        this.mark('heal', `${world.nameOf(record.replica)} restarted`);
        break;
      case 'range-move-started':
        this.mark('fault', `${world.nameOf(record.replica)} ${record.move === 'replace' ? `replaces ${world.nameOf(record.of)}` : `${record.move}s`}`);
        break;
      case 'replica-joined':
        this.mark('heal', `${world.nameOf(record.replica)} joined`);
        break;
      case 'replica-left':
        this.mark('heal', `${world.nameOf(record.replica)} is gone`);
        break;
      case 'clock-changed':
        this.mark('fault', `${world.nameOf(record.replica)}’s clock`);
        break;
      case 'repaired':
        this.mark('repair', `${world.nameOf(record.replica)} by ${record.mechanism}`);
        break;
      case 'violation-found':
        this.mark('violation', record.checker);
        break;
      default:
    }
  }
}
