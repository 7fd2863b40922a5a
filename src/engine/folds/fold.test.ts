import { describe, expect, it } from 'vitest';
import { anyFold, type Fold } from './fold.ts';
import { completed, FoldFixture, invoked, stamped } from './fold-fixture.ts';

/** Counts reads and asks for a violation at the first, and again when the event is over. */
const counting: Fold<{ reads: number; violations: number; ends: number }> = {
  id: 'counting',
  create: () => ({ reads: 0, violations: 0, ends: 0 }),
  on: {
    'operation-invoked': (state, record, _moment, facts) => {
      if (record.kind === 'read' && state.reads++ === 0) facts.derive({ type: 'violation-found', checker: 'test', detail: facts.clientName(record.client) });
    },
    'violation-found': (state) => {
      state.violations++;
    },
  },
  endEvent: (state) => {
    state.ends++;
  },
  fork: (state) => ({ ...state }),
};

describe('a set of folds', () => {
  it('hands out what folds derive after the record that led to it, and shows it to them too', () => {
    const run = new FoldFixture([anyFold(counting)]);
    run.at(1, invoked(1, 'read'), invoked(2, 'read'));
    expect(run.records.map(({ type }) => type)).toEqual(['operation-invoked', 'violation-found', 'operation-invoked']);
    expect(run.folds.state(counting)).toMatchObject({ reads: 2, violations: 1 });
  });

  it('ends an event when told to, or when the next begins', () => {
    const run = new FoldFixture([anyFold(counting)]);
    run.folds.emit(invoked(1, 'write'), { atUs: 1, event: 1 });
    run.folds.emit(invoked(2, 'write'), { atUs: 1, event: 1 });
    expect(run.folds.state(counting).ends).toBe(0);
    run.folds.emit(invoked(3, 'write'), { atUs: 2, event: 2 });
    expect(run.folds.state(counting).ends).toBe(1);
    run.folds.endEvent();
    run.folds.endEvent();
    expect(run.folds.state(counting).ends).toBe(2);
  });

  it('forks with all it knows, and goes on by itself', () => {
    const run = new FoldFixture([anyFold(counting)]);
    run.at(1, invoked(1, 'read'));
    const fork = run.fork();
    run.at(2, invoked(2, 'read'));
    expect([run.folds.state(counting).reads, fork.state(counting).reads]).toEqual([2, 1]);
  });

  it('numbers the writes of a key in event order and knows which had completed before another began', () => {
    const run = new FoldFixture([]);
    run
      .at(1, invoked(1, 'write', 'a'))
      .at(2, invoked(2, 'delete'))
      .at(3, completed(1, 'write', stamped(1, 'a', 1)))
      .at(4, invoked(3, 'write', 'c', 0, 1))
      .at(5, invoked(4, 'write', 'd'));
    const { writes } = run.folds.facts;
    expect([0, 1, 2, 3, 4].map((operation) => writes.numberOf(operation))).toEqual([0, 1, 2, 1, 3]);
    expect(writes.completedBefore(1, 2)).toBe(false);
    expect(writes.completedBefore(1, 4)).toBe(true);
    expect(writes.completedBefore(2, 4)).toBe(false);
    expect(writes.completedBefore(0, 1)).toBe(true);
  });
});
