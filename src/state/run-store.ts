/**
 * The run as the page knows it: which scenario, what was seen, where the cursor stands, what plays. A vanilla zustand store whose actions
 * are the only ones that speak to the worker. What the worker has computed ahead stays in the window; ticks and lengths follow what was
 * seen, so that nothing is given away.
 */
import { createStore } from 'zustand/vanilla';
import { framesInBatch, type SimulationClient } from '../worker/client.ts';
import type { Frame, FromWorker, Tick } from '../worker/messages.ts';
import { cutAfter, emptyWindow, extended, type FrameWindow, frameAt, frameAtTime, heldFrames, lastEvent, trimmed } from './frames.ts';
import { advance, type Cursor, flightUsOf, skippedText } from './pace.ts';
import { atEnd, BEHIND, currentSnapshot, initial, type Notice, type RunActions, type RunState } from './run-state.ts';
import { announcement, keysOf, stopText } from './words.ts';

const AHEAD = 150;
const DIGEST_MS = 5000;

export type RunStore = ReturnType<typeof createRunStore>;

/** The store; `clientOf` gives the worker's client, made by the caller with `receive` and `restarted` as its ears. */
export function createRunStore(clientOf: () => SimulationClient) {
  let asked = false;
  let digestMs = 0;
  let recovering = false;

  return createStore<RunState & RunActions>()((set, get) => {
    const ask = (fromEvent: number, count: number) => {
      if (asked) return;
      asked = true;
      clientOf().send({ type: 'frames', run: clientOf().run, fromEvent, count });
    };

    /** Asks for what will be needed next, if it is not there: what the cursor stands on, a little behind it, and a stretch ahead. */
    const prefetch = () => {
      const { window, cursor, ended, phase, scenario } = get();
      if (phase !== 'ready') return;
      const replicas = scenario?.replicas.length ?? 1;
      const batch = Math.min(AHEAD, framesInBatch(replicas));
      const back = Math.min(BEHIND, Math.floor(batch / 2));
      if (frameAt(window, cursor.event) === undefined) return ask(Math.max(0, cursor.event - back), batch);
      if (window.base > 0 && cursor.event - window.base < back / 2) {
        const from = Math.max(0, window.base - back);
        return ask(from, window.base - from);
      }
      const last = lastEvent(window);
      if (last - cursor.event < Math.min(AHEAD / 2, heldFrames(replicas) / 3) && (ended === null || last < ended.event)) ask(last + 1, batch);
    };

    /** Puts the cursor somewhere; what comes into sight for the first time counts as seen, with its ticks. */
    const goTo = (cursor: Cursor, extra: Partial<RunState> = {}) => {
      const { seen, window, ticks, shownKey } = get();
      let seenTicks = ticks;
      if (cursor.event > seen.event) {
        const found: Tick[] = [];
        for (let event = seen.event + 1; event <= cursor.event; event++) found.push(...(frameAt(window, event)?.ticks ?? []));
        if (found.length > 0) seenTicks = [...ticks, ...found];
      }
      const snapshot = frameAt(window, cursor.event)?.snapshot;
      const keys = shownKey === null && snapshot !== undefined ? keysOf(snapshot) : [];
      set({
        cursor,
        ticks: seenTicks,
        seen: { event: Math.max(seen.event, cursor.event), atUs: Math.max(seen.atUs, cursor.atUs) },
        window: trimmed(window, cursor.event),
        ...(keys[0] === undefined ? {} : { shownKey: keys[0] }),
        ...extra,
      });
      prefetch();
    };

    const announce = () => {
      const snapshot = currentSnapshot(get());
      if (snapshot !== null) set({ announced: announcement(snapshot) });
    };

    /** Once the picture rests, its hashes are asked for: they name the run and the moment. */
    const rest = () => {
      announce();
      const { run } = clientOf();
      clientOf().send({ type: 'hashes', run, atEvent: get().cursor.event });
    };

    const stepEvent = (by: 1 | -1): boolean => {
      const { window, cursor, stopUs, ended } = get();
      const here = frameAt(window, cursor.event);
      if (by === -1 && here !== undefined && cursor.atUs > here.snapshot.atUs) {
        goTo({ event: cursor.event, atUs: here.snapshot.atUs });
        return true;
      }
      const target = frameAt(window, cursor.event + by);
      if (target !== undefined) {
        goTo({ event: cursor.event + by, atUs: target.snapshot.atUs });
        return true;
      }
      if (by === 1 && ended?.why === 'stop' && stopUs !== null && cursor.event >= ended.event && cursor.atUs < stopUs) {
        goTo({ event: cursor.event, atUs: stopUs });
        return true;
      }
      return false;
    };

    /** Steps until a moment, as far as there are frames; what is missing is asked for and the search goes on when it comes. */
    const stepMoment = (by: 1 | -1) => {
      const { window, cursor } = get();
      for (let event = cursor.event + by; ; event += by) {
        const frame = frameAt(window, event);
        if (frame === undefined) {
          const edge = event - by;
          const frameThere = frameAt(window, edge);
          const { ended, stopUs } = get();
          if (by === -1 && edge <= 0) return goTo({ event: 0, atUs: 0 }, { seeking: 0 });
          if (by === 1 && ended !== null && edge >= ended.event) {
            const atUs = ended.why === 'stop' && stopUs !== null ? stopUs : (frameThere?.snapshot.atUs ?? cursor.atUs);
            const snapshot = frameThere?.snapshot;
            goTo({ event: edge, atUs }, { seeking: 0, stopped: snapshot === undefined ? null : stopText({ ...snapshot, atUs }, ended.why) });
            return;
          }
          if (frameThere !== undefined) goTo({ event: edge, atUs: frameThere.snapshot.atUs }, { seeking: by });
          else set({ seeking: by });
          return prefetch();
        }
        if (frame.moment || event === 0) {
          goTo({ event, atUs: frame.snapshot.atUs }, { seeking: 0 });
          return;
        }
      }
    };

    const commanded = (message: Extract<FromWorker, { type: 'commanded' }>) => {
      const { window, ticks, branch } = get();
      const event = message.frame.snapshot.event;
      const at: Cursor = { event, atUs: message.frame.snapshot.atUs };
      asked = false;
      const kept = message.branch === branch || message.forked ? cutAfter(window, event - 1) : emptyWindow;
      const notice: Notice | null =
        message.refused !== null
          ? { text: `Refused: ${message.refused}.`, returnTo: null }
          : message.forked
            ? { text: 'You changed the past. The other run is kept.', returnTo: message.branches.find((one) => one.id === message.branch)?.parent ?? null }
            : null;
      set({
        window: extended(kept, [message.frame]),
        branch: message.branch,
        branches: message.branches,
        log: message.log,
        ended: null,
        stopped: null,
        seeking: 0,
        notice,
        ticks: [...ticks.filter((tick) => tick.event < event), ...message.frame.ticks],
        cursor: at,
        seen: at,
        hashes: null,
      });
      prefetch();
      if (!get().playing) rest();
    };

    const batch = (message: Extract<FromWorker, { type: 'batch' }>) => {
      asked = false;
      const state = get();
      if (message.branch !== state.branch) return;
      const end = message.frames.at(-1)?.snapshot.event ?? message.from;
      const window = extended(state.window, message.frames);
      set({ window, ...(message.ended === null ? {} : { ended: { event: end, why: message.ended } }) });
      if (get().seeking !== 0) stepMoment(get().seeking === 1 ? 1 : -1);
      else prefetch();
    };

    const loaded = (message: Extract<FromWorker, { type: 'loaded' }>) => {
      asked = false;
      const { scenario } = message;
      const window: FrameWindow = { base: message.first.snapshot.event, frames: [message.first] };
      const fresh = {
        scenario,
        flightUs: flightUsOf(scenario),
        stopUs: scenario.stop.atMs === null ? null : scenario.stop.atMs * 1000,
        branch: message.branch,
        window,
        phase: 'ready' as const,
      };
      if (recovering) {
        // The same run again: the frames that are held stay true, and the hashes at the cursor will show it.
        recovering = false;
        set({ branch: message.branch, branches: [], ended: null });
        prefetch();
        return rest();
      }
      set({ ...initial, ...fresh, pace: get().pace, ticks: message.first.ticks });
      goTo({ event: message.first.snapshot.event, atUs: message.first.snapshot.atUs });
      rest();
    };

    const sought = (frame: Frame) => {
      asked = false;
      set({ window: { base: frame.snapshot.event, frames: [frame] } });
      goTo({ event: frame.snapshot.event, atUs: Math.max(get().cursor.atUs, frame.snapshot.atUs) });
      if (!get().playing) rest();
    };

    return {
      ...initial,
      load(scenario, log = []) {
        recovering = false;
        asked = false;
        set({ ...initial, pace: get().pace, log });
        clientOf().load(scenario, log);
      },
      play(on) {
        const state = get();
        if (on === state.playing || state.phase !== 'ready') return;
        const snapshot = currentSnapshot(state);
        if (on && atEnd(state) && snapshot !== null && state.ended !== null) {
          set({ stopped: stopText({ ...snapshot, atUs: state.cursor.atUs }, state.ended.why) });
          return announce();
        }
        set({ playing: on, skipped: null, seeking: 0, stopped: on ? null : state.stopped });
        if (on) prefetch();
        else rest();
      },
      tick(wallMs) {
        const state = get();
        if (!state.playing) return;
        const { window, cursor, pace, flightUs, ended, stopUs } = state;
        const last = lastEvent(window);
        const untilUs = ended !== null && last >= ended.event && ended.why === 'stop' ? stopUs : null;
        const moved = advance(window, cursor, Math.min(wallMs, 100), pace, flightUs, untilUs);
        goTo(moved.cursor, { skipped: moved.skippedUs > 0 ? skippedText(moved.skippedUs) : null });
        digestMs += wallMs;
        if (digestMs > DIGEST_MS) {
          digestMs = 0;
          announce();
        }
        const after = get();
        const snapshot = currentSnapshot(after);
        if (atEnd(after) && after.ended !== null && snapshot !== null) {
          set({ playing: false, skipped: null, stopped: stopText({ ...snapshot, atUs: after.cursor.atUs }, after.ended.why) });
          rest();
        }
      },
      step(by, unit) {
        if (get().phase !== 'ready') return;
        set({ playing: false, skipped: null, stopped: null });
        if (unit === 'event') stepEvent(by);
        else stepMoment(by);
        const state = get();
        const snapshot = currentSnapshot(state);
        if (by === 1 && atEnd(state) && state.ended !== null && snapshot !== null)
          set({ stopped: stopText({ ...snapshot, atUs: state.cursor.atUs }, state.ended.why) });
        rest();
      },
      scrub(us) {
        const { window, seen, phase } = get();
        if (phase !== 'ready') return;
        const atUs = Math.max(0, Math.min(us, seen.atUs));
        const frame = frameAtTime(window, atUs);
        const beyond = frame === undefined || (frame.snapshot.event === lastEvent(window) && frame.snapshot.event < seen.event);
        set({ stopped: null, skipped: null });
        if (beyond) {
          set({ cursor: { event: get().cursor.event, atUs } });
          clientOf().send({ type: 'seek', run: clientOf().run, atUs: Math.floor(atUs) });
          return;
        }
        goTo({ event: frame.snapshot.event, atUs });
        if (!get().playing) announce();
      },
      command(command) {
        const { cursor, seen, phase } = get();
        if (phase !== 'ready') return;
        asked = false;
        clientOf().send({ type: 'command', run: clientOf().run, atEvent: cursor.event, atUs: Math.floor(cursor.atUs), seenEvent: seen.event, command });
      },
      undo() {
        clientOf().send({ type: 'undo', run: clientOf().run });
      },
      returnTo(branch) {
        set({ playing: false, ticks: [], window: emptyWindow });
        clientOf().send({ type: 'return', run: clientOf().run, branch });
      },
      select(id) {
        set({ selected: id });
      },
      showKey(key) {
        set({ shownKey: key });
      },
      setPace(pace) {
        set({ pace });
      },
      dismiss() {
        set({ notice: null });
      },
      receive(message) {
        if (message.type === 'loaded') loaded(message);
        else if (message.type === 'batch') batch(message);
        else if (message.type === 'sought' || message.type === 'until-done') sought(message.frame);
        else if (message.type === 'commanded') commanded(message);
        else if (message.type === 'hashes') set({ hashes: { event: message.event, trace: message.traceHash, state: message.stateHash } });
        else if (message.type === 'refused-scenario') set({ phase: 'failed', failure: `${message.path}: ${message.message}` });
        else if (message.type === 'failed') set({ phase: 'failed', failure: message.message, playing: false });
      },
      restarted() {
        asked = false;
        recovering = true;
        set({
          playing: false,
          notice: { text: 'The simulation had stopped answering. It was started again and replayed to the same moment.', returnTo: null },
          hashes: null,
        });
      },
    };
  });
}
