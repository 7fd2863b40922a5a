import { describe, expect, it } from 'vitest';
import { Playback } from '../../engine/picture/playback.ts';
import type { RecordView, Snapshot } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { allAt, pointsOfRecords, seenCurve } from './curve.ts';
import { planOf } from './expected.ts';
import { layoutSpread, nearestSpot, seedPaths } from './layout.ts';
import { emptyWords, headline, pointWords, seedsWords, spentWords } from './words.ts';

function scenarioOf(document: unknown) {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.scenario;
}

const scenario = scenarioOf(presets['gossip-100'].scenario);
const playback = new Playback(scenario);
const snapshots: Snapshot[] = [playback.toEvent(0).snapshot];
const records: RecordView[] = [];
while (playback.nextUs !== null && playback.nextUs <= 14_600_000) {
  const frame = playback.step();
  if (frame === null) break;
  snapshots.push(frame.snapshot);
  records.push(...frame.records);
}
const marked = pointsOfRecords(records);
const atRound = (round: number): Snapshot => snapshots.find((one) => one.round === round)!;

/** The picture at a round, seen to the end of another. */
function modelAt(round: number, seenRound: number, width = 1104) {
  const snapshot = atRound(round);
  const spread = snapshot.spread!;
  const seen = seenCurve(spread.points, snapshot.event, marked, atRound(seenRound).event, 0);
  const plan = planOf(scenario, spread.owners);
  return { seen, spread, model: layoutSpread({ width, height: 300, rounds: true, owners: 100, writtenUs: 500_000, tUs: 0, seenUs: 0, seen, plan, seeds: [] }) };
}

