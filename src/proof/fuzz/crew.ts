/**
 * Processes that try seeds beside each other, one seed each at a time. One that dies, or is silent for longer than any seed or shrinking
 * takes, is ended and replaced, and what it was doing counts as a failure: a hang is one as well. Failing seeds are made short before new ones are begun.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Failure } from './failure.ts';
import type { Job, Report } from './jobs.ts';

const LABORER = fileURLToPath(new URL('./laborer.ts', import.meta.url));
const LONGEST_MS = { seed: 120_000, shrink: 1_200_000 };
const WATCH_MS = 1000;

export interface CrewOrders {
  readonly fuzz: string;
  readonly first: number;
  readonly last: number;
  readonly processes: number;
  /** Failures beyond so many are not made short. */
  readonly mostShrunk: number;
  onSeed(seed: number, failure: Failure | null, tally: readonly (readonly [string, number])[]): void;
  onShrunk(report: Extract<Report, { type: 'shrink' }>): void;
}

interface Seat {
  child: ChildProcess;
  job: Job | null;
  sinceMs: number;
}

export class Crew {
  private readonly orders: CrewOrders;
  private readonly seats: Seat[] = [];
  private readonly toShrink: number[] = [];
  private next: number;
  private shrinks = 0;
  private stopped = false;
  private finished: () => void = () => undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(orders: CrewOrders) {
    this.orders = orders;
    this.next = orders.first;
  }

  /** Resolves once every seed was tried and every failure made short, or soon after `stop`. */
  run(): Promise<void> {
    return new Promise((resolve) => {
      this.finished = resolve;
      this.watch = setInterval(() => this.endSilent(), WATCH_MS);
      for (let i = 0; i < this.orders.processes; i++) this.hire({ child: this.start(), job: null, sinceMs: Date.now() });
    });
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    clearInterval(this.watch);
    for (const { child } of this.seats) child.kill('SIGKILL');
    this.finished();
  }

  private start(): ChildProcess {
    return fork(LABORER, ['labor'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  private hire(seat: Seat): void {
    if (!this.seats.includes(seat)) this.seats.push(seat);
    const { child } = seat;
    child.on('message', (report: Report) => this.hear(seat, report));
    child.on('exit', (code, signal) => {
      if (this.stopped || seat.child !== child) return;
      this.replace(seat, { kind: 'process', message: `its process ended with ${signal ?? `code ${code}`}` });
    });
  }

  private hear(seat: Seat, report: Report): void {
    if (this.stopped) return;
    if (report.type === 'seed') {
      this.orders.onSeed(report.seed, report.failure, report.tally);
      if (report.failure !== null && this.shrinks++ < this.orders.mostShrunk) this.toShrink.push(report.seed);
    } else if (report.type === 'shrink') this.orders.onShrunk(report);
    this.give(seat);
  }

  private give(seat: Seat): void {
    const { fuzz, last } = this.orders;
    const shrink = this.toShrink.shift();
    if (shrink !== undefined) seat.job = { type: 'shrink', fuzz, seed: shrink };
    else seat.job = this.next <= last ? { type: 'seed', fuzz, seed: this.next++ } : null;
    seat.sinceMs = Date.now();
    if (seat.job !== null) seat.child.send(seat.job);
    else if (this.seats.every(({ job }) => job === null)) this.stop();
  }

  private endSilent(): void {
    for (const seat of this.seats) {
      const { job, sinceMs, child } = seat;
      const longestMs = job === null ? Number.POSITIVE_INFINITY : LONGEST_MS[job.type];
      if (Date.now() - sinceMs <= longestMs) continue;
      this.replace(seat, { kind: 'hang', message: `it did not end within ${longestMs / 1000} s` });
      child.kill('SIGKILL');
    }
  }

  private replace(seat: Seat, failure: Failure): void {
    const { job } = seat;
    seat.job = null;
    seat.child = this.start();
    this.hire(seat);
    if (job?.type === 'seed') this.orders.onSeed(job.seed, failure, []);
    else if (job?.type === 'shrink') this.orders.onShrunk({ type: 'shrink', seed: job.seed, failure, shrunk: null });
  }
}
