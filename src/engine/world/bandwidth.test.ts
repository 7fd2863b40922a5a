/** Links and disks take time by size: first come first served, each direction by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { at, read, resultOf, write } from '../coordination/test-run.ts';
import type { Message } from '../message.ts';
import { parseScenario } from '../scenario/index.ts';
import { stateHash } from '../state-hash.ts';
import type { TraceRecord } from '../trace.ts';

function sentBy(document: object): Message[] {
  const sent: Message[] = [];
  resultOf(document, (record: TraceRecord) => {
    if (record.type === 'message-sent' && !record.message.clientLeg) sent.push(record.message);
  });
  return sent;
}
const took = ({ sentUs, deliverUs }: Message) => (deliverUs - sentUs) / 1000;
const data = { valueBytes: 940 };
const bytesOfWrite = sentBy({ data, script: at(0, write('A', 1)) })[0]?.bytes ?? 0;
const transferMs = (bandwidth: number) => Math.ceil((bytesOfWrite * 1_000_000) / bandwidth) / 1000;

describe('a link with a bandwidth', () => {
  it('is occupied by each message for its bytes, and then it flies', () => {
    const [toB, toC] = sentBy({ data, network: { bandwidthBytesPerSec: 10_000 }, script: at(0, write('A', 1)) });
    expect([took(toB), took(toC)]).toEqual([5 + transferMs(10_000), 5 + transferMs(10_000)]);
  });

  it('lets messages of one direction wait for one another, and not for the other direction', () => {
    const script = at(0, write('A', 1), 0, write('A', 2, { client: 'b' }), 0, write('B', 3, { client: 'c' }));
    const writes = sentBy({ data, network: { bandwidthBytesPerSec: 10_000 }, script }).filter(({ type }) => type === 'write');
    const of = (from: number, to: number) => writes.filter((message) => message.from === from && message.to === to).map(took);
    expect(of(0, 1)).toEqual([5 + transferMs(10_000), 5 + 2 * transferMs(10_000)]);
    expect(of(1, 0)).toEqual([5 + transferMs(10_000)]);
  });

  it('may be a single direction’s own, unlimited among limited ones, or given while running', () => {
    const links = [{ from: 'A', to: 'B', bandwidthBytesPerSec: null }];
    const [toB, toC] = sentBy({ data, network: { bandwidthBytesPerSec: 10_000, links }, script: at(0, write('A', 1)) });
    expect([took(toB), took(toC)]).toEqual([5, 5 + transferMs(10_000)]);
    const given = at(0, { type: 'link', from: 'A', to: 'B', bandwidthBytesPerSec: 5000 }, 0, write('A', 1));
    const [slow, free] = sentBy({ data, script: given });
    expect([took(slow), took(free)]).toEqual([5 + transferMs(5000), 5]);
    const set = at(0, { type: 'set', path: 'network.bandwidthBytesPerSec', value: 20_000 }, 0, write('A', 1));
    expect(took(sentBy({ data, script: set })[0])).toBe(5 + transferMs(20_000));
    // A later command about something else leaves it.
    const kept = at(
      0,
      { type: 'link', from: 'A', to: 'B', bandwidthBytesPerSec: 5000 },
      0,
      { type: 'link', from: 'A', to: 'B', latencyMs: 1 },
      0,
      write('A', 1),
    );
    expect(took(sentBy({ data, script: kept })[0])).toBe(1 + transferMs(5000));
  });

  it('is slowed as a whole by `slow`, and takes nothing in while it is cut', () => {
    const slowed = at(0, { type: 'slow', from: 'A', to: 'B', factor: 3 }, 0, write('A', 1));
    expect(took(sentBy({ data, network: { bandwidthBytesPerSec: 10_000 }, script: slowed })[0])).toBeCloseTo(15 + 3 * transferMs(10_000), 2);
    const cut = at(0, { type: 'cut', from: 'A', to: 'B' }, 0, write('A', 1), 1, { type: 'mend', from: 'A', to: 'B' }, 1, write('A', 2, { client: 'b' }));
    const toB = sentBy({ data, network: { bandwidthBytesPerSec: 10_000 }, script: cut }).filter(({ from, to }) => from === 0 && to === 1);
    expect(toB.map(took)).toEqual([5, 5 + transferMs(10_000)]);
  });

  it('makes a client wait for a slow link, and lets large messages crowd out small ones', () => {
    const network = { bandwidthBytesPerSec: 10_000 };
    const alone = resultOf({ data, network, script: at(0, read('A')) }).history[0];
    const behind = resultOf({ data, network, script: at(0, write('A', 1), 0, write('A', 2, { client: 'b' }), 0, read('A', { client: 'c' })) }).history;
    const reading = behind.find(({ type }) => type === 'read');
    expect((reading?.completedAtMs ?? 0) - (alone?.completedAtMs ?? 0)).toBeGreaterThanOrEqual(2 * transferMs(10_000));
  });

  it('never overtakes within a direction while delays are constant, nor carries more than its rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(3000, 20_000, 200_000), (seed, bandwidth) => {
        const workload = [{ client: 'w', operation: 'write', via: 'random', perSec: 40, arrival: 'poisson', keys: 5, count: 60 }];
        const sent = sentBy({ seed, data: { valueBytes: 200 }, network: { bandwidthBytesPerSec: bandwidth }, workload });
        const lanes = new Map<string, Message[]>();
        for (const message of sent) lanes.set(`${message.from}>${message.to}`, [...(lanes.get(`${message.from}>${message.to}`) ?? []), message]);
        for (const messages of lanes.values()) {
          messages.forEach((message, i) => {
            const before = messages[i - 1];
            const startUs = Math.max(message.sentUs, before === undefined ? 0 : before.deliverUs - 5000);
            expect(message.deliverUs).toBe(startUs + Math.ceil((message.bytes * 1_000_000) / bandwidth) + 5000);
          });
        }
      }),
      { numRuns: 15 },
    );
  });

  it('plays no part in rounds', () => {
    const result = (bandwidthBytesPerSec: number | null) => {
      const { traceHash, ...rest } = resultOf({
        mode: 'rounds',
        network: { bandwidthBytesPerSec },
        gossip: { protocol: 'push' },
        script: at(0, write('A', 1, { local: true })),
      });
      return [traceHash, rest.spread];
    };
    expect(result(10)).toEqual(result(null));
  });
});

describe('a disk with a rate', () => {
  const slowDisk = (...slow: string[]) => ['A', 'B', 'C'].map((id) => (slow.includes(id) ? { id, node: { diskBytesPerSec: 10_000 } } : { id }));
  // What is stored has no header.
  const diskMs = Math.ceil(((bytesOfWrite - 32) * 1_000_000) / 10_000) / 1000;

  it('holds the acknowledgement of a write back, not the value', () => {
    const script = at(0, write('A', 1, { consistency: 'all' }), 20, read('B', { consistency: 'one', client: 'b' }));
    const { history } = resultOf({ data, replicas: slowDisk('B'), script });
    expect(history.find(({ type }) => type === 'write')).toMatchObject({ ok: true, completedAtMs: 10 + diskMs });
    expect(history.find(({ type }) => type === 'read')).toMatchObject({ values: [1], completedAtMs: 20 });
  });

  it('holds a coordinator’s own copy back as well, and a write that it tells nobody of', () => {
    expect(resultOf({ data, replicas: slowDisk('A'), script: at(0, write('A', 1, { consistency: 'all' })) }).history[0]).toMatchObject({
      completedAtMs: diskMs,
    });
    expect(resultOf({ data, replicas: slowDisk('A'), script: at(0, write('A', 1)) }).history[0]).toMatchObject({ completedAtMs: 10 });
    expect(resultOf({ data, replicas: slowDisk('A'), script: at(0, write('A', 1, { local: true })) }).history[0]).toMatchObject({ completedAtMs: diskMs });
  });

  it('does not take the first try’s copy for that of the second, which is named anew', () => {
    const coordination = { retries: 1, operationIds: false, writeTimeoutMs: 150 };
    const replicas = [{ id: 'A', node: { diskBytesPerSec: 5000 } }, 'B', 'C'];
    // The disk needs some 190 ms for each: the first is written while the second try waits, the second after that has failed.
    expect(resultOf({ data, replicas, coordination, script: at(0, write('A', 1, { consistency: 'all' })) }).history[0]).toMatchObject({ ok: false });
    const known = resultOf({ data, replicas, coordination: { ...coordination, operationIds: true }, script: at(0, write('A', 1, { consistency: 'all' })) });
    expect(known.history[0]).toMatchObject({ ok: true, completedAtMs: 193 });
  });

  it('writes one copy after the other, and fails writes once it is too far behind', () => {
    const workload = [{ client: 'w', operation: 'write', via: 'A', perSec: 20, keys: 100, count: 100, consistency: 'all' }];
    const { operations, history } = resultOf({ data, replicas: slowDisk('C'), workload });
    const latencies = history.filter(({ ok }) => ok).map(({ invokedAtMs, completedAtMs }) => completedAtMs - invokedAtMs);
    expect(latencies).toEqual(latencies.slice().sort((a, b) => a - b));
    expect(operations.failed).toBeGreaterThan(20);
    // A quorum does without the slow disk.
    expect(resultOf({ data, replicas: slowDisk('C'), workload: [{ ...workload[0], consistency: 'quorum' }] }).operations.failed).toBe(0);
  });

  it('holds back the acknowledgement of a hint and of a blocking repair', () => {
    const data2 = { keys: 1, valueBytes: 940, divergent: [{ replica: 'B', keys: 1 }] };
    const reading = { type: 'read', client: 'c', via: 'A', key: 'k0', consistency: 'all' };
    const { history } = resultOf({ data: data2, replicas: slowDisk('B'), readRepair: { mode: 'blocking' }, script: at(0, reading) });
    expect(history[0]?.completedAtMs).toBeGreaterThan(20 + diskMs - 5);
  });

  it('forgets its queue with a crash, and the acknowledgements that waited', () => {
    const script = at(0, write('A', 1, { consistency: 'all' }), 50, { type: 'crash', replica: 'B' }, 60, { type: 'restart', replica: 'B' });
    const { history, replicas } = resultOf({ data, replicas: slowDisk('B'), script });
    expect(history[0]).toMatchObject({ ok: false });
    expect(replicas?.B?.x?.values).toEqual([1]);
  });
});

describe('anti-entropy between regions', () => {
  it('sends no faster than its cap, and within a region as fast as it can', () => {
    const replicas = [
      { id: 'A', region: 'eu' },
      { id: 'B', region: 'eu' },
      { id: 'C', region: 'us' },
    ];
    const session = (to: string, regionBytesPerSec: number | null) => {
      let ms = 0;
      const document = { replicas, data: { keys: 100, valueBytes: 1000, divergent: [{ replica: 'A', keys: 100 }] }, network: { regionLatencyMs: 0 } };
      resultOf({ ...document, antiEntropy: { regionBytesPerSec }, script: at(0, { type: 'repair', from: 'A', to }) }, (record, atMs) => {
        if (record.type === 'session-ended') ms = atMs;
      });
      return ms;
    };
    expect(session('B', 50_000)).toBe(session('B', null));
    // Some 100 kB either way at 50 kB a second.
    expect(session('C', 50_000)).toBeGreaterThan(session('C', null) + 4000);
  });
});

describe('links and disks that are busy', () => {
  it('are part of a checkpoint', () => {
    const parsed = parseScenario({
      ...{ version: 1, network: { bandwidthBytesPerSec: 4000 }, node: { diskBytesPerSec: 4000 }, data: { valueBytes: 300 } },
      workload: [{ client: 'w', operation: 'write', via: 'random', perSec: 30, keys: 4, count: 60 }],
    });
    if (!parsed.ok) throw new Error(parsed.message);
    const hashes = (cluster: Cluster) => [cluster.world.hash.hex(), stateHash(cluster.world)];
    const cluster = new Cluster(parsed.scenario);
    while (cluster.nowUs < 800_000) cluster.step();
    const middle = cluster.checkpoint();
    while (cluster.nextUs() < 60_000_000) cluster.step();
    const end = hashes(cluster);
    cluster.restore(middle);
    while (cluster.nextUs() < 60_000_000) cluster.step();
    expect(hashes(cluster)).toEqual(end);
  });
});
