import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { parseScenario } from '../scenario/index.ts';
import { type Cell, isDeleted } from '../versions/version.ts';
import { convergence } from './index.ts';

/** What the fold of convergence says, found by looking at every store. */
function bySight({ world }: Cluster): { divergentKeys: number; divergentCopies: number } {
  let divergentKeys = 0;
  let divergentCopies = 0;
  for (let key = 0; key < world.keys.size; key++) {
    const copies = world.view.preferenceList(key).map((owner) => world.replicas[owner].store?.get(key));
    const held = copies.filter((cell): cell is Cell => cell !== undefined);
    if (held.every(isDeleted) || new Set(copies.map((cell) => cell?.hash)).size === 1) continue;
    const join = held.reduce((all, cell) => world.policy.merge(all, cell));
    divergentKeys++;
    divergentCopies += copies.filter((cell) => cell?.hash !== join.hash).length;
  }
  return { divergentKeys, divergentCopies };
}

const script = [
  {
    atMs: 100,
    command: {
      type: 'partition',
      groups: [
        ['A', 'B'],
        ['C', 'D', 'E'],
      ],
    },
  },
  { atMs: 300, command: { type: 'heal' } },
  { atMs: 350, command: { type: 'crash', replica: 'B', lose: 'disk' } },
  { atMs: 400, command: { type: 'restart', replica: 'B' } },
  // Brings back what C had compacted since it last synced its disk.
  { atMs: 500, command: { type: 'crash', replica: 'C', lose: 'unsynced' } },
  { atMs: 550, command: { type: 'restart', replica: 'C' } },
];

describe('the fold of convergence', () => {
  it.each([
    ['lww', true],
    ['version-vector', true],
    ['dotted-version-vector', true],
    ['lww', false],
    ['dotted-version-vector', false],
  ])('agrees with the stores all along, under %s (compaction: %s)', (conflict, compacting) => {
    for (const seed of [1, 2, 3]) {
      const parsed = parseScenario({
        version: 1,
        seed,
        replicas: 5,
        node: { syncIntervalMs: 60 },
        network: { loss: 0.1, duplicate: 0.05, latencyMs: { distribution: 'uniform', min: 1, max: 20 } },
        store: { conflict, gcGraceMs: 50, compactionIntervalMs: compacting ? 70 : null },
        data: {
          keys: 6,
          divergent: [
            { replica: 'B', keys: 2 },
            { replica: 'C', keys: 1, kind: 'missing' },
          ],
        },
        coordination: { read: 'one', write: 'one' },
        readRepair: { mode: 'async' },
        hintedHandoff: { enabled: true, replayIntervalMs: 40 },
        gossip: { protocol: 'push-pull', intervalMs: 50, jitter: 0.5 },
        workload: [
          { client: 'w', operation: 'write', perSec: 100, endMs: 700, keys: 8 },
          { client: 'd', operation: 'delete', perSec: 30, endMs: 700, keys: 8 },
          { client: 'r', operation: 'read', perSec: 50, endMs: 700, keys: 8 },
        ],
        script,
      });
      if (!parsed.ok) throw new Error(parsed.message);
      const cluster = new Cluster(parsed.scenario);
      const fold = (): object => {
        const { divergentKeys, divergentCopies } = cluster.world.folds.state(convergence);
        return { divergentKeys, divergentCopies };
      };
      let checkpoint = cluster.checkpoint();
      let ahead: object = fold();
      while (cluster.nextUs() < 1_000_000 && cluster.step()) {
        if (cluster.event % 5 === 0) expect(fold()).toEqual(bySight(cluster));
        if (cluster.event % 500 === 250) {
          ahead = fold();
          checkpoint = cluster.checkpoint();
        }
      }
      cluster.restore(checkpoint);
      expect(fold()).toEqual(ahead);
      expect(fold()).toEqual(bySight(cluster));
    }
  });
});
