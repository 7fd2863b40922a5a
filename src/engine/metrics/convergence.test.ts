import { describe, expect, it } from 'vitest';
import { anyFold } from '../folds/fold.ts';
import { FoldFixture, stamped } from '../folds/fold-fixture.ts';
import { convergence, divergenceReport } from './convergence.ts';
import { repairs } from './repairs.ts';

const folds = [anyFold(convergence), anyFold(repairs)];
const first = stamped(1, 'a', 10);
const second = stamped(2, 'b', 20);
const deleted = stamped(3, undefined, 30);

describe('convergence', () => {
  it('holds from 0 where nothing is stored, and again once the last owner has what the others have', () => {
    const run = new FoldFixture(folds);
    expect(run.folds.isConverged()).toBe(true);
    run.at(10, run.store(0, first)).at(15, run.store(1, first));
    expect(run.folds.state(convergence)).toMatchObject({ divergentKeys: 1, divergentCopies: 1, convergedAtUs: null });
    run.at(16, run.store(2, first));
    expect(run.folds.state(convergence)).toMatchObject({ divergentKeys: 0, divergentCopies: 0, convergedAtUs: 16_000 });
  });

  it('measures the longest time that copies differed without a break, the one that goes on included', () => {
    const run = new FoldFixture(folds);
    const report = (nowMs: number) => divergenceReport(run.folds.state(convergence), nowMs * 1000);
    expect(report(5)).toEqual({ keys: 0, copies: 0, longestMs: 0 });
    run.at(10, run.store(0, first)).at(15, run.store(1, first)).at(40, run.store(2, first));
    expect(report(90)).toEqual({ keys: 0, copies: 0, longestMs: 30 });
    run.at(100, run.store(0, second));
    expect(report(110)).toEqual({ keys: 1, copies: 2, longestMs: 30 });
    expect(report(150)).toEqual({ keys: 1, copies: 2, longestMs: 50 });
  });

  it('credits a repair to the mechanism that made a divergent copy current, and to no write', () => {
    const run = new FoldFixture(folds);
    for (const replica of [0, 1, 2]) run.at(10, run.store(replica, first));
    run
      .at(20, run.store(0, second))
      .at(21, run.store(1, second, 'write'))
      .at(30, run.store(2, second, 'gossip', 1));
    expect(run.records.at(-1)).toEqual({ type: 'repaired', replica: 2, key: 0, mechanism: 'gossip', from: 1 });
    expect(run.folds.state(repairs)).toEqual({ 'read-repair': 0, 'hinted-handoff': 0, gossip: 1, 'anti-entropy': 0 });
  });

  it('credits nothing where a newer version than the one brought is out already', () => {
    const run = new FoldFixture(folds);
    run.at(20, run.store(0, second)).at(30, run.store(1, first, 'gossip', 2));
    expect(run.folds.state(repairs).gossip).toBe(0);
    expect(run.folds.state(convergence).divergentCopies).toBe(2);
  });

  it('takes a tombstone and nothing at all for the same, until a copy or a hint has a live version', () => {
    const run = new FoldFixture(folds);
    run.at(30, run.store(0, deleted));
    expect(run.folds.isConverged()).toBe(true);
    run.at(31, { type: 'hint-stored', replica: 0, target: 1, key: 0, cell: first });
    expect(run.folds.state(convergence)).toMatchObject({ divergentKeys: 1, divergentCopies: 2 });
    run.at(32, { type: 'hint-expired', replica: 0, target: 1, key: 0, cell: first });
    expect(run.folds.isConverged()).toBe(true);
    run.at(33, run.store(1, first));
    expect(run.folds.state(convergence).divergentCopies).toBe(2);
  });

  it('knows loaded copies that differ, lost copies and compacted tombstones', () => {
    const run = new FoldFixture(folds, { data: { keys: 1 } }, [first]);
    run.at(0, { type: 'data-loaded', keys: 1, divergent: [{ replica: 1, key: 0, cell: undefined }] });
    expect(run.folds.state(convergence)).toMatchObject({ divergentKeys: 1, divergentCopies: 1, convergedAtUs: null });
    run.at(5, { type: 'version-stored', replica: 1, key: 0, before: undefined, after: first, mechanism: 'anti-entropy', from: 0 });
    expect(run.folds.state(convergence).convergedAtUs).toBe(5000);
    run.at(6, { type: 'version-lost', replica: 2, key: 0, before: first, after: undefined });
    expect(run.folds.state(convergence).divergentCopies).toBe(1);
    run.at(7, { type: 'version-stored', replica: 2, key: 0, before: undefined, after: deleted, mechanism: 'write', from: 0 });
    run.at(8, run.store(0, deleted), run.store(1, deleted));
    run.at(9, { type: 'tombstone-compacted', replica: 0, key: 0, cell: deleted });
    expect(run.folds.isConverged()).toBe(true);
  });

  it('leaves a checkpoint as it was, whoever goes on', () => {
    const run = new FoldFixture(folds);
    run.at(10, run.store(0, first));
    const checkpoint = run.fork();
    run.at(11, run.store(1, first)).at(12, run.store(2, first));
    expect(run.folds.isConverged()).toBe(true);
    expect(checkpoint.state(convergence)).toMatchObject({ divergentKeys: 1, divergentCopies: 2 });
    checkpoint.emit({ type: 'version-lost', replica: 0, key: 0, before: first, after: undefined }, { atUs: 13_000, event: 9 });
    expect(checkpoint.isConverged()).toBe(true);
    expect(run.folds.state(convergence).entries.get(0)?.distinct).toEqual([{ cell: first, live: true, count: 3 }]);
  });
});
