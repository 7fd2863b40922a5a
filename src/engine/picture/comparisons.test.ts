import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from '../presets/index.ts';
import { parseScenario } from '../scenario/index.ts';
import type { SessionStatistics } from '../trace.ts';
import { fullCost } from './comparison-cost.ts';
import { NODES_KEPT, TREES_SHOWN } from './comparison-trees.ts';
import type { ComparisonView } from './comparison-view.ts';
import { COMPARISONS_KEPT, comparisons } from './comparisons.ts';
import { Playback } from './playback.ts';

interface Told extends SessionStatistics {
  readonly type: 'session-ended' | 'session-failed';
  readonly session: string;
}

/** Runs a scenario, and at the end of each session calls back with what the session says of itself and its comparison. */
function follow(document: unknown, over: (told: Told, view: ComparisonView) => void, untilUs = 30_000_000, events = 20_000): Playback {
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
  const playback = new Playback(parsed.scenario);
  const { world } = playback.history.cluster;
  const told: Told[] = [];
  world.folds.attach((record) => {
    if (record.type === 'session-ended' || record.type === 'session-failed') told.push(record);
  });
  for (let i = 0; i < events && playback.nextUs !== null && playback.nextUs <= untilUs; i++) {
    playback.stepQuietly();
    const { views } = world.folds.state(comparisons);
    expect(views.length).toBeLessThanOrEqual(COMPARISONS_KEPT);
    for (const one of told.splice(0)) {
      const view = views.findLast(({ session }) => session === one.session);
      if (view !== undefined) over(one, view);
    }
  }
  return playback;
}

function expectTold(told: Told, view: ComparisonView): void {
  const { hashesCompared, roundTrips, keysSent, payloadBytes, bytes } = told;
  expect(view).toMatchObject({ hashesCompared, roundTrips, keysSent, payloadBytes, bytes });
  if (told.type === 'session-ended') expect(view.keysDiffering).toBe(told.keysDiffering);
  expect(view.state).toBe(told.type === 'session-ended' ? 'done' : 'failed');
  expect(view.trees.length).toBeLessThanOrEqual(TREES_SHOWN);
  expect(view.trees.reduce((sum, { nodes }) => sum + nodes.length, 0)).toBeLessThanOrEqual(NODES_KEPT);
}

const sixteenKeys = {
  version: 1,
  seed: 7,
  replicas: ['A', 'B'],
  placement: { replicationFactor: 2 },
  data: { keys: 16, divergent: [{ replica: 'B', keys: 1 }] },
  antiEntropy: { mechanism: 'merkle', branching: 2, depth: 4 },
  script: [{ atMs: 1000, command: { type: 'repair', from: 'A', to: 'B' } }],
  stop: { atMs: 3000 },
};

