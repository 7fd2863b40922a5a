/** What `--show placement` tells of replicas that come and go, and ranges that are split and merged. */
import { describe, expect, it } from 'vitest';
import { ringRun } from './placement/test-run.ts';

const document = { replicas: 4, data: { keys: 60 }, network: { latencyMs: 5 } };
const merkle = { ...document, antiEntropy: { mechanism: 'merkle', intervalMs: 500 } };

describe('placement over time', () => {
  it('names each change with the keys that moved and the shares from then on', () => {
    const run = ringRun(
      document,
      [
        [100, { type: 'join', replica: 'E' }],
        [10_000, { type: 'leave', replica: 'A' }],
        [20_000, { type: 'crash', replica: 'B' }],
        [21_000, { type: 'replace', replica: 'B', with: 'F' }],
      ],
      40_000,
    );
    const { placement } = run.result();
    expect(placement?.changes.map(({ change, replica, of }) => [change, replica, of])).toEqual([
      ['join', 'E', 'E'],
      ['leave', 'A', 'A'],
      ['replace', 'F', 'B'],
    ]);
    const [joined, left, replaced] = placement?.changes ?? [];
    expect(joined.movedShare).toBeCloseTo(joined.ownership.E ?? 0, 12);
    expect(joined.movedCopies).toBe(joined.movedKeys);
    expect(Object.keys(left.ownership)).toEqual(['B', 'C', 'D', 'E']);
    expect(replaced.ownership.F).toBeCloseTo(left.ownership.B ?? 0, 12);
    expect(placement?.copiesTaken).toBe([joined, left, replaced].reduce((sum, { movedCopies }) => sum + movedCopies, 0));
    expect(placement?.ownership).toEqual(replaced.ownership);
    for (const { ownership } of [joined, left, replaced]) expect(Object.values(ownership).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('says that nothing moved where nothing did', () => {
    const { placement } = ringRun(document, [], 1000).result();
    expect([placement?.moves, placement?.changes, placement?.copiesTaken, Object.keys(placement?.ownership ?? {})]).toEqual([0, [], 0, ['A', 'B', 'C', 'D']]);
  });
});

describe('a range that is split or merged', () => {
  const at = 123_456_789;

  it('keeps its owners, and makes those that keep trees of it build them anew', () => {
    const run = ringRun(
      merkle,
      [
        [5000, { type: 'split-range', at }],
        [6000, { type: 'merge-range', at }],
      ],
      10_000,
    );
    const [split] = run.of('range-split');
    expect(split.owners).toHaveLength(3);
    const rebuilt = run.of('tree-rebuilt');
    expect(rebuilt.map(({ ms, replica }) => [ms, replica])).toEqual([
      ...split.owners.map((owner) => [5000, owner]),
      ...split.owners.map((owner) => [6000, owner]),
    ]);
    expect(run.of('session-ended').every(({ keysDiffering }) => keysDiffering === 0)).toBe(true);
    expect(run.result().placement).toMatchObject({ treesRebuilt: 6, splits: 0, changes: [] });
    expect(run.of('version-stored')).toEqual([]);
  });

  it('costs nothing where no tree was built yet', () => {
    expect(ringRun(document, [[100, { type: 'split-range', at }]], 1000).of('tree-rebuilt')).toEqual([]);
  });

  it('is one that can be', () => {
    const { tokens } = ringRun(document, [], 0).world.view.ring;
    const run = ringRun(
      document,
      [
        [0, { type: 'merge-range', at }],
        [1, { type: 'split-range', at }],
        [2, { type: 'split-range', at }],
        [3, { type: 'split-range', at: tokens[3] }],
        [4, { type: 'merge-range', at: tokens[3] }],
      ],
      1000,
    );
    expect(run.result().refused.map(({ reason }) => reason)).toEqual([
      `no range was split at ${at}`,
      `a range ends at ${at} already`,
      `a range ends at ${tokens[3]} already`,
      `at ${tokens[3]} a replica’s own token ends a range: it can only go with its replica`,
    ]);
  });

  it('stays split through joins', () => {
    const run = ringRun(
      merkle,
      [
        [0, { type: 'split-range', at }],
        [100, { type: 'join', replica: 'E' }],
      ],
      10_000,
    );
    expect(run.of('replica-joined')).toHaveLength(1);
    expect(run.world.ring.splits).toEqual([at]);
  });
});
