/** Membership against facts A3 and A13.3, and the documents' own figures with their errata (E003-01 to -05, -17). */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../../engine/cluster.ts';
import type { Message } from '../../engine/message.ts';
import { presets } from '../../engine/presets/index.ts';
import { buildResult } from '../../engine/result.ts';
import type { TraceRecord } from '../../engine/trace.ts';
import { scenarioOf } from '../scenario-of.ts';
import { simulateDocument } from '../simulate-document.ts';
import { many, mean, patience, seeds } from './statistics.ts';

const HEADER = 32;
const phi = { detector: 'phi-accrual' };

/** The first round of a cluster of so many, up to where all have sent and nobody has answered. */
const firstRound = (nodes: number, membership: object): object => ({
  version: 1,
  replicas: nodes,
  placement: { virtualNodes: 1 },
  membership: { ...phi, ...membership },
  stop: { atMs: 1004 },
});

/** The run of a document to `untilMs`, with every record of it. */
function recorded(document: unknown, untilMs: number): { cluster: Cluster; records: { atMs: number; record: TraceRecord }[] } {
  const cluster = new Cluster(scenarioOf(document));
  const records: { atMs: number; record: TraceRecord }[] = [];
  cluster.world.listener = (record, { atUs }) => records.push({ atMs: atUs / 1000, record });
  while (cluster.nextUs() <= untilMs * 1000) cluster.step();
  return { cluster, records };
}

describe('a Syn lists every node', patience, () => {
  it.each([[66, 990], [1000, 15_000], ...(many ? [[5000, 75_000]] : [])])(
    'of %d in %d bytes (A3.5; the documents say under 1 KB whatever the size, E003-05)',
    (nodes, bytes) => {
      const { byType } = simulateDocument(firstRound(nodes, {})).messages;
      expect(byType['membership-syn']).toEqual({ count: nodes, bytes: nodes * (bytes + HEADER) });
    },
  );

  it('and one hash of everything takes 32 bytes, 31,250 times less than 10,000 states of 100 (E003-01), but only says that something differs', () => {
    const first = simulateDocument(firstRound(1000, { digest: 'whole-state' })).messages.byType;
    expect(first).toEqual({ 'membership-hash': { count: 1000, bytes: 1000 * (HEADER + 32) } });
    expect((10_000 * 100) / 32).toBe(31_250);
    const { byType } = simulateDocument({ version: 1, replicas: 50, membership: { ...phi, digest: 'whole-state' }, stop: { atMs: 30_900 } }).messages;
    // Heartbeats go on, so the hashes of two nodes match in no round at all (E003-03, E003-12).
    expect(byType['membership-syn'].count).toBe(byType['membership-hash'].count);
  });
});

describe('the documents’ three digests', () => {
  it('make n2 ask of n3 what is above 8, and n1 send 9 and 10 of it (A13.3)', () => {
    const { records } = recorded(presets['membership-digests']?.scenario, 1900);
    const sent = (type: string, from: number, to: number): Message => {
      const found = records.find(
        ({ record }) => record.type === 'message-sent' && record.message.type === type && record.message.from === from && record.message.to === to,
      );
      if (found?.record.type !== 'message-sent') throw new Error(`no ${type}`);
      return found.record.message;
    };
    const ack = sent('membership-ack', 1, 0).payload as { wanted: Int32Array; states: Int32Array };
    // Besides n3, n1’s own heartbeat, which it raised before it sent: 24, of which n2 knows 23; and n2 tells of its own, 42 above 41.
    expect([...ack.wanted]).toEqual([0, 5, 23, 2, 7, 8]);
    expect([...ack.states]).toEqual([1, 3, 42, 41]);
    expect([...(sent('membership-ack2', 0, 1).payload as Int32Array)]).toEqual([0, 5, 24, 23, 2, 7, 10, 8]);
  });
});

