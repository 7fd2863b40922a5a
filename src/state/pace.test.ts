import { describe, expect, it } from 'vitest';
import { Playback, type PlaybackFrame } from '../engine/picture/playback.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import type { FrameWindow } from './frames.ts';
import { advance, flightUsOf } from './pace.ts';

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