describe('a comparison', () => {
  it.each(['healed-by-merkle', 'merkle-1024-leaves'])('counts as its session does in the preset %s', (name) => {
    let count = 0;
    follow(presets[name].scenario, (told, view) => {
      expectTold(told, view);
      count++;
    });
    expect(count).toBeGreaterThan(0);
  });

  it('counts as its session does in any run, with loss, duplicates and lists', () => {
    const arbitrary = fc.record({
      seed: fc.nat(1000),
      mechanism: fc.constantFrom('merkle', 'full'),
      leafExchange: fc.constantFrom('whole', 'list'),
      branching: fc.constantFrom([2, 2, 2], [4, 4], [16, 8]),
      skipRoot: fc.boolean(),
      loss: fc.constantFrom(0, 0.1),
      duplicate: fc.constantFrom(0, 0.3),
      virtualNodes: fc.constantFrom(1, 4),
    });
    fc.assert(
      fc.property(arbitrary, ({ seed, loss, duplicate, virtualNodes, ...antiEntropy }) => {
        const document = {
          version: 1,
          seed,
          replicas: ['A', 'B', 'C', 'D'],
          placement: { replicationFactor: 3, virtualNodes },
          network: { loss, duplicate },
          data: { keys: 60, divergent: [{ replica: 'B', keys: 3 }] },
          antiEntropy: { ...antiEntropy, intervalMs: 700, sessionTimeoutMs: 400 },
          stop: { atMs: 6000 },
        };
        follow(document, expectTold, 6_000_000, 3000);
      }),
      { numRuns: 25 },
    );
  });

  it('of a tree of sixteen leaves with one that differs looks at 9 of 31 hashes', () => {
    const views: ComparisonView[] = [];
    follow(sixteenKeys, (_, view) => views.push(view));
    const [{ trees, ...view }] = views;
    expect(view).toMatchObject({ hashesCompared: 9, hashesDiffering: 5, hashesTotal: 31, roundTrips: 5, keysDiffering: 1, sharedKeys: 16 });
    expect(trees[0].levels.map(({ width, known, different }) => [width, known, different])).toEqual([
      [1, 1, 1],
      [2, 2, 1],
      [4, 2, 1],
      [8, 2, 1],
      [16, 2, 1],
    ]);
    expect(trees[0].nodes.filter(({ different }) => different).every(({ hashA, hashB }) => hashA !== hashB && hashA.length === 8)).toBe(true);
    expect(trees[0].nodes.filter(({ different }) => different === false).every(({ hashA, hashB }) => hashA === hashB)).toBe(true);
    expect(trees[0].leaves.reduce((sum, { count }) => sum + count, 0)).toBe(16);
  });

  it('says which keys are in question after each answer, fewer and fewer', () => {
    const views: ComparisonView[] = [];
    follow(sixteenKeys, (_, view) => views.push(view));
    const said = views[0].messages.filter(({ type }) => type === 'merkle-differences').map(({ text }) => text);
    expect(said[0]).toBe('16 keys');
    const left = said.map((text) => (text.endsWith('keys') ? Number.parseInt(text, 10) : text.split(' and ').length));
    expect(left.every((count, i) => i === 0 || count <= left[i - 1])).toBe(true);
    expect(views[0].messages.map(({ endedUs }) => endedUs)).not.toContain(null);
  });

  it('knows a level only once the answer is back, and sends its hashes before', () => {
    const parsed = parseScenario(sixteenKeys);
    if (!parsed.ok) throw new Error(parsed.message);
    const playback = new Playback(parsed.scenario);
    const seen = new Set<string>();
    for (let frame = playback.step(); frame !== null && frame.snapshot.atUs < 2_000_000; frame = playback.step()) {
      const view = frame.snapshot.comparisons.at(-1);
      if (view === undefined) continue;
      const { asked, compared, known } = view.trees[0].levels[0];
      seen.add(`${asked}${compared}${known}`);
      const last = view.messages.at(-1);
      if (last !== undefined) expect(last.sentUs).toBeLessThanOrEqual(frame.snapshot.atUs);
    }
    expect([...seen]).toEqual(['100', '110', '111']);
  });

  it('weighs a full comparison as `full-state` does', () => {
    for (const divergent of [[], [{ replica: 'A', keys: 2, kind: 'missing' }], [{ replica: 'B', keys: 3 }]]) {
      const views: ComparisonView[] = [];
      follow({ ...sixteenKeys, data: { keys: 16, divergent }, antiEntropy: { mechanism: 'full' } }, (_, view) => views.push(view));
      const [{ messages, fullBytes, sharedKeys }] = views;
      expect(messages[0]).toMatchObject({ type: 'full-state', bytes: fullBytes, keys: sharedKeys });
    }
  });

  it('stays small for a hundred thousand keys in leaves of [1024, 16, 16]', () => {
    const views: ComparisonView[] = [];
    const document = {
      ...sixteenKeys,
      data: { keys: 100_000, divergent: [{ replica: 'B', keys: 6 }] },
      antiEntropy: { mechanism: 'merkle', branching: [1024, 16, 16] },
    };
    follow(document, (told, view) => {
      expectTold(told, view);
      views.push(view);
    });
    const [{ trees, sharedKeys, messages }] = views;
    const [{ levels, nodes, leaves }] = trees;
    expect(nodes.filter(({ different }) => different).length).toBe(levels.reduce((sum, { different }) => sum + different, 0));
    expect(leaves.length).toBe(6);
    expect(sharedKeys).toBe(100_000);
    expect(JSON.stringify(views).length).toBeLessThan(60_000);
    expect(messages.find(({ type }) => type === 'merkle-versions')?.keys).toBeGreaterThan(0);
  });

  it('fails with its initiator’s crash, which leaves no record', () => {
    const script = [...sixteenKeys.script, { atMs: 1010, command: { type: 'crash', replica: 'A' } }];
    const playback = follow({ ...sixteenKeys, script, network: { latencyMs: 40 } }, () => undefined);
    expect(playback.history.cluster.world.folds.state(comparisons).views[0]).toMatchObject({ state: 'failed', failure: 'A crashed' });
  });

  it('is the same whether it was played to or jumped to', () => {
    const playback = follow(sixteenKeys, () => undefined);
    const at = playback.event;
    const played = playback.toEvent(at).snapshot.comparisons;
    playback.toEvent(0);
    expect(playback.toEvent(at).snapshot.comparisons).toEqual(played);
  });

  it('shares its lists between the pictures of events that do not concern it', () => {
    const playback = follow(presets['healed-by-merkle'].scenario, () => undefined, 5_000_000);
    const { views } = playback.history.cluster.world.folds.state(comparisons);
    const { facts } = playback.history.cluster.world.folds;
    expect(fullCost(facts, 0, 1).bytes).toBeGreaterThan(0);
    expect(playback.toEvent(playback.event).snapshot.comparisons.at(-1)).toEqual(views.at(-1));
  });
});
