/**
 * One worker's run: turns messages of the page into slices of work on the engine and answers them. Each message is a job that yields
 * between slices of at most a few tens of milliseconds, so that heartbeats go out and a newer message can be heard. No timers and no
 * globals here: `sim.worker.ts` drives it, tests drive it in Node.
 */
import type { PendingCommand } from '../engine/cluster.ts';
import { createConditionWatch } from '../engine/folds/conditions.ts';
import { metricAt } from '../engine/metrics/index.ts';
import { commandText } from '../engine/picture/command-text.ts';
import { type Left, Playback } from '../engine/picture/playback.ts';
import type { RecordView } from '../engine/picture/snapshot.ts';
import { PAGE_EVENT_LIMIT, Run } from '../engine/run.ts';
import { parseCommand, parseCondition, parseScenario } from '../engine/scenario/index.ts';
import type { Command, Scenario } from '../engine/scenario/scenario.ts';
import { framesInBatch } from './client.ts';
import { firstHeld, Goal } from './goal.ts';
import { type BranchView, CHRONICLE_EVENTS, type Ended, type Frame, type FromWorker, type LoggedCommand, type Tick, type ToWorker } from './messages.ts';

/** A slice of work lasts about so long, milliseconds. */
const SLICE_MS = 60;
const EVENTS_A_LOOK = 500;

type Job = Generator<void, void, void>;

/** What the page asked for, and whether it has given it up since. */
interface Asked<T extends ToWorker = ToWorker> {
  readonly message: T;
  cancelled: boolean;
}

type Of<T extends ToWorker['type']> = Extract<ToWorker, { readonly type: T }>;

type UntilDone = Extract<FromWorker, { readonly type: 'until-done' }>;

/** What changes the run, or what is run: it is done though the page no longer waits for a look. */
const LASTING: ReadonlySet<ToWorker['type']> = new Set<ToWorker['type']>(['load', 'command', 'undo', 'return', 'until', 'numbers']);

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
  /** The scenario's `stop.when`, by branch; empty where it has none. */
  readonly goals: Map<number, Goal>;
}

