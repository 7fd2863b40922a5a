import { describe, expect, it } from 'vitest';
import { completed, dotted, FoldFixture, invoked, message, stamped } from '../folds/fold-fixture.ts';
import { checkers, notConverged } from './index.ts';

const NAME = 'lost-acknowledged-write';
const byFast = stamped(1, 'a', 10_300, 1);
const bySlow = stamped(2, 'b', 10_000, 0);

describe('a lost acknowledged write', () => {
  it('is one whose last copy gave way to a write that had completed before it began', () => {
    const run = new FoldFixture(checkers);
    run
      .at(10, invoked(1, 'write', 'a', 1), run.store(1, byFast))
      .at(11, run.store(0, byFast))
      .at(12, completed(1, 'write', byFast, 10, 1));
    run.at(100, invoked(2, 'write', 'b'), { type: 'message-sent', message: message('write', 0, 1, bySlow) }, run.store(0, bySlow));
    run.at(105, { type: 'message-delivered', message: message('write', 0, 1, bySlow) }, run.store(1, bySlow));
    expect(run.violations(NAME)).toEqual([]);
    run.at(120, completed(2, 'write', bySlow, 100));
    expect(run.violations(NAME)).toEqual([
      'phone\'s write #2 of x = "b" was acknowledged at 120 ms, and its last copy gave way at B to laptop\'s write #1 of x = "a", which had completed before it began: it was stamped 10,000 ms by A\'s clock, the other 10,300 ms by B\'s clock',
    ]);
  });

  it('is not one that gave way to a later or a concurrent write', () => {
    const run = new FoldFixture(checkers);
    run.at(10, invoked(2, 'write', 'b'), run.store(0, bySlow)).at(11, completed(2, 'write', bySlow));
    run
      .at(20, invoked(1, 'write', 'a', 1))
      .at(21, run.store(0, byFast))
      .at(22, completed(1, 'write', byFast, 20, 1));
    const concurrent = new FoldFixture(checkers);
    concurrent.at(10, invoked(1, 'write', 'a', 1), concurrent.store(0, byFast)).at(11, invoked(2, 'write', 'b'), concurrent.store(0, bySlow));
    concurrent.at(12, completed(1, 'write', byFast, 10, 1)).at(13, completed(2, 'write', bySlow, 11));
    expect([...run.violations(NAME), ...concurrent.violations(NAME)]).toEqual([]);
  });

  it('is one that a crash took, but not while a hint or a message still carries it', () => {
    const run = new FoldFixture(checkers);
    run.at(1, invoked(2, 'write', 'b'), run.store(0, bySlow), { type: 'message-sent', message: message('write', 0, 1, bySlow) });
    run.at(2, completed(2, 'write', bySlow)).at(3, { type: 'hint-stored', replica: 2, target: 1, key: 0, cell: bySlow });
    run.at(4, { type: 'replica-crashed', replica: 0, lose: 'disk' }, { type: 'version-lost', replica: 0, key: 0, before: bySlow, after: undefined });
    run.at(5, { type: 'message-dropped', message: message('write', 0, 1, bySlow), reason: 'cut' });
    expect(run.violations(NAME)).toEqual([]);
    run.at(6, { type: 'replica-crashed', replica: 2, lose: 'unsynced' }, { type: 'hint-lost', replica: 2, target: 1, key: 0, cell: bySlow });
    expect(run.violations(NAME)).toEqual([
      'phone\'s write #2 of x = "b" was acknowledged at 2 ms, and its last copy, a hint, went when C crashed: it was not yet synced to disk',
    ]);
  });

  it('is never one that nobody acknowledged', () => {
    const run = new FoldFixture(checkers);
    run.at(1, invoked(2, 'write', 'b'), run.store(0, bySlow)).at(4, { type: 'version-lost', replica: 0, key: 0, before: bySlow, after: undefined });
    run.at(5, { type: 'operation-failed', client: 0, n: 2, operation: 2, kind: 'write', key: 0, reason: 'timeout', detail: '', invokedUs: 0 });
    expect(run.violations(NAME)).toEqual([]);
  });

  it('is never a tombstone that was compacted', () => {
    const run = new FoldFixture(checkers);
    const deleted = stamped(1, undefined, 10);
    run
      .at(1, invoked(1, 'delete'), run.store(0, deleted))
      .at(2, completed(1, 'delete', deleted))
      .at(3, { type: 'tombstone-compacted', replica: 0, key: 0, cell: deleted });
    expect(run.violations(NAME)).toEqual([]);
  });

  it('survives a message delivered in a round until the round has stored it', () => {
    const run = new FoldFixture(checkers, { mode: 'rounds', gossip: { protocol: 'push' } });
    run
      .at(1, invoked(2, 'write', 'b'), run.store(0, bySlow))
      .at(2, completed(2, 'write', bySlow))
      .at(3, { type: 'message-sent', message: message('gossip-push', 0, 1, bySlow) });
    run.at(4, { type: 'message-delivered', message: message('gossip-push', 0, 1, bySlow) });
    run.at(5, { type: 'version-lost', replica: 0, key: 0, before: bySlow, after: undefined });
    run.at(6, run.store(1, bySlow, 'gossip'), { type: 'round-ended', round: 1 });
    expect(run.violations(NAME)).toEqual([]);
  });

  it('is judged by a checkpoint on its own', () => {
    const run = new FoldFixture(checkers);
    run.at(1, invoked(2, 'write', 'b'), run.store(0, bySlow)).at(2, completed(2, 'write', bySlow));
    const checkpoint = run.fork();
    run.at(3, run.store(1, bySlow));
    checkpoint.emit({ type: 'version-lost', replica: 0, key: 0, before: bySlow, after: undefined }, { atUs: 3000, event: 3 });
    checkpoint.endEvent();
    expect(checkpoint.nextDerived()).toMatchObject({ checker: NAME });
    run.at(4, { type: 'version-lost', replica: 0, key: 0, before: bySlow, after: undefined });
    expect(run.violations(NAME)).toEqual([]);
  });

  it('is none where siblings are kept', () => {
    const run = new FoldFixture(checkers, { store: { conflict: 'dotted-version-vector' } });
    const one = dotted(1, 'a', 0, 1);
    const two = dotted(2, 'b', 1, 1);
    run
      .at(1, invoked(1, 'write', 'a'), run.store(0, one))
      .at(2, completed(1, 'write', one))
      .at(3, invoked(2, 'write', 'b', 1), run.store(1, two))
      .at(4, completed(2, 'write', two, 3, 1));
    run.at(5, run.store(0, two)).at(6, run.store(1, one));
    expect(run.violations(NAME)).toEqual([]);
  });
});