describe('the curve of what was seen', () => {
  it('has up to the moment what the snapshot knows, and ahead of it what records tell up to the furthest seen', () => {
    const { seen } = modelAt(7, 12);
    expect(seen.past.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(seen.ahead).toEqual(atRound(12).spread!.points.slice(8));
    expect(seen.gap).toBe(false);
  });

  it('gives nothing away: what is drawn is the same whatever comes after the furthest seen', () => {
    const snapshot = atRound(5);
    const edge = atRound(6).event;
    const before = marked.filter(({ event }) => event <= edge);
    expect(seenCurve(snapshot.spread!.points, snapshot.event, marked, edge, 0)).toEqual(seenCurve(snapshot.spread!.points, snapshot.event, before, edge, 0));
    const { model } = modelAt(5, 6);
    expect(model.spots).toHaveLength(7);
    expect(model.full).toBeNull();
    expect(model.to).toBe(modelAt(3, 3).model.to);
  });

  it('is broken, not guessed, where the records between are no longer held', () => {
    const snapshot = atRound(3);
    expect(seenCurve(snapshot.spread!.points, snapshot.event, marked, atRound(9).event, snapshot.event + 500).gap).toBe(true);
  });
});

describe('the layout of the spread', () => {
  it.each([1104, 768, 390])('stands inside %i pixels, rising to the right, with the bars under the curve', (width) => {
    const { model } = modelAt(7, 12, width);
    for (const { x, y } of model.spots) {
      expect(x).toBeGreaterThanOrEqual(model.x0);
      expect(x).toBeLessThanOrEqual(model.x1);
      expect(y).toBeGreaterThanOrEqual(model.top);
      expect(y).toBeLessThanOrEqual(model.base);
    }
    for (const bar of model.bars) expect(bar.fresh + bar.wasted + bar.lost).toBeLessThanOrEqual(model.barsBase! - model.base - 30);
    expect(model.x1).toBeLessThan(width);
  });

  it('measures the shortfall against growth without waste', () => {
    const { model, spread } = modelAt(7, 7);
    expect(model.ideal).toBe(100);
    expect(model.here?.point.holders).toBe(spread.holders);
    expect(modelAt(3, 3).model.ideal).toBe(8);
  });

  it('leaves no axis label under the pill of the moment', () => {
    const { model } = modelAt(7, 7);
    expect(model.ticksX.map(({ label }) => label)).not.toContain('7');
    expect(model.ticksX.map(({ label }) => label)).toContain('8');
  });

  it('finds the nearest point to a place', () => {
    const { model } = modelAt(7, 12);
    expect(model.spots[nearestSpot(model.spots, model.x(4.4))].point.at).toBe(4);
    expect(nearestSpot([], 5)).toBe(-1);
  });

  it('draws each other seed and their mean', () => {
    const { model } = modelAt(3, 3);
    const curve = (seed: number, at: number) => ({
      seed,
      owners: 100,
      cut: false,
      allAt: at,
      points: [
        { at: 0, holders: 1 },
        { at, holders: 100 },
      ],
    });
    const { all, mean } = seedPaths([curve(1, 9), curve(2, 11)], true, model, 100);
    expect(all.match(/M/g)).toHaveLength(2);
    expect(mean.match(/L/g)).toHaveLength(model.to);
  });
});

describe('the words of the spread', () => {
  it('says in one sentence how far it has come', () => {
    const at = (round: number) => {
      const { spread, seen } = modelAt(round, 14);
      return headline(spread, 'rounds', 0, allAt(seen, 100));
    };
    expect(at(1)).toBe('One round in, 2 of 100 replicas know');
    expect(at(7)).toMatch(/^Seven rounds in, \d\d of 100 replicas know$/);
    expect(at(14)).toMatch(/^All 100 replicas know since round 1[0-4]$/);
  });

  it('says what a round’s pushes did', () => {
    const point = { at: 7, atUs: 0, holders: 64, carried: 45, fresh: 19, lost: 0 };
    expect(spentWords(point, 'push')).toBe('26 of 45 pushes met a replica that knew already');
    expect(spentWords({ ...point, lost: 6 }, 'push')).toBe('20 of 45 pushes met a replica that knew already, 6 were lost on the way');
    expect(spentWords({ ...point, carried: 19 }, 'pull')).toBe('each of 19 answers reached someone new');
    expect(spentWords({ ...point, carried: 0, fresh: 0 }, 'push')).toBeNull();
    expect(pointWords(point, { owners: 100 }, 'rounds', 'push', true)).toBe(
      'Round 7: 64 of 100 know; 26 of 45 pushes met a replica that knew already (ahead of you, seen before)',
    );
  });

  it('says why there is nothing to draw', () => {
    expect(emptyWords(snapshots[0])?.title).toBe('Nothing was written yet');
    const off = atRound(7);
    expect(emptyWords({ ...off, mechanisms: { ...off.mechanisms, gossip: false } })).toBeNull();
    const quiet = { ...off.spread!, points: off.spread!.points.slice(0, 1), holders: 1 };
    expect(emptyWords({ ...off, spread: quiet, mechanisms: { ...off.mechanisms, gossip: false } })?.text).toContain('1 of 100 replicas holds');
  });

  it('says where all knew over the seeds, and how far they are', () => {
    const curve = (seed: number, end: number | null) => ({ seed, owners: 100, points: [], allAt: end, cut: false });
    const view = { state: 'done', wanted: 3, done: 3, curves: [curve(1, 9), curve(2, 14), curve(3, 11)], errors: [] } as const;
    expect(seedsWords(view, 'rounds')).toBe('All 100 at round 9 to 14, mean 11.3.');
    expect(seedsWords({ ...view, state: 'running', wanted: 200, done: 83 }, 'rounds')).toBe('83 of 200 seeds');
    expect(seedsWords({ ...view, curves: [curve(1, 9), curve(2, null)] }, 'rounds')).toBe(
      'All 100 at round 9, mean 9. In 1 of 2 runs not all came to know before the end.',
    );
    expect(seedsWords({ ...view, state: 'cancelled', done: 3, wanted: 200 }, 'rounds')).toMatch(/^Cancelled after 3 of 200 seeds\. All 100/);
  });
});
