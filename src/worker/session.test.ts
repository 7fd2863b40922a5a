/** The worker's answers, in this process: records of a stretch, "run until" with its progress and its end, the scenario's own stop. */
import { describe, expect, it } from 'vitest';
import { Playback } from '../engine/picture/playback.ts';
import { presets } from '../engine/presets/index.ts';
import { Run } from '../engine/run.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import type { Condition } from '../engine/scenario/scenario.ts';
import { framesInBatch } from './client.ts';
import { CHRONICLE_EVENTS, type FromWorker } from './messages.ts';
import { testSession } from './session-fixture.ts';

const busy = {
  version: 1,
  replicas: 5,
  network: { latencyMs: { distribution: 'uniform', min: 1, max: 20 } },
  gossip: { protocol: 'push', intervalMs: 100, jitter: 1 },
  workload: [{ client: 'writer', operation: 'write', perSec: 20, keys: 10, endMs: 20_000 }],
  script: [
    {
      atMs: 700,
      command: {
        type: 'partition',
        groups: [
          ['A', 'B'],
          ['C', 'D', 'E'],
        ],
      },
    },
    { atMs: 2000, command: { type: 'heal' } },
  ],
  stop: { atMs: 20_000 },
};

/** One condition after another; written so because an object with a `then` of its own looks like a promise to some. */
const oneAfterAnother = (...steps: readonly object[]): object => Object.fromEntries([['then', steps]]);

const scenarioOf = (document: unknown) => {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
};

/** The frames of a whole run, as the page gets them batch by batch. */
function playThrough(session: ReturnType<typeof testSession>, most = 20_000) {
  const frames = [];
  for (let from = 0; ; ) {
    const batch = session.answer('batch', { type: 'frames', fromEvent: from, count: 150 });
    frames.push(...batch.frames);
    if (batch.ended !== null || frames.length > most) return { frames, ended: batch.ended };
    from = frames.length;
  }
}

/** Where the terminal stops the same scenario. */
function terminalOf(document: unknown): { readonly event: number; readonly atUs: number; readonly reason: string } {
  const scenario = scenarioOf(document);
  const { cluster } = new Playback(scenario).history;
  const { atMs, whenConverged, when } = scenario.stop;
  const reason = new Run(cluster, { atUs: atMs === null ? Number.POSITIVE_INFINITY : atMs * 1000, whenConverged, when }).finish();
  return { event: cluster.event, atUs: cluster.nowUs, reason };
}

describe('the chronicle of a stretch', () => {
  it('holds the records and marks that its frames hold, both ends included, wherever the run was before', () => {
    const session = testSession(busy);
    const { frames } = playThrough(session, 600);
    for (const [fromEvent, toEvent] of [
      [0, 40],
      [300, 520],
      [7, 7],
      [500, 510],
    ] as const) {
      const told = session.answer('chronicle', { type: 'chronicle', fromEvent, toEvent });
      const stretch = frames.slice(fromEvent, toEvent + 1);
      expect(told).toMatchObject({ fromEvent, toEvent });
      expect(told.records).toEqual(stretch.flatMap((frame) => frame.records));
      expect(told.ticks).toEqual(stretch.flatMap((frame) => frame.ticks));
    }
  });

  it('marks where copies diverge and agree again, though nothing is drawn', () => {
    const session = testSession(presets['partition-healed-by-gossip']?.scenario);
    const { ticks } = session.answer('chronicle', { type: 'chronicle', fromEvent: 0, toEvent: 3000 });
    expect(ticks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['divergence', 'repair', 'converged']));
  });

  it('holds the latest events where there are more than one message may hold, and is worked on in slices', () => {
    const session = testSession(busy);
    const { frame } = session.answer('until-done', { type: 'until', fromEvent: 0, condition: null, untilUs: 19_000_000, id: 1 });
    const toEvent = frame.snapshot.event;
    expect(toEvent).toBeGreaterThan(CHRONICLE_EVENTS + 500);
    session.ask({ type: 'chronicle', fromEvent: 0, toEvent });
    let slices = 1;
    while (session.work()) slices++;
    const [told] = session.of('chronicle', session.settle());
    expect(slices).toBeGreaterThan(10);
    expect(told).toMatchObject({ fromEvent: toEvent - CHRONICLE_EVENTS + 1, toEvent });
    expect(told?.records[0]?.event).toBe(toEvent - CHRONICLE_EVENTS + 1);
  });

  it('ends where the run ends', () => {
    const session = testSession(presets['partition-healed-by-gossip']?.scenario);
    const { frames } = playThrough(session);
    expect(session.answer('chronicle', { type: 'chronicle', fromEvent: frames.length - 5, toEvent: frames.length + 50 }).toEvent).toBe(frames.length - 1);
  });
});

