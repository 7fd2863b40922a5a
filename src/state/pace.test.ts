import { describe, expect, it } from 'vitest';
import { Playback, type PlaybackFrame } from '../engine/picture/playback.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import type { FrameWindow } from './frames.ts';
import { advance, flightUsOf, followText, paces } from './pace.ts';

function played(extra: { readonly [name: string]: unknown }, events = 400) {
  const parsed = parseScenario({
    version: 1,
    replicas: ['A', 'B', 'C'],
    network: { latencyMs: { distribution: 'constant', ms: 40 } },
    script: [
      { atMs: 10, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk' } },
      { atMs: 10_000, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'eggs' } },
    ],
    ...extra,
  });
  if (!parsed.ok) throw new Error(parsed.message);
  const playback = new Playback(parsed.scenario);
  const frames: PlaybackFrame[] = [playback.toEvent(0)];
  for (let frame = playback.step(); frame !== null && frames.length < events; frame = playback.step()) frames.push(frame);
  const window: FrameWindow = { base: 0, frames };
  return { window, flightUs: flightUsOf(parsed.scenario) };
}

/** Wall milliseconds from one time of the run to another, as Follow goes. */
function wallMs(at: ReturnType<typeof played>, fromUs: number, toUs: number): number {
  let cursor = { event: 0, atUs: 0 };
  let ms = 0;
  let begun = 0;
  while (cursor.atUs < toUs && ms < 120_000) {
    if (cursor.atUs < fromUs) begun = ms;
    const moved = advance(at.window, cursor, 5, 'follow', at.flightUs, null);
    if (moved.starved) break;
    cursor = moved.cursor;
    ms += 5;
  }
  return ms - begun;
}

describe('Follow', () => {
  it('lets a flight take about 0.8 s', () => {
    expect(wallMs(played({}), 10_000, 50_000)).toBeGreaterThan(700);
    expect(wallMs(played({}), 10_000, 50_000)).toBeLessThan(900);
  });

  it('passes a quiet stretch in 0.3 s and says how long it was', () => {
    const at = played({});
    expect(wallMs(at, 200_000, 9_900_000)).toBeLessThan(340);
    const inside = advance(
      at.window,
      { event: at.window.frames.findIndex((one) => one.snapshot.atUs > 9_000_000) - 1, atUs: 5_000_000 },
      5,
      'follow',
      at.flightUs,
      null,
    );
    expect(inside.skippedUs).toBeGreaterThan(9_500_000);
  });

  it('passes the quiet in one piece however its ticks are dealt to frames of the screen', () => {
    const at = played({ hintedHandoff: { enabled: true, replayIntervalMs: 50 } }, 2000);
    const from = { event: at.window.frames.findIndex((one) => one.snapshot.atUs > 500_000), atUs: 500_000 };
    const skipped = new Set<number>();
    let cursor = from;
    for (let i = 0; i < 20; i++) {
      const moved = advance(at.window, cursor, 10, 'follow', at.flightUs, null);
      skipped.add(moved.skippedUs);
      cursor = moved.cursor;
    }
    // Over 150 ticks a stretch is still one: its length is said alike from within, and two thirds of it pass in 0.2 s.
    expect(skipped.size).toBe(1);
    expect([...skipped][0]).toBeGreaterThan(9_500_000);
    expect(cursor.atUs - from.atUs).toBeGreaterThan(6_000_000);
  });

  it('does not pass over a tick that sends or changes something', () => {
    const at = played({ gossip: { protocol: 'push', intervalMs: 500 } });
    const sends = at.window.frames.find((one) => one.snapshot.atUs > 1_000_000 && one.records.some((record) => record.type === 'message-sent'));
    expect(sends).toBeDefined();
    const atUs = sends!.snapshot.atUs;
    expect(wallMs(at, atUs, atUs + 40_000)).toBeGreaterThan(700);
  });

  it('says what it does', () => {
    expect(followText('async')).toBe('a flight takes 0.8 s');
    expect(followText('rounds')).toBe('a round takes 1.2 s');
  });

  it('takes ticks that do nothing for part of the quiet', () => {
    const at = played({ hintedHandoff: { enabled: true, replayIntervalMs: 500 } });
    expect(at.window.frames.filter((one) => one.snapshot.atUs > 1_000_000 && one.snapshot.atUs < 9_000_000).length).toBeGreaterThan(30);
    expect(wallMs(at, 500_000, 9_900_000)).toBeLessThan(400);
  });

  it('lets a round take 1.2 s', () => {
    const at = played({
      mode: 'rounds',
      gossip: { protocol: 'push', intervalMs: 1000 },
      script: [{ atMs: 10, command: { type: 'write', client: 'phone', via: 'A', key: 'cart', value: 'milk', local: true } }],
    });
    const ends = at.window.frames.filter((one) => one.moment).map((one) => one.snapshot.atUs);
    const [first, second] = ends;
    expect(first).toBeDefined();
    expect(second).toBeDefined();
    expect(at.flightUs).toBeCloseTo(666_667, -1);
  });
});

describe('To scale', () => {
  it('offers every decade from a thousandth to a million', () => {
    const factors = paces.map((pace) => Number(pace.value));
    for (let power = -3; power <= 6; power++) expect(factors.some((factor) => Math.abs(factor / 10 ** power - 1) < 1e-9)).toBe(true);
    expect(factors).toEqual([...factors].sort((a, b) => a - b));
  });

  it('passes quiet and flights alike, by its factor', () => {
    const at = played({});
    const moved = advance(at.window, { event: 0, atUs: 0 }, 100, '0.1', at.flightUs, null);
    expect(moved).toMatchObject({ cursor: { atUs: 10_000 }, skippedUs: 0 });
    const later = advance(
      at.window,
      { event: at.window.frames.findIndex((one) => one.snapshot.atUs > 9_000_000) - 1, atUs: 5_000_000 },
      100,
      '10',
      at.flightUs,
      null,
    );
    expect(later).toMatchObject({ cursor: { atUs: 6_000_000 }, skippedUs: 0 });
  });
});
