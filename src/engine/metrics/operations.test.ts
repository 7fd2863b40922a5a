import { describe, expect, it } from 'vitest';
import { anyFold } from '../folds/fold.ts';
import { completed, FoldFixture, invoked, stamped } from '../folds/fold-fixture.ts';
import { historyReport, operations, operationsReport, staleCount } from './operations.ts';

const folds = [anyFold(operations)];
const first = stamped(1, 'a', 10);
const second = stamped(2, 'b', 20);
const deleted = stamped(3, undefined, 30);

describe('stale reads', () => {
  it('lack what was acknowledged before they began', () => {
    const run = new FoldFixture(folds);
    run
      .at(0, invoked(1, 'write', 'a'))
      .at(10, completed(1, 'write', first))
      .at(11, invoked(2, 'write', 'b'))
      .at(20, completed(2, 'write', second));
    run.at(21, invoked(4, 'read')).at(30, completed(4, 'read', first, 21));
    expect(run.folds.state(operations)).toMatchObject({ reads: 1, writes: 2, staleReads: 1 });
  });

  it('are not those that began before the acknowledgement', () => {
    const run = new FoldFixture(folds);
    run
      .at(0, invoked(1, 'write', 'a'))
      .at(10, completed(1, 'write', first))
      .at(11, invoked(2, 'write', 'b'));
    run
      .at(15, invoked(4, 'read'))
      .at(20, completed(2, 'write', second))
      .at(30, completed(4, 'read', first, 15));
    expect(run.folds.state(operations).staleReads).toBe(0);
  });

  it('are not those that return something newer, even if unacknowledged', () => {
    const run = new FoldFixture(folds);
    run
      .at(0, invoked(1, 'write', 'a'))
      .at(10, completed(1, 'write', first))
      .at(11, invoked(2, 'write', 'b'));
    run.at(15, invoked(4, 'read')).at(30, completed(4, 'read', second, 15));
    expect(run.folds.state(operations).staleReads).toBe(0);
  });

  it('may find nothing where all that was acknowledged is deleted, and only there', () => {
    const run = new FoldFixture(folds);
    run.at(0, invoked(1, 'write', 'a')).at(10, completed(1, 'write', first));
    run.at(11, invoked(4, 'read')).at(12, completed(4, 'read', undefined, 11));
    expect(run.folds.state(operations).staleReads).toBe(1);
    run.at(13, invoked(3, 'delete')).at(30, completed(3, 'delete', deleted));
    run.at(31, invoked(5, 'read')).at(32, completed(5, 'read', undefined, 31));
    expect(run.folds.state(operations).staleReads).toBe(1);
  });

  it('lack what was loaded before time began', () => {
    const run = new FoldFixture(folds, { data: { keys: 1 } }, [stamped(0, 'loaded', -1)]);
    run.at(1, invoked(1, 'read')).at(2, completed(1, 'read', stamped(-1, 'older', -2), 1));
    expect(run.folds.state(operations).staleReads).toBe(1);
  });
});

describe('a stale copy', () => {
  it('is behind by the acknowledged versions that it neither holds nor supersedes', () => {
    const run = new FoldFixture(folds);
    run
      .at(0, invoked(1, 'write', 'a'))
      .at(10, completed(1, 'write', first))
      .at(11, invoked(2, 'write', 'b'))
      .at(20, completed(2, 'write', second));
    const behind = (cell: Parameters<typeof staleCount>[2]): number => staleCount(run.folds.state(operations), 0, cell, run.folds.facts);
    expect([behind(undefined), behind(first), behind(second), behind(deleted)]).toEqual([2, 1, 0, 0]);
  });
});

describe('latencies and history', () => {
  it('are percentiles by nearest rank, and what clients saw in the order of completion', () => {
    const run = new FoldFixture(folds);
    run.at(0, invoked(1, 'write', 'a'));
    for (let n = 2; n <= 5; n++) run.at(0, invoked(n, 'read'));
    for (let n = 2; n <= 5; n++) run.at(n * 10, completed(n, 'read', first, 0));
    run.at(70, {
      type: 'operation-failed',
      client: 0,
      n: 1,
      operation: 1,
      kind: 'write',
      key: 0,
      reason: 'timeout',
      detail: '1 of 2 acknowledgements',
      invokedUs: 0,
    });
    const report = operationsReport(run.folds.state(operations), run.folds.facts);
    expect(report.readLatencyMs).toEqual({ p50: 30, p99: 50 });
    expect(report.writeLatencyMs).toEqual({ p50: 0, p99: 0 });
    expect(report.failed).toBe(1);
    const history = historyReport(run.folds.state(operations), run.folds.facts);
    expect(history[0]).toEqual({
      client: 'phone',
      n: 2,
      type: 'read',
      key: 'x',
      via: 'A',
      level: 'one',
      ok: true,
      values: ['a'],
      stale: false,
      invokedAtMs: 0,
      completedAtMs: 20,
    });
    expect(history.at(-1)).toMatchObject({ type: 'write', ok: false, values: [], reason: 'timeout', completedAtMs: 70 });
  });
});
