/** Quorums as facts.md has them: sets that miss each other (A4.1, A4.2), sloppy quorums and primaries (A4.8, A4.12, A13.15), read repair (A7.3, A7.5). */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import { scenarioOf } from '../scenario-of.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, patience } from './statistics.ts';

const SETS = many ? 20_000 : 3000;

/** One write to W of N drawn at random and nobody else, then one read of R drawn at random; for each of many keys. */
function missed(N: number, R: number, W: number): number {
  const pairs = Array.from({ length: 500 }, (_, i) => [
    { atMs: i * 10, command: { type: 'write', client: 'c', key: `k${i}`, value: i } },
    { atMs: i * 10 + 5, command: { type: 'read', client: 'c', key: `k${i}` } },
  ]).flat();
  let stale = 0;
  for (let seed = 1; seed <= SETS / 500; seed++) {
    const document = {
      version: 1,
      replicas: N,
      network: { latencyMs: 1 },
      placement: { replicationFactor: N },
      coordination: { read: R, write: W, readFanout: 'quorum', readFrom: 'random', writeFanout: 'quorum', writeTo: 'random' },
      script: pairs,
      stop: { atMs: 6000 },
    };
    stale += simulateDocument(document, seed).operations.staleReads;
  }
  return stale / SETS;
}

describe('sets of R and of W replicas drawn at random', patience, () => {
  const tolerance = many ? 0.01 : 0.03;
  it.each([
    [3, 1, 1, 2 / 3],
    [3, 1, 2, 1 / 3],
    [3, 2, 1, 1 / 3],
    [5, 2, 2, 0.3],
    [5, 2, 3, 0.1],
  ])('N = %d, R = %d, W = %d miss each other with %d', (N, R, W, share) => {
    expect(Math.abs(missed(N, R, W) - share)).toBeLessThan(tolerance);
  });

  it.each([
    [3, 2, 2],
    [5, 3, 3],
  ])('N = %d, R = %d, W = %d never do', (N, R, W) => {
    expect(missed(N, R, W)).toBe(0);
  });
});

describe('a read repair with a chance of p at R of N', patience, () => {
  /** Reads of a key until its one stale copy is mended, in the mean over many keys. */
  function reads(N: number, R: number, probability: number): number {
    const keys = many ? 1000 : 150;
    const tries = probability < 1 ? 150 : 20;
    // As many keys a run as the length of a script allows.
    const perRun = Math.min(keys, Math.floor(10_000 / tries));
    const script = Array.from({ length: tries * perRun }, (_, i) => ({
      atMs: 10 * Math.floor(i / perRun),
      command: { type: 'read', client: 'c', key: `k${i % perRun}` },
    }));
    let sum = 0;
    let mended = 0;
    for (let first = 0, seed = 1; first < keys; first += perRun, seed++) {
      const cluster = new Cluster(
        scenarioOf({
          version: 1,
          seed,
          replicas: N,
          network: { latencyMs: 1 },
          placement: { replicationFactor: N },
          data: { keys: perRun, divergent: [{ replica: 'A', keys: perRun, kind: 'older' }] },
          coordination: { read: R, readFanout: 'quorum', readFrom: 'random' },
          readRepair: { mode: 'async', probability },
          script,
        }),
      );
      cluster.world.listener = (record, { atUs }) => {
        if (record.type !== 'repaired') return;
        mended++;
        sum += Math.floor(atUs / 10_000) + 1;
      };
      while (cluster.nextUs() <= tries * 10_000) cluster.step();
    }
    return sum / mended;
  }

  it.each([
    [3, 2, 1, 1.5],
    [3, 2, 0.1, 15],
    [5, 3, 1, 1.67],
    [5, 3, 0.1, 16.7],
  ])('N = %d, R = %d, p = %d takes %d reads', (N, R, p, expected) => {
    expect(Math.abs(reads(N, R, p) / expected - 1)).toBeLessThan(many ? 0.05 : 0.2);
  });
});

