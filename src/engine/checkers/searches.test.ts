import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { FoldFixture, stamped } from '../folds/fold-fixture.ts';
import { buildResult, type Result } from '../result.ts';
import { Run } from '../run.ts';
import { parseScenario } from '../scenario/index.ts';
import { causality } from './causality.ts';
import type { ObservedOperation } from './client-history.ts';
import { linearizability } from './linearizability.ts';
import { search } from './searches.ts';

const { facts } = new FoldFixture([]).folds;
const NEVER = Number.POSITIVE_INFINITY;
let operations = 0;

interface Span {
  readonly client?: number;
  readonly key?: number;
  readonly from: number;
  readonly to?: number;
}

function op(
  reads: boolean,
  value: string | null,
  cell: ObservedOperation['cell'],
  { client = 0, key = 0, from, to = from + 1 }: Span,
  number: number,
): ObservedOperation {
  const wrote = reads || value === null ? null : JSON.stringify(value);
  return { client, n: from, operation: number, key, reads, wrote, cell, invokedEvent: from, completedEvent: to, completedUs: to * 1000 };
}

const write = (value: string | null, span: Span): ObservedOperation => op(false, value, undefined, span, ++operations);

/** A read that returned what these writes wrote. */
function read(span: Span, ...from: readonly ObservedOperation[]): ObservedOperation {
  const versions = from.map(({ operation, wrote }) => stamped(operation, wrote === null ? undefined : JSON.parse(wrote), 1).versions[0]);
  const [first] = from.map(({ operation }) => stamped(operation, 'x', 1));
  return op(true, null, first === undefined ? undefined : { ...first, versions }, span, ++operations);
}

