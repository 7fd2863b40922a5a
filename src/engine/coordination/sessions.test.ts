import { describe, expect, it } from 'vitest';
import type { Result } from '../result.ts';
import { at, read, resultOf, write } from './test-run.ts';

const ONE = { read: 'one', write: 'one' };

/** Each replica tells the others half a second late; phone writes at A and reads at B 50 ms later. */
const comment = (session: object, more: object = {}, via = 'B'): object => ({
  network: { latencyMs: 500 },
  coordination: { ...ONE, readFanout: 'quorum', readFrom: 'nearest' },
  session,
  script: at(0, write('A', 'comment'), 50, read(via)),
  ...more,
});
const RYW = { guarantees: ['read-your-writes'] };
const last = (result: Result) => result.history.at(-1);
const broken = (result: Result): string[] => result.violations.map(({ checker }) => checker);

describe('read-your-writes', () => {
  it('is broken by a read elsewhere that comes before the write does', () => {
    const result = resultOf(comment({}));
    expect(last(result)).toMatchObject({ ok: true, values: [] });
    expect(broken(result)).toEqual(['read-your-writes']);
  });

  it('is kept by a token, by asking others or by waiting', () => {
    const forward = resultOf(comment({ ...RYW, onMiss: 'forward' }));
    expect(last(forward)).toMatchObject({ ok: true, values: ['comment'], completedAtMs: 1050 });
    const wait = resultOf(comment({ ...RYW, onMiss: 'wait' }));
    expect(last(wait)).toMatchObject({ ok: true, values: ['comment'], completedAtMs: 500 });
    expect([...broken(forward), ...broken(wait)]).toEqual([]);
  });

  it('is kept by trying again elsewhere, or told to be impossible', () => {
    const retry = resultOf(comment({ ...RYW, onMiss: 'retry' }));
    // B and C are behind; A, asked third, is not.
    expect(last(retry)).toMatchObject({ ok: true, values: ['comment'], completedAtMs: 70 });
    const cut = { script: [...at(0, { type: 'partition', groups: [['A'], ['B', 'C']] }), ...at(10, write('A', 'comment'), 50, read('B'))] };
    for (const [onMiss, atMs, reason] of [
      ['wait', 350, 'behind'],
      ['forward', 5050, 'timeout'],
    ] as const)
      expect(last(resultOf(comment({ ...RYW, onMiss, waitMs: 300 }, cut)))).toMatchObject({ ok: false, reason, completedAtMs: atMs });
  });

  it('is kept by waiting though an answer was lost meanwhile', () => {
    // x is on A and C; B, which owns nothing of it, asks C, whose answer of 50 ms is cut off. What A wrote comes to C at 300 ms.
    const result = resultOf({
      placement: { replicationFactor: 2, pin: { x: ['A', 'C'] } },
      network: {
        links: [
          { from: 'A', to: 'C', latencyMs: 300 },
          { from: 'B', to: 'A', latencyMs: 400 },
        ],
      },
      coordination: { ...ONE, readFanout: 'quorum', readFrom: 'nearest' },
      session: { ...RYW, onMiss: 'wait' },
      script: at(0, write('A', 'comment'), 20, read('B'), 46, { type: 'cut', from: 'B', to: 'C' }, 60, { type: 'mend', from: 'B', to: 'C' }),
    });
    expect(last(result)).toMatchObject({ ok: true, values: ['comment'], completedAtMs: 550 });
  });

  it('is kept by staying with one replica until that is down', () => {
    const sticky = { ...RYW, by: 'sticky' };
    expect(last(resultOf(comment(sticky)))).toMatchObject({ values: ['comment'], via: 'A', completedAtMs: 50 });
    const fails = at(0, write('A', 'comment'), 40, { type: 'crash', replica: 'A' }, 50, read('A'));
    const failover = resultOf(comment(sticky, { script: fails }));
    expect(last(failover)).toMatchObject({ ok: true, via: 'B', values: [] });
    expect(broken(failover)).toContain('read-your-writes');
  });

  it('is kept by a client that puts its own writes back into what it reads, though nobody else sees them', () => {
    const script = at(0, write('A', 'comment'), 50, read('B'), 60, read('B', { client: 'laptop' }));
    const result = resultOf(comment({ ...RYW, by: 'client-echo' }, { script }));
    expect(result.history.slice(1).map(({ values }) => values)).toEqual([['comment'], []]);
    expect(broken(result)).toEqual([]);
  });

  it('is not kept by a scalar token, where a replica has a later write and lacks this one', () => {
    const links = [{ from: 'C', to: 'B', latencyMs: 1 }];
    const script = at(0, write('A', 'comment'), 20, write('C', 'other', { client: 'laptop', key: 'y' }), 50, read('B'));
    const document = (token: string): object => comment({ ...RYW, token }, { network: { latencyMs: 500, links }, script });
    const scalar = resultOf(document('scalar'));
    expect(last(scalar)).toMatchObject({ ok: true, values: [], completedAtMs: 50 });
    expect(broken(scalar)).toEqual(['read-your-writes']);
    expect(last(resultOf(document('vector')))).toMatchObject({ values: ['comment'] });
  });
});

describe('monotonic reads', () => {
  const back = (session: object): object => comment(session, { script: at(0, write('A', 1, { client: 'laptop' }), 50, read('A'), 60, read('B')) });

  it('are broken by a read at a replica that is behind, and kept by a token or an echo', () => {
    expect(broken(resultOf(back({})))).toEqual(['monotonic-reads']);
    for (const by of ['token', 'client-echo']) {
      const kept = resultOf(back({ guarantees: ['monotonic-reads'], by }));
      expect(last(kept)).toMatchObject({ values: [1] });
      expect(broken(kept)).toEqual([]);
    }
  });
});

describe('writes in a session', () => {
  const skewed = (guarantees: readonly string[], script: readonly object[], token = 'vector'): object => ({
    replicas: [{ id: 'A', clockSkewMs: 500 }, 'B', 'C'],
    session: { guarantees, token },
    script,
  });
  const two = at(0, write('A', 'first'), 100, write('B', 'second'), 1000, read('C'));
  const answer = at(0, write('A', 'post', { client: 'laptop' }), 50, read('B'), 100, write('B', 'answer'), 1000, read('C'));

  it('come after its earlier writes, whatever the clocks say', () => {
    expect(broken(resultOf(skewed([], two)))).toContain('monotonic-writes');
    for (const token of ['vector', 'scalar']) {
      const kept = resultOf(skewed(['monotonic-writes'], two, token));
      expect([last(kept)?.values, broken(kept)]).toEqual([['second'], []]);
    }
  });

  it('come after what it read', () => {
    expect(broken(resultOf(skewed([], answer)))).toContain('writes-follow-reads');
    const kept = resultOf(skewed(['writes-follow-reads'], answer));
    expect([last(kept)?.values, broken(kept)]).toEqual([['answer'], []]);
  });

  it('replace its own earlier writes under vectors, where they would be siblings', () => {
    const vectors = (guarantees: readonly string[]): object => ({ ...skewed(guarantees, two), store: { conflict: 'dotted-version-vector' } });
    expect(last(resultOf(vectors([])))?.values).toEqual(['first', 'second']);
    expect(last(resultOf(vectors(['monotonic-writes'])))?.values).toEqual(['second']);
  });
});
