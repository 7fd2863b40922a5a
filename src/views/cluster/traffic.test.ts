import { describe, expect, it } from 'vitest';
import { Playback } from '../../engine/picture/playback.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { heardAt } from './encode.ts';
import { everythingAtOnce, message, replica, snapshotOf } from './fixtures.ts';
import { picture } from './frame.ts';
import { boxOf, hit, replicaFinder } from './items.ts';
import { linksOf } from './LinkMarks.tsx';
import { layoutCluster } from './layout.ts';
import { BUNDLE_FROM, placeDrops, placeMessages, waysOf } from './traffic.ts';

const layout = layoutCluster({
  ids: ['A', 'B', 'C', 'D', 'E'],
  groups: [
    ['A', 'B'],
    ['C', 'D', 'E'],
  ],
  cut: true,
  clients: [{ id: 'phone', home: 'A' }],
  width: 1104,
  height: 400,
});
const ways = waysOf(layout);
const view = picture(everythingAtOnce, 418_000, [], 100_000);

describe('messages on their way', () => {
  it('stop before the barrier and never reach a ring', () => {
    const placed = placeMessages(
      layout,
      ways,
      view.moving,
      { ...everythingAtOnce, replicas: everythingAtOnce.replicas.map((one) => ({ ...one, side: 'AB'.includes(one.id) ? 0 : 1 })) },
      false,
    );
    const hint = placed.find((one) => one.message.kind === 'hint')!;
    expect(hint.at.x).toBeLessThan(layout.barriers[0]!.x);
    for (const one of placed)
      for (const place of layout.replicas.values())
        expect(Math.max(Math.abs(one.at.x - place.x), Math.abs(one.at.y - place.y))).toBeGreaterThan(layout.half + layout.ring);
  });

  it('past 20 on one way are one bundle with their number', () => {
    const many = (count: number) =>
      placeMessages(
        layout,
        ways,
        picture(
          snapshotOf([], { messages: Array.from({ length: count }, (_, i) => ({ ...message('A', 'B', 'write', 0.5), address: `m${i}` })) }),
          418_000,
          [],
          0,
        ).moving,
        everythingAtOnce,
        false,
      ).map((one) => one.count);
    expect(many(BUNDLE_FROM - 1)).toEqual(Array.from({ length: 20 }, () => 1));
    expect(many(BUNDLE_FROM)).toEqual([21]);
  });

  it('that were dropped stand at the sender’s face of the barrier', () => {
    const [drop] = placeDrops(layout, ways, view.dropped, true);
    const bar = layout.barriers[0]!;
    expect(drop!.at.x).toBeGreaterThan(bar.x + bar.width);
    expect(drop!.at.x).toBeLessThan(bar.x + bar.width + 24);
  });
});

describe('a press', () => {
  const whole = snapshotOf(['A', 'B', 'C', 'D', 'E'].map((id) => replica(id, [])));
  const placed = placeMessages(layout, ways, picture({ ...whole, messages: [message('A', 'B', 'write', 0.5)] }, 418_000, [], 0).moving, whole, false);
  const scene = { layout, ways, links: linksOf(whole, null), placed };
  const at = (x: number, y: number) => hit(scene, { x, y }, replicaFinder(layout));
  it('hits the nearest mark within 22 px: a message before its link, a replica by its card too', () => {
    const on = placed[0]!.at;
    expect(at(on.x + 12, on.y)).toMatch(/^m:/);
    const a = layout.replicas.get('A')!;
    expect(at(a.x, a.y - layout.half - 30)).toBe('r:A');
    const link = boxOf(scene, 'l:C D')!;
    expect(at(link.x + 20, link.y + 9)).toBe('l:C D');
    expect(at(layout.width - 30, layout.height - 30)).toBeNull();
  });
});

describe('when a replica heard', () => {
  it('is its first round, and nothing of what comes after the moment shown', () => {
    const parsed = parseScenario({
      version: 1,
      mode: 'rounds',
      replicas: 30,
      placement: { replicationFactor: 30 },
      gossip: { protocol: 'push', intervalMs: 1000 },
      script: [{ atMs: 500, command: { type: 'write', client: 'phone', via: 'n1', key: 'news', value: 'heard', local: true } }],
    });
    if (!('scenario' in parsed)) throw new Error('no scenario');
    const play = new Playback(parsed.scenario);
    const records = [];
    let snapshot = null;
    for (let frame = play.step(); frame !== null && frame.snapshot.atUs < 4_000_000; frame = play.step()) {
      records.push(...frame.records);
      if (frame.snapshot.atUs < 2_000_000) snapshot = frame.snapshot;
    }
    const heard = heardAt(records, snapshot!, 'news', 1_000_000);
    expect(heard.get('n1')?.round).toBe(0);
    expect([...heard.values()].filter((one) => one.round === 1)).toHaveLength(1);
    expect(heard.size).toBe(2);
  });
});