export function createSession(post: (message: FromWorker) => void, now: () => number): Session {
  let loaded: Loaded | null = null;
  let run = 0;
  let jobs: { readonly asked: Asked; readonly job: Job }[] = [];
  let suspended = false;
  let deadline = 0;

  const late = () => now() > deadline;

  /** Whether the run goes on after this event; to be asked before every step, for the condition that it may stop at. */
  function ending({ playback, scenario, stopUs, goals }: Loaded): Ended {
    if (goals.get(playback.branch.id)?.held() === true) return 'goal';
    const next = playback.nextUs;
    if (next === null) return 'nothing-scheduled';
    if (stopUs !== null && next > stopUs) return 'stop';
    const { cluster } = playback.history;
    if (scenario.stop.whenConverged && cluster.isConverged && cluster.isQuiet) return 'goal';
    return playback.event >= PAGE_EVENT_LIMIT ? 'limit' : null;
  }

  function progress(at: Loaded, id?: number): void {
    const { nowUs, event } = at.playback;
    post({ type: 'progress', run: at.run, atUs: nowUs, event, ...(id === undefined ? {} : { id }) });
  }

  /** Goes to right after an event, in slices; as far as the run goes, or until nobody wants it any more. */
  function* goTo(at: Loaded, event: number, until?: Asked<Of<'until'>>): Job {
    const { playback } = at;
    if (event < playback.event) playback.travel(event);
    while (playback.event < event && until?.cancelled !== true && ending(at) === null) {
      playback.skip(1);
      if (playback.event % EVENTS_A_LOOK !== 0 || !late()) continue;
      progress(at, until?.message.id);
      yield;
    }
  }

  function load(message: Of<'load'>): void {
    const parsed = parseScenario(message.scenario);
    if (!parsed.ok) {
      post({ type: 'refused-scenario', run: message.run, path: parsed.path, message: parsed.message });
      return;
    }
    const { scenario } = parsed;
    const playback = new Playback(scenario, pendingOf(message.log));
    const stopUs = scenario.stop.atMs === null ? null : Math.round(scenario.stop.atMs * 1000);
    const { when } = scenario.stop;
    const goals = new Map(when === null ? [] : [[playback.branch.id, Goal.ofRun(playback, when, stopUs)]]);
    for (const kept of message.kept) {
      const id = playback.keep(pendingOf(kept.log), kept.seenUs);
      if (when !== null)
        goals.set(
          id,
          playback.on(id, () => Goal.ofRun(playback, when, stopUs)),
        );
    }
    loaded = { run: message.run, scenario, playback, stopUs, goals };
    post({ type: 'loaded', run: message.run, branch: playback.branch.id, scenario, first: playback.toEvent(0), branches: branchViews(playback) });
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

  function* seek(at: Loaded, { atUs, event }: Of<'seek'>): Job {
    const { playback } = at;
    if (event !== undefined) {
      yield* goTo(at, event);
      post({ type: 'sought', run: at.run, branch: playback.branch.id, frame: playback.toEvent(playback.event) });
      return;
    }
    if (atUs < playback.nowUs) playback.history.toTime(atUs);
    for (let next = playback.nextUs; next !== null && next <= atUs && ending(at) === null; next = playback.nextUs) {
      playback.skip(1);
      if (late()) yield;
    }
    post({ type: 'sought', run: at.run, branch: playback.branch.id, frame: playback.toEvent(playback.event) });
  }

  function answerCommand(at: Loaded, frame: Frame, refused: string | null, forked: boolean) {
    const { playback } = at;
    post({ type: 'commanded', run: at.run, branch: playback.branch.id, frame, refused, forked, branches: branchViews(playback), log: logOf(playback) });
  }

  function* command(at: Loaded, message: Of<'command'>): Job {
    const { playback } = at;
    yield* goTo(at, message.atEvent);
    const parsed = parseCommand(message.command, at.scenario, playback.replicaNames);
    if (!parsed.ok) {
      answerCommand(at, playback.toEvent(message.atEvent), parsed.message, false);
      return;
    }
    playback.see(message.seen.event, Math.floor(Math.max(message.seen.atUs, message.atUs)));
    const goal = at.goals.get(playback.branch.id);
    const done = playback.command(parsed.command, message.atEvent, message.atUs);
    if (done.forked && goal !== undefined) at.goals.set(playback.branch.id, goal.forked(message.atEvent));
    else goal?.cut(message.atEvent);
    answerCommand(at, done.frame, done.refused, done.forked);
  }

  /** Runs on without drawing: until the condition holds, or up to a time, or to the end of the run. */
  function* until(at: Loaded, asked: Asked<Of<'until'>>): Job {
    const { fromEvent, condition, untilUs, id } = asked.message;
    const { playback } = at;
    const parsed = condition === null ? null : parseCondition(condition, at.scenario, 1, at.playback.replicaNames);
    if (parsed !== null && !parsed.ok) return untilDone(at, asked, { met: false, atUs: 0, ended: null, refused: parsed.message });
    yield* goTo(at, fromEvent, asked);
    // Before the watch is made: asking for the run's own end may go back and come here again.
    let ended = ending(at);
    const watch = parsed === null ? null : createConditionWatch(parsed.condition, playback.history.cluster.world.folds);
    const lastUs = untilUs ?? Number.POSITIVE_INFINITY;
    let metUs: number | null = null;
    while (!asked.cancelled) {
      const restUs = Math.min(lastUs, restsUntil(at, ended));
      // A run in which nothing is scheduled is over with its last event: no later time is reached.
      if (watch === null) metUs = untilUs === restUs && (playback.nextUs !== null || untilUs <= playback.nowUs) ? untilUs : null;
      else metUs = firstHeld(watch, playback.nowUs, restUs);
      if (metUs !== null || ended !== null || restUs === lastUs) break;
      playback.skip(1);
      ended = ending(at);
      if (!late()) continue;
      progress(at, id);
      yield;
    }
    // What never happened is known where the run ends.
    if (watch !== null && metUs === null && ended !== null && ended !== 'limit' && watch.holdsAtEnd(playback.nowUs)) metUs = playback.nowUs;
    watch?.close();
    const cameTo = asked.cancelled || playback.nextUs === null ? 0 : Math.min(lastUs, restsUntil(at, ended));
    untilDone(at, asked, { met: metUs !== null, atUs: metUs ?? cameTo, ended });
  }

  /** Until when nothing happens after the event at hand, within the run; before now where more comes in this instant. */
  function restsUntil({ playback, stopUs, goals }: Loaded, ended: Ended): number {
    const { nextUs, nowUs } = playback;
    const heldUs = ended === 'goal' ? (goals.get(playback.branch.id)?.heldUs ?? null) : null;
    if (heldUs !== null) return heldUs;
    const idleUs = Math.min((nextUs ?? Number.POSITIVE_INFINITY) - 1, stopUs ?? Number.POSITIVE_INFINITY);
    const stoppedByTime = nextUs === null || (stopUs !== null && nextUs > stopUs);
    return ended === null || (ended !== 'limit' && stoppedByTime) ? idleUs : nowUs;
  }

  function untilDone(at: Loaded, asked: Asked<Of<'until'>>, outcome: Pick<UntilDone, 'met' | 'atUs' | 'ended' | 'refused'>): void {
    const { playback, run } = at;
    const frame = playback.toEvent(playback.event);
    const { id } = asked.message;
    post({ type: 'until-done', run, branch: playback.branch.id, id, frame, ...outcome, atUs: Math.max(outcome.atUs, frame.snapshot.atUs) });
  }

  /** Records and marks of a stretch that was passed without drawing. */
  function* chronicle(at: Loaded, message: Of<'chronicle'>): Job {
    const { playback } = at;
    const fromEvent = Math.max(0, message.fromEvent, message.toEvent - CHRONICLE_EVENTS + 1);
    const records: RecordView[] = [];
    const found: Tick[] = [];
    const take = (left: Left): void => {
      records.push(...left.records);
      found.push(...left.ticks);
    };
    if (fromEvent === 0) take(playback.toEvent(0));
    else yield* goTo(at, fromEvent - 1);
    while (playback.event < message.toEvent && ending(at) === null) {
      const left = playback.stepQuietly();
      if (left === null) break;
      take(left);
      if (late()) yield;
    }
    post({ type: 'chronicle', run: at.run, branch: playback.branch.id, fromEvent, toEvent: playback.event, records, ticks: found });
  }

  /** The hashes right after an event; far past the end: those of the whole run as the terminal makes it, which are its names. */
  function* hashes(at: Loaded, atEvent: number): Job {
    const { playback } = at;
    if (atEvent === Number.MAX_SAFE_INTEGER) {
      playback.travel(0);
      const { atMs, whenConverged, when } = at.scenario.stop;
      const whole = new Run(
        playback.history.cluster,
        { atUs: atMs === null ? Number.POSITIVE_INFINITY : Math.round(atMs * 1000), whenConverged, when },
        PAGE_EVENT_LIMIT,
      );
      while (whole.advance(EVENTS_A_LOOK) === null) {
        if (!late()) continue;
        progress(at);
        yield;
      }
    } else yield* goTo(at, atEvent);
    post({ type: 'hashes', run: at.run, branch: playback.branch.id, ...playback.hashes(), event: playback.event });
  }

  function* numbers(at: Loaded, { atEvent, paths }: Of<'numbers'>): Job {
    const { playback } = at;
    yield* goTo(at, atEvent);
    const { folds } = playback.history.cluster.world;
    const of = Object.fromEntries(paths.map((path) => [path, metricAt(path, folds)]));
    post({ type: 'numbers', run: at.run, branch: playback.branch.id, event: playback.event, of });
  }

  function undo(at: Loaded): void {
    const frame = at.playback.undo();
    if (frame !== null) at.goals.get(at.playback.branch.id)?.cut(at.playback.event);
    answerCommand(at, frame ?? at.playback.toEvent(at.playback.event), frame === null ? 'there is nothing to undo' : null, false);
  }

  function returnTo(at: Loaded, { branch, seen }: Of<'return'>): void {
    at.playback.see(seen.event, Math.floor(seen.atUs));
    const frame = at.playback.returnTo(branch);
    answerCommand(at, frame ?? at.playback.toEvent(at.playback.event), frame === null ? 'that run is no longer kept' : null, false);
  }

  /** Jobs of a loaded run look for it only when their turn comes: the load may still wait before them. */
  function* jobFor(asked: Asked): Job {
    const { message } = asked;
    if (message.type === 'load') return load(message);
    const at = loaded;
    if (at === null || at.run !== message.run) return;
    if (message.type === 'frames') yield* frames(at, message.fromEvent, message.count);
    else if (message.type === 'seek') yield* seek(at, message);
    else if (message.type === 'command') yield* command(at, message);
    else if (message.type === 'undo') undo(at);
    else if (message.type === 'return') returnTo(at, message);
    else if (message.type === 'until') yield* until(at, asked as Asked<Of<'until'>>);
    else if (message.type === 'chronicle') yield* chronicle(at, message);
    else if (message.type === 'hashes') yield* hashes(at, message.atEvent);
    else if (message.type === 'numbers') yield* numbers(at, message);
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
        for (const { asked } of jobs) asked.cancelled = true;
        jobs = jobs.filter(({ asked }) => LASTING.has(asked.message.type));
        return;
      }
      const asked = { message, cancelled: false };
      jobs.push({ asked, job: jobFor(asked) });
    },
    work() {
      const first = jobs[0];
      if (first === undefined || suspended) return false;
      deadline = now() + SLICE_MS;
      try {
        if (first.job.next().done === true) jobs = jobs.filter((one) => one !== first);
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
    log: loggedOf(branch.log),
  }));
}

function logOf(playback: Playback): readonly LoggedCommand[] {
  return loggedOf(playback.log);
}

function loggedOf(log: readonly PendingCommand[]): readonly LoggedCommand[] {
  return log.map(({ atUs, after, command }) => ({ atMs: atUs / 1000, after, command }));
}

function pendingOf(log: readonly LoggedCommand[]): readonly PendingCommand[] {
  return log.map(({ atMs, after, command }) => ({ atUs: Math.round(atMs * 1000), after, command }));
}
