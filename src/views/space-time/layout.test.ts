import { describe, expect, it } from 'vitest';
import { Playback, type PlaybackFrame } from '../../engine/picture/playback.ts';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { timeAxis } from '../time-axis.ts';
import { ARROWS, LANES, layoutSpaceTime, nearestArrow, type SpaceTimeInput } from './layout.ts';

function played(id: string, untilUs: number): { readonly records: readonly RecordView[]; readonly frames: readonly PlaybackFrame[] } {
  const parsed = parseScenario(presets[id]!.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  const playback = new Playback(parsed.scenario);
  const frames = [playback.toEvent(0)];
  for (let frame = playback.step(); frame !== null && frame.snapshot.atUs <= untilUs; frame = playback.step()) frames.push(frame);
  return { records: frames.flatMap((frame) => frame.records), frames };
}

function input(records: readonly RecordView[], frames: readonly PlaybackFrame[], toUs: number): SpaceTimeInput {
  const { snapshot } = frames.at(-1)!;
  return {
    records,
    axis: timeAxis({ fromUs: 0, toUs, x0: 120, x1: 1080 }),
    shownKey: 'cart',
    replicas: snapshot.replicas.map((one) => one.id),
    clients: snapshot.clients.map((one) => one.id),
    first: [],
    groups: [],
    height: 260,
    answers: true,
    chosen: null,
  };
}

const stories = [
  'partition-healed-by-gossip',
  'healed-by-hints',
  'healed-by-read-repair',
  'siblings-in-a-cart',
  'delete-within-grace',
  'fast-clock-loses-a-write',
];

describe('the space-time diagram', () => {
  it.each(stories)('draws each arrow of %s from lane to lane at the times of the message', (id) => {
    const { records, frames } = played(id, 3_000_000);
    const model = layoutSpaceTime(input(records, frames, 3_000_000));
    const yOf = new Map(model.lanes.map((lane) => [lane.id, lane.y]));
    expect(model.arrows.length).toBeGreaterThan(0);
    for (const arrow of model.arrows) {
      expect(arrow.y1).toBe(yOf.get(arrow.message.from));
      expect(arrow.x1).toBeCloseTo(model.x(arrow.message.sentUs));
      if (arrow.fate !== 'arrived') continue;
      expect(arrow.y2).toBeCloseTo(yOf.get(arrow.message.to)!);
      const arrived = records.find(
        (one) => one.type === 'message-delivered' && one.message?.address === arrow.message.address && one.message.copy === arrow.message.copy,
      );
      expect(arrow.x2).toBeCloseTo(model.x(arrived!.atUs));
    }
  });

  it.each(stories)('agrees with the cluster at every event of %s: who is stale, who holds siblings, who is down', (id) => {
    const { frames } = played(id, 4_000_000);
    const records: RecordView[] = [];
    frames.forEach((frame, i) => {
      records.push(...frame.records);
      if (i % 5 !== 0 && i !== frames.length - 1) return;
      const { snapshot } = frame;
      const key = snapshot.replicas.flatMap((one) => one.cells.map((cell) => cell.key))[0] ?? 'cart';
      const model = layoutSpaceTime({ ...input(records, frames, 4_000_000), shownKey: key });
      const now = (segments: readonly { readonly replica: string; readonly toUs: number }[]) =>
        segments
          .filter((one) => one.toUs === Number.POSITIVE_INFINITY)
          .map((one) => one.replica)
          .sort();
      const cells = snapshot.replicas.map((one) => ({ id: one.id, cell: one.cells.find((cell) => cell.key === key) }));
      expect(now(model.stale)).toEqual(
        cells
          .filter(({ cell }) => (cell?.stale ?? 0) > 0)
          .map((one) => one.id)
          .sort(),
      );
      expect(now(model.siblings)).toEqual(
        cells
          .filter(({ cell }) => (cell?.versions.length ?? 0) > 1)
          .map((one) => one.id)
          .sort(),
      );
      expect(now(model.down)).toEqual(
        snapshot.replicas
          .filter((one) => !one.up)
          .map((one) => one.id)
          .sort(),
      );
    });
  });

  it('lets no chip lie on another', () => {
    for (const id of stories) {
      const { records, frames } = played(id, 4_000_000);
      const { chips } = layoutSpaceTime(input(records, frames, 4_000_000));
      chips.forEach((a, i) => {
        for (const b of chips.slice(i + 1))
          expect(Math.abs(a.y - b.y) >= 16 || a.x + a.width <= b.x || b.x + b.width <= a.x, `${id}: ${a.id} and ${b.id}`).toBe(true);
      });
    }
  });

  it('shows at most 40 lanes and 600 arrows, and says how many it leaves out', () => {
    const { records, frames } = played('gossip-100', 8_000_000);
    const model = layoutSpaceTime(input(records, frames, 8_000_000));
    expect(model.lanes.length).toBeLessThanOrEqual(LANES);
    expect(model.hidden).toBe(100 - model.lanes.filter((lane) => lane.type === 'replica').length);
    expect(model.arrows.length).toBeLessThanOrEqual(ARROWS);
  });

  it('finds the arrow nearest to a point, within reach only', () => {
    const { records, frames } = played('healed-by-hints', 1_000_000);
    const model = layoutSpaceTime(input(records, frames, 1_000_000));
    const [arrow] = model.arrows;
    expect(nearestArrow(model.arrows, (arrow!.x1 + arrow!.x2) / 2, (arrow!.y1 + arrow!.y2) / 2, 22)?.message.address).toBe(arrow!.message.address);
    expect(nearestArrow(model.arrows, -500, -500, 22)).toBeNull();
  });
});
