import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafOf } from '../../merkle/shape.ts';
import type { Message } from '../../message.ts';
import { HEADER_BYTES, KEY_BYTES, NODE_NUMBER_BYTES } from '../../wire.ts';
import { repairNow } from './index.ts';
import { cellOf, TestCluster } from './test-pair.ts';

function contents(cluster: TestCluster, id: number): string[] {
  const cells: string[] = [];
  cluster.nodes[id].store.forEach((cell, key) => {
    cells.push(`${key}:${cell.hash}`);
  });
  return cells.sort();
}

function theSession(cluster: TestCluster) {
  const ended = cluster.recordsOf('session-ended');
  expect(ended.length).toBe(1);
  return ended[0];
}

describe('a Merkle session', () => {
  it('ends after one round trip where the replicas store the same', () => {
    const cluster = new TestCluster({ keys: 500 });
    cluster.tick(0);
    cluster.run();
    expect(theSession(cluster)).toMatchObject({
      replica: 0,
      peer: 1,
      session: 'A>B@A.anti-entropy@1',
      hashesCompared: 1,
      roundTrips: 1,
      keysSent: 0,
      keysDiffering: 0,
      payloadBytes: 16,
    });
    expect(theSession(cluster).bytes).toBe(2 * HEADER_BYTES + 16 + NODE_NUMBER_BYTES);
    expect(cluster.addresses()).toEqual(['A.anti-entropy@1/A>B:merkle-hashes', 'A.anti-entropy@1/B>A:merkle-differences']);
  });

  it('zooms in on one differing key: 1 + b·h hashes in h + 1 round trips, then one leaf', () => {
    const cluster = new TestCluster({});
    cluster.nodes[0].put('x', cellOf(7, 5));
    cluster.tick(0);
    cluster.run();
    expect(theSession(cluster)).toMatchObject({ hashesCompared: 21, roundTrips: 11, keysSent: 1, keysDiffering: 1, payloadBytes: 21 * 16 + 8 });
    expect(contents(cluster, 1)).toEqual(contents(cluster, 0));
  });

  it('says in its statistics what all its messages weighed', () => {
    for (const leafExchange of ['whole', 'list']) {
      const cluster = new TestCluster({ keys: 300, antiEntropy: { branching: 4, depth: 3, leafExchange } });
      cluster.nodes[0].put('k3', cellOf(1, 9_000_000));
      cluster.nodes[1].put('only-b', cellOf(2, 5));
      cluster.tick(0);
      cluster.run();
      const { bytes, payloadBytes, keysSent } = theSession(cluster);
      expect(bytes).toBe(cluster.sent.reduce((sum, message) => sum + message.bytes, 0));
      expect(payloadBytes).toBe(cluster.sent.reduce((sum, message) => sum + message.payloadBytes, 0));
      expect(keysSent).toBe(cluster.sent.reduce((sum, message) => sum + message.cells.length, 0));
    }
  });

  it('takes from the peer what only the peer holds, or holds newer', () => {
    const cluster = new TestCluster({});
    cluster.nodes[0].put('x', cellOf(1, 5));
    cluster.nodes[1].put('x', cellOf(2, 6));
    cluster.nodes[1].put('y', cellOf(3, 6));
    cluster.tick(0);
    cluster.run();
    expect(theSession(cluster)).toMatchObject({ keysDiffering: 2, keysSent: 3 });
    expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
  });

  it('ships a whole leaf where one of its keys differs, but by a list only that key', () => {
    const sent = (leafExchange: string): number => {
      const cluster = new TestCluster({ keys: 400, antiEntropy: { branching: 2, depth: 2, leafExchange } });
      cluster.nodes[0].put('k7', cellOf(1, 9_000_000));
      cluster.tick(0);
      cluster.run();
      expect(contents(cluster, 1)).toEqual(contents(cluster, 0));
      expect(theSession(cluster).keysDiffering).toBe(1);
      return theSession(cluster).keysSent;
    };
    const cluster = new TestCluster({ keys: 400 });
    const leaf = leafOf(cluster.keys.hash(7), [2, 2]);
    const inLeaf = Array.from({ length: 400 }, (_, key) => key).filter((key) => leafOf(cluster.keys.hash(key), [2, 2]) === leaf).length;
    expect(sent('whole')).toBe(inLeaf);
    expect(sent('list')).toBe(1);
  });

  it('starts below the root where the scenario says so', () => {
    const cluster = new TestCluster({ antiEntropy: { branching: 4, depth: 2, skipRoot: true } });
    cluster.nodes[0].put('x', cellOf(7, 5));
    cluster.tick(0);
    cluster.run();
    expect(theSession(cluster)).toMatchObject({ hashesCompared: 8, roundTrips: 2, keysDiffering: 1 });
  });

  it('compares every tree that the two share, and no other, in one message a level', () => {
    const sets = [
      { id: 0, owners: [0, 1] },
      { id: 1, owners: [1, 2] },
      { id: 2, owners: [0, 1, 2] },
    ];
    const cluster = new TestCluster({ replicas: 3, sets, keys: 90, antiEntropy: { branching: 3, depth: 2 } });
    cluster.nodes[0].put('k0', cellOf(1, 9_000_000));
    cluster.nodes[0].put('k2', cellOf(1, 9_000_000));
    cluster.tick(0);
    cluster.run();
    expect(theSession(cluster)).toMatchObject({ hashesCompared: 2 + 6 + 6, roundTrips: 3, keysDiffering: 2 });
  });

  it('gives no two messages one address, duplicates’ answers included', () => {
    for (const leafExchange of ['whole', 'list']) {
      const cluster = new TestCluster({ keys: 50, antiEntropy: { branching: 2, depth: 4, leafExchange } });
      cluster.nodes[0].put('x', cellOf(1, 5));
      cluster.nodes[1].put('y', cellOf(2, 5));
      cluster.tick(0);
      cluster.run(() => 2);
      expect(new Set(cluster.addresses()).size).toBe(cluster.sent.length);
      expect(contents(cluster, 1)).toEqual(contents(cluster, 0));
      expect(theSession(cluster)).toMatchObject({ roundTrips: 5 });
    }
  });

  it('neither hashes nor sends a tombstone past grace', () => {
    const cluster = new TestCluster({ store: { gcGraceMs: 100 } });
    const key = cluster.nodes[0].put('x', cellOf(null, 950_000));
    cluster.tick(0, 1);
    cluster.run();
    expect(cluster.nodes[1].store.get(key)).toBeDefined();
    cluster.nodes[1].put('z', cellOf(null, 990_000));
    cluster.nowUs = 2_000_000;
    cluster.tick(0, 2);
    cluster.run();
    expect(cluster.recordsOf('session-ended')[1]).toMatchObject({ hashesCompared: 1, keysSent: 0 });
  });

  it('fails where no answer comes, and takes the peer for dead', () => {
    const cluster = new TestCluster({});
    cluster.nodes[0].put('x', cellOf(7, 5));
    cluster.tick(0);
    cluster.run((message) => (message.type === 'merkle-hashes' && message.nth === 4 ? 0 : 1));
    cluster.fireTimers();
    expect(cluster.recordsOf('session-ended')).toEqual([]);
    expect(cluster.recordsOf('session-failed')).toMatchObject([{ hashesCompared: 1 + 2 + 2, roundTrips: 3, keysSent: 0 }]);
    expect(cluster.nodes[0].suspects.has(1)).toBe(true);
    expect(cluster.timers.size).toBe(0);
  });

  it('merges what comes back after it was given up, and does not end twice', () => {
    const cluster = new TestCluster({});
    const key = cluster.nodes[1].put('y', cellOf(7, 5));
    const late: Message[] = [];
    cluster.tick(0);
    cluster.run((message) => (message.type === 'merkle-return' ? late.push(message) * 0 : 1));
    cluster.fireTimers();
    cluster.deliver(late[0]);
    expect(cluster.nodes[0].store.get(key)).toBeDefined();
    expect(cluster.recordsOf('session-failed').length).toBe(1);
    expect(cluster.recordsOf('session-ended')).toEqual([]);
  });

  it('leaves no timer behind when it ends', () => {
    const cluster = new TestCluster({});
    cluster.nodes[0].put('x', cellOf(7, 5));
    cluster.tick(0);
    cluster.run();
    expect(cluster.timers.size).toBe(0);
  });

  it('keeps trees that were built for it in step with later writes', () => {
    const cluster = new TestCluster({ keys: 100 });
    cluster.tick(0, 1);
    cluster.run();
    cluster.nodes[1].put('k5', cellOf(3, 9_000_000));
    cluster.tick(0, 2);
    cluster.run();
    expect(cluster.recordsOf('session-ended')[1]).toMatchObject({ keysDiffering: 1 });
    cluster.tick(1, 3);
    cluster.run();
    expect(cluster.recordsOf('session-ended')[2]).toMatchObject({ hashesCompared: 1, keysDiffering: 0 });
  });
});

