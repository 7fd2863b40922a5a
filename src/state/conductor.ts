/**
 * Two lanes locked to one time: the same script and the same commands go to both, only a knob differs. A step stops at the next event of
 * either, "run until" waits for both, a lane that is over holds. With one lane it hands everything through. It drives run stores by time
 * alone, so that what each lane shows is what it would show by itself.
 */
import { frameAt, lastEvent } from './frames.ts';
import { advance } from './pace.ts';
import { atEnd, type RunActions, type RunState } from './run-state.ts';
import type { RunStore } from './run-store.ts';

type Lane = RunState & RunActions;

/** Moves lanes as a run store moves one; `returnTo` names a branch of the first lane, the others go back to what they had beside it. */
export interface Conductor
  extends Pick<RunActions, 'play' | 'tick' | 'step' | 'scrub' | 'command' | 'undo' | 'returnTo' | 'runUntil' | 'cancelUntil' | 'setPace'> {
  readonly lanes: readonly RunStore[];
  /** Takes the conductor off its lanes. */
  close(): void;
}

export function createConductor(lanes: readonly RunStore[]): Conductor {
  const [only] = lanes;
  if (only === undefined) throw new Error('A conductor needs a lane.');
  return lanes.length === 1 ? alone(only) : together(lanes);
}

function alone(store: RunStore): Conductor {
  const act = () => store.getState();
  return {
    lanes: [store],
    play: (on) => act().play(on),
    tick: (wallMs) => act().tick(wallMs),
    step: (by, unit) => act().step(by, unit),
    scrub: (us) => act().scrub(us),
    command: (command) => act().command(command),
    undo: () => act().undo(),
    returnTo: (branch) => act().returnTo(branch),
    runUntil: (goal) => act().runUntil(goal),
    cancelUntil: () => act().cancelUntil(),
    setPace: (pace) => act().setPace(pace),
    close: () => undefined,
  };
}

/** When the next thing happens in a lane after its cursor; infinite where it is over, null where that is not known yet. */
function nextUs(lane: Lane, unit: 'event' | 'moment'): number | null {
  for (let event = lane.cursor.event + 1; ; event++) {
    const frame = frameAt(lane.window, event);
    if (frame === undefined) return lane.ended !== null && event > lane.ended.event ? Number.POSITIVE_INFINITY : null;
    if (unit === 'event' || frame.moment) return frame.snapshot.atUs;
  }
}

/** When the last thing before the cursor's time happened; 0 where nothing did, null where that is not held. */
function previousUs(lane: Lane, unit: 'event' | 'moment', atUs: number): number | null {
  for (let event = lane.cursor.event; event > 0; event--) {
    const frame = frameAt(lane.window, event);
    if (frame === undefined) return null;
    if (frame.snapshot.atUs < atUs && (unit === 'event' || frame.moment)) return frame.snapshot.atUs;
  }
  return 0;
}

