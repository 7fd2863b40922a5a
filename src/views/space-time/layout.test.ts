import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback, type PlaybackFrame } from '../../engine/picture/playback.ts';
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { timeAxis } from '../time-axis.ts';
import { hitAt } from './hit.ts';
import { LANES } from './lanes.ts';
import { ARROWS, layoutSpaceTime, reachedBy, type SpaceTime } from './layout.ts';
import { beforeOf, standsAt, storyOf } from './story.ts';

interface Run {
  readonly records: readonly RecordView[];
  readonly frames: readonly PlaybackFrame[];
}

function play(document: unknown, untilUs: number): Run {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
  const playback = new Playback(parsed.scenario);
  const frames = [playback.toEvent(0)];
  for (let frame = playback.step(); frame !== null && frame.snapshot.atUs <= untilUs; frame = playback.step()) frames.push(frame);
  return { records: frames.flatMap((frame) => frame.records), frames };
}

const preset = (id: string, untilUs: number) => play(presets[id]!.scenario, untilUs);
const axisTo = (toUs: number, folds: readonly { fromUs: number; toUs: number }[] = []) => timeAxis({ fromUs: 0, toUs, x0: 120, x1: 1080, folds });

function draw({ records, frames }: Run, axis = axisTo(4_000_000), more: Partial<Parameters<typeof layoutSpaceTime>[0]> = {}): SpaceTime {
  const { snapshot } = frames.at(-1)!;
  const key = snapshot.replicas.flatMap((one) => one.cells.map((cell) => cell.key))[0] ?? 'cart';
  return layoutSpaceTime({
    ...{ story: storyOf(records, key), axis, clients: [], selection: null, height: 280, answers: true },
    replicas: snapshot.replicas.map((one) => one.id),
    ...more,
  });
}

const runs = [
  'partition-healed-by-gossip',
  'healed-by-hints',
  'healed-by-read-repair',
  'healed-by-merkle',
  'siblings-in-a-cart',
  'delete-within-grace',
  'fast-clock-loses-a-write',
];

/** Random runs: writes, deletes, reads, partitions, cuts, crashes and restarts among four replicas. */
const step = fc.oneof(
  fc.record({ type: fc.constantFrom('write', 'delete', 'read'), client: fc.constantFrom('phone', 'laptop'), via: fc.constantFrom('A', 'B', 'C', 'D') }),
  fc.record({ type: fc.constantFrom('crash', 'restart'), replica: fc.constantFrom('A', 'B', 'C', 'D') }),
  fc.record({
    type: fc.constant('partition'),
    groups: fc.constantFrom(
      [
        ['A', 'B'],
        ['C', 'D'],
      ],
      [
        ['A', 'C'],
        ['B', 'D'],
      ],
    ),
  }),
  fc.record({ type: fc.constantFrom('heal') }),
  fc.record({ type: fc.constantFrom('cut', 'mend'), from: fc.constantFrom('A', 'B'), to: fc.constantFrom('C', 'D') }),
);
const randomScenario = fc
  .tuple(fc.array(step, { minLength: 3, maxLength: 14 }), fc.constantFrom('lww', 'dotted-version-vector'), fc.nat(1000), fc.boolean())
  .map(([steps, conflict, seed, hints]) => ({
    version: 1,
    seed,
    replicas: ['A', 'B', 'C', 'D'],
    network: { latencyMs: { distribution: 'uniform', min: 20, max: 90 }, loss: 0.1, duplicate: 0.05 },
    store: { conflict },
    placement: { replicationFactor: 4 },
    coordination: { read: 'one', write: 'one' },
    hintedHandoff: { enabled: hints, replayIntervalMs: 300 },
    gossip: { protocol: 'push-pull', intervalMs: 400, jitter: 0.5 },
    script: steps.map((one, i) => ({
      atMs: 40 + i * 90,
      command: 'client' in one ? { ...one, key: 'cart', ...(one.type === 'write' ? { value: `v${i}` } : {}) } : one,
    })),
    stop: { atMs: 2500 },
  }));

/** What each lifeline says at an event, held to the snapshot of the cluster after it. */
function agrees({ records, frames }: Run, key: string): void {
  const story = storyOf(records, key);
  for (const { snapshot } of frames)
    for (const replica of snapshot.replicas) {
      const cell = replica.cells.find((one) => one.key === key);
      const stands = standsAt(story, replica.id, snapshot.event);
      const where = `${replica.id} after event ${snapshot.event}`;
      expect(stands.stale, `${where}: stale`).toBe((cell?.stale ?? 0) > 0);
      expect(stands.siblings, `${where}: siblings`).toBe((cell?.versions.length ?? 0) > 1);
      expect(stands.up, `${where}: up`).toBe(replica.up);
      if (stands.labels !== null) expect(stands.labels, `${where}: versions`).toEqual(cell?.versions.map((version) => version.label) ?? []);
    }
}