describe('running until', () => {
  const until = (session: ReturnType<typeof testSession>, fromEvent: number, condition: Condition | null, untilUs: number | null = null) =>
    session.answer('until-done', { type: 'until', fromEvent, condition, untilUs, id: 7 });

  it('stops right after the event with which the condition holds, and says how far it is with its number', () => {
    const session = testSession(busy);
    session.ask({ type: 'until', fromEvent: 0, condition: { event: 'operation-completed', count: 150 }, untilUs: null, id: 7 });
    const found = session.settle();
    const [done] = session.of('until-done', found);
    const progress = session.of('progress', found);
    expect(progress.length).toBeGreaterThan(3);
    expect(progress.every(({ id }) => id === 7)).toBe(true);
    expect(progress.map(({ event }) => event)).toEqual(progress.map(({ event }) => event).sort((a, b) => a - b));
    expect(done).toMatchObject({ id: 7, met: true, ended: null, run: 1 });
    const { frames } = playThrough(session, (done?.frame.snapshot.event ?? 0) + 10);
    const replies = frames.flatMap(({ records }) => records).filter(({ type }) => type === 'operation-completed');
    expect(done?.frame).toEqual(frames[replies[149]?.event ?? 0]);
    expect(done?.atUs).toBe(done?.frame.snapshot.atUs);
  });

  it('counts what is next from where it was asked', () => {
    const session = testSession(busy);
    const { frames } = playThrough(session, 900);
    for (const from of [0, 100, 400]) {
      const { frame } = until(session, from, { next: 'repair' });
      const next = frames.slice(from + 1).find(({ records }) => records.some(({ type }) => type === 'repaired'));
      expect(frame).toEqual(next);
    }
  });

  it('goes to a time: the last event at or before it, and no further', () => {
    const session = testSession(busy);
    const done = until(session, 0, null, 3_000_000);
    expect(done).toMatchObject({ met: true, ended: null, atUs: 3_000_000 });
    expect(done.frame.snapshot.atUs).toBeLessThanOrEqual(3_000_000);
    expect(done.frame.snapshot.nextUs).toBeGreaterThan(3_000_000);
    expect(until(session, done.frame.snapshot.event, null, 20_000_000)).toMatchObject({ met: true, ended: 'stop', atUs: 20_000_000 });
    expect(until(session, 0, null, 21_000_000)).toMatchObject({ met: false, ended: 'stop', atUs: 20_000_000 });
  });

  it('gives a condition up when its time is up', () => {
    const session = testSession(busy);
    expect(until(session, 0, { event: 'replica-crashed' }, 1_000_000)).toMatchObject({ met: false, ended: null, atUs: 1_000_000 });
  });

  it('holds by the clock between two events', () => {
    const session = testSession(busy);
    const { frames } = playThrough(session, 200);
    const gap = frames.findIndex((frame, event) => (frames[event + 1]?.snapshot.atUs ?? 0) > frame.snapshot.atUs + 500);
    const atUs = (frames[gap]?.snapshot.atUs ?? 0) + 250;
    const done = until(session, 0, { afterMs: atUs / 1000 });
    expect(done).toMatchObject({ met: true, atUs });
    expect(done.frame.snapshot.event).toBe(gap);
  });

  it('says that the run ended before it came', () => {
    const session = testSession({ ...busy, stop: { atMs: 1500 } });
    expect(until(session, 0, { event: 'replica-crashed' })).toMatchObject({ met: false, ended: 'stop', atUs: 1_500_000 });
    const quiet = testSession({ version: 1, replicas: 3, script: [{ atMs: 5, command: { type: 'write', client: 'a', via: 'A', key: 'x', value: 1 } }] });
    expect(until(quiet, 0, { event: 'replica-crashed' })).toMatchObject({ met: false, ended: 'nothing-scheduled' });
    expect(until(quiet, 0, null, 9_000_000)).toMatchObject({ met: false, ended: 'nothing-scheduled' });
  });

  it('knows at the end of the run that something never happened', () => {
    const session = testSession({ ...busy, stop: { atMs: 1500 } });
    expect(until(session, 0, { never: { event: 'replica-crashed' } })).toMatchObject({ met: true, ended: 'stop' });
  });

  it('refuses what is no condition, and says why', () => {
    const session = testSession(busy);
    const done = until(session, 0, { converging: true } as unknown as Condition);
    expect(done).toMatchObject({ met: false, ended: null });
    expect(done.refused).toMatch(/condition/);
    expect(until(session, 0, { event: 'version-stored', where: { replica: 'Z' } }).met).toBe(false);
  });

  it('stops where it is when it is cancelled, says so, and the run is as it was', () => {
    const session = testSession(busy);
    const before = session.answer('batch', { type: 'frames', fromEvent: 30, count: 10 });
    session.ask({ type: 'until', fromEvent: 30, condition: { event: 'replica-crashed' }, untilUs: null, id: 9 });
    session.ask({ type: 'frames', fromEvent: 31, count: 10 });
    for (let slice = 0; slice < 4; slice++) session.work();
    session.ask({ type: 'cancel' });
    const found = session.settle();
    const [done] = session.of('until-done', found);
    expect(done).toMatchObject({ id: 9, met: false, ended: null });
    expect(done?.frame.snapshot.event).toBeGreaterThan(30);
    expect(done?.frame.snapshot.atUs).toBeLessThan(20_000_000);
    expect(session.of('batch', found)).toEqual([]);
    expect(session.answer('batch', { type: 'frames', fromEvent: 30, count: 10 })).toEqual(before);
  });

  it('answers also where it is cancelled before it began, and still gives the command that waits', () => {
    const session = testSession(busy);
    session.ask({ type: 'until', fromEvent: 4000, condition: { event: 'replica-crashed' }, untilUs: null, id: 3 });
    session.ask({ type: 'command', atEvent: 20, atUs: 0, seen: { event: 20, atUs: 0 }, command: { type: 'crash', replica: 'A' } });
    session.ask({ type: 'cancel' });
    const found = session.settle();
    expect(session.of('until-done', found)).toMatchObject([{ id: 3, met: false }]);
    expect(session.of('commanded', found)).toMatchObject([{ refused: null }]);
  });
});