function together(lanes: readonly RunStore[]): Conductor {
  let wanted: { readonly by: 1 | -1; readonly unit: 'event' | 'moment' } | null = null;
  let moving = false;
  let waiting: Map<RunStore, number | null> | null = null;
  /** Which branches of the lanes belong together, by the first lane's. */
  const pairs = new Map<number, readonly number[]>();
  const states = () => lanes.map((lane) => lane.getState());
  const nowUs = () => Math.max(...states().map((lane) => lane.cursor.atUs));
  const ready = () => states().every((lane) => lane.phase === 'ready');
  const setAll = (part: Partial<RunState>) => {
    for (const lane of lanes) lane.setState(part);
  };

  /** All lanes to a time, as far as every one of them knows what happens until then. */
  const goAll = (us: number) => {
    const reached = Math.min(...states().map((lane) => lane.reach(us)));
    for (const lane of lanes) lane.getState().goTime(reached);
    return reached;
  };

  const tryStep = () => {
    if (wanted === null || moving || !ready()) return;
    moving = true;
    stepTowards(wanted);
    moving = false;
  };

  const stepTowards = ({ by, unit }: { readonly by: 1 | -1; readonly unit: 'event' | 'moment' }) => {
    const times = states().map((lane) => (by === 1 ? nextUs(lane, unit) : previousUs(lane, unit, nowUs())));
    if (times.some((us) => us === null)) {
      // What is missing is on its way: going as far as known asks for it.
      if (by === 1) goAll(Math.min(...states().map((lane) => frameAt(lane.window, lastEvent(lane.window))?.snapshot.atUs ?? 0)));
      else for (const lane of lanes) lane.getState().scrub(Math.max(0, nowUs() - 1));
      return;
    }
    const known = times as readonly number[];
    wanted = null;
    const goal = by === 1 ? Math.min(...known) : Math.max(...known);
    if (goal !== Number.POSITIVE_INFINITY) goAll(goal);
    else endAll();
  };

  const endAll = () => {
    const stopUs = Math.max(...states().map((lane) => (lane.ended?.why === 'stop' && lane.stopUs !== null ? lane.stopUs : lane.cursor.atUs)));
    goAll(stopUs);
    setAll({ playing: false, skipped: null });
    for (const lane of lanes) lane.getState().rest();
  };

  const settleUntil = () => {
    if (waiting === null) return;
    for (const [lane, reached] of waiting) if (reached === null && lane.getState().until === null) waiting.set(lane, lane.getState().cursor.atUs);
    const times = [...waiting.values()];
    if (times.some((us) => us === null)) return;
    waiting = null;
    const goal = Math.max(...(times as readonly number[]));
    for (const lane of lanes) if (lane.getState().cursor.atUs < goal) lane.getState().runUntil({ label: 'the other lane', condition: null, untilUs: goal });
  };

  const notePair = () => {
    const ids = states().map((lane) => lane.branch);
    if (ids[0] !== undefined) pairs.set(ids[0], ids);
  };
  const stops = lanes.map((lane) =>
    lane.subscribe(() => {
      notePair();
      tryStep();
      settleUntil();
    }),
  );

  return {
    lanes,
    play(on) {
      wanted = null;
      if (!ready()) return;
      if (on && states().every(atEnd)) return endAll();
      setAll({ playing: on, skipped: null, seeking: 0, stopped: null });
      if (!on) for (const lane of lanes) lane.getState().rest();
    },
    tick(wallMs) {
      const running = states();
      if (running[0]?.playing !== true) return;
      const from = nowUs();
      let to = Number.POSITIVE_INFINITY;
      for (const lane of running) {
        const untilUs = lane.ended?.why === 'stop' ? lane.stopUs : null;
        // A lane that is over holds and holds nobody up.
        if (nextUs(lane, 'event') === Number.POSITIVE_INFINITY && (untilUs === null || from >= untilUs)) continue;
        const moved = advance(lane.window, { event: lane.cursor.event, atUs: from }, Math.min(wallMs, 100), lane.pace, lane.flightUs, untilUs);
        to = Math.min(to, moved.cursor.atUs);
      }
      if (to === Number.POSITIVE_INFINITY) return endAll();
      goAll(to);
      if (states().every(atEnd)) endAll();
    },
    step(by, unit) {
      setAll({ playing: false, skipped: null, stopped: null });
      wanted = { by, unit };
      tryStep();
    },
    scrub(us) {
      wanted = null;
      for (const lane of lanes) lane.getState().scrub(us);
    },
    command(command) {
      wanted = null;
      // A lane that still loads would miss it, and the pair would be none any more.
      if (!ready()) return;
      for (const lane of lanes) lane.getState().command(command);
    },
    undo() {
      for (const lane of lanes) lane.getState().undo();
    },
    returnTo(branch) {
      const ids = pairs.get(branch);
      lanes.forEach((lane, i) => {
        const id = ids?.[i] ?? branch;
        if (lane.getState().branch !== id) lane.getState().returnTo(id);
      });
    },
    runUntil(goal) {
      wanted = null;
      waiting = new Map(lanes.map((lane) => [lane, null]));
      for (const lane of lanes) lane.getState().runUntil(goal);
    },
    cancelUntil() {
      waiting = null;
      for (const lane of lanes) lane.getState().cancelUntil();
    },
    setPace(pace) {
      setAll({ pace });
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}