describe('the space-time diagram', () => {
  it.each(runs)('draws each message of %s from lane to lane at the times of the axis, breaks and all', (id) => {
    const run = preset(id, 4_000_000);
    const axis = axisTo(4_000_000, [{ fromUs: 1_000_000, toUs: 1_800_000 }]);
    const drawn = draw(run, axis);
    const yOf = new Map(drawn.lanes.map((lane) => [lane.id, lane.y]));
    expect(drawn.arrows.length).toBeGreaterThan(3);
    for (const { message, x1, y1, x2, y2, fate, toUs } of drawn.arrows) {
      expect(y1).toBe(yOf.get(message.from));
      expect(x1).toBeCloseTo(axis.x(message.sentUs));
      if (fate === 'flying') continue;
      expect(x2).toBeCloseTo(axis.x(toUs));
      if (fate === 'arrived') expect(y2).toBe(yOf.get(message.to));
      else expect((y2 - y1) * (yOf.get(message.to)! - y1)).toBeGreaterThan(0);
    }
  });

  it.each(runs)('draws nothing of %s right of the furthest moment seen', (id) => {
    const axis = axisTo(8_000_000);
    for (const untilUs of [230_000, 760_000, 2_750_000]) {
      const run = preset(id, untilUs);
      const drawn = draw(run, axis);
      const edge = axis.x(untilUs) + 0.001;
      for (const point of drawn.points) expect(point.x).toBeLessThanOrEqual(edge);
      for (const arrow of drawn.arrows) expect(reachedBy(arrow, untilUs, axis).x).toBeLessThanOrEqual(edge);
      for (const one of [...drawn.stretches, ...drawn.bands]) expect(one.x1).toBeLessThanOrEqual(edge);
    }
  });

  it.each(runs)('agrees with the cluster after every event of %s: versions, stale, siblings, up', (id) => {
    agrees(preset(id, 6_000_000), 'cart');
  });

  it('agrees with the cluster after every event of random runs', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => agrees(play(scenario, 2_500_000), 'cart')),
      { numRuns: 40 },
    );
  }, 60_000);

  it('knows of a long run, whose oldest records are gone, how it stands from the moment shown', () => {
    for (const id of ['healed-by-hints', 'delete-within-grace', 'siblings-in-a-cart']) {
      const { frames } = preset(id, 5_000_000);
      const { snapshot } = frames[Math.floor(frames.length * 0.6)]!;
      for (const kept of [0.3, 0.5, 0.59]) {
        const records = frames.slice(Math.floor(frames.length * kept)).flatMap((frame) => frame.records);
        const story = storyOf(records, 'cart', beforeOf(records, snapshot, 'cart', false));
        for (const replica of snapshot.replicas) {
          const cell = replica.cells.find((one) => one.key === 'cart');
          const stands = standsAt(story, replica.id, snapshot.event);
          expect([stands.stale, stands.siblings, stands.up], `${id}: ${replica.id}`).toEqual([
            (cell?.stale ?? 0) > 0,
            (cell?.versions.length ?? 0) > 1,
            replica.up,
          ]);
        }
      }
    }
  });

  it('lets no chip lie on another, and none leave the axis', () => {
    for (const id of runs) {
      const drawn = draw(preset(id, 4_000_000));
      const chips = drawn.points.flatMap((point) => ((point.type === 'copy' || point.type === 'result') && point.chip !== null ? [point.chip] : []));
      expect(chips.length, id).toBeGreaterThan(2);
      chips.forEach((a, i) => {
        expect(a.left).toBeGreaterThanOrEqual(drawn.x0);
        for (const b of chips.slice(i + 1)) {
          const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top;
          expect(apart, `${id}: chips at ${a.left} and ${b.left}`).toBe(true);
        }
      });
    }
  });

  it('ends what a partition dropped at the barrier between the sides', () => {
    const drawn = draw(preset('healed-by-hints', 1_000_000));
    const [band] = drawn.bands;
    const dropped = drawn.arrows.filter((arrow) => arrow.reason === 'partition');
    expect(dropped.length).toBeGreaterThan(0);
    for (const arrow of dropped) {
      expect(arrow.y2).toBeGreaterThanOrEqual(band!.y);
      expect(arrow.y2).toBeLessThanOrEqual(band!.y + band!.height);
    }
  });

  it('marks the message that repaired, and only that', () => {
    const { records } = preset('healed-by-hints', 4_300_000);
    const repaired = storyOf(records, 'cart').flights.filter((flight) => flight.repair);
    expect(repaired.map((flight) => [flight.message.type, flight.message.to])).toEqual([['hint', 'C']]);
  });

  it('marks what repaired in rounds, where it takes effect when the round ends', () => {
    const { records } = preset('gossip-100', 3_600_000);
    const repairs = records.filter((one) => one.type === 'repaired').map((one) => `${one.peer}>${one.replica}`);
    const flights = storyOf(records, 'news').flights.filter((flight) => flight.repair);
    expect(repairs.length).toBeGreaterThan(1);
    expect(flights.map(({ message }) => `${message.from}>${message.to}`).sort()).toEqual([...repairs].sort());
  });

  it('shows the answer by which a coordinator repaired itself though answers are hidden', () => {
    const drawn = draw(preset('healed-by-read-repair', 5_200_000), axisTo(6_000_000), { answers: false });
    expect(drawn.arrows.filter((arrow) => arrow.repair).map((arrow) => arrow.message.to)).toEqual(['C']);
  });

  it('leaves out messages about other keys', () => {
    const { records } = preset('healed-by-hints', 1_000_000);
    expect(storyOf(records, 'other').flights).toEqual([]);
    expect(storyOf(records, 'other').changes).toEqual([]);
  });

  it('hides acknowledgements until they are asked for or their operation is selected', () => {
    const run = preset('healed-by-hints', 1_000_000);
    const acks = (drawn: SpaceTime) => drawn.arrows.filter((arrow) => arrow.answer && arrow.fate !== 'dropped').map((arrow) => arrow.message.address);
    expect(acks(draw(run, undefined, { answers: false }))).toEqual([]);
    const chosen = acks(draw(run, undefined, { answers: false, selection: { type: 'operation', client: 'phone', n: 1 } }));
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.every((address) => address.startsWith('phone#1/'))).toBe(true);
  });

  it('shows at most 40 lanes and 600 messages, the selected replica among them, and counts what it leaves out', () => {
    const run = preset('gossip-100', 30_000_000);
    const drawn = draw(run, axisTo(30_000_000), { selection: { type: 'replica', id: 'n97' } });
    expect(drawn.lanes.length).toBe(LANES);
    expect(drawn.lanes.some((lane) => lane.id === 'n97')).toBe(true);
    expect(drawn.lanes.some((lane) => lane.id === 'n1')).toBe(true);
    expect(drawn.hiddenReplicas).toBe(100 - drawn.lanes.filter((lane) => lane.type === 'replica').length);
    expect(drawn.arrows.length).toBeLessThanOrEqual(ARROWS);
  });

  it('fits a dozen replicas into the slot', () => {
    const run = preset('healed-by-hints', 100_000);
    const replicas = Array.from({ length: 12 }, (_, i) => `r${i + 1}`);
    expect(draw(run, undefined, { replicas, clients: ['phone', 'laptop'], height: 280 }).height).toBeLessThanOrEqual(280);
  });
});