describe('a full session', () => {
  it('ships all that both own and takes back what it lacks', () => {
    const cluster = new TestCluster({ keys: 20, antiEntropy: { mechanism: 'full' } });
    cluster.nodes[0].put('x', cellOf(1, 5));
    cluster.nodes[1].put('y', cellOf(2, 5));
    cluster.tick(0);
    cluster.run();
    expect(theSession(cluster)).toMatchObject({ hashesCompared: 0, roundTrips: 0, keysDiffering: 2, keysSent: 22 });
    expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
    expect(theSession(cluster).bytes).toBeGreaterThan(22 * KEY_BYTES);
  });
});

describe('anti-entropy', () => {
  it('makes any two replicas equal in one session, by either mechanism', () => {
    const write = fc.record({ on: fc.nat(1), key: fc.nat(15), value: fc.option(fc.nat(3)), at: fc.integer({ min: 1, max: 50 }) });
    fc.assert(
      fc.property(
        fc.array(write, { maxLength: 25 }),
        fc.constantFrom('full', 'merkle'),
        fc.constantFrom('whole', 'list'),
        fc.nat(2),
        (writes, mechanism, leafExchange, duplicates) => {
          const cluster = new TestCluster({ keys: 8, antiEntropy: { mechanism, leafExchange, branching: [2, 3] } });
          for (const { on, key, value, at } of writes) cluster.nodes[on].put(`k${key}`, cellOf(value, 9_000_000 + at));
          cluster.tick(0);
          cluster.run(() => 1 + duplicates);
          expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('skips a tick that finds no free slot', () => {
    const cluster = new TestCluster({});
    cluster.tick(0, 1);
    cluster.tick(0, 2);
    expect(cluster.recordsOf('session-started').length).toBe(1);
    cluster.run();
    cluster.tick(0, 3);
    expect(cluster.recordsOf('session-started').length).toBe(2);
  });

  it('takes its peers in turn, and starves none when every other tick is skipped', () => {
    const cluster = new TestCluster({ replicas: 3 });
    for (let n = 1; n <= 8; n++) {
      if (n % 2 === 1) cluster.run();
      cluster.tick(1, n);
    }
    expect(cluster.recordsOf('session-started').map(({ peer }) => peer)).toEqual([2, 0, 2, 0]);
  });

  it('repairs by Merkle trees on command where the scenario has it off, and then waits for no slot', () => {
    const cluster = new TestCluster({ antiEntropy: { mechanism: 'off' } });
    cluster.nodes[0].put('x', cellOf(1, 5));
    repairNow(cluster.nodes[0], 1);
    cluster.run();
    expect(cluster.recordsOf('session-started')).toMatchObject([{ mechanism: 'merkle', peer: 1 }]);
    expect(contents(cluster, 1)).toEqual(contents(cluster, 0));
  });
});
