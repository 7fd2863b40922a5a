/**
 * How the cursor of a run moves: by event, by moment, to a time; what must be asked of the worker before it can; and what counts as seen
 * by moving there. The part of the run store that knows the window of frames and the records held.
 */
import type { RecordView } from '../engine/picture/snapshot.ts';
import { framesInBatch, type SimulationClient } from '../worker/client.ts';
import type { FromWorker, Tick } from '../worker/messages.ts';
import { joined, missing } from './chronicle.ts';
import { frameAt, heldFrames, lastEvent, trimmed } from './frames.ts';
import type { Cursor } from './pace.ts';
import { BEHIND, currentSnapshot, type RunActions, type RunState } from './run-state.ts';
import { announcement, isAtRest, keysOf, stopText } from './words.ts';

const AHEAD = 150;
/** From so many replicas on, what lies between two moments is not drawn when one steps. */
const LARGE = 300;
const RECORDS_AT_ONCE = 4000;
/** A step by moment gives up after so many events in which nothing came of the timers. */
const IDLE_EVENTS = 400;

/** What is on its way from the worker. */
export interface Asking {
  frames: boolean;
  records: boolean;
}

type Get = () => RunState & RunActions;
type Set = (part: Partial<RunState>) => void;

export function createMoves(get: Get, set: Set, clientOf: () => SimulationClient, asking: Asking) {
  /** Where the step under way began. */
  let begunAt = 0;

  const ask = (fromEvent: number, count: number) => {
    if (asking.frames) return;
    asking.frames = true;
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
    const { seen, window, ticks, shownKey, chronicle } = get();
    let seenTicks = ticks;
    let told = chronicle;
    if (cursor.event > seen.event && frameAt(window, seen.event + 1) !== undefined) {
      const found: Tick[] = [];
      const records: RecordView[] = [];
      for (let event = seen.event + 1; event <= cursor.event; event++) {
        const frame = frameAt(window, event);
        found.push(...(frame?.ticks ?? []));
        records.push(...(frame?.records ?? []));
      }
      if (found.length > 0) seenTicks = [...ticks, ...found];
      // A stretch that is held further back does not reach the edge of what was seen; it is completed when one comes near.
      if (chronicle.to === seen.event) told = joined(chronicle, seen.event + 1, cursor.event, records);
    }
    const snapshot = frameAt(window, cursor.event)?.snapshot;
    const keys = shownKey === null && snapshot !== undefined ? keysOf(snapshot) : [];
    set({
      cursor,
      ticks: seenTicks,
      chronicle: told,
      seen: { event: Math.max(seen.event, cursor.event), atUs: Math.max(seen.atUs, cursor.atUs) },
      window: trimmed(window, cursor.event),
      ...(keys[0] === undefined ? {} : { shownKey: keys[0] }),
      ...extra,
    });
    prefetch();
    askRecords();
  };

  /** Asks for the records around the cursor that were seen and are not held. */
  const askRecords = () => {
    const { chronicle, cursor, seen, phase } = get();
    const wanted = missing(chronicle, cursor.event, seen.event, RECORDS_AT_ONCE);
    if (wanted === null || asking.records || phase !== 'ready') return;
    asking.records = true;
    clientOf().send({ type: 'chronicle', run: clientOf().run, fromEvent: wanted.from, toEvent: wanted.to });
  };

  const chronicled = (message: Extract<FromWorker, { type: 'chronicle' }>) => {
    asking.records = false;
    const { branch, chronicle, seen, ticks } = get();
    if (message.branch !== branch) return askRecords();
    const { fromEvent, toEvent } = message;
    if (toEvent > seen.event) return;
    const known = new Set(ticks.map((tick) => `${tick.event}/${tick.kind}/${tick.label}`));
    const fresh = message.ticks.filter((tick) => !known.has(`${tick.event}/${tick.kind}/${tick.label}`));
    set({
      chronicle: joined(chronicle, fromEvent, toEvent, message.records),
      ...(fresh.length === 0 ? {} : { ticks: [...ticks, ...fresh].sort((a, b) => a.event - b.event) }),
    });
    askRecords();
  };

  const announce = () => {
    const snapshot = currentSnapshot(get());
    if (snapshot !== null) set({ announced: announcement(snapshot) });
  };

  /** Once the picture rests, its hashes are asking.frames for: they name the run and the moment. */
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

  /** Steps until a moment, as far as there are frames; what is missing is asking.frames for and the search goes on when it comes. */
  const stepMoment = (by: 1 | -1) => {
    const { window, cursor, seeking } = get();
    if (seeking === 0) begunAt = cursor.event;
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
        // Where all agree and nobody waits, replicas may go on talking for ever without a moment.
        if (by === 1 && frameThere !== undefined && edge - begunAt > IDLE_EVENTS && isAtRest(frameThere.snapshot)) {
          const { atUs } = frameThere.snapshot;
          return goTo({ event: edge, atUs }, { seeking: 0, stopped: 'Nothing changes any more: all copies agree, and replicas only go on talking.' });
        }
        // In a large cluster a moment lies thousands of events on: the worker goes there without drawing the way.
        if (by === 1 && (get().scenario?.replicas.length ?? 0) >= LARGE) {
          set({ seeking: 0 });
          return get().runUntil({ label: 'the next moment', condition: { next: 'moment' }, untilUs: null });
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

  return { goTo, prefetch, askRecords, chronicled, announce, rest, stepEvent, stepMoment };
}