describe('pressing the diagram', () => {
  const axis = axisTo(1_000_000);
  const drawn = draw(preset('healed-by-hints', 1_000_000), axis);

  it('finds the message, the version, the lane and the partition under the pointer', () => {
    const arrow = drawn.arrows.find((one) => one.fate === 'arrived' && Math.abs(one.y2 - one.y1) > 40)!;
    const middle = hitAt(drawn, (arrow.x1 + arrow.x2) / 2, (arrow.y1 + arrow.y2) / 2, 1_000_000, axis);
    expect(middle?.selection.type).toBe('message');
    const copy = drawn.points.find((point) => point.type === 'copy' && point.chip !== null)!;
    const chip = copy.type === 'copy' ? copy.chip! : null!;
    expect(hitAt(drawn, chip.left + chip.width / 2, chip.top + 4, 1_000_000, axis)?.selection).toMatchObject({ type: 'copy', key: 'cart' });
    const lane = drawn.lanes.find((one) => one.id === 'C')!;
    expect(hitAt(drawn, 40, lane.y + 6, 1_000_000, axis)?.selection).toEqual({ type: 'replica', id: 'C' });
    const [band] = drawn.bands;
    expect(hitAt(drawn, band!.x2 - 60, band!.y + 8, 1_000_000, axis)?.selection).toEqual({ type: 'event', event: band!.event });
  });

  it('finds nothing of what was not seen, and nothing out of reach', () => {
    const last = drawn.arrows.at(-1)!;
    const before = hitAt(drawn, (last.x1 + last.x2) / 2, (last.y1 + last.y2) / 2, 1000, axis);
    expect(before?.selection.type).not.toBe('message');
    expect(hitAt(drawn, 600, -100, 1_000_000, axis)).toBeNull();
  });
});

describe('a replica that joined', () => {
  it('has no lifeline before it came, and those of the beginning have all of theirs', () => {
    const run = play({ version: 1, replicas: 3, data: { keys: 5 }, script: [{ atMs: 100, command: { type: 'join', replica: 'D' } }] }, 400_000);
    const absent = storyOf(run.records, 'k0').stretches.filter(({ kind }) => kind === 'absent');
    expect(absent).toMatchObject([{ replica: 'D', fromUs: 0, toUs: 100_000 }]);
  });
});
