import { describe, expect, it } from 'vitest';
import type { ComparedTree, ComparisonView } from '../../engine/picture/comparison-view.ts';
import { Playback } from '../../engine/picture/playback.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import { parseScenario } from '../../engine/scenario/index.ts';
import { progressOf, stepsOf } from './conversation.ts';
import { type Box, fullWindow, treeLayout, windowOf } from './layout.ts';
import { nameMarks } from './names.ts';
import { isArrow, nextTarget, targetAt } from './roving.ts';
import { crumbOf, treeRows } from './rows.ts';
import { flightBetween } from './use-zoom.ts';
import { bytesText, emptyText, nodeText } from './words.ts';

function snapshotAt(document: unknown, atUs: number): Snapshot {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
  return new Playback(parsed.scenario).toTime(atUs).snapshot;
}

function comparisonOf(branching: readonly number[], divergent = 1, atUs = 4_000_000): ComparisonView {
  const document = {
    version: 1,
    seed: 7,
    replicas: ['A', 'B'],
    placement: { replicationFactor: 2 },
    data: { keys: branching.reduce((a, b) => a * b, 1), divergent: [{ replica: 'B', keys: divergent }] },
    antiEntropy: { mechanism: 'merkle', branching },
    script: [{ atMs: 1000, command: { type: 'repair', from: 'A', to: 'B' } }],
    stop: { atMs: 3000 },
  };
  const view = snapshotAt(document, atUs).comparisons.at(-1);
  if (view === undefined) throw new Error('nothing was compared');
  return view;
}

const trees = {
  16: comparisonOf([2, 2, 2, 2]).trees[0],
  64: comparisonOf([4, 4, 4], 3).trees[0],
  1024: comparisonOf([2, 2, 2, 2, 2, 2, 2, 2, 2, 2], 4).trees[0],
  262144: comparisonOf([1024, 16, 16], 3).trees[0],
};
const sizes = [
  { width: 776, height: 334 },
  { width: 776, height: 434 },
  { width: 374, height: 300 },
];

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function expectTidy(tree: ComparedTree, window: 'all' | string, size: (typeof sizes)[number]): void {
  const rows = treeRows(tree);
  const item = rows.items.find(({ id }) => id === window);
  const layout = treeLayout(rows, item === undefined ? fullWindow(rows) : windowOf(rows, item), size);
  for (const [i, box] of layout.boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(size.width);
    expect(box.y + box.height).toBeLessThanOrEqual(size.height);
    expect(layout.boxes.slice(i + 1).some((other) => overlap(box, other))).toBe(false);
  }
}

