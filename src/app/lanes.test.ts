/** Two lanes on one time bar, with the true engine behind each. */
import { describe, expect, it } from 'vitest';
import { withField } from '../base/fields.ts';
import { presets } from '../engine/presets/index.ts';
import { createConductor } from '../state/conductor.ts';
import { atEnd, currentSnapshot } from '../state/run-state.ts';
import { testLane } from './lane-fixture.ts';

function pair(path = 'gossip.protocol', value: unknown = 'off', preset = 'partition-healed-by-gossip') {
  const lanes = [testLane(), testLane()] as const;
  const settle = () => {
    for (let i = 0; i < 200; i++) if (!lanes.map((lane) => lane.settle()).some(Boolean)) return;
  };
  const { scenario } = presets[preset]!;
  lanes[0].store.getState().load(scenario);
  lanes[1].store.getState().load(withField(scenario, path, value));
  const conductor = createConductor(lanes.map((lane) => lane.store));
  settle();
  const [one, two] = lanes.map((lane) => () => lane.store.getState()) as [
    () => ReturnType<(typeof lanes)[0]['store']['getState']>,
    () => ReturnType<(typeof lanes)[0]['store']['getState']>,
  ];
  const play = (untilUs = Number.POSITIVE_INFINITY) => {
    conductor.play(true);
    for (let i = 0; i < 20_000 && one().playing && one().cursor.atUs < untilUs; i++) {
      conductor.tick(100);
      settle();
      expect(one().cursor.atUs).toBe(two().cursor.atUs);
    }
    conductor.play(false);
    settle();
  };
  return { conductor, one, two, play, settle };
}

describe('two lanes on one time bar', () => {
  it('start together and differ in the one knob', () => {
    const { one, two } = pair();
    expect(one().scenario?.gossip.protocol).toBe('push-pull');
    expect(two().scenario).toEqual({ ...one().scenario, gossip: { ...one().scenario!.gossip, protocol: 'off' } });
  });

  it('play to the end of both on one clock, and show what the knob changes', () => {
    const { one, two, play } = pair();
    play();
    expect([atEnd(one()), atEnd(two())]).toEqual([true, true]);
    expect(currentSnapshot(one())!.converged).toBe(true);
    expect(currentSnapshot(two())!.converged).toBe(false);
    expect(one().cursor.atUs).toBe(two().cursor.atUs);
  });

  it('stop at the next event of either', () => {
    const { conductor, one, two, settle } = pair();
    const times: number[] = [];
    for (let i = 0; i < 60; i++) {
      const before = [one().cursor, two().cursor];
      conductor.step(1, 'event');
      settle();
      const after = [one().cursor, two().cursor];
      expect(after[0]!.atUs).toBe(after[1]!.atUs);
      expect(after[0]!.event > before[0]!.event || after[1]!.event > before[1]!.event).toBe(true);
      times.push(after[0]!.atUs);
    }
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    for (let i = 58; i >= 0; i--) {
      if (times[i] === times[i + 1]) continue;
      conductor.step(-1, 'event');
      settle();
      expect(one().cursor.atUs).toBe(times[i]);
      expect(two().cursor.atUs).toBe(times[i]);
    }
  });

  it('a lane that is over holds while the other goes on', () => {
    const { one, two, play } = pair('stop.atMs', 1000);
    play();
    expect(currentSnapshot(two())!.atUs).toBeLessThanOrEqual(1_000_000);
    expect(one().cursor.atUs).toBe(12_000_000);
  });

  it('take the same command at the same time, and fork together', () => {
    const { conductor, one, two, play, settle } = pair();
    play(900_000);
    conductor.command({ type: 'crash', replica: 'A' });
    settle();
    expect(one().log).toEqual(two().log.map((entry, i) => ({ ...entry, after: one().log[i]!.after })));
    play(1_500_000);
    conductor.scrub(300_000);
    settle();
    conductor.command({ type: 'heal' });
    settle();
    expect(one().branches.length).toBe(2);
    expect(two().branches.length).toBe(2);
    expect(one().cursor.atUs).toBe(two().cursor.atUs);
    conductor.returnTo(0);
    settle();
    expect([one().branch, two().branch]).toEqual([0, 0]);
    conductor.undo();
    settle();
    expect([one().log.length, two().log.length]).toEqual([0, 0]);
  });
});
