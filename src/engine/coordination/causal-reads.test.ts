import { describe, expect, it } from 'vitest';
import { at, read, resultOf, write } from './test-run.ts';

/** Ann writes a post at A and a notice of it; Bob reads the notice at B, and then the post, which has not come to B. */
const notice = (causalReads: boolean, onMiss: string, more: readonly object[] = []): object => ({
  network: { links: [{ from: 'A', to: 'B', latencyMs: 300 }] },
  coordination: { read: 'one', write: 'one', readFanout: 'quorum', readFrom: 'nearest', causalReads },
  session: { onMiss, waitMs: 1000 },
  script: [
    ...more,
    ...at(0, ann('A', 'post', 'hello'), 100, ann('C', 'notice', 'new post'), 200, bob('notice'), 210, bob('post')),
    // Carol has read neither, and is promised nothing.
    ...at(220, read('B', { client: 'carol', key: 'post' })),
  ],
});
const ann = (via: string, key: string, value: string): object => write(via, value, { client: 'ann', key });
const bob = (key: string): object => read('B', { client: 'bob', key });
const reads = (document: object): object[] =>
  resultOf(document)
    .history.filter(({ type }) => type === 'read')
    .map(({ client, key, values, ok, reason, completedAtMs }) => ({ client, key, values, ...(ok ? {} : { reason }), completedAtMs }));

const bobSees = (post: object) =>
  expect.arrayContaining([
    { client: 'bob', key: 'notice', values: ['new post'], completedAtMs: 200 },
    { client: 'bob', key: 'post', ...post },
  ]);

describe('causal reads', () => {
  it('show what was written first to whoever has seen what came after it, on whatever key', () => {
    expect(reads(notice(false, 'wait'))).toEqual(bobSees({ values: [], completedAtMs: 210 }));
    expect(reads(notice(true, 'wait'))).toEqual(bobSees({ values: ['hello'], completedAtMs: 300 }));
    expect(reads(notice(true, 'forward'))).toEqual(bobSees({ values: ['hello'], completedAtMs: 220 }));
    expect(reads(notice(true, 'retry'))).toEqual(bobSees({ values: ['hello'], completedAtMs: 220 }));
  });

  it('promise nothing to a client that has seen nothing', () => {
    expect(reads(notice(true, 'wait'))).toContainEqual({ client: 'carol', key: 'post', values: [], completedAtMs: 220 });
  });

  it('fail rather than break the promise in a partition', () => {
    const cut = at(0, { type: 'partition', groups: [['A'], ['B', 'C']] });
    expect(reads(notice(true, 'wait', cut))).toEqual(bobSees({ values: [], reason: 'behind', completedAtMs: 1210 }));
    expect(reads(notice(true, 'forward', cut))).toEqual(bobSees({ values: [], reason: 'timeout', completedAtMs: 5210 }));
  });

  it('pay for it in bytes: a version carries what it depends on', () => {
    const bytes = (causalReads: boolean): number => resultOf(notice(causalReads, 'wait')).messages.byType.write.bytes;
    // The notice goes to two other owners, with one cause.
    expect(bytes(true) - bytes(false)).toBe(2 * 24);
  });

  it('stamp a write above what its client has seen, though the clock of who names it is behind', () => {
    const skewed = (causalReads: boolean): object => ({
      replicas: ['A', { id: 'B', clockSkewMs: -500 }, 'C'],
      coordination: { causalReads },
      script: at(0, write('A', 1), 100, read('B', { client: 'bob' }), 200, write('B', 2, { client: 'bob' }), 300, read('C', { client: 'carol' })),
    });
    expect(resultOf(skewed(false)).history.at(-1)?.values).toEqual([1]);
    expect(resultOf(skewed(true)).history.at(-1)?.values).toEqual([2]);
  });
});
