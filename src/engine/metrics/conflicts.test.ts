import { describe, expect, it } from 'vitest';
import { anyFold } from '../folds/fold.ts';
import { completed, FoldFixture, invoked, stamped } from '../folds/fold-fixture.ts';
import { conflicts } from './conflicts.ts';

const mine = stamped(1, 'mine', 10, 0);
const yours = stamped(2, 'yours', 20, 1);

describe('discarded writes', () => {
  it('are acknowledged ones that gave way to a concurrent write, each counted once', () => {
    const run = new FoldFixture([anyFold(conflicts)]);
    run.at(10, invoked(1, 'write', 'mine'), run.store(0, mine)).at(11, invoked(2, 'write', 'yours', 1), run.store(1, yours));
    run.at(12, completed(1, 'write', mine)).at(13, completed(2, 'write', yours, 0, 1));
    run.at(14, run.store(0, yours)).at(15, run.store(1, mine)).at(16, run.store(2, yours)).at(17, run.store(2, mine));
    expect(run.folds.state(conflicts).discarded).toBe(1);
  });

  it('count once acknowledged, where that comes last', () => {
    const run = new FoldFixture([anyFold(conflicts)]);
    run
      .at(10, invoked(1, 'write', 'mine'), run.store(0, mine))
      .at(11, invoked(2, 'write', 'yours', 1), run.store(1, yours))
      .at(14, run.store(0, yours));
    expect(run.folds.state(conflicts).discarded).toBe(0);
    run.at(15, completed(1, 'write', mine));
    expect(run.folds.state(conflicts).discarded).toBe(1);
  });

  it('are not those that a later write replaced', () => {
    const run = new FoldFixture([anyFold(conflicts)]);
    run
      .at(10, invoked(1, 'write', 'mine'), run.store(0, mine))
      .at(11, completed(1, 'write', mine))
      .at(12, invoked(2, 'write', 'yours', 1))
      .at(13, run.store(0, yours));
    run.at(14, completed(2, 'write', yours));
    expect(run.folds.state(conflicts).discarded).toBe(0);
  });
});
