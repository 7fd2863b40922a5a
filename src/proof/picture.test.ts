/**
 * The page's pictures and records against the engine's own state, over presets and random runs. `EVENTUALLY_PICTURES=400` runs so many
 * random scenarios instead of the sample.
 */
import { describe, expect, it } from 'vitest';
import { Playback, type PlaybackFrame } from '../engine/picture/playback.ts';
import { presets } from '../engine/presets/index.ts';
import type { Command, Scenario } from '../engine/scenario/scenario.ts';
import { Dice } from './fuzz/dice.ts';
import { randomDocument } from './fuzz/random-document.ts';
import { checkShared, Told } from './picture-checks.ts';
import { scenarioOf } from './scenario-of.ts';

const RUNS = Number(process.env.EVENTUALLY_PICTURES ?? 60);
const LONG = process.env.EVENTUALLY_PICTURES !== undefined;
/** A scenario of a run of the fuzz is told whole within so many events, mostly. */
const EVENTS = LONG ? 20_000 : 200;

/** Plays from where a playback is, up to so many events and the run's stop, and hands each frame to `look`. */
function play(playback: Playback, scenario: Scenario, events: number, look: (frame: PlaybackFrame) => void): void {
  const stopUs = scenario.stop.atMs === null ? Number.POSITIVE_INFINITY : scenario.stop.atMs * 1000;
  for (let i = 0; i < events && (playback.nextUs ?? Number.POSITIVE_INFINITY) <= stopUs; i++) {
    const frame = playback.step();
    if (frame === null) return;
    look(frame);
  }
}

function checkRun(scenario: Scenario, events: number): number {
  const playback = new Playback(scenario);
  const first = playback.toEvent(0);
  checkShared(playback, first);
  const told = new Told(first.snapshot);
  play(playback, scenario, events, (frame) => {
    checkShared(playback, frame);
    told.check(frame);
  });
  return playback.event;
}

const seeds = Array.from({ length: RUNS }, (_, i) => i + 1);

describe('pictures that share what did not change', { timeout: LONG ? 3_600_000 : 180_000 }, () => {
  it.each(Object.entries(presets).filter(([, { scenario }]) => scenarioOf(scenario).replicas.length <= 100))(
    'are those built from nothing, and the records add up to them: %s',
    (_, { scenario }) => {
      expect(checkRun(scenarioOf(scenario), LONG ? 20_000 : 400)).toBeGreaterThan(5);
    },
  );

  it('are those built from nothing while replicas come and go', () => {
    const scenario = scenarioOf({
      version: 1,
      replicas: 4,
      data: { keys: 30 },
      hintedHandoff: { enabled: true, replayIntervalMs: 500 },
      coordination: { writeTimeoutMs: 300 },
      placement: { bootstrapBytesPerSec: 20_000 },
      workload: [{ client: 'writer', operation: 'write', perSec: 6, keys: 40, endMs: 9000 }],
      script: [
        { atMs: 100, command: { type: 'join', replica: 'E' } },
        {
          atMs: 300,
          command: {
            type: 'partition',
            groups: [
              ['A', 'B'],
              ['C', 'D'],
            ],
          },
        },
        { atMs: 700, command: { type: 'heal' } },
        { atMs: 3000, command: { type: 'leave', replica: 'B' } },
        { atMs: 6000, command: { type: 'crash', replica: 'C' } },
        { atMs: 6500, command: { type: 'replace', replica: 'C', with: 'F' } },
      ],
      stop: { atMs: 12_000 },
    });
    const playback = new Playback(scenario);
    const names: string[] = [];
    const look = (frame: PlaybackFrame): void => {
      checkShared(playback, frame);
      const now = frame.snapshot.replicas.map(({ id }) => id).join('');
      if (names.at(-1) !== now) names.push(now);
    };
    look(playback.toEvent(0));
    const told = new Told(playback.toEvent(0).snapshot);
    play(playback, scenario, 6000, (frame) => {
      look(frame);
      told.check(frame);
    });
    expect(names).toEqual(['ABCD', 'ABCDE', 'ACDE', 'ACDEF', 'ADEF']);
  });

  it('are those built from nothing where more keys are touched than are drawn, and loaded ones come into the picture late', () => {
    const scenario = scenarioOf({
      version: 1,
      seed: 5,
      replicas: 5,
      data: { keys: 250, valueBytes: 10, divergent: [{ replica: 'C', keys: 20 }] },
      workload: [
        { client: 'writer', operation: 'write', perSec: 400, keys: 400 },
        { client: 'reader', operation: 'read', perSec: 100, keys: 400 },
      ],
      stop: { atMs: 1500 },
    });
    const playback = new Playback(scenario);
    const shown = new Set<string>();
    play(playback, scenario, 4000, (frame) => {
      if (frame.snapshot.event % 7 === 0) checkShared(playback, frame);
      for (const { cells } of frame.snapshot.replicas) for (const { key } of cells) shown.add(key);
    });
    // Some keys were only asked for, and nobody holds them.
    expect(shown.size).toBeGreaterThan(150);
    expect(shown.size).toBeLessThanOrEqual(200);
  });

  it('are those built from nothing in a cluster of a thousand', () => {
    const scenario = scenarioOf(presets['gossip-1000']?.scenario);
    const playback = new Playback(scenario);
    play(playback, scenario, LONG ? 2000 : 90, (frame) => {
      if (LONG || frame.snapshot.event % 30 === 0) checkShared(playback, frame);
    });
    expect(playback.event).toBeGreaterThan(50);
  });

  it(`are those built from nothing, and the records add up to them, in ${RUNS} random runs`, () => {
    let events = 0;
    for (const seed of seeds) events += named(seed, () => checkRun(scenarioOf(randomDocument(seed)), EVENTS));
    expect(events / RUNS).toBeGreaterThan(75);
  });

  it('share the views of replicas, copies and messages that nothing happened to', () => {
    const playback = new Playback(scenarioOf(presets['gossip-100']?.scenario));
    let before = playback.toEvent(40).snapshot;
    for (let i = 0; i < 40; i++) {
      const after = playback.step()?.snapshot;
      if (after === undefined) break;
      expect(after.replicas.filter((view, replica) => view !== before.replicas[replica]).length).toBeLessThan(5);
      const seen = new Set(before.messages);
      expect(after.messages.filter((view) => !seen.has(view)).length).toBeLessThan(5);
      before = after;
    }
  });
});

