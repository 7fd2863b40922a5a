/**
 * The page's end of the worker: typed messages, and a watchdog. A worker that gives no sign of life for 2 s is replaced by a new one,
 * which replays the scenario and the command log; whoever owns the client hears of it and asks for its frames again. A hidden page
 * suspends the run and the watchdog with it.
 */
import type { FromWorker, KeptBranch, LoggedCommand, ToWorker } from './messages.ts';

/** Replica pictures in one batch, so that a batch of a large cluster stays small; but frames share what did not change, so few would be a waste. */
const REPLICAS_A_BATCH = 8000;
const LEAST_A_BATCH = 24;

/** How many frames of a cluster of this size the worker sends at most at once. */
export function framesInBatch(replicas: number): number {
  return Math.max(LEAST_A_BATCH, Math.ceil(REPLICAS_A_BATCH / Math.max(1, replicas)));
}

export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ClientOptions {
  readonly spawn: () => WorkerLike;
  readonly onMessage: (message: FromWorker) => void;
  /** A new worker has taken over and has been sent `load` under this run number. */
  readonly onRestart: (run: number) => void;
  /** Wall time, milliseconds; for tests. */
  readonly now?: () => number;
}

export interface SimulationClient {
  /** Starts a run; everything that answers it carries the number returned. */
  load(scenario: unknown, log: readonly LoggedCommand[], kept?: readonly KeptBranch[]): number;
  send(message: ToWorker): void;
  /** To be called now and then (every 500 ms): restarts a silent worker. */
  watch(): void;
  /** Page hidden or shown again. */
  suspend(hidden: boolean): void;
  close(): void;
  readonly run: number;
}

export const SILENCE_MS = 2000;
/** A worker that has not spoken yet is still being fetched and compiled, which takes long on a slow line. */
export const START_MS = 30_000;
/** A worker that dies so often without an answer between is given up, so that a broken run does not loop for ever. */
const RESTART_LIMIT = 3;

export function createClient(options: ClientOptions): SimulationClient {
  const now = options.now ?? (() => performance.now());
  let run = 0;
  let scenario: unknown = null;
  let log: readonly LoggedCommand[] = [];
  let kept: readonly KeptBranch[] = [];
  let lastSign = now();
  let lastWatch = now();
  let spoke = false;
  let suspended = false;
  let restarts = 0;
  let worker = start();

  function start(): WorkerLike {
    const fresh = options.spawn();
    lastSign = now();
    spoke = false;
    fresh.onmessage = ({ data }) => {
      if (fresh !== worker) return;
      lastSign = now();
      spoke = true;
      if (data.type === 'heartbeat') return;
      if (data.run !== run) return;
      if (data.type === 'commanded') {
        log = data.log;
        kept = data.branches.filter((branch) => branch.id !== data.branch);
      }
      if (data.type === 'batch' || data.type === 'sought') restarts = 0;
      options.onMessage(data);
    };
    fresh.onerror = (event) => {
      event.preventDefault();
      if (fresh === worker) restart();
    };
    return fresh;
  }

  function restart() {
    worker.terminate();
    if (restarts >= RESTART_LIMIT) {
      options.onMessage({ type: 'failed', run, message: 'The simulation stopped answering, also after it was restarted.' });
      lastSign = Number.POSITIVE_INFINITY;
      return;
    }
    restarts++;
    worker = start();
    if (scenario === null) return;
    run++;
    worker.postMessage({ type: 'load', run, scenario, log, kept });
    options.onRestart(run);
  }

  return {
    get run() {
      return run;
    },
    load(next, commands, others = []) {
      scenario = next;
      log = commands;
      kept = others;
      run++;
      lastSign = now();
      worker.postMessage({ type: 'load', run, scenario, log, kept });
      return run;
    },
    send(message) {
      if (message.run === run) worker.postMessage(message);
    },
    watch() {
      // A page that was held up itself has not heard yet what the worker said meanwhile.
      const held = now() - lastWatch > SILENCE_MS / 2;
      lastWatch = now();
      if (held) lastSign = Math.max(lastSign, now() - SILENCE_MS / 2);
      if (!suspended && now() - lastSign > (spoke ? SILENCE_MS : START_MS)) restart();
    },
    suspend(hidden) {
      if (hidden === suspended) return;
      suspended = hidden;
      lastSign = now();
      worker.postMessage({ type: hidden ? 'suspend' : 'resume', run });
    },
    close() {
      worker.terminate();
    },
  };
}
