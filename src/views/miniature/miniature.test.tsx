/** Small pictures of real runs: everything stands inside the frame, nothing lies on anything else, and what is drawn is what the engine says. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Playback } from '../../engine/picture/playback.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { randomDocument, stepsOf } from '../run-fixture.ts';
import { type Box, clusterMiniature, FLOOR, FRAME, keyOf, type MiniCluster } from './layout.ts';
import { Miniature } from './Miniature.tsx';
import { commonPast, siblingsMiniature } from './siblings.ts';
import { tellingComparison, treesMiniature } from './trees.ts';
import { noteOf, pictureWords } from './words.ts';

function at(preset: string, ms: number): Snapshot {
  const parsed = parseScenario(presets[preset]!.scenario);
  if (!parsed.ok) throw new Error(parsed.message);
  return new Playback(parsed.scenario).toTime(ms * 1000).snapshot;
}

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = ({ x, y, width, height }: Box) => x >= 0 && y >= 0 && x + width <= FRAME.width && y + height <= FLOOR + 1;
const bodies = ({ replicas }: MiniCluster): readonly Box[] =>
  replicas.map(({ x, y, half }) => ({ x: x - half, y: y - half, width: 2 * half, height: 2 * half }));
const cards = ({ replicas }: MiniCluster): readonly Box[] => replicas.flatMap(({ card }) => card ?? []);

function faultsOf(picture: MiniCluster): readonly string[] {
  const boxes = [...bodies(picture), ...cards(picture), ...picture.barriers];
  const out = boxes.filter((box) => !inside(box)).map((box) => `outside: ${JSON.stringify(box)}`);
  const on = boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${JSON.stringify(a)} on ${JSON.stringify(b)}`] : [])));
  return [...out, ...on];
}

describe('a cluster on a card', () => {
  it('keeps everything apart and inside, through whole runs of three to five replicas with cuts', () => {
    for (let seed = 1; seed <= 12; seed++)
      for (const { snapshot } of stepsOf(randomDocument(seed), 120))
        expect(faultsOf(clusterMiniature(snapshot, snapshot.atUs, keyOf(snapshot))), `${seed}`).toEqual([]);
  });

  it('draws at most eight replicas and counts the others', () => {
    const picture = clusterMiniature(at('gossip-100', 5100), 5_100_000, 'news');
    expect([picture.replicas.length, picture.more, picture.links]).toEqual([8, 92, []]);
    expect(faultsOf(picture)).toEqual([]);
  });

  it('parts the sides by a barrier, and says stale, crashed, a hint and a clock in words', () => {
    const picture = clusterMiniature(at('lost-hint', 1700), 1_700_000, 'cart');
    expect([picture.sides.length, picture.barriers.length]).toEqual([2, 1]);
    const of = (id: string) => picture.replicas.find((one) => one.id === id);
    expect(of('C')?.card).toMatchObject({ colour: 'stale', state: 'stale', value: 'milk', label: 'v1' });
    expect(of('A')?.card).toMatchObject({ colour: 'blue', state: '', value: 'milk, eggs', label: 'v2' });
    expect(of('D')).toMatchObject({ up: false, card: null, words: 'crashed' });
    expect(clusterMiniature(at('healed-by-hints', 2700), 2_700_000, 'cart').replicas[0]?.hints?.text).toBe('C');
    expect(clusterMiniature(at('fast-clock-loses-a-write', 1650), 1_650_000, 'cart').replicas[0]?.clock?.text).toBe('+1 s');
    const down = clusterMiniature(at('resurrected-delete', 3000), 3_000_000, 'cart').replicas;
    expect(down.map(({ card }) => [card?.value, card?.tombstone, card?.state])).toEqual([
      ['deleted', true, ''],
      ['deleted', true, ''],
      ['milk', false, 'crashed'],
    ]);
  });

  it('moves a message along its way with time', () => {
    const snapshot = at('fast-clock-loses-a-write', 105);
    const [first] = snapshot.messages;
    const x = (share: number) => {
      const tUs = first!.sentUs + share * (first!.deliverUs - first!.sentUs);
      return clusterMiniature(snapshot, tUs, 'cart').messages.find(({ id }) => id === first!.address)!.x;
    };
    expect(x(0)).toBeLessThan(x(0.5));
    expect(x(0.5)).toBeLessThan(x(1));
    expect(x(2)).toBe(x(1));
  });
});

describe('siblings on a card', () => {
  it('are a card each, from what both writers had seen', () => {
    const picture = siblingsMiniature(at('siblings-in-a-cart', 7200), 'cart');
    expect(picture.past?.label).toBe('A1');
    expect(picture.cards.map(({ value, label, by }) => [value, label, by])).toEqual([
      ['milk, eggs', 'A2', 'phone through A'],
      ['milk, bread', 'B1', 'laptop through B'],
    ]);
    expect(new Set(picture.cards.map(({ colour }) => colour)).size).toBe(2);
    expect(picture.cards.every(inside)).toBe(true);
  });

  it('have no common past where one writer had seen nothing', () => {
    const [a, b] = siblingsMiniature(at('siblings-in-a-cart', 7200), 'cart').cards.map(() => ({ vector: [{ actor: 'A', counter: 1 }] }));
    expect(commonPast([a, { ...b, vector: [] }] as never)).toEqual([]);
  });
});

describe('trees on a card', () => {
  it('show the comparison that found something, both ways round, with the key that differs', () => {
    const snapshot = at('healed-by-merkle', 4700);
    expect(tellingComparison(snapshot)).toMatchObject({ from: 'B', to: 'C', hashesDiffering: 5 });
    const trees = treesMiniature(snapshot);
    expect(trees?.boxes.length).toBe(62);
    expect(trees?.boxes.filter(({ state }) => state === 'different').length).toBe(10);
    expect(trees?.boxes.filter(({ state }) => state === 'equal').length).toBe(8);
    expect(trees?.keys.map(({ key }) => key)).toEqual(['cart']);
    expect(trees?.boxes.every(inside)).toBe(true);
  });

  it('are none before anything was compared', () => {
    expect(treesMiniature(at('healed-by-merkle', 100))).toBeNull();
  });
});

describe('the words of a picture', () => {
  it('name its most telling fact', () => {
    const note = (preset: string, ms: number) => noteOf('cluster', at(preset, ms), 'cart')?.text;
    expect(note('stale-replica-everything-off', 5200)).toBe('laptop read “milk” from C: stale');
    expect(note('lost-hint', 1700)).toBe('D’s hint for C is lost');
    expect(note('healed-by-hints', 2700)).toBe('A keeps a hint for C');
    expect(note('fast-clock-loses-a-write', 1650)).toBe('laptop’s “milk, eggs”: acknowledged, lost');
    expect(note('resurrected-delete', 3000)).toBe('phone deleted cart');
    expect(note('fast-clock-loses-a-write', 10)).toBeUndefined();
    expect(noteOf('siblings', at('siblings-in-a-cart', 7200), 'cart')?.text).toBe('A, B and C keep both');
    expect(noteOf('siblings', at('siblings-in-a-cart', 400), 'cart')?.text).toBe('No replica holds siblings');
    expect(noteOf('merkle', at('healed-by-merkle', 4700), 'cart')?.text).toBe('9 of 31 hashes compared, 5 differ');
  });

  it('tell all of it to who does not see it', () => {
    expect(pictureWords('cluster', at('lost-hint', 1700), 'cart')).toBe(
      'A and B hold “milk, eggs”, v2. C holds “milk”, v1, which is stale. D is down with nothing. A cut parts A, B and D from C. D’s hint for C is lost.',
    );
    expect(pictureWords('merkle', at('healed-by-merkle', 4700), 'cart')).toBe('Hash trees of B and C. 9 of 31 hashes compared, 5 differ.');
  });

  it('are drawn as text under it, in a drawing that a screen reader passes over', () => {
    const snapshot = at('stale-replica-everything-off', 5200);
    const markup = renderToStaticMarkup(<Miniature kind="cluster" snapshot={snapshot} tUs={5_200_000} shownKey="cart" />);
    expect(markup).toContain('laptop read “milk” from C: stale');
    expect(markup).toMatch(/^<svg[^>]*aria-hidden="true"/);
  });
});
