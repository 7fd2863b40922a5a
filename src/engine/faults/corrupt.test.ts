/** Bit rot and lies: what notices them, what spreads them, and what takes them away. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { parseScenario } from '../scenario/index.ts';
import { stateHash } from '../state-hash.ts';
import { isUnwritten, valuesOf } from '../versions/version.ts';

const off = { intervalMs: 1000, branching: 4, depth: 3 };

function run(more: object, commands: readonly (readonly [atMs: number, command: object])[], untilMs = 9000) {
  const document = {
    version: 1,
    data: { keys: 20 },
    antiEntropy: off,
    script: commands.map(([atMs, command]) => ({ atMs, command })),
    stop: { atMs: untilMs },
    ...more,
  };
  const parsed = parseScenario(document);
  if (!parsed.ok) throw new Error(`${parsed.path}: ${parsed.message}`);
  const cluster = new Cluster(parsed.scenario);
  const types = new Map<string, number>();
  const details: string[] = [];
  cluster.world.listener = (record) => {
    types.set(record.type, (types.get(record.type) ?? 0) + 1);
    if (record.type === 'violation-found') details.push(`${record.checker}: ${record.detail}`);
    if (record.type === 'command-refused') details.push(record.reason);
  };
  while (cluster.nextUs() <= untilMs * 1000) cluster.step();
  const values = (key: string): unknown[][] => cluster.world.replicas.map(({ store }) => valuesOf(store?.get(cluster.world.keys.find(key))));
  return { cluster, types, details, values };
}

const merkle = { antiEntropy: { ...off, mechanism: 'merkle' } };
const rot = (atMs: number, part?: string) => [atMs, { type: 'corrupt', replica: 'B', key: 'k3', ...(part === undefined ? {} : { part }) }] as const;
const read = [4000, { type: 'read', client: 'c', via: 'B', key: 'k3', consistency: 'one' }] as const;

describe('a rotten copy', () => {
  it('with checksums cannot be read, and is not given back by trees that follow writes', () => {
    const { values, cluster, types } = run(merkle, [[100, { type: 'repair', from: 'A', to: 'B' }], rot(2000)]);
    expect(values('k3')).toEqual([['k3:2'], [], ['k3:2']]);
    expect(cluster.isConverged).toBe(false);
    expect(types.get('repaired')).toBeUndefined();
  });

  it('is found by a scrub, dropped, and given back', () => {
    for (const scrub of [{}, { store: { scrubIntervalMs: 1500 } }]) {
      const commands = 'store' in scrub ? [rot(2000)] : [rot(2000), [3000, { type: 'scrub', replica: 'B' }] as const];
      const { values, types } = run({ ...merkle, ...scrub }, [[100, { type: 'repair', from: 'A', to: 'B' }], ...commands]);
      expect(values('k3')[1]).toEqual(['k3:2']);
      expect([types.get('corruption-found'), types.get('repaired')]).toEqual([1, 1]);
    }
  });

  it('is found by building the trees anew, and mended by a read', () => {
    const anew = { antiEntropy: { ...off, mechanism: 'merkle', rebuildIntervalMs: 4000 } };
    expect(run(anew, [[100, { type: 'repair', from: 'A', to: 'B' }], rot(2000)]).values('k3')[1]).toEqual(['k3:2']);
    expect(run({ readRepair: { mode: 'async' } }, [rot(2000), [4000, { ...read[1], consistency: 'quorum' }]]).values('k3')[1]).toEqual(['k3:2']);
  });

  it('is no longer rotten once it is written', () => {
    const { values, types } = run({}, [
      rot(1000),
      [2000, { type: 'write', client: 'c', via: 'A', key: 'k3', value: 'new' }],
      [3000, { type: 'scrub', replica: 'B' }],
    ]);
    expect(values('k3')).toEqual([['new'], ['new'], ['new']]);
    expect(types.get('corruption-found')).toBeUndefined();
  });

  it('without checksums is served, wins the tie and spreads, which a checker says', () => {
    const bare = { store: { checksums: false }, antiEntropy: { ...off, mechanism: 'merkle', maintenance: 'rebuild' } };
    const { values, details, cluster } = run(bare, [rot(2000)]);
    expect(values('k3')).toEqual([['\ufffdk3:2'], ['\ufffdk3:2'], ['\ufffdk3:2']]);
    expect(cluster.isConverged).toBe(true);
    expect(details.filter((detail) => detail.startsWith('corruption-spread')).length).toBe(2);
    expect(details[0]).toContain('by anti-entropy: a value that rotted on B');
  });

  it('of a version wins over later writes until they catch up', () => {
    const bare = { store: { checksums: false }, readRepair: { mode: 'async' } };
    const { values } = run(bare, [
      rot(1000, 'version'),
      [2000, { type: 'write', client: 'c', via: 'A', key: 'k3', value: 'later' }],
      [3000, { type: 'read', client: 'c', via: 'B', key: 'k3', consistency: 'all' }],
    ]);
    expect(values('k3')).toEqual([['k3:2'], ['k3:2'], ['k3:2']]);
  });

  it('under vectors too makes a version that looks newer', () => {
    const bare = { store: { checksums: false, conflict: 'dotted-version-vector' }, readRepair: { mode: 'async' } };
    const { values, details } = run(bare, [rot(1000, 'version'), [3000, { type: 'read', client: 'c', via: 'A', key: 'k3', consistency: 'all' }]]);
    expect(values('k3')).toEqual([['k3:2'], ['k3:2'], ['k3:2']]);
    expect(details.length).toBe(2);
  });

  it('of a hash costs comparisons and mends nothing, until the tree is built anew', () => {
    const sessions = (more: object) => {
      const { cluster, types } = run({ antiEntropy: { ...off, mechanism: 'merkle', leafExchange: 'list', ...more } }, [
        [100, { type: 'repair', from: 'A', to: 'B' }],
        rot(2000, 'hash'),
      ]);
      expect([cluster.isConverged, types.get('repaired')]).toEqual([true, undefined]);
      return types.get('message-sent') ?? 0;
    };
    expect(sessions({})).toBeGreaterThan(sessions({ rebuildIntervalMs: 3000 }));
  });

  it('is refused where there is none to rot', () => {
    const { details } = run({}, [
      [1000, { type: 'corrupt', replica: 'B', key: 'nothing' }],
      [1100, { type: 'corrupt', replica: 'B', key: 'k1', part: 'hash' }],
      rot(1200),
      rot(1300),
    ]);
    expect(details).toEqual(['B stores no readable copy of nothing', 'B has no hash tree yet: none was compared', 'B stores no readable copy of k3']);
    const none = run({ store: { checksums: false } }, [[1000, { type: 'scrub', replica: 'B' }]]);
    expect(none.details).toEqual(['there are no checksums to check copies against (store.checksums)']);
  });

  it('on the disk does not go with a crash of the memory, nor with unsynced data', () => {
    for (const lose of ['nothing', 'unsynced']) {
      const { values } = run({ node: { syncIntervalMs: 500 } }, [
        rot(1700),
        [2100, { type: 'crash', replica: 'B', lose }],
        [2200, { type: 'restart', replica: 'B' }],
      ]);
      expect(values('k3')[1]).toEqual([]);
    }
  });
});

describe('a lie', () => {
  const lie = [1000, { type: 'lie', replica: 'B', key: 'k3', value: 'forged' }] as const;

  it('spreads by every mechanism as if it were the newest write', () => {
    for (const more of [{ readRepair: { mode: 'async' } }, merkle, { gossip: { protocol: 'push', intervalMs: 200 } }]) {
      const { values, details } = run(more, [lie, [2000, { ...read[1], consistency: 'all' }]]);
      expect(values('k3')).toEqual([['forged'], ['forged'], ['forged']]);
      expect(details.filter((detail) => detail.includes('that no client wrote')).length).toBe(2);
    }
  });

  it('is believed by nobody where values are signed', () => {
    for (const conflict of ['lww', 'version-vector']) {
      const { values, details, types, cluster } = run({ store: { signatures: true, conflict }, ...merkle, readRepair: { mode: 'async' } }, [
        lie,
        [2000, { ...read[1], via: 'A', consistency: 'all' }],
      ]);
      expect([values('k3')[0], values('k3')[2]]).toEqual([['k3:2'], ['k3:2']]);
      expect(details).toEqual([]);
      expect(types.get('signature-refused')).toBeGreaterThan(0);
      expect(isUnwritten(cluster.world.replicas[1].store?.get(3) as never)).toBe(true);
    }
  });
});

describe('corruption', () => {
  it('is part of a checkpoint: restored and run again, it ends the same', () => {
    const { cluster } = run(merkle, [rot(1000), [1500, { type: 'lie', replica: 'A', key: 'k5', value: 1 }], [6500, { type: 'scrub', replica: 'B' }]], 5000);
    const saved = cluster.checkpoint();
    const before = stateHash(cluster.world);
    const end = (): string => {
      while (cluster.nextUs() <= 9_000_000) cluster.step();
      return `${stateHash(cluster.world)} ${cluster.world.hash.hex()}`;
    };
    const first = end();
    cluster.restore(saved);
    expect(stateHash(cluster.world)).toBe(before);
    expect(end()).toBe(first);
  });
});