describe('linearizability', () => {
  const found = (...history: readonly ObservedOperation[]): string[] => linearizability(history, facts).violations.map(({ detail }) => detail);

  it('allows a read either value of a write that is under way, but not the old one after the new one', () => {
    const a = write('a', { from: 1 });
    const b = write('b', { from: 3, to: 20 });
    expect(found(a, b, read({ from: 4, client: 1 }, a), read({ from: 6, client: 1 }, b), read({ from: 22 }, b))).toEqual([]);
    expect(found(a, b, read({ from: 4, client: 1 }, b), read({ from: 6, client: 1 }, a))).toEqual([
      'laptop\'s read #6 of x = "a", which fits no order of the writes together with what was read before',
    ]);
  });

  it('names the write that a stale read missed', () => {
    const a = write('a', { from: 1 });
    const b = write('b', { from: 3 });
    expect(found(a, b, read({ from: 5, client: 1 }, a))).toEqual([
      'laptop\'s read #5 of x = "a", though phone\'s write #3 of x = "b" came after that and was acknowledged before the read began',
    ]);
    expect(found(a, read({ from: 5, client: 1 }))).toHaveLength(1);
  });

  it('lets a write that nobody acknowledged happen late, or never', () => {
    const a = write('a', { from: 1 });
    const lost = write('b', { from: 3, to: NEVER });
    expect(found(a, lost, read({ from: 5 }, a), read({ from: 7 }, lost))).toEqual([]);
    expect(found(a, lost, read({ from: 5 }, a), read({ from: 7 }, a))).toEqual([]);
    expect(found(a, lost, read({ from: 5 }, lost), read({ from: 7 }, a))).toHaveLength(1);
  });

  it('finds siblings, and a value that nobody had written by then', () => {
    const a = write('a', { from: 1, to: 9 });
    const b = write('b', { from: 2, to: 9 });
    expect(found(a, b, read({ from: 10 }, a, b))[0]).toContain('siblings, which no single copy holds');
    expect(found(read({ from: 1 }, write('z', { from: 50 })), write('y', { from: 60 }))[0]).toContain('which nobody had written by then');
  });

  it('reads nothing before the first write and after a delete', () => {
    const a = write('a', { from: 3 });
    const gone = write(null, { from: 5 });
    expect(found(read({ from: 1 }), a, gone, read({ from: 7 }))).toEqual([]);
    expect(found(a, gone, read({ from: 7 }, a))).toHaveLength(1);
  });

  it('says where it gave up', () => {
    const writes = Array.from({ length: 14 }, (_, i) => write(`v${i}`, { from: i, to: 100 + i }));
    const report = linearizability([...writes, read({ from: 50, to: 60 }, write('never', { from: 300 }))], facts, 500);
    expect(report.violations).toEqual([]);
    expect(report.bound).toBe('gave up on x after 500 explanations; nothing is said of them');
  });

  it('agrees with trying every order, on any small history', () => {
    const spans = fc.array(fc.record({ reads: fc.boolean(), pick: fc.nat(5), from: fc.nat(12), length: fc.integer({ min: 1, max: 6 }), lost: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(spans, (drawn) => {
        const writes: ObservedOperation[] = [];
        const history = drawn.map(({ reads, pick, from, length, lost }) => {
          if (reads) return { reads, pick, span: { from: from * 2, to: (from + length) * 2 + 1 } };
          const one = write(`v${writes.length % 3}`, { from: from * 2, to: lost ? NEVER : (from + length) * 2 + 1 });
          writes.push(one);
          return one;
        });
        const all = history.map((one) => {
          if (!('pick' in one)) return one;
          const source = writes[one.pick];
          return source === undefined ? read(one.span) : read(one.span, source);
        });
        expect(linearizability(all, facts).violations.length === 0).toBe(explainable(all));
      }),
      { numRuns: 3000 },
    );
  });
});

/** Every order that keeps what ended before what began after it; writes without an end may be left out. */
function explainable(history: readonly ObservedOperation[]): boolean {
  const stateRead = ({ cell }: ObservedOperation): string | null => cell?.versions.find(({ tombstone }) => !tombstone)?.text ?? null;
  const place = (left: readonly ObservedOperation[], value: string | null): boolean => {
    if (left.every(({ completedEvent }) => completedEvent === NEVER)) return true;
    return left.some((next) => {
      if (left.some((other) => other !== next && other.completedEvent < next.invokedEvent)) return false;
      if (next.reads && stateRead(next) !== value) return false;
      return place(
        left.filter((other) => other !== next),
        next.reads ? value : next.wrote,
      );
    });
  };
  return place(history, null);
}

describe('causality', () => {
  const found = (...history: readonly ObservedOperation[]): string[] =>
    causality(
      history.slice().sort((a, b) => a.invokedEvent - b.invokedEvent),
      facts,
    ).violations.map(({ detail }) => detail);

  it('lets two clients see concurrent writes in either order', () => {
    const a = write('a', { client: 0, from: 1 });
    const b = write('b', { client: 1, from: 2 });
    expect(found(a, b, read({ client: 0, from: 5 }, b), read({ client: 1, from: 6 }, a), read({ client: 0, from: 7 }, a))).toEqual([]);
  });

  it('holds a client to its own writes and to what it has read', () => {
    const a = write('a', { from: 1 });
    const b = write('b', { from: 3 });
    expect(found(a, b, read({ from: 5 }, a))).toEqual([
      'phone\'s read #5 of x = "a" lacks phone\'s write #3 of x = "b", which it had itself made before, and which was made knowing what this read returned',
    ]);
    expect(found(a, b, read({ client: 1, from: 5 }, b), read({ client: 1, from: 7 }, a))).toHaveLength(1);
    expect(found(a, b, read({ client: 1, from: 5 }, a))).toEqual([]);
  });

  it('follows a chain over keys: who has seen the answer knows the question', () => {
    const question = write('?', { client: 0, key: 0, from: 1 });
    const seen = read({ client: 1, key: 0, from: 3 }, question);
    const answer = write('!', { client: 1, key: 1, from: 5 });
    const answered = read({ client: 0, key: 1, from: 7 }, answer);
    expect(found(question, seen, answer, answered, read({ client: 0, key: 0, from: 9 }))).toHaveLength(1);
    const told = write('0', { client: 0, key: 1, from: 4 });
    expect(found(question, told, read({ client: 1, key: 1, from: 20 }, told), read({ client: 1, from: 22 }))).toEqual([
      'laptop\'s read #22 of x = nothing lacks phone\'s write #1 of x = "?", of which it knew by what it had read',
    ]);
  });

  it('takes nothing found for a delete, where there is one that may have come after', () => {
    const a = write('a', { client: 0, from: 1 });
    const gone = write(null, { client: 1, from: 2 });
    expect(found(a, gone, read({ client: 0, from: 5 }))).toEqual([]);
  });

  it('says how far it looked', () => {
    const writes = Array.from({ length: 5 }, (_, i) => write(`v${i}`, { from: 2 * i }));
    expect(causality(writes, facts, 3).bound).toBe('looked at the first 3 of 5 operations: it remembers the causes of 3 writes');
    expect(causality(writes, facts, 5).bound).toBeNull();
  });
});

describe('of a run', () => {
  const resultOf = (document: object): Result => {
    const parsed = parseScenario({ version: 1, ...document });
    if (!parsed.ok) throw new Error(parsed.message);
    const cluster = new Cluster(parsed.scenario);
    new Run(cluster, { atUs: 5_000_000, whenConverged: false, when: null }).finish();
    return buildResult(cluster.world, [], ['causality', 'linearizability']);
  };
  const workload = ['p', 'q', 'r'].flatMap((client) => [
    { client, operation: 'write', perSec: 20, arrival: 'poisson', keys: 4 },
    { client, operation: 'read', perSec: 40, arrival: 'poisson', keys: 4 },
  ]);

  it('one copy is linearizable and causal', () => {
    for (const seed of [1, 2, 3]) {
      const { violations, checks } = resultOf({ seed, replicas: 1, placement: { replicationFactor: 1 }, network: { clientLatencyMs: 4 }, workload });
      expect(violations).toEqual([]);
      expect(checks?.map(({ checker, keys, bound }) => [checker, keys, bound])).toEqual([
        ['causality', 4, null],
        ['linearizability', 4, null],
      ]);
    }
  });

  it('partial quorums with slow links are neither', () => {
    const slow = { latencyMs: { distribution: 'exponential', mean: 60 } };
    const { violations } = resultOf({ network: slow, coordination: { read: 'one', write: 'one' }, workload });
    for (const checker of ['causality', 'linearizability']) expect(violations.filter((one) => one.checker === checker).length, checker).toBeGreaterThan(0);
    for (const { atMs, event, detail } of violations) expect(atMs > 0 && event > 0 && detail.length > 20).toBe(true);
  });

  it('are not asked unless they are asked for', () => {
    expect(search('linearizability', [], [], facts)).toEqual({ violations: [], keys: 0, operations: 0, bound: null });
    const parsed = parseScenario({ version: 1 });
    if (!parsed.ok) throw new Error(parsed.message);
    expect(buildResult(new Cluster(parsed.scenario).world).checks).toBeUndefined();
  });
});
