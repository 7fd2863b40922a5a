/** Whom a session is with, and how fast it may go. */
import { describe, expect, it } from 'vitest';
import { pauseFor } from './pacing.ts';
import { cellOf, TestCluster } from './test-pair.ts';

const peersOf = (cluster: TestCluster): number[] => cluster.recordsOf('session-started').map(({ peer }) => peer);

function ticks(cluster: TestCluster, from: number, to: number, fate: (peer: number) => number = () => 1): void {
  for (let n = from; n <= to; n++) {
    cluster.tick(0, n);
    cluster.run(({ to: receiver, from: sender }) => fate(Math.max(receiver, sender)));
    cluster.fireTimers();
  }
}

describe('the order of sessions', () => {
  it('most-divergent goes back first to the peer that differed most, and starves none', () => {
    const cluster = new TestCluster({ replicas: 4, antiEntropy: { order: 'most-divergent' } });
    for (let i = 0; i < 20; i++) cluster.nodes[2].put(`only-c${i}`, cellOf(i, 5));
    ticks(cluster, 1, 4);
    expect(peersOf(cluster).slice(0, 4)).toEqual([1, 2, 3, 2]);
    ticks(cluster, 5, 20);
    expect(new Set(peersOf(cluster).slice(4))).toEqual(new Set([1, 2, 3]));
  });

  it('unstable-first goes back first to a peer that was silent', () => {
    const cluster = new TestCluster({ replicas: 4, antiEntropy: { order: 'unstable-first' } });
    ticks(cluster, 1, 12, (peer) => (peer === 3 ? 0 : 1));
    const peers = peersOf(cluster);
    expect(peers.slice(0, 3)).toEqual([1, 2, 3]);
    expect(peers.filter((peer) => peer === 3).length).toBeGreaterThan(4);
    expect(peers.slice(3)).toContain(1);
  });

  it('hot-first goes first to the peer that shares what is written most', () => {
    const sets = [
      { id: 0, owners: [0, 1] },
      { id: 1, owners: [0, 2] },
    ];
    const cluster = new TestCluster({ replicas: 3, sets, antiEntropy: { order: 'hot-first' } });
    for (let n = 1; n <= 12; n++) {
      // Keys are numbered as they come, and belong to the two sets in turn.
      for (let i = 0; i < 9; i++) cluster.nodes[0].put('hot', cellOf(n, n * 10 + i));
      cluster.nodes[0].put('cold', cellOf(n, n));
      ticks(cluster, n, n);
    }
    const peers = peersOf(cluster);
    expect(peers.filter((peer) => peer === 1).length).toBeGreaterThan(peers.filter((peer) => peer === 2).length);
    expect(peers).toContain(2);
  });
});

describe('back-pressure', () => {
  it('pauses before each message by the table of Riak', () => {
    expect([0, 199, 200, 500, 750, 900, 1100, 5000].map(pauseFor)).toEqual([0, 0, 10, 50, 250, 1000, 5000, 5000]);
  });
});