describe('two facing trees', () => {
  it.each(Object.keys(trees).map(Number) as (keyof typeof trees)[])('of %d leaves have boxes that touch neither each other nor the edge', (leaves) => {
    const tree = trees[leaves];
    for (const size of sizes) {
      expectTidy(tree, 'all', size);
      for (const item of treeRows(tree).items) if (item.open) expectTidy(tree, item.id, size);
    }
  });

  it('are drawn whole where small, with a box for every node', () => {
    const { items, rows } = treeRows(trees[16]);
    expect([items.length, rows]).toEqual([31, 16]);
    expect(items.filter(({ state }) => state === 'different').length).toBe(5);
    expect(items.filter(({ state }) => state === 'equal').length).toBe(4);
  });

  it('collapse equal siblings of a large tree and lose none of them', () => {
    const tree = trees[262144];
    const { items } = treeRows(tree);
    tree.levels.forEach(({ compared }, level) => {
      const drawn = items.filter((item) => item.level === level && item.state !== 'unseen');
      expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(compared);
    });
    expect(items.length).toBeLessThan(60);
  });

  it('show every key of sixteen once, between the trees', () => {
    const tree = trees[16];
    const layout = treeLayout(treeRows(tree), fullWindow(treeRows(tree)), { width: 776, height: 360 });
    const { names, more } = nameMarks(layout, tree.leaves, 4, () => ['v2', 'v1']);
    expect(new Set(names.map(({ key }) => key)).size).toBe(names.length);
    expect(names.length + more.reduce((sum, { text }) => sum + Number.parseInt(text.replace('+', ''), 10), 0)).toBe(16);
    for (const { x, width } of names) {
      expect(x).toBeGreaterThanOrEqual(layout.centre.x0);
      expect(x + width).toBeLessThanOrEqual(layout.centre.x1);
    }
  });

  it('zoom from one window exactly to the other, in at most 1.2 s', () => {
    const rows = treeRows(trees[1024]);
    const open = rows.items.filter((item) => item.open);
    const from = fullWindow(rows);
    const to = windowOf(rows, open[open.length - 1]);
    const flight = flightBetween(from, to);
    expect(flight.at(1)).toEqual(to);
    expect(flight.at(0).rows).toBeCloseTo(from.rows);
    expect(flight.durationMs).toBeLessThanOrEqual(1200);
  });

  it('are walked with the arrow keys from box to box, and pressed within a finger’s width', () => {
    const layout = treeLayout(treeRows(trees[16]), fullWindow(treeRows(trees[16])), { width: 776, height: 360 });
    const targets = layout.boxes.map((box) => ({ ...box, id: `${box.side} ${box.item.id}` }));
    const root = targets[0];
    expect(nextTarget(targets, root, 'ArrowRight')?.item.level).toBe(1);
    expect(nextTarget(targets, root, 'ArrowLeft')).toBeNull();
    expect(targetAt(targets, root.x - 20, root.y + 5)?.id).toBe(root.id);
    expect(targetAt(targets, root.x, root.y - 60)).toBeNull();
    expect(isArrow('Enter')).toBe(false);
  });
});

describe('the words of a comparison', () => {
  it('name a node by level and number with both hashes', () => {
    const { items } = treeRows(trees[16]);
    const leaf = items.find(({ level, state }) => level === 4 && state === 'different');
    if (leaf === undefined) throw new Error('no leaf differs');
    expect(nodeText(leaf, 5)).toMatch(/^leaf \d+: different, [0-9a-f]{4} and [0-9a-f]{4}$/);
    const equal = items.find(({ level, state }) => level === 2 && state === 'equal');
    if (equal !== undefined) expect(nodeText(equal, 5)).toMatch(/^level 2, node \d: equal, [0-9a-f]{4}$/);
  });

  it('say a path by children counted from one', () => {
    expect(crumbOf(trees[262144], 0, 0)).toBe('root');
    expect(crumbOf(trees[262144], 2, 3 * 16 + 1)).toBe('4.2');
  });

  it('say bytes shortly', () => {
    expect([288, 1600, 2_040_000].map(bytesText)).toEqual(['288 B', '1.6 kB', '2.04 MB']);
  });

  it('say why nothing is shown: off, or when the next one comes', () => {
    const off = snapshotAt(presets['stale-replica-everything-off'].scenario, 700_000);
    expect(emptyText(off, 700_000)).toContain('anti-entropy is off');
    const before = snapshotAt(presets['healed-by-merkle'].scenario, 100_000);
    expect(emptyText(before, 100_000)).toMatch(/The next comparison is [ABC]’s, in [\d.]+ (ms|s)\.$/);
  });
});

describe('the conversation', () => {
  it('pairs each question with its answer', () => {
    const steps = stepsOf(comparisonOf([2, 2, 2, 2]));
    expect(steps.length).toBe(6);
    expect(steps.every(({ question, answer }) => question !== null && answer !== null)).toBe(true);
  });

  it('moves a message with simulated time and stops it where it was dropped', () => {
    const [{ question }] = stepsOf(comparisonOf([2, 2]));
    if (question === null) throw new Error('nothing was asked');
    const flying = { ...question, sentUs: 0, deliverUs: 100, endedUs: null };
    expect([0, 50, 100, 200].map((tUs) => progressOf(flying, tUs))).toEqual([0, 0.5, 1, 1]);
    expect(progressOf({ ...flying, endedUs: 30, dropped: 'cut' }, 90)).toBe(0.3);
    expect(progressOf({ ...flying, endedUs: 100 }, 100)).toBe(1);
  });
});
