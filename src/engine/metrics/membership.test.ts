import { describe, expect, it } from 'vitest';
import { FoldFixture } from '../folds/fold-fixture.ts';
import { metricAt, metrics, sections } from './index.ts';

const verdict = (type: 'peer-suspected' | 'peer-alive', actor: number, peer: number) => ({ type, actor, peer }) as const;

describe('who believes whom dead', () => {
  it('is counted, with what is wrong of it and what the others do not share', () => {
    const run = new FoldFixture(metrics);
    run.at(1, { type: 'replica-crashed', replica: 2, lose: 'nothing' });
    run.at(2, verdict('peer-suspected', 0, 2));
    expect(sections.membership(run.folds)).toEqual({ suspected: 1, revived: 0, deadMarks: 1, wrongMarks: 0, disputed: 1, agreedAtMs: null });
    run.at(3, verdict('peer-suspected', 1, 2));
    expect(sections.membership(run.folds)).toMatchObject({ deadMarks: 2, wrongMarks: 0, disputed: 0, agreedAtMs: 3 });
    run.at(4, { type: 'replica-restarted', replica: 2 });
    expect(sections.membership(run.folds)).toMatchObject({ wrongMarks: 2, disputed: 0, agreedAtMs: 3 });
    run.at(5, verdict('peer-alive', 0, 2));
    expect(metricAt('membership.disputed', run.folds)).toBe(1);
    run.at(6, verdict('peer-alive', 1, 2));
    expect(sections.membership(run.folds)).toEqual({ suspected: 2, revived: 2, deadMarks: 0, wrongMarks: 0, disputed: 0, agreedAtMs: 6 });
  });

  it('goes with a crash, for memory does', () => {
    const run = new FoldFixture(metrics);
    run.at(1, verdict('peer-suspected', 0, 1), verdict('peer-suspected', 0, 2), verdict('peer-suspected', -1, 2));
    const before = run.fork();
    run.at(2, { type: 'replica-crashed', replica: 0, lose: 'nothing' });
    expect(sections.membership(run.folds)).toMatchObject({ suspected: 2, deadMarks: 0, disputed: 0, agreedAtMs: 2 });
    expect(sections.membership(before)).toMatchObject({ deadMarks: 2, disputed: 2, agreedAtMs: null });
  });

  it('is asked of a newcomer too, who has heard of nobody yet', () => {
    const run = new FoldFixture(metrics);
    run.at(1, { type: 'replica-crashed', replica: 2, lose: 'nothing' });
    run.at(2, verdict('peer-suspected', 0, 2), verdict('peer-suspected', 1, 2));
    run.at(3, { type: 'range-move-started', replica: 3, of: 3, move: 'join' });
    expect(sections.membership(run.folds)).toMatchObject({ disputed: 1, agreedAtMs: null });
    run.at(4, verdict('peer-suspected', 3, 2));
    expect(sections.membership(run.folds)).toMatchObject({ disputed: 0, agreedAtMs: 4 });
  });

  it('is over for one that left, and so is what it thinks', () => {
    const run = new FoldFixture(metrics, { replicas: 4 });
    run.at(1, { type: 'replica-left', replica: 3, owned: true });
    // Nodes that have not heard of it, itself among them while it says so.
    run.at(2, verdict('peer-suspected', 0, 3), verdict('peer-suspected', 3, 1));
    expect(sections.membership(run.folds)).toEqual({ suspected: 2, revived: 0, deadMarks: 0, wrongMarks: 0, disputed: 0, agreedAtMs: 0 });
  });
});
