/**
 * One worker's run: turns messages of the page into slices of work on the engine and answers them. Each message is a job that yields
 * between slices of at most a few tens of milliseconds, so that heartbeats go out and a newer message can be heard. No timers and no
 * globals here: `sim.worker.ts` drives it, tests drive it in Node.
 */
import type { PendingCommand } from '../engine/cluster.ts';
import { createConditionWatch } from '../engine/folds/conditions.ts';
import { commandText } from '../engine/picture/command-text.ts';
import { Playback } from '../engine/picture/playback.ts';
import type { RecordView } from '../engine/picture/snapshot.ts';
import { PAGE_EVENT_LIMIT, Run } from '../engine/run.ts';
import { parseCommand, parseCondition, parseScenario } from '../engine/scenario/index.ts';
import type { Command, Condition, Scenario } from '../engine/scenario/scenario.ts';
import { framesInBatch } from './client.ts';
import { type BranchView, CHRONICLE_EVENTS, type Frame, type FromWorker, type LoggedCommand, type Tick, type ToWorker } from './messages.ts';

/** A slice of work lasts about so long, milliseconds. */
const SLICE_MS = 60;
const EVENTS_A_LOOK = 500;

type Job = Generator<void, void, void>;

export interface Session {
  receive(message: ToWorker): void;
  /** Works for one slice. True while there is more to do. */
  work(): boolean;
  readonly run: number;
  readonly branch: number;
}

interface Loaded {
  readonly run: number;
  readonly scenario: Scenario;
  readonly playback: Playback;
  readonly stopUs: number | null;
}