describe('phi accrual', patience, () => {
  it('convicts after 18.4 mean intervals, 18.4 s at 1 s, to the next tick (A3.9)', () => {
    const document = {
      version: 1,
      replicas: 2,
      membership: phi,
      script: [{ atMs: 1_500_500, command: { type: 'crash', replica: 'B' } }],
      stop: { atMs: 1_530_000 },
    };
    const { records } = recorded(document, 1_530_000);
    const verdict = records.find(({ record }) => record.type === 'peer-suspected');
    expect(verdict?.atMs).toBeGreaterThan(1_500_000 + 18_420);
    expect(verdict?.atMs).toBeLessThanOrEqual(1_500_000 + 18_420 + 1000);
  });

  it('takes up to 36.8 s from a cold start (A3.9)', () => {
    const document = { version: 1, replicas: 2, membership: phi, script: [{ atMs: 100, command: { type: 'crash', replica: 'B' } }], stop: { atMs: 40_000 } };
    const verdict = recorded(document, 40_000).records.find(({ record }) => record.type === 'peer-suspected');
    expect(verdict?.atMs).toBe(1000 + 37_000);
  });

  it('contacts one live peer a round, and with dead ones and seeds up to three (A3.2)', () => {
    const document = {
      version: 1,
      replicas: 12,
      membership: { ...phi, seeds: ['A', 'B'] },
      script: [{ atMs: 60_500, command: { type: 'partition', groups: [['A'], ['K', 'L']] } }],
      stop: { atMs: 140_000 },
    };
    const perRound = (from: number, to: number): number[] => {
      const counts = new Map<string, number>();
      for (const { atMs, record } of recorded(document, 140_000).records) {
        if (record.type !== 'message-sent' || record.message.type !== 'membership-syn' || atMs < from || atMs > to) continue;
        counts.set(record.message.cause.label, (counts.get(record.message.cause.label) ?? 0) + 1);
      }
      return [...counts.values()];
    };
    expect(Math.max(...perRound(0, 60_000))).toBe(2);
    const parted = perRound(100_000, 140_000);
    expect([Math.min(...parted), Math.max(...parted)]).toEqual([1, 3]);
    // K and L: the other one, surely a dead one, and often a seed. The ten: a live one, a dead one with 2 / 10, a seed sometimes.
    expect(mean(parted)).toBeGreaterThan(1.2);
  });
});

describe('SWIM', patience, () => {
  it('has somebody probe a dead node within e / (e − 1) periods in the mean, whatever the size (Das et al. 2002, section 3.1)', () => {
    // The mean over the chances that none of 29 asks for it in k periods, each in an order of its own; e / (e − 1) = 1.58 for a great many.
    const periods = Array.from({ length: 29 }, (_, k) => (1 - k / 29) ** 29).reduce((sum, share) => sum + share);
    expect(Math.abs(periods - Math.E / (Math.E - 1))).toBeLessThan(0.04);
    const document = {
      version: 1,
      replicas: 30,
      placement: { virtualNodes: 1 },
      membership: { detector: 'swim' },
      script: [{ atMs: 40_500, command: { type: 'crash', replica: 'n30' } }],
    };
    const suspectedMs = seeds(400, 25).map((seed) => {
      const cluster = new Cluster({ ...scenarioOf(document), seed });
      let atMs = 0;
      cluster.world.listener = (record, { atUs }) => {
        if (record.type === 'peer-suspected' && atMs === 0) atMs = atUs / 1000;
      };
      while (atMs === 0) cluster.step();
      return atMs;
    });
    // Half a period until the next ones ask, and one for the answer that does not come.
    const took = (mean(suspectedMs) - 40_500 - 1500) / 1000 + 1;
    expect(Math.abs(took - periods), `${took} periods`).toBeLessThan(many ? 0.15 : 0.5);
  });
});

describe('a partition for 60 s', patience, () => {
  // The documents’ 700 and 300 under `npm run golden`; their shares of a hundred otherwise.
  const [large, small] = many ? [700, 300] : [70, 30];
  const names = Array.from({ length: small }, (_, i) => `n${large + 1 + i}`);
  const document = {
    version: 1,
    replicas: large + small,
    membership: phi,
    script: [
      { atMs: 30_500, command: { type: 'partition', groups: [['n1'], names] } },
      { atMs: 90_500, command: { type: 'heal' } },
    ],
    stop: { atMs: 130_000 },
  };

  it(`makes each side take the whole other one for dead after some 20 s, and back within ten rounds of the heal (E003-17, E003-18)`, () => {
    for (const seed of seeds(1, 1)) {
      const cluster = new Cluster({ ...scenarioOf(document), seed });
      const marksAt = (atMs: number): number => {
        while (cluster.nextUs() <= atMs * 1000) cluster.step();
        return buildResult(cluster.world, ['membership']).membership?.deadMarks ?? Number.NaN;
      };
      expect(marksAt(40_500)).toBe(0);
      expect(marksAt(90_400)).toBe(2 * large * small);
      expect(marksAt(100_500)).toBe(0);
      const { suspected, revived, disputed } = buildResult(cluster.world, ['membership']).membership ?? {};
      // In a large cluster news is late, and a few are suspected on the own side for a moment.
      expect(suspected).toBeGreaterThanOrEqual(2 * large * small);
      expect(suspected).toBeLessThanOrEqual(2.01 * large * small);
      expect([revived, disputed]).toEqual([suspected, 0]);
    }
  });
});