describe('a read at ONE without a fan-out', () => {
  it('compares nothing, so that a stale copy stays however often it is read (A7.2, A7.5)', () => {
    const { repairs, converged, operations } = simulateDocument({
      version: 1,
      network: { latencyMs: 1 },
      data: { keys: 10, divergent: [{ replica: 'C', keys: 10, kind: 'older' }] },
      coordination: { read: 'one', readFanout: 'quorum', readFrom: 'random' },
      readRepair: { mode: 'blocking' },
      workload: [{ client: 'c', operation: 'read', via: 'A', perSec: 1000, count: 2000, keys: 10 }],
      stop: { atMs: 3000 },
    });
    expect([repairs['read-repair'], converged, operations.reads]).toEqual([0, false, 2000]);
    // A coordinator that owns the key is one of the three that are drawn.
    expect(Math.abs(operations.staleReads / 2000 - 1 / 3)).toBeLessThan(0.05);
  });
});

describe('a quorum write that failed on all but one replica', () => {
  const history = (readRepair: object): unknown[] =>
    simulateDocument({
      version: 1,
      replicas: ['A', 'B', 'C'],
      placement: { pin: { x: ['A', 'B', 'C'] } },
      coordination: { readFanout: 'quorum' },
      readRepair,
      script: [
        { atMs: 0, command: { type: 'write', client: 'c', via: 'A', key: 'x', value: 'old' } },
        { atMs: 100, command: { type: 'partition', groups: [['A'], ['B', 'C']] } },
        { atMs: 200, command: { type: 'write', client: 'c', via: 'A', key: 'x', value: 'new' } },
        { atMs: 3000, command: { type: 'heal' } },
        { atMs: 3001, command: { type: 'write', client: 'c', via: 'A', key: 'y', value: 1, consistency: 'all' } },
        { atMs: 3100, command: { type: 'read', client: 'r', via: 'A', key: 'x' } },
        { atMs: 3200, command: { type: 'crash', replica: 'A' } },
        { atMs: 9000, command: { type: 'read', client: 'r', via: 'B', key: 'x', consistency: 2 } },
        { atMs: 15_000, command: { type: 'read', client: 'r', via: 'B', key: 'x', consistency: 2 } },
      ],
      stop: { atMs: 21_000 },
    }).history.flatMap(({ client, ok, values }) => (client === 'r' && ok ? [values] : []));

  it('is seen and then unseen by quorum reads (A4.9), but not where read repair blocks (A4.10, A7.3)', () => {
    expect(history({})).toEqual([['new'], ['old']]);
    expect(history({ mode: 'blocking' })).toEqual([['new'], ['new']]);
  });
});

describe('a sloppy quorum of N = 3, R = W = 2 (A4.8, A13.15)', () => {
  const split = (coordination: object): object => ({
    version: 1,
    replicas: ['A', 'B', 'C', 'D', 'E'],
    placement: { pin: { x: ['A', 'B', 'C'] } },
    coordination: { sloppy: true, ...coordination },
    hintedHandoff: { enabled: true, holder: 'fallback' },
    script: [
      { atMs: 0, command: { type: 'write', client: 'one', via: 'A', key: 'x', value: 'old' } },
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
      { atMs: 200, command: { type: 'write', client: 'one', via: 'C', key: 'x', value: 'new' } },
      { atMs: 4000, command: { type: 'read', client: 'two', via: 'A', key: 'x' } },
    ],
    stop: { atMs: 9000 },
  });

  it('takes the write on C, D and E and gives the old value on A and B', () => {
    expect(simulateDocument(split({})).history.slice(1)).toMatchObject([
      { client: 'one', ok: true },
      { client: 'two', ok: true, values: ['old'], stale: true },
    ]);
  });

  it('reports an error under PW = 2, and the value is written all the same (A4.12)', () => {
    const result = simulateDocument(split({ primaryWrite: 2 }));
    expect(result.history[1]).toMatchObject({ ok: false, reason: 'timeout' });
    expect(result.replicas?.C.x.values).toEqual(['new']);
  });
});