/** Runs a check of a seed and names it where it fails. */
function named<T>(seed: number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const journeys = LONG ? seeds : seeds.slice(0, 20);

const commands: readonly Command[] = [
  { type: 'write', client: 'learner', via: 'A', key: 'mine', value: 1 },
  { type: 'delete', client: 'learner', via: 'B', key: 'k0' },
  { type: 'read', client: 'learner', key: 'k1' },
  { type: 'crash', replica: 'A', lose: 'disk' },
  { type: 'restart', replica: 'A' },
  { type: 'partition', groups: [['A'], ['B']] },
  { type: 'set', path: 'gossip.intervalMs', value: 130 },
];

describe('travelling in time', { timeout: LONG ? 3_600_000 : 180_000 }, () => {
  it('shows by scrubbing to a time exactly what playing to it shows: picture, moment, marks and records', () => {
    for (const seed of journeys)
      named(seed, () => {
        const scenario = scenarioOf(randomDocument(seed));
        const dice = new Dice(seed);
        const playback = new Playback(scenario);
        playback.history.current.spacing = dice.pick([7, 40, 2000]);
        const played = [playback.toEvent(0)];
        play(playback, scenario, 300, (frame) => played.push(frame));
        for (let i = 0; i < 12; i++) {
          const { snapshot } = dice.pick(played);
          // Before the latest instant, of which not all was played.
          const scrubbed = playback.toTime(Math.min(snapshot.atUs + dice.whole(0, 20_000), (played.at(-1)?.snapshot.atUs ?? 1) - 1));
          expect(scrubbed).toEqual(played[scrubbed.snapshot.event]);
          checkShared(playback, scrubbed);
          const next = playback.step();
          if (next !== null && next.snapshot.event < played.length) expect(next).toEqual(played[next.snapshot.event]);
        }
      });
  });

  it('tells of a stretch without drawing it what playing it told', () => {
    for (const seed of journeys.slice(0, 8))
      named(seed, () => {
        const scenario = scenarioOf(randomDocument(seed));
        const playback = new Playback(scenario);
        const played: PlaybackFrame[] = [];
        play(playback, scenario, 200, (frame) => played.push(frame));
        playback.travel(0);
        for (const { snapshot: _, ...left } of played) expect(playback.stepQuietly()).toEqual(left);
      });
  });

  it('loses nothing by forking and returning: the same frames, hashes and log', () => {
    for (const seed of journeys)
      named(seed, () => {
        const scenario = scenarioOf(randomDocument(seed));
        const dice = new Dice(seed + 1_000_000);
        const playback = new Playback(scenario);
        playback.history.current.spacing = dice.pick([7, 40, 2000]);
        playback.toEvent(dice.whole(0, 60));
        const first = playback.command(dice.pick(commands), playback.event, playback.nowUs);
        checkShared(playback, first.frame);
        const told = new Told(first.frame.snapshot);
        const frames = new Map([[first.frame.snapshot.event, first.frame]]);
        play(playback, scenario, 150, (frame) => {
          frames.set(frame.snapshot.event, frame);
          told.check(frame);
        });
        const left = playback.event;
        playback.see(left, playback.nowUs);
        const { hashes, log } = { hashes: playback.hashes(), log: playback.log };
        const home = playback.branch.id;
        const at = dice.whole(0, first.frame.snapshot.event - 1);
        const there = playback.toEvent(at);
        const fork = playback.command(dice.pick(commands), at, there.snapshot.atUs);
        expect(fork.forked).toBe(true);
        checkShared(playback, fork.frame);
        const elsewhere = new Told(fork.frame.snapshot);
        play(playback, scenario, 80, (frame) => elsewhere.check(frame));
        checkShared(playback, playback.toEvent(playback.event));
        const back = playback.returnTo(home);
        expect(back).toEqual(frames.get(left));
        expect(playback.hashes()).toEqual(hashes);
        expect(playback.log).toEqual(log);
        for (const [event, frame] of frames) expect(playback.toEvent(event)).toEqual(frame);
      });
  });
});