describe('deletes', () => {
  const old = stamped(1, 'old', 10);
  const deleted = stamped(2, undefined, 20);

  function compactedAtA(): FoldFixture {
    const run = new FoldFixture(checkers);
    run
      .at(10, invoked(1, 'write', 'old'))
      .at(11, run.store(0, old))
      .at(11, run.store(1, old))
      .at(12, completed(1, 'write', old));
    run
      .at(20, invoked(2, 'delete'))
      .at(21, run.store(0, deleted))
      .at(22, completed(2, 'delete', deleted));
    return run.at(1000, { type: 'tombstone-compacted', replica: 0, key: 0, cell: deleted });
  }

  it('are collected unsafely while an owner still stores what they superseded', () => {
    expect(compactedAtA().violations('unsafe-gc')).toEqual(['A dropped its tombstone of x at 1,000 ms while B still stores "old", which it supersedes']);
  });

  it('are resurrected where a replica that compacted the tombstone takes the old value again', () => {
    const run = compactedAtA();
    run.at(2000, run.store(0, old, 'gossip', 1));
    expect(run.violations('resurrection')).toEqual([
      'A stores x = "old" again, by gossip from B: phone\'s delete #2 of x had superseded it, and A compacted that tombstone at 1,000 ms',
    ]);
  });

  it('are not resurrected by a new write, nor where the tombstone was never held', () => {
    const run = compactedAtA();
    run
      .at(2000, invoked(3, 'write', 'new'))
      .at(2001, run.store(0, stamped(3, 'new', 2000)))
      .at(2002, run.store(2, old, 'gossip', 1));
    expect(run.violations('resurrection')).toEqual([]);
  });
});

describe('the end of a run', () => {
  it('is a violation where all is quiet, healed and still different', () => {
    const end = { quiet: true, healed: true, divergentKeys: 1, divergentCopies: 2 };
    expect(notConverged(end)).toBe('quiet and healed, and still different: 2 copies differ in 1 key');
    expect(notConverged({ ...end, healed: false })).toBeNull();
    expect(notConverged({ ...end, divergentKeys: 0, divergentCopies: 0 })).toBeNull();
  });

  it('says once for each holder that hints overflowed', () => {
    const run = new FoldFixture(checkers, { hintedHandoff: { enabled: true, maxHints: 1 } });
    for (const ms of [1, 2]) run.at(ms, { type: 'hint-refused', replica: 0, target: 1, key: 0, write: 1, reason: 'full' });
    run.at(3, { type: 'hint-refused', replica: 1, target: 2, key: 0, write: 1, reason: 'window' });
    expect(run.violations('hint-overflow')).toEqual(['A keeps 1 hints and refused one of x for B']);
  });
});
