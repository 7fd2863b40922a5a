/**
 * A few workers that run one scenario under many seeds. Each has one seed at a time, so that any of them can be replaced: one that dies
 * or says nothing for 4 s is ended, and its seed is tried once more on a new one. Which worker ran which seed leaves no trace: the curves
 * are handed out by rising seed.
 */
import type { SeedCurve, SeedsJob, SeedsView, StartSeeds } from '../engine/picture/seeds-view.ts';
import type { FromSeedsWorker, ToSeedsWorker } from './seeds.ts';

export interface SeedsWorker {
  postMessage(message: ToSeedsWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromSeedsWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface PoolOptions {
  readonly spawn: () => SeedsWorker;
  /** How many threads the machine has. */
  readonly cores: number;
  /** Wall time, milliseconds; for tests. */
  readonly now?: () => number;
  /** Calls back every so many milliseconds; returns what stops it. */
  readonly every?: (ms: number, call: () => void) => () => void;
}

export const SILENCE_MS = 4000;
/** A worker that has not spoken yet is still being fetched and compiled. */
export const START_MS = 30_000;
const WATCH_MS = 500;
const REPORT_MS = 100;
const WORKERS_AT_MOST = 4;
/** So many failures, and the rest is not tried: it is the scenario that fails. */
const FAILURES_AT_MOST = 5;
const TRIES = 2;

/** One thread is left to the page and the run itself; small machines have one worker. */
export function workersFor(cores: number): number {
  return Math.max(1, Math.min(WORKERS_AT_MOST, cores - 1));
}

interface Seat {
  worker: SeedsWorker;
  seed: number | null;
  lastSign: number;
  spoke: boolean;
}

const everyMs = (ms: number, call: () => void): (() => void) => {
  const timer = setInterval(call, ms);
  return () => clearInterval(timer);
};

/** What starts jobs on workers made by `spawn`; each job has its own and ends them. */
export function createPool({ spawn, cores, now = () => performance.now(), every = everyMs }: PoolOptions): StartSeeds {
  return (job, onStep) => {
    const open = new Job(job, onStep, spawn, now);
    open.begin(workersFor(cores), every);
    return () => open.finish('cancelled');
  };
}

class Job {
  private readonly job: SeedsJob;
  private readonly onStep: (view: SeedsView) => void;
  private readonly spawn: () => SeedsWorker;
  private readonly now: () => number;
  private readonly curves: SeedCurve[] = [];
  private readonly errors: string[] = [];
  private readonly again: number[] = [];
  private readonly tries = new Map<number, number>();
  private seats: Seat[] = [];
  private given = 0;
  private done = 0;
  private state: SeedsView['state'] = 'running';
  private lastReport = Number.NEGATIVE_INFINITY;
  private lastWatch = 0;
  private stopWatch: () => void = () => undefined;

  constructor(job: SeedsJob, onStep: (view: SeedsView) => void, spawn: () => SeedsWorker, now: () => number) {
    this.job = job;
    this.onStep = onStep;
    this.spawn = spawn;
    this.now = now;
  }

  begin(workers: number, every: (ms: number, call: () => void) => () => void): void {
    this.report(true);
    this.lastWatch = this.now();
    this.stopWatch = every(WATCH_MS, () => this.watch());
    for (let i = 0; i < Math.min(workers, this.job.count); i++) this.seats.push(this.seat());
    for (const seat of this.seats.slice()) this.give(seat);
  }

  finish(state: SeedsView['state']): void {
    if (this.state !== 'running') return;
    this.state = state;
    this.stopWatch();
    for (const { worker } of this.seats) worker.terminate();
    this.seats = [];
    this.report(true);
  }

  private seat(): Seat {
    const worker = this.spawn();
    const seat: Seat = { worker, seed: null, lastSign: this.now(), spoke: false };
    worker.onmessage = ({ data }) => this.hear(seat, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.replace(seat, 'its worker died');
    };
    const { scenario, log } = this.job;
    worker.postMessage({ type: 'job', scenario, log });
    return seat;
  }

  private hear(seat: Seat, message: FromSeedsWorker): void {
    if (this.state !== 'running' || !this.seats.includes(seat)) return;
    seat.lastSign = this.now();
    seat.spoke = true;
    if (message.type === 'alive') return;
    if (message.type === 'curve') {
      this.curves.push(message.curve);
      this.done++;
    } else this.fail(message.seed, message.message);
    seat.seed = null;
    this.report(false);
    this.give(seat);
  }

  /** The next seed for a worker, one to be tried again first; ends the job where none is left and none is under way. */
  private give(seat: Seat): void {
    if (this.state !== 'running') return;
    const { firstSeed, count } = this.job;
    const seed = this.again.shift() ?? (this.given < count ? firstSeed + this.given++ : undefined);
    if (seed !== undefined) {
      seat.seed = seed;
      seat.lastSign = this.now();
      this.tries.set(seed, (this.tries.get(seed) ?? 0) + 1);
      seat.worker.postMessage({ type: 'seed', seed });
    } else if (this.seats.every((one) => one.seed === null)) this.finish(this.curves.length === 0 ? 'failed' : 'done');
  }

  private fail(seed: number, why: string): void {
    this.done++;
    this.errors.push(`Seed ${seed} could not be run: ${why}.`);
    if (this.errors.length >= FAILURES_AT_MOST) this.finish('failed');
  }

  /** Puts a new worker in place of one that died or hangs, and has its seed tried again once. */
  private replace(seat: Seat, why: string): void {
    const at = this.seats.indexOf(seat);
    if (this.state !== 'running' || at < 0) return;
    seat.worker.terminate();
    const { seed } = seat;
    if (seed !== null) {
      if ((this.tries.get(seed) ?? 0) < TRIES) this.again.push(seed);
      else this.fail(seed, `${why}, also when it was tried again`);
    }
    if (this.state !== 'running') return;
    const fresh = this.seat();
    this.seats[at] = fresh;
    this.report(false);
    this.give(fresh);
  }

  private watch(): void {
    const now = this.now();
    // A page that was held up itself has not heard yet what its workers said meanwhile.
    const held = now - this.lastWatch > 2 * WATCH_MS;
    this.lastWatch = now;
    for (const seat of this.seats.slice()) {
      if (held) seat.lastSign = Math.max(seat.lastSign, now - SILENCE_MS / 2);
      if (seat.seed !== null && now - seat.lastSign > (seat.spoke ? SILENCE_MS : START_MS)) this.replace(seat, 'its worker gave no sign of life');
    }
  }

  private report(always: boolean): void {
    const now = this.now();
    if (!always && now - this.lastReport < REPORT_MS) return;
    this.lastReport = now;
    const { state, done, errors } = this;
    const curves = this.curves.slice().sort((a, b) => a.seed - b.seed);
    this.onStep({ state, wanted: this.job.count, done, curves, errors: errors.slice() });
  }
}
