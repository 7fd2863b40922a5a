import { describe, expect, it } from 'vitest';
import { completed, dotted, FoldFixture, invoked, stamped } from '../folds/fold-fixture.ts';
import { checkers } from './index.ts';

const PHONE = 0;
const LAPTOP = 1;

/** Operations of one key, one after the other: who, what, and the cell of it. */
type Step = readonly [client: number, kind: 'read' | 'write' | 'delete', cell: ReturnType<typeof stamped> | undefined];

function run(steps: readonly Step[], document: object = {}): (checker: string) => string[] {
  const fixture = new FoldFixture(checkers, { ...document });
  steps.forEach(([client, kind, cell], i) => {
    const value = kind === 'write' ? (cell?.versions[0].value ?? null) : null;
    fixture.at(10 * i + 1, invoked(i + 1, kind, value, client)).at(10 * i + 5, completed(i + 1, kind, cell, 10 * i + 1, client));
  });
  return (checker) => fixture.violations(checker);
}

/** The nth operation of a history writes this at so many milliseconds by its coordinator's clock. */
const [a, b, late] = [stamped(1, 'a', 100), stamped(2, 'b', 200), stamped(3, 'late', 300)];

describe('read-your-writes', () => {
  it('is broken by a read that lacks what its client had written', () => {
    const found = run([
      [PHONE, 'write', a],
      [PHONE, 'read', undefined],
    ]);
    expect(found('read-your-writes')).toEqual([
      'phone\'s read #2 of x returned nothing, without phone\'s write #1 of x = "a", which was acknowledged before it began',
    ]);
  });

  it('is kept by what supersedes the write, and says nothing of the writes of others', () => {
    expect(
      run([
        [PHONE, 'write', a],
        [LAPTOP, 'write', b],
        [PHONE, 'read', b],
      ])('read-your-writes'),
    ).toEqual([]);
    expect(
      run([
        [LAPTOP, 'write', a],
        [PHONE, 'read', undefined],
      ])('read-your-writes'),
    ).toEqual([]);
  });

  it('is kept by a read that finds nothing once the key was deleted', () => {
    const deleted = stamped(2, undefined, 200);
    expect(
      run([
        [PHONE, 'write', a],
        [LAPTOP, 'delete', deleted],
        [PHONE, 'read', undefined],
      ])('read-your-writes'),
    ).toEqual([]);
  });
});

describe('monotonic reads', () => {
  it('are broken by a read that goes back behind an earlier one of the same client', () => {
    const steps: Step[] = [
      [LAPTOP, 'write', a],
      [LAPTOP, 'write', b],
      [PHONE, 'read', b],
      [PHONE, 'read', a],
    ];
    expect(run(steps)('monotonic-reads')).toEqual(['phone\'s read #4 of x returned "a", though an earlier read of the same client had returned "b"']);
    expect(run([...steps.slice(0, 3), [LAPTOP, 'read', a]])('monotonic-reads')).toEqual([]);
  });
});

describe('monotonic writes', () => {
  it('are broken where the store puts the earlier write over the later', () => {
    const first = stamped(1, 'first', 500);
    expect(
      run([
        [PHONE, 'write', first],
        [PHONE, 'write', b],
      ])('monotonic-writes'),
    ).toEqual([
      'phone\'s write #2 of x = "b", acknowledged at 15 ms, is superseded in the store\'s order by phone\'s write #1 of x = "first", which the client had written before',
    ]);
    expect(
      run([
        [PHONE, 'write', first],
        [LAPTOP, 'write', b],
      ])('monotonic-writes'),
    ).toEqual([]);
  });

  it('are broken by whoever reads the later write without the earlier', () => {
    const vectors = { store: { conflict: 'dotted-version-vector' } };
    const found = run(
      [
        [PHONE, 'write', dotted(1, 'one', 0, 1)],
        [PHONE, 'write', dotted(2, 'two', 1, 1)],
        [LAPTOP, 'read', dotted(2, 'two', 1, 1)],
      ],
      vectors,
    );
    expect(found('monotonic-writes')).toEqual([
      'laptop\'s read #3 of x returned phone\'s write #2 of x = "two" without phone\'s write #1 of x = "one", which its client had written before',
    ]);
  });
});

describe('writes follow reads', () => {
  it('is broken where the store puts what a client had read over what it wrote then', () => {
    const found = run([
      [LAPTOP, 'write', late],
      [PHONE, 'read', stamped(1, 'late', 300)],
      [PHONE, 'write', stamped(3, 'answer', 250)],
    ]);
    expect(found('writes-follow-reads')).toEqual([
      'phone\'s write #3 of x = "answer", acknowledged at 25 ms, is superseded in the store\'s order by "late", which the client had read before it wrote',
    ]);
  });

  it('is broken by whoever reads the answer without what it answers', () => {
    const vectors = { store: { conflict: 'dotted-version-vector' } };
    const [post, answer] = [dotted(1, 'post', 0, 1), dotted(3, 'answer', 1, 1)];
    expect(
      run(
        [
          [LAPTOP, 'write', post],
          [PHONE, 'read', post],
          [PHONE, 'write', answer],
          [LAPTOP, 'read', answer],
        ],
        vectors,
      )('writes-follow-reads'),
    ).toEqual(['laptop\'s read #4 of x returned phone\'s write #3 of x = "answer" without "post", which its client had read before']);
  });

  it('are judged by a checkpoint on its own', () => {
    const fixture = new FoldFixture(checkers);
    fixture.at(1, invoked(1, 'write', 'a')).at(2, completed(1, 'write', a));
    const fork = fixture.fork();
    fixture.at(3, invoked(2, 'read')).at(4, completed(2, 'read', a));
    fork.emit(invoked(2, 'read'), { atUs: 3000, event: 3 });
    fork.emit(completed(2, 'read', undefined), { atUs: 4000, event: 4 });
    expect(fork.nextDerived()).toMatchObject({ checker: 'read-your-writes' });
    expect(fixture.violations('read-your-writes')).toEqual([]);
  });
});