export function createSession(post: (message: FromWorker) => void, now: () => number): Session {
  let loaded: Loaded | null = null;
  let run = 0;
  let jobs: Job[] = [];
  let suspended = false;
  let deadline = 0;

  const late = () => now() > deadline;

  /** The scenario's `stop.when` of a run, read along from its beginning; after a jump back it is read again. */
  const goals = new WeakMap<Playback, () => boolean>();

  function watchGoal(playback: Playback, condition: Condition): () => boolean {
    const { history } = playback;
    let watch = createConditionWatch(condition, history.cluster.world.folds);
    let restores = history.restores;
    return () => {
      if (history.restores !== restores) {
        const { event } = playback;
        watch.close();
        history.toEvent(0);
        watch = createConditionWatch(condition, history.cluster.world.folds);
        history.toEvent(event);
        restores = history.restores;
      }
      return watch.holds();
    };
  }

  function ending({ playback, scenario, stopUs }: Loaded): null | 'nothing-scheduled' | 'stop' | 'limit' {
    const next = playback.nextUs;
    if (next === null) return 'nothing-scheduled';
    if (stopUs !== null && next > stopUs) return 'stop';
    const { cluster } = playback.history;
    if (scenario.stop.whenConverged && cluster.isConverged && cluster.isQuiet) return 'stop';
    if (goals.get(playback)?.() === true) return 'stop';
    return playback.event >= PAGE_EVENT_LIMIT ? 'limit' : null;
  }

  /** Goes to right after an event, in slices; as far as the run goes. */
  function* goTo(at: Loaded, event: number): Job {
    const { playback } = at;
    if (event < playback.event) playback.history.toEvent(event);
    while (playback.event < event && ending(at) === null) {
      playback.skip(Math.min(EVENTS_A_LOOK, event - playback.event));
      if (late()) {
        post({ type: 'progress', run: at.run, atUs: playback.nowUs, event: playback.event });
        yield;
      }
    }
  }

  function load(message: Extract<ToWorker, { type: 'load' }>): void {
    const parsed = parseScenario(message.scenario);
    if (!parsed.ok) {
      post({ type: 'refused-scenario', run: message.run, path: parsed.path, message: parsed.message });
      return;
    }
    const { scenario } = parsed;
    const log: PendingCommand[] = message.log.map(({ atMs, after, command }) => ({ atUs: Math.round(atMs * 1000), after, command }));
    const playback = new Playback(scenario, log);
    loaded = { run: message.run, scenario, playback, stopUs: scenario.stop.atMs === null ? null : Math.round(scenario.stop.atMs * 1000) };
    if (scenario.stop.when !== null) goals.set(playback, watchGoal(playback, scenario.stop.when));
    post({ type: 'loaded', run: message.run, branch: playback.branch.id, scenario, first: playback.toEvent(0) });
  }

  function* frames(at: Loaded, fromEvent: number, count: number): Job {
    const { playback } = at;
    const most = Math.min(count, framesInBatch(at.scenario.replicas.length));
    const found: Frame[] = [];
    if (fromEvent === 0) found.push(playback.toEvent(0));
    else yield* goTo(at, fromEvent - 1);
    let ended = ending(at);
    while (ended === null && found.length < most) {
      if (late()) yield;
      const frame = playback.step();
      if (frame === null) break;
      found.push(frame);
      ended = ending(at);
    }
    post({ type: 'batch', run: at.run, branch: playback.branch.id, from: fromEvent - 1, frames: found, ended });
  }

  function* seek(at: Loaded, atUs: number): Job {
    const { playback } = at;
    if (atUs < playback.nowUs) playback.history.toTime(atUs);
    for (let next = playback.nextUs; next !== null && next <= atUs; next = playback.nextUs) {
      playback.skip(1);
      if (late()) yield;
    }
    post({ type: 'sought', run: at.run, branch: playback.branch.id, frame: playback.toEvent(playback.event) });
  }

  function answerCommand(at: Loaded, frame: Frame, refused: string | null, forked: boolean) {
    const { playback } = at;
    post({ type: 'commanded', run: at.run, branch: playback.branch.id, frame, refused, forked, branches: branchViews(playback), log: logOf(playback) });
  }

  function* command(at: Loaded, message: Extract<ToWorker, { type: 'command' }>): Job {
    const { playback } = at;
    yield* goTo(at, message.atEvent);
    const parsed = parseCommand(message.command, at.scenario);
    if (!parsed.ok) {
      answerCommand(at, playback.toEvent(message.atEvent), parsed.message, false);
      return;
    }
    playback.see(message.seenEvent, message.atUs);
    const done = playback.command(parsed.command, message.atEvent, message.atUs);
    answerCommand(at, done.frame, done.refused, done.forked);
  }

  /** Runs on without drawing: until the condition holds, or up to a time, or to the end of the run. */
  function* until(at: Loaded, { fromEvent, condition, untilUs, id }: Extract<ToWorker, { type: 'until' }>): Job {
    const { playback } = at;
    const answer = (met: boolean, refused?: string) => {
      const frame = playback.toEvent(playback.event);
      post({ type: 'until-done', run: at.run, branch: playback.branch.id, id, frame, met, ...(refused === undefined ? {} : { refused }) });
    };
    yield* goTo(at, fromEvent);
    const parsed = condition === null ? null : parseCondition(condition);
    if (parsed !== null && !parsed.ok) return answer(false, parsed.message);
    const watch = parsed === null ? null : createConditionWatch(parsed.condition, playback.history.cluster.world.folds);
    const reached = () => (watch === null ? false : watch.holds());
    const within = () => untilUs === null || (playback.nextUs !== null && playback.nextUs <= untilUs);
    while (!reached() && within() && ending(at) === null) {
      playback.skip(1);
      if (late()) {
        post({ type: 'progress', run: at.run, atUs: playback.nowUs, event: playback.event, id });
        yield;
      }
    }
    const met = watch === null ? ending(at) === null : watch.holds();
    watch?.close();
    answer(met);
  }

  /** Records and marks of a stretch that was passed without drawing. */
  function* chronicle(at: Loaded, message: Extract<ToWorker, { type: 'chronicle' }>): Job {
    const { playback } = at;
    const fromEvent = Math.max(message.fromEvent, message.toEvent - CHRONICLE_EVENTS + 1);
    const records: RecordView[] = [];
    const found: Tick[] = [];
    if (fromEvent <= 0) {
      const first = playback.toEvent(0);
      records.push(...first.records);
      found.push(...first.ticks);
    } else yield* goTo(at, fromEvent - 1);
    while (playback.event < message.toEvent) {
      const left = playback.stepQuietly();
      if (left === null) break;
      records.push(...left.records);
      found.push(...left.ticks);
      if (late()) yield;
    }
    post({ type: 'chronicle', run: at.run, branch: playback.branch.id, fromEvent, toEvent: playback.event, records, ticks: found });
  }

  /** The hashes right after an event; far past the end: those of the whole run as the terminal makes it, which are its names. */
  function* hashes(at: Loaded, atEvent: number): Job {
    const { playback } = at;
    if (atEvent === Number.MAX_SAFE_INTEGER) {
      playback.history.toEvent(0);
      const { atMs, whenConverged, when } = at.scenario.stop;
      const whole = new Run(
        playback.history.cluster,
        { atUs: atMs === null ? Number.POSITIVE_INFINITY : Math.round(atMs * 1000), whenConverged, when },
        PAGE_EVENT_LIMIT,
      );
      while (whole.advance(EVENTS_A_LOOK) === null) {
        if (late()) {
          post({ type: 'progress', run: at.run, atUs: playback.nowUs, event: playback.event });
          yield;
        }
      }
    } else yield* goTo(at, atEvent);
    post({ type: 'hashes', run: at.run, branch: playback.branch.id, ...playback.hashes(), event: playback.event });
  }

  function undo(at: Loaded): void {
    const frame = at.playback.undo();
    answerCommand(at, frame ?? at.playback.toEvent(at.playback.event), frame === null ? 'there is nothing to undo' : null, false);
  }

  function returnTo(at: Loaded, branch: number): void {
    const frame = at.playback.returnTo(branch);
    answerCommand(at, frame ?? at.playback.toEvent(at.playback.event), frame === null ? 'that run is no longer kept' : null, false);
  }

  /** Jobs of a loaded run look for it only when their turn comes: the load may still wait before them. */
  function* jobFor(message: ToWorker): Job {
    if (message.type === 'load') return load(message);
    const at = loaded;
    if (at === null || at.run !== message.run) return;
    if (message.type === 'frames') yield* frames(at, message.fromEvent, message.count);
    else if (message.type === 'seek') yield* seek(at, message.atUs);
    else if (message.type === 'command') yield* command(at, message);
    else if (message.type === 'undo') undo(at);
    else if (message.type === 'return') returnTo(at, message.branch);
    else if (message.type === 'until') yield* until(at, message);
    else if (message.type === 'chronicle') yield* chronicle(at, message);
    else if (message.type === 'hashes') yield* hashes(at, message.atEvent);
  }

  return {
    get run() {
      return run;
    },
    get branch() {
      return loaded?.playback.branch.id ?? 0;
    },
    receive(message) {
      if (message.type === 'suspend' || message.type === 'resume') {
        suspended = message.type === 'suspend';
        return;
      }
      if (message.type === 'load') {
        run = message.run;
        jobs = [];
        suspended = false;
      }
      if (message.type === 'cancel') {
        jobs = [];
        return;
      }
      jobs.push(jobFor(message));
    },
    work() {
      const job = jobs[0];
      if (job === undefined || suspended) return false;
      deadline = now() + SLICE_MS;
      try {
        if (job.next().done === true) jobs = jobs.filter((one) => one !== job);
      } catch (error) {
        jobs = [];
        const at = loaded === null ? '' : ` (seed ${loaded.scenario.seed}, event ${loaded.playback.event})`;
        post({ type: 'failed', run, message: `${error instanceof Error ? error.message : String(error)}${at}` });
      }
      return jobs.length > 0 && !suspended;
    },
  };
}

/** A branch is named by what was done last in it. */
function labelOf(log: readonly { readonly command: Command }[]): string {
  const last = log.at(-1);
  return last === undefined ? 'first run' : commandText(last.command);
}

function branchViews(playback: Playback): readonly BranchView[] {
  return playback.branches.map((branch) => ({
    id: branch.id,
    parent: branch.parent,
    forkedAtUs: branch.forkedAtUs,
    label: labelOf(branch.log),
    commands: branch.log.length,
    seenUs: branch.seenUs,
  }));
}

function logOf(playback: Playback): readonly LoggedCommand[] {
  return playback.log.map(({ atUs, after, command }) => ({ atMs: atUs / 1000, after, command }));
}