describe('the scenario’s own stop', () => {
  const stops: readonly (readonly [string, object])[] = [
    ['a condition', { atMs: 20_000, when: { event: 'operation-completed', count: 40 } }],
    ['what has ever been', { atMs: 20_000, when: { all: [{ ever: { not: { converged: true } } }, { converged: true }, { afterMs: 2500 }] } }],
    ['the clock, between two events', { atMs: 20_000, when: { afterMs: 1234.567 } }],
    ['one thing after another', { atMs: 20_000, when: oneAfterAnother({ commanded: 'heal' }, { next: 'repair' }, { event: 'version-stored', count: 5 }) }],
    ['a time', { atMs: 3000 }],
    ['convergence', { atMs: 20_000, whenConverged: true }],
  ];
  const scenario = (stop: object) => ({ ...busy, workload: [{ ...busy.workload[0], endMs: 5000 }], stop });

  it.each(stops)('stops the page’s run where it stops the terminal’s: by %s', (name, stop) => {
    const session = testSession(scenario(stop));
    const { frames, ended } = playThrough(session);
    const why = name === 'a time' ? 'stop' : 'goal';
    expect(ended).toBe(why);
    expect(frames.at(-1)?.snapshot.event).toBe(terminalOf(scenario(stop)).event);
    const done = session.answer('until-done', { type: 'until', fromEvent: 0, condition: { event: 'replica-crashed' }, untilUs: null, id: 1 });
    expect(done).toMatchObject({ met: false, ended: why, atUs: terminalOf(scenario(stop)).atUs });
  });

  it.each(stops)('is the same after jumps, and on a branch where something else happens: by %s', (_, stop) => {
    const document = scenario(stop);
    const session = testSession(document);
    const { event } = terminalOf(document);
    const end = (from: number) => session.answer('until-done', { type: 'until', fromEvent: from, condition: null, untilUs: null, id: 1 }).frame.snapshot.event;
    session.answer('batch', { type: 'frames', fromEvent: event - 40, count: 20 });
    session.answer('batch', { type: 'frames', fromEvent: 10, count: 50 });
    session.answer('hashes', { type: 'hashes', atEvent: Number.MAX_SAFE_INTEGER });
    expect(end(30)).toBe(event);
    session.answer('sought', { type: 'seek', atUs: 300_000 });
    expect(end(0)).toBe(event);
    const command = { type: 'write', client: 'learner', via: 'A', key: 'k1', value: 1 } as const;
    const given = session.answer('commanded', { type: 'command', atEvent: 50, atUs: 0, seen: { event, atUs: 0 }, command });
    const [logged] = given.log;
    if (logged === undefined) throw new Error('no command in the log');
    const changed = { ...document, script: [...document.script, { atMs: logged.atMs, after: logged.after, command }] };
    expect(end(51)).toBe(terminalOf(changed).event);
    // A second command before it forks; the branch left is as it was.
    const crash = { type: 'crash', replica: 'E' } as const;
    const forked = session.answer('commanded', { type: 'command', atEvent: 20, atUs: 0, seen: { event: 60, atUs: 0 }, command: crash });
    expect(forked.forked).toBe(true);
    const [other] = forked.log;
    if (other === undefined) throw new Error('no command in the log');
    const elsewhere = { ...document, script: [...document.script, { atMs: other.atMs, after: other.after, command: crash }] };
    expect(end(21)).toBe(terminalOf(elsewhere).event);
    session.answer('commanded', { type: 'return', branch: given.branch, seen: { event: 0, atUs: 0 } });
    expect(end(51)).toBe(terminalOf(changed).event);
    session.answer('commanded', { type: 'undo' });
    expect(end(0)).toBe(event);
  });
});

