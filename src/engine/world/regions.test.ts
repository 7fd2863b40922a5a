/** Regions in a run: what the way between them adds, what crosses, and what that costs. */
import { describe, expect, it } from 'vitest';
import { at, read, resultOf, write } from '../coordination/test-run.ts';
import type { TraceRecord } from '../trace.ts';

const replicas = [
  { id: 'A', region: 'eu', rack: 'r1' },
  { id: 'B', region: 'eu', rack: 'r2' },
  { id: 'C', region: 'us', rack: 'r1' },
];

/** How long each message between replicas flew, by "from>to". */
function flights(document: object): { readonly [pair: string]: number } {
  const found: { [pair: string]: number } = {};
  resultOf({ replicas, ...document }, (record: TraceRecord) => {
    if (record.type !== 'message-sent' || record.message.clientLeg) return;
    const { from, to, sentUs, deliverUs } = record.message;
    const nameOf = (actor: number) => (actor < 0 ? 'client' : (replicas[actor]?.id ?? '?'));
    found[`${nameOf(from)}>${nameOf(to)}`] = (deliverUs - sentUs) / 1000;
  });
  return found;
}

describe('the way between regions', () => {
  it('takes what it adds, on top of the network’s delay', () => {
    expect(flights({ script: at(0, write('A', 1)) })).toEqual({ 'A>B': 5, 'B>A': 5, 'A>C': 80, 'C>A': 80 });
    expect(flights({ network: { regionLatencyMs: 20 }, script: at(0, write('A', 1)) })).toMatchObject({ 'A>B': 5, 'A>C': 25 });
  });

  it('adds nothing to a link that has a delay of its own, and is slowed with it by a slow link', () => {
    const links = [{ from: 'A', to: 'C', latencyMs: 7 }];
    expect(flights({ network: { links }, script: at(0, write('A', 1)) })).toMatchObject({ 'A>C': 7, 'C>A': 80 });
    expect(flights({ script: at(0, { type: 'slow', from: 'A', to: 'C', factor: 2 }, 0, write('A', 1)) })).toMatchObject({ 'A>C': 160, 'C>A': 80 });
  });

  it('adds nothing for a client that coordinates, which stands in no region', () => {
    expect(flights({ script: at(0, write(undefined, 1)) })).toMatchObject({ 'client>A': 5, 'client>C': 5 });
  });

  it('may change while running', () => {
    const script = at(0, { type: 'set', path: 'network.regionLatencyMs', value: 200 }, 0, write('A', 1));
    expect(flights({ script })).toMatchObject({ 'A>C': 205 });
  });
});

describe('what crosses between regions', () => {
  it('is counted by pair and by type, and costs what a GiB costs at its moment', () => {
    const network = { regionCostPerGiB: 1000 };
    const { regions, messages } = resultOf({ replicas, network, script: at(0, write('A', 1), 1000, read('B')) });
    expect(regions.byPair['eu>us']?.count).toBe(2);
    expect(regions.byPair['us>eu']?.count).toBe(2);
    expect(regions.count).toBe(4);
    expect(regions.bytes).toBe((regions.byPair['eu>us']?.bytes ?? 0) + (regions.byPair['us>eu']?.bytes ?? 0));
    expect(Object.keys(regions.byType)).toEqual(['read', 'read-reply', 'write', 'write-ack']);
    expect(regions.cost).toBeCloseTo((regions.bytes * 1000) / 1024 ** 3, 12);
    expect(regions.betweenRacks.count).toBe(4);
    expect(messages.count).toBe(8);
    const halfway = at(0, write('A', 1), 500, { type: 'set', path: 'network.regionCostPerGiB', value: 0 }, 1000, read('B'));
    const cheaper = resultOf({ replicas, network, script: halfway }).regions;
    expect([cheaper.bytes, cheaper.cost < regions.cost, cheaper.cost > 0]).toEqual([regions.bytes, true, true]);
  });

  it('is not what a cut kept from leaving', () => {
    const network = { latencyMs: 5 };
    const cut = resultOf({ replicas, network, script: at(0, { type: 'partition', groups: [['A', 'B'], ['C']] }, 10, write('A', 1)) }).regions;
    expect([cut.count, cut.bytes, cut.byType, cut.byPair]).toEqual([0, 0, {}, {}]);
    // On its way it has crossed, or is lost between.
    const later = resultOf({ replicas, network, script: at(0, write('A', 1), 20, { type: 'partition', groups: [['A', 'B'], ['C']] }) }).regions;
    expect([later.count, later.byType.write?.count]).toEqual([1, 1]);
  });

  it('is nothing where the scenario knows no regions', () => {
    const { regions } = resultOf({ network: { regionCostPerGiB: 1 }, script: at(0, write('A', 1)) });
    expect(regions).toEqual({ count: 0, bytes: 0, cost: 0, byType: {}, byPair: {}, betweenRacks: { count: 0, bytes: 0 } });
  });
});

describe('owners by region', () => {
  it('are told to the operations: N is the sum of what the regions ask for', () => {
    const { history } = resultOf({ replicas, placement: { replicationFactor: { eu: 2, us: 1 } }, script: at(0, write('A', 1, { consistency: 'all' })) });
    expect(history[0]).toMatchObject({ ok: true, completedAtMs: 160 });
  });

  it('may leave a region without copies: its replicas coordinate, and compare with nobody', () => {
    const {
      history,
      converged,
      replicas: stored,
    } = resultOf({
      replicas,
      placement: { replicationFactor: { eu: 2 } },
      antiEntropy: { mechanism: 'merkle', intervalMs: 500 },
      gossip: { protocol: 'push-pull' },
      script: at(0, write('C', 1)),
    });
    expect(history[0]).toMatchObject({ ok: true });
    expect([converged, Object.keys(stored?.C ?? {})]).toEqual([true, []]);
  });
});

describe('reads from the nearest owners', () => {
  it('stay in the region of their coordinator', () => {
    const coordination = { readFanout: 'quorum', readFrom: 'nearest', read: 'one' };
    const spread = [
      { id: 'A', region: 'us' },
      { id: 'B', region: 'eu' },
      { id: 'C', region: 'us' },
      { id: 'D', region: 'eu' },
    ];
    const pinned = { placement: { pin: { x: ['A', 'C', 'B'] } }, script: at(0, write('A', 1), 1000, read('D')) };
    const read75 = resultOf({ replicas: spread, coordination, ...pinned });
    expect(read75.history[1]).toMatchObject({ completedAtMs: 1010 });
    // Equally near: the own region first.
    const read0 = resultOf({ replicas: spread, coordination, network: { regionLatencyMs: 0 }, ...pinned });
    expect(read0.regions.byType.read).toBeUndefined();
  });
});
