import { describe, expect, it } from 'vitest';
import { Playback } from '../engine/picture/playback.ts';
import { allKnew, meanCurve } from '../engine/picture/seeds-view.ts';
import { presets } from '../engine/presets/index.ts';
import { parseScenario } from '../engine/scenario/index.ts';
import { runSeed, SEED_EVENT_LIMIT } from './seeds.ts';

function scenarioOf(document: unknown) {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}

function curveOf(scenario: ReturnType<typeof scenarioOf>, seed: number, log: Parameters<typeof runSeed>[1] = [], limit = SEED_EVENT_LIMIT) {
  const slices = runSeed(scenario, log, seed, limit);
  for (let next = slices.next(); ; next = slices.next()) if (next.done === true) return next.value;
}

describe('one seed of many', () => {
  for (const [id, seed] of [
    ['gossip-100', 1],
    ['gossip-100', 42],
    ['healed-by-gossip', 3],
  ] as const) {
    it(`spreads in ${id} with seed ${seed} as it does on the stage`, () => {
      const scenario = scenarioOf({ ...presets[id].scenario, seed });
      const curve = curveOf(scenario, seed);
      const playback = new Playback(scenario);
      playback.toEvent(0);
      const stage = () => playback.toEvent(playback.event).snapshot.spread?.points ?? [];
      while ((stage().at(-1)?.atUs ?? 0) < (scenario.stop.atMs ?? 0) * 1000 && stage().length < curve.points.length) playback.skip(20);
      expect(curve.points).toEqual(
        stage()
          .slice(0, curve.points.length)
          .map(({ at, holders }) => ({ at, holders })),
      );
      expect(curve.points.length).toBeGreaterThan(1);
    });
  }

  it('takes the learner’s commands along: without gossip from the first second on nobody hears', () => {
    const scenario = scenarioOf(presets['gossip-100'].scenario);
    const off = curveOf({ ...scenario, stop: { ...scenario.stop, atMs: 9000 } }, 1, [
      { atUs: 600_000, after: 0, command: { type: 'set', path: 'gossip.protocol', value: 'off' } },
    ]);
    expect(off.points.at(-1)?.holders).toBe(1);
    expect(off.allAt).toBeNull();
  });

  it('is cut at the limit on events, and says so', () => {
    const curve = curveOf(scenarioOf(presets['gossip-100'].scenario), 1, [], 500);
    expect(curve.cut).toBe(true);
    expect(curve.allAt).toBeNull();
  });

  it('needs on the mean of sixty seeds the rounds that theory and trials give (facts A1: 12.31)', () => {
    const scenario = scenarioOf(presets['gossip-100'].scenario);
    const curves = Array.from({ length: 60 }, (_, i) => curveOf(scenario, i + 1));
    const all = allKnew(curves);
    expect(all?.reached).toBe(60);
    expect(Math.abs((all?.mean ?? 0) - 12.31)).toBeLessThan(0.55);
    expect(Math.abs(meanCurve(curves, [7])[0].holders - 63.9)).toBeLessThan(4);
  });
});