describe('a batch of frames', () => {
  it('shares between its frames what the events did not change', () => {
    const session = testSession(presets['gossip-100']?.scenario);
    const { frames } = session.answer('batch', { type: 'frames', fromEvent: 20, count: 50 });
    expect(frames).toHaveLength(Math.min(50, framesInBatch(100)));
    const views = new Set(frames.flatMap(({ snapshot }) => snapshot.replicas));
    expect(views.size).toBeLessThan(100 + frames.length * 4);
    const sent = structuredClone<FromWorker>({ type: 'batch', run: 1, branch: 0, from: 19, frames, ended: null });
    if (sent.type === 'batch') expect(new Set(sent.frames.flatMap(({ snapshot }) => snapshot.replicas)).size).toBe(views.size);
  });
});

describe('numbers of the result', () => {
  it('are those at the event asked for, null where there are none', () => {
    const session = testSession(busy);
    const { frames } = playThrough(session);
    const last = frames.at(-1)!.snapshot;
    const found = session.answer('numbers', { type: 'numbers', atEvent: last.event, paths: ['messages.bytes', 'events', 'no.such'] });
    expect(found).toMatchObject({ event: last.event, of: { 'messages.bytes': last.counters.bytes, events: last.event, 'no.such': null } });
    const early = session.answer('numbers', { type: 'numbers', atEvent: 40, paths: ['messages.bytes'] });
    expect(early.of['messages.bytes']).toBe(frames[40].snapshot.counters.bytes);
  });
});
