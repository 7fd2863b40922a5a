/** Comparing by versions and by logs: what each sends, what it falls back to, and that two replicas always come to agree. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, TestCluster } from './test-pair.ts';

function contents(cluster: TestCluster, id: number): string[] {
  const cells: string[] = [];
  cluster.nodes[id].store.forEach((cell, key) => {
    cells.push(`${key}:${cell.hash}`);
  });
  return cells.sort();
}

function session(cluster: TestCluster, n: number, from = 0) {
  cluster.tick(from, n);
  cluster.run();
  const ended = cluster.recordsOf('session-ended');
  return ended[ended.length - 1];
}

const typesSince = (cluster: TestCluster, at: number): string[] => cluster.sent.slice(at).map(({ type }) => type);

describe('a comparison by versions', () => {
  it('ships each value once, and only to who lacks it', () => {
    const cluster = new TestCluster({ keys: 10, antiEntropy: { mechanism: 'version-vector' } });
    cluster.nodes[0].put('k1', cellOf(1, 9_000_000));
    cluster.nodes[1].put('k2', cellOf(2, 9_000_000));
    cluster.nodes[0].put('a', cellOf(3, 5));
    cluster.nodes[1].put('b', cellOf(4, 5));
    expect(session(cluster, 1)).toMatchObject({ keysSent: 4, keysDiffering: 4, hashesCompared: 0, roundTrips: 0 });
    expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
    expect(typesSince(cluster, 0)).toEqual(['version-digest', 'version-answer', 'merkle-versions', 'merkle-return']);
  });

  it('ships nothing and asks no more where all is equal', () => {
    const cluster = new TestCluster({ keys: 10, antiEntropy: { mechanism: 'version-vector' } });
    expect(session(cluster, 1)).toMatchObject({ keysSent: 0, keysDiffering: 0, payloadBytes: 0 });
    expect(cluster.sent.length).toBe(2);
  });

  it('settles a tie of timestamps by sending both values', () => {
    const cluster = new TestCluster({ antiEntropy: { mechanism: 'version-vector' } });
    cluster.nodes[0].put('x', cellOf(1, 5));
    cluster.nodes[1].put('x', cellOf(2, 5));
    expect(session(cluster, 1)).toMatchObject({ keysSent: 2 });
    expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
  });
});

describe('a comparison by logs', () => {
  it('begins with everything, and from then on sends what came since, both ways, and no echo', () => {
    const cluster = new TestCluster({ keys: 10, antiEntropy: { mechanism: 'log' } });
    session(cluster, 1);
    expect(typesSince(cluster, 0)).toEqual(['log-request', 'log-entries', 'version-digest', 'version-answer']);
    cluster.nodes[0].put('k1', cellOf(1, 9_000_000));
    cluster.nodes[0].put('k1', cellOf(2, 9_000_001));
    cluster.nodes[1].put('k2', cellOf(3, 9_000_000));
    const at = cluster.sent.length;
    expect(session(cluster, 2)).toMatchObject({ keysSent: 2, keysDiffering: 2 });
    expect(typesSince(cluster, at)).toEqual(['log-request', 'log-entries', 'log-versions', 'merkle-return']);
    expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
    expect(session(cluster, 3)).toMatchObject({ keysSent: 0 });
    expect(session(cluster, 4, 1)).toMatchObject({ keysSent: 0 });
  });

  it('compares everything again where the log no longer reaches back', () => {
    const cluster = new TestCluster({ antiEntropy: { mechanism: 'log', logRetentionMs: 1000 } });
    session(cluster, 1);
    cluster.nodes[1].put('x', cellOf(1, 5));
    cluster.nowUs += 5_000_000;
    const at = cluster.sent.length;
    session(cluster, 2);
    expect(typesSince(cluster, at)).toContain('version-digest');
    expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
    cluster.nowUs += 5_000_000;
    // What the first replica merged came into its own log and out of it again, unseen by the other.
    session(cluster, 3);
    cluster.nowUs += 5_000_000;
    const quiet = cluster.sent.length;
    session(cluster, 4);
    expect(typesSince(cluster, quiet)).not.toContain('version-digest');
  });

  it('knows nothing of a copy that changed without a write: the log does not tell', () => {
    const cluster = new TestCluster({ antiEntropy: { mechanism: 'log' } });
    const key = cluster.nodes[0].put('x', cellOf(1, 5));
    session(cluster, 1);
    cluster.nodes[1].store.set(key, undefined);
    expect(session(cluster, 2)).toMatchObject({ keysSent: 0 });
    expect(cluster.nodes[1].store.get(key)).toBeUndefined();
  });

  it('makes two replicas equal whatever is written, lost or duplicated before', () => {
    const step = fc.record({
      on: fc.nat(1),
      key: fc.nat(7),
      value: fc.option(fc.nat(3)),
      at: fc.integer({ min: 1, max: 50 }),
      next: fc.nat(5),
      fate: fc.nat(2),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom('log', 'version-vector'),
        fc.constantFrom(50, 100_000),
        (steps, mechanism, logRetentionMs) => {
          const cluster = new TestCluster({ keys: 4, antiEntropy: { mechanism, logRetentionMs, concurrency: 100 } });
          let n = 1;
          for (const { on, key, value, at, next, fate } of steps) {
            cluster.nodes[on].put(`k${key}`, cellOf(value, 9_000_000 + at));
            cluster.nowUs += 20_000;
            if (next > 1) continue;
            cluster.tick(next, n++);
            cluster.run(({ type }) => (type.length % 3 !== fate ? 1 : fate === 0 ? 2 : 0));
            cluster.fireTimers();
          }
          cluster.tick(0, n);
          cluster.run();
          expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
        },
      ),
      { numRuns: 100 },
    );
  });
});
