/** Trees built anew, incremental repair, and sessions taken up where they were interrupted. */
import { describe, expect, it } from 'vitest';
import { cellOf, TestCluster } from './test-pair.ts';

function session(cluster: TestCluster, n: number, from = 0) {
  cluster.tick(from, n);
  cluster.run();
  const ended = cluster.recordsOf('session-ended');
  return ended[ended.length - 1];
}

describe('trees that are built anew', () => {
  it('are built by both sides for each session, and see a copy that changed without a write', () => {
    for (const [maintenance, differing] of [
      ['incremental', 0],
      ['rebuild', 1],
    ] as const) {
      const cluster = new TestCluster({ keys: 20, antiEntropy: { maintenance, branching: 4, depth: 2 } });
      session(cluster, 1);
      cluster.nodes[1].store.set(3, undefined);
      expect(session(cluster, 2).keysDiffering).toBe(differing);
      expect(cluster.recordsOf('tree-rebuilt').length).toBe(maintenance === 'rebuild' ? 4 : 0);
    }
  });

  it('do not know of later writes where a timer builds them', () => {
    const cluster = new TestCluster({ keys: 20, antiEntropy: { maintenance: 'rebuild', rebuildIntervalMs: 60_000, branching: 4, depth: 2 } });
    session(cluster, 1);
    cluster.nodes[0].put('k1', cellOf(1, 9_000_000));
    expect(session(cluster, 2).keysDiffering).toBe(0);
  });
});

describe('incremental repair', () => {
  const incremental = (more: object = {}) => new TestCluster({ keys: 100, antiEntropy: { repair: 'incremental', branching: [4, 4, 4], ...more } });

  it('compares again only what changed since the last session', () => {
    const cluster = incremental({ branching: [2, 2] });
    cluster.nodes[0].put('k3', cellOf(1, 9_000_000));
    expect(session(cluster, 1).keysSent).toBeGreaterThan(5);
    cluster.nodes[0].put('k5', cellOf(1, 9_000_000));
    // The key that the other side merged last time counts as changed there once more.
    expect(session(cluster, 2).keysSent).toBeLessThanOrEqual(2);
    session(cluster, 3);
    expect(session(cluster, 4)).toMatchObject({ hashesCompared: 1, keysSent: 0 });
    expect(cluster.nodes[1].store.get(5)?.hash).toBe(cluster.nodes[0].store.get(5)?.hash);
  });

  it('never finds what changed without a write in data that is marked, where a full comparison by fresh trees does', () => {
    const cluster = incremental({ maintenance: 'rebuild' });
    session(cluster, 1);
    cluster.nodes[1].store.set(3, undefined);
    expect(session(cluster, 2).keysDiffering).toBe(0);
    const full = new TestCluster({ keys: 100, antiEntropy: { maintenance: 'rebuild', branching: 4, depth: 3 } });
    session(full, 1);
    full.nodes[1].store.set(3, undefined);
    expect(session(full, 2).keysDiffering).toBe(1);
  });

  it('takes up an interrupted session where it stood', () => {
    const cluster = incremental({ branching: [2, 2, 2, 2, 2, 2] });
    cluster.nodes[0].put('k3', cellOf(1, 9_000_000));
    cluster.tick(0, 1);
    cluster.run((message) => (message.type === 'merkle-hashes' && message.nth === 5 ? 0 : 1));
    cluster.fireTimers();
    expect(cluster.recordsOf('session-failed')).toMatchObject([{ hashesCompared: 1 + 2 + 2 + 2, roundTrips: 4 }]);
    expect(session(cluster, 2)).toMatchObject({ hashesCompared: 2 + 2 + 2, roundTrips: 3, keysDiffering: 1 });
    expect(cluster.nodes[1].store.get(3)?.hash).toBe(cluster.nodes[0].store.get(3)?.hash);
    // What ended is not taken up again: the next session begins at the root.
    expect(session(cluster, 3).hashesCompared).toBeGreaterThan(0);
    session(cluster, 4);
    expect(session(cluster, 5)).toMatchObject({ hashesCompared: 1 });
  });

  it('ships the leaves at once where it was interrupted while shipping them', () => {
    const cluster = incremental();
    cluster.nodes[1].put('only-b', cellOf(1, 5));
    cluster.tick(0, 1);
    cluster.run((message) => (message.type === 'merkle-return' ? 0 : 1));
    cluster.fireTimers();
    expect(session(cluster, 2)).toMatchObject({ hashesCompared: 0, roundTrips: 0, keysDiffering: 1 });
  });

  it('begins at the root again where repair is full', () => {
    const cluster = incremental({ repair: 'full', branching: [2, 2, 2, 2, 2, 2] });
    cluster.nodes[0].put('k3', cellOf(1, 9_000_000));
    cluster.tick(0, 1);
    cluster.run((message) => (message.type === 'merkle-hashes' && message.nth === 5 ? 0 : 1));
    cluster.fireTimers();
    expect(session(cluster, 2)).toMatchObject({ hashesCompared: 13, roundTrips: 7 });
  });
});
