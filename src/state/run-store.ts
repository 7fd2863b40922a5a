/**
 * The run as the page knows it: which scenario, what was seen, where the cursor stands, what plays. A vanilla zustand store whose actions
 * are the only ones that speak to the worker. What the worker has computed ahead stays in the window; ticks and lengths follow what was
 * seen, so that nothing is given away.
 */
import { createStore } from 'zustand/vanilla';
import type { SimulationClient } from '../worker/client.ts';
import type { Frame, FromWorker } from '../worker/messages.ts';
import { cutBefore, emptyChronicle, joined } from './chronicle.ts';
import { cutAfter, emptyWindow, extended, type FrameWindow, frameAt, frameAtTime, lastEvent } from './frames.ts';
import { advance, type Cursor, flightUsOf, skippedText } from './pace.ts';
import { type Asking, createMoves } from './run-moves.ts';
import { atEnd, currentSnapshot, type Earlier, initial, type Notice, type RunActions, type RunState } from './run-state.ts';
import { statusOf, stopText } from './words.ts';

const DIGEST_MS = 5000;

export type RunStore = ReturnType<typeof createRunStore>;

/** The store; `clientOf` gives the worker's client, made by the caller with `receive` and `restarted` as its ears. */
export function createRunStore(clientOf: () => SimulationClient) {
  let digestMs = 0;
  let recovering = false;
  let untilId = 0;
  let opensAtUs = 0;
  /** Where an earlier sitting stood, until it is reached. */
  let stood: Earlier | null = null;

  return createStore<RunState & RunActions>()((set, get) => {
    const asking: Asking = { frames: false, records: false };
    const { goTo, prefetch, askRecords, chronicled, announce, rest, stepEvent, stepMoment } = createMoves(get, set, clientOf, asking);

    const commanded = (message: Extract<FromWorker, { type: 'commanded' }>) => {
      const { window, ticks, branch, chronicle } = get();
      const event = message.frame.snapshot.event;
      const at: Cursor = { event, atUs: message.frame.snapshot.atUs };
      asking.frames = false;
      asking.records = false;
      const sameLine = message.branch === branch || message.forked;
      const before = sameLine ? cutBefore(chronicle, event) : emptyChronicle;
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
        chronicle: before.to === event - 1 && sameLine ? joined(before, event, event, message.frame.records) : before,
        until: null,
        cursor: at,
        seen: at,
        numbers: null,
        hashes: null,
      });
      prefetch();
      askRecords();
      if (!get().playing) rest();
    };

    const batch = (message: Extract<FromWorker, { type: 'batch' }>) => {
      asking.frames = false;
      const state = get();
      if (message.branch !== state.branch) return;
      const end = message.frames.at(-1)?.snapshot.event ?? message.from;
      const window = extended(state.window, message.frames);
      set({ window, ...(message.ended === null ? {} : { ended: { event: end, why: message.ended } }) });
      const { seeking } = get();
      if (seeking === 0) return prefetch();
      stepMoment(seeking);
      // A step that had to wait for its frames rests only now.
      if (get().seeking === 0) rest();
    };

    const loaded = (message: Extract<FromWorker, { type: 'loaded' }>) => {
      asking.frames = false;
      const { scenario } = message;
      const window: FrameWindow = { base: message.first.snapshot.event, frames: [message.first] };
      const fresh = {
        scenario,
        flightUs: flightUsOf(scenario),
        stopUs: scenario.stop.atMs === null ? null : scenario.stop.atMs * 1000,
        branch: message.branch,
        branches: message.branches,
        window,
        phase: 'ready' as const,
      };
      if (recovering) {
        // The same run again: the frames that are held stay true, and the hashes at the cursor will show it.
        recovering = false;
        set({ branch: message.branch, branches: message.branches, ended: null });
        prefetch();
        return rest();
      }
      set({
        ...initial,
        ...fresh,
        log: get().log,
        shownKey: get().shownKey,
        pace: get().pace,
        ticks: message.first.ticks,
        chronicle: { from: 0, to: 0, records: message.first.records },
      });
      if (opensAtUs > 0 || (stood?.cursorEvent ?? 0) > 0) {
        set({ phase: 'loading', cursor: { event: 0, atUs: opensAtUs } });
        clientOf().send({ type: 'seek', run: clientOf().run, atUs: opensAtUs });
        return;
      }
      stood = null;
      goTo({ event: message.first.snapshot.event, atUs: message.first.snapshot.atUs });
      rest();
    };

    const sought = (frame: Frame, atUs = Math.max(get().cursor.atUs, frame.snapshot.atUs)) => {
      asking.frames = false;
      opensAtUs = 0;
      set({ phase: 'ready', window: { base: frame.snapshot.event, frames: [frame] } });
      goTo({ event: frame.snapshot.event, atUs });
      const back = stood;
      stood = null;
      // An earlier sitting had seen further than where it stood, or stood among the events of an instant.
      if (back !== null && (back.cursorUs < atUs || (back.cursorEvent ?? frame.snapshot.event) !== frame.snapshot.event)) {
        const { cursorUs, cursorEvent } = back;
        set({ cursor: { event: get().cursor.event, atUs: Math.min(cursorUs, atUs) } });
        clientOf().send({ type: 'seek', run: clientOf().run, atUs: cursorUs, ...(cursorEvent === undefined ? {} : { event: cursorEvent }) });
      } else if (!get().playing) rest();
    };

    const progressed = ({ id, atUs, event }: Extract<FromWorker, { type: 'progress' }>) => {
      const { until } = get();
      if (until !== null && until.id === id) set({ until: { ...until, atUs, event } });
    };

    /** What this branch has come to, for its row once it is left. */
    const noteOutcome = () => {
      const { window, seen, branch, outcomes } = get();
      const edge = frameAt(window, seen.event)?.snapshot;
      if (edge !== undefined) set({ outcomes: { ...outcomes, [branch]: statusOf(edge).text } });
    };

    const untilDone = (message: Extract<FromWorker, { type: 'until-done' }>) => {
      const { until } = get();
      if (until === null || until.id !== message.id) return;
      const label = until.label;
      if (message.refused !== undefined) return set({ until: null, notice: { text: `Refused: ${message.refused}.`, returnTo: null } });
      const { atUs } = message;
      set({ until: null, stopped: message.met ? null : `The run ended before this came: ${label}.` });
      sought(message.frame, Math.max(atUs, message.frame.snapshot.atUs));
    };

    return {
      ...initial,
      load(scenario, log = [], startUs = 0, earlier) {
        recovering = false;
        opensAtUs = startUs;
        stood = earlier ?? null;
        asking.frames = false;
        asking.records = false;
        set({ ...initial, pace: get().pace, log });
        clientOf().load(scenario, log, earlier?.kept ?? []);
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
        asking.frames = false;
        noteOutcome();
        clientOf().send({ type: 'command', run: clientOf().run, atEvent: cursor.event, atUs: Math.floor(cursor.atUs), seen, command });
      },
      undo() {
        clientOf().send({ type: 'undo', run: clientOf().run });
      },
      returnTo(branch) {
        noteOutcome();
        const { seen } = get();
        set({ playing: false, ticks: [], window: emptyWindow, chronicle: emptyChronicle });
        clientOf().send({ type: 'return', run: clientOf().run, branch, seen });
      },
      select(selection) {
        const key = selection?.type === 'key' || selection?.type === 'copy' ? selection.key : null;
        set({ selection, ...(key === null ? {} : { shownKey: key }) });
      },
      runUntil({ label, condition, untilUs }) {
        const { phase, cursor } = get();
        if (phase !== 'ready') return;
        untilId++;
        set({ playing: false, skipped: null, stopped: null, seeking: 0, until: { id: untilId, label, atUs: cursor.atUs, event: cursor.event } });
        clientOf().send({ type: 'until', run: clientOf().run, fromEvent: cursor.event, condition, untilUs, id: untilId });
      },
      cancelUntil() {
        if (get().until === null) return;
        set({ until: null });
        asking.frames = false;
        asking.records = false;
        clientOf().send({ type: 'cancel', run: clientOf().run });
        prefetch();
      },
      reach(us) {
        const { window, cursor, ended } = get();
        const last = lastEvent(window);
        if (ended !== null && last >= ended.event) return us;
        const frame = frameAt(window, last);
        return frame === undefined ? cursor.atUs : Math.max(cursor.atUs, Math.min(us, frame.snapshot.atUs));
      },
      goTime(us) {
        const { window } = get();
        const frame = frameAtTime(window, us);
        if (frame !== undefined) goTo({ event: frame.snapshot.event, atUs: us });
      },
      showKey(key) {
        set({ shownKey: key });
      },
      setPace(pace) {
        set({ pace });
      },
      rest,
      askNumbers(paths) {
        const { ended, phase } = get();
        if (ended !== null && phase === 'ready') clientOf().send({ type: 'numbers', run: clientOf().run, atEvent: ended.event, paths });
      },
      dismiss() {
        set({ notice: null, stopped: null });
      },
      receive(message) {
        if (message.type === 'loaded') loaded(message);
        else if (message.type === 'batch') batch(message);
        else if (message.type === 'sought') sought(message.frame);
        else if (message.type === 'until-done') untilDone(message);
        else if (message.type === 'chronicle') chronicled(message);
        else if (message.type === 'progress') progressed(message);
        else if (message.type === 'commanded') commanded(message);
        else if (message.type === 'hashes') set({ hashes: { event: message.event, trace: message.traceHash, state: message.stateHash } });
        else if (message.type === 'numbers') set({ numbers: { event: message.event, of: message.of } });
        else if (message.type === 'refused-scenario') set({ phase: 'failed', failure: `${message.path}: ${message.message}` });
        else if (message.type === 'failed') set({ phase: 'failed', failure: message.message, playing: false });
      },
      restarted() {
        asking.frames = false;
        asking.records = false;
        recovering = true;
        set({
          playing: false,
          until: null,
          notice: { text: 'The simulation had stopped answering. It was started again and replayed to the same moment.', returnTo: null },
          hashes: null,
        });
      },
    };
  });
}
