/** The other ways to compare by trees: whole trees shipped, other leaves, weaker hashes, less in a leaf. */
import { describe, expect, it } from 'vitest';
import { HEADER_BYTES, NODE_NUMBER_BYTES } from '../../wire.ts';
import { cellOf, TestCluster } from './test-pair.ts';

const contents = (cluster: TestCluster, id: number): string[] => {
  const cells: string[] = [];
  cluster.nodes[id].store.forEach((cell, key) => {
    cells.push(`${key}:${cell.hash}`);
  });
  return cells.sort();
};

function session(cluster: TestCluster) {
  cluster.tick(0);
  cluster.run();
  return cluster.recordsOf('session-ended')[0];
}

describe('a session that ships the whole tree', () => {
  it('takes one round trip and compares on its own as many nodes as zooming in would', () => {
    const ended = [];
    for (const exchange of ['zoom-in', 'whole-tree']) {
      const cluster = new TestCluster({ keys: 200, antiEntropy: { exchange, branching: 4, depth: 3 } });
      cluster.nodes[0].put('k3', cellOf(1, 9_000_000));
      cluster.nodes[1].put('only-b', cellOf(2, 5));
      ended.push(session(cluster));
      expect(contents(cluster, 0)).toEqual(contents(cluster, 1));
      expect(new Set(cluster.addresses()).size).toBe(cluster.sent.length);
    }
    const [zoomed, whole] = ended;
    expect(whole.hashesCompared).toBe(zoomed.hashesCompared);
    expect([zoomed.roundTrips, whole.roundTrips]).toEqual([4, 1]);
    expect(whole.keysDiffering).toBe(2);
    expect(whole.payloadBytes - zoomed.payloadBytes).toBe((85 - zoomed.hashesCompared) * 16);
  });

  it('pays for every hash of the tree even where nothing differs', () => {
    const cluster = new TestCluster({ keys: 50, antiEntropy: { exchange: 'whole-tree', branching: 2, depth: 4 } });
    expect(session(cluster)).toMatchObject({
      hashesCompared: 1,
      roundTrips: 1,
      payloadBytes: 31 * 16,
      bytes: 2 * (HEADER_BYTES + NODE_NUMBER_BYTES) + 31 * 16,
    });
  });

  it('leaves out the root where the scenario skips it', () => {
    const cluster = new TestCluster({ antiEntropy: { exchange: 'whole-tree', branching: 2, depth: 4, skipRoot: true } });
    expect(session(cluster)).toMatchObject({ hashesCompared: 2, payloadBytes: 30 * 16 });
  });

  it('fails where the tree does not come', () => {
    const cluster = new TestCluster({ antiEntropy: { exchange: 'whole-tree' } });
    cluster.tick(0);
    cluster.run((message) => (message.type === 'merkle-tree' ? 0 : 1));
    cluster.fireTimers();
    expect(cluster.recordsOf('session-failed')).toMatchObject([{ hashesCompared: 0, roundTrips: 0 }]);
  });
});

describe('a tree with a leaf for each key', () => {
  it('ships the one key that differs and no other', () => {
    for (const [leaf, keysSent] of [
      ['key', 1],
      ['hash-range', 64],
    ] as const) {
      const cluster = new TestCluster({ keys: 64, antiEntropy: { leaf, branching: leaf === 'key' ? [8, 8] : [2, 2] } });
      cluster.nodes[0].put('k3', cellOf(1, 9_000_000));
      const { keysSent: sent, keysDiffering } = session(cluster);
      expect(keysDiffering).toBe(1);
      if (leaf === 'key') expect(sent).toBe(keysSent);
      else expect(sent).toBeGreaterThan(8);
    }
  });
});

describe('a tree that hashes less than there is', () => {
  const compare = (leafContent: readonly string[], before: readonly (readonly [string, number])[], after: readonly (readonly [string, number])[]) => {
    const cluster = new TestCluster({ antiEntropy: { leafContent, branching: 2, depth: 4 } });
    for (const [name, at] of before) cluster.nodes[0].put(name, cellOf(at, at));
    for (const [name, at] of after) cluster.nodes[1].put(name, cellOf(at, at));
    return session(cluster).keysDiffering;
  };

  it('by the key alone finds a missing key and misses an overwritten one', () => {
    expect(compare(['key'], [['x', 1]], [['x', 2]])).toBe(0);
    expect(compare(['key', 'version'], [['x', 1]], [['x', 2]])).toBe(1);
    expect(
      compare(
        ['key'],
        [
          ['x', 1],
          ['y', 1],
        ],
        [['x', 1]],
      ),
    ).toBe(1);
  });

  it('by the version alone finds what by the value is found too, but no rot', () => {
    const rotten = (leafContent: readonly string[]): number => {
      const cluster = new TestCluster({ antiEntropy: { leafContent, branching: 2, depth: 4 } });
      cluster.nodes[0].put('x', cellOf(1, 5));
      cluster.nodes[1].put('x', cellOf(9, 5));
      return session(cluster).keysDiffering;
    };
    expect(rotten(['key', 'version'])).toBe(0);
    expect(rotten(['key', 'version', 'value'])).toBe(1);
  });
});
