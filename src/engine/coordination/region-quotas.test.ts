/** LOCAL_ONE, LOCAL_QUORUM and EACH_QUORUM: who is waited for, who is not, and what cannot be. */
import { describe, expect, it } from 'vitest';
import { pickByQuotas } from './region-quotas.ts';
import { at, read, resultOf, write } from './test-run.ts';

const regions: { readonly [id: string]: string } = { A: 'eu', B: 'eu', C: 'eu', D: 'us', E: 'us', F: 'us', G: 'asia' };
const six = ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => ({ id, region: regions[id] }));
const placement = { replicationFactor: { eu: 3, us: 3 } };
const cluster = { replicas: six, placement };
const down = (...ids: string[]) => ids.flatMap((replica) => [0, { type: 'crash', replica }]);
const partition = [
  0,
  {
    type: 'partition',
    groups: [
      ['A', 'B', 'C'],
      ['D', 'E', 'F'],
    ],
  },
];

const first = (document: object) => resultOf(document).history[0];

describe('levels by region', () => {
  it('local-quorum waits for two of the three of its own region, however far the others are', () => {
    expect(first({ ...cluster, script: at(0, write('A', 1, { consistency: 'local-quorum' })) })).toMatchObject({ ok: true, completedAtMs: 10 });
    expect(first({ ...cluster, script: at(0, write('A', 1, { consistency: 'quorum' })) })).toMatchObject({ ok: true, completedAtMs: 160 });
  });

  it('ships to the other region after the acknowledgement', () => {
    const stored: [string, number][] = [];
    const result = resultOf({ ...cluster, script: at(0, write('A', 1, { consistency: 'local-quorum' })) }, (record, atMs) => {
      if (record.type === 'version-stored') stored.push([six[record.replica]?.id ?? '', atMs]);
    });
    expect(stored.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ['A', 0],
      ['B', 5],
      ['C', 5],
      ['D', 80],
      ['E', 80],
      ['F', 80],
    ]);
    expect([result.converged, result.regions.byType.write?.count]).toEqual([true, 3]);
  });

  it('local-one waits for one, each-quorum for a quorum of each', () => {
    expect(first({ ...cluster, script: at(0, write('A', 1, { consistency: 'local-one' })) })).toMatchObject({ completedAtMs: 0 });
    expect(first({ ...cluster, script: at(0, write('A', 1, { consistency: 'each-quorum' })) })).toMatchObject({ ok: true, completedAtMs: 160 });
    const oneDown = at(...down('F'), 0, write('A', 1, { consistency: 'each-quorum' }));
    expect(first({ ...cluster, script: oneDown })).toMatchObject({ ok: true, completedAtMs: 160 });
  });

  it('each-quorum fails while one region is away, and local-quorum goes on in both', () => {
    const script = (consistency: string) => at(...partition, 0, write('A', 1, { consistency }), 0, write('E', 2, { consistency, client: 'laptop' }));
    expect(resultOf({ ...cluster, script: script('each-quorum') }).history.map(({ ok }) => ok)).toEqual([false, false]);
    expect(resultOf({ ...cluster, script: script('local-quorum') }).history.map(({ ok }) => ok)).toEqual([true, true]);
    const { history } = resultOf({ ...cluster, script: at(...partition, 0, write('A', 1, { consistency: 'quorum' })) });
    expect(history[0]).toMatchObject({ ok: false });
  });

  it('answers from elsewhere do not count: two of eu down, local-quorum times out with five of six there', () => {
    const script = at(...down('B', 'C'), 0, write('A', 1, { consistency: 'local-quorum' }), 0, read('A', { consistency: 'local-quorum', client: 'laptop' }));
    let details: string[] = [];
    resultOf({ ...cluster, coordination: { retries: 1 }, script }, (record) => {
      if (record.type === 'operation-failed') details = [...details, record.detail];
    });
    expect(details).toEqual(['1 of 2 acknowledgements in eu within 2000 ms; what was written stays', '1 of 2 replies in eu within 5000 ms']);
  });

  it('a partial fan-out asks just the own region', () => {
    const coordination = { read: 'local-quorum', write: 'local-quorum', readFanout: 'quorum' };
    const { regions: crossed, history } = resultOf({ ...cluster, coordination, script: at(0, write('D', 1), 1000, read('D')) });
    expect(history[1]).toMatchObject({ ok: true, values: [1], completedAtMs: 1010 });
    expect(crossed.byType.read).toBeUndefined();
  });

  it('a read that lacks answers asks one more of the region that lacks them', () => {
    const coordination = { read: 'local-quorum', readFanout: 'quorum', speculativeRetryMs: 20 };
    const pinned = { ...placement, pin: { x: ['A', 'B', 'D', 'E', 'F', 'C'] } };
    const { history } = resultOf({
      ...cluster,
      placement: pinned,
      coordination,
      script: at(0, write('A', 1), 900, { type: 'crash', replica: 'B' }, 1000, read('A')),
    });
    expect(history[1]).toMatchObject({ ok: true, completedAtMs: 1030 });
  });

  it('are refused where no set of owners could meet them', () => {
    const replicas = [...six, { id: 'G', region: 'asia' }];
    const refused = (via: string | undefined) => {
      let detail = '';
      resultOf({ replicas, placement, script: at(0, write(via, 1, { consistency: 'local-one' })) }, (record) => {
        if (record.type === 'operation-failed') detail = `${record.reason}: ${record.detail}`;
      });
      return detail;
    };
    expect(refused('G')).toBe('unavailable: local-one needs 1 in the coordinator’s region and the key has 0 in asia');
    expect(refused(undefined)).toBe('unavailable: local-one needs 1 in the coordinator’s region and a client that coordinates stands in none');
  });

  it('are all of one region where no replica names one, for clients that coordinate too', () => {
    for (const consistency of ['local-quorum', 'each-quorum']) {
      expect(first({ script: at(0, write('A', 1, { consistency })) })).toMatchObject({ ok: true, completedAtMs: 10 });
      expect(first({ script: at(0, write(undefined, 1, { consistency })) })).toMatchObject({ ok: true, completedAtMs: 10 });
    }
  });

  it('do not count stand-ins, in a sloppy quorum neither', () => {
    const replicas = [...six, { id: 'H', region: 'eu' }];
    const script = at(...down('B', 'C'), 5000, write('A', 1, { consistency: 'local-quorum' }));
    expect(first({ replicas, placement: { ...placement, pin: { x: ['A', 'B', 'C'] } }, coordination: { sloppy: true }, script })).toMatchObject({ ok: false });
  });

  it('fail at once by the word of a detector', () => {
    const script = at(
      ...down('B', 'C'),
      40_000,
      write('A', 1, { consistency: 'local-quorum' }),
      40_000,
      write('D', 2, { consistency: 'each-quorum', client: 'l' }),
    );
    const details: string[] = [];
    resultOf({ ...cluster, membership: { detector: 'swim' }, script, stop: { atMs: 50_000 } }, (record, atMs) => {
      if (record.type === 'operation-failed') details.push(`${atMs} ${record.reason}: ${record.detail}`);
    });
    expect(details).toEqual([
      '40000 unavailable: local-quorum needs 2 replicas in eu and A believes 1 of 3 alive',
      '40000 unavailable: each-quorum needs 2 replicas in eu and D believes 1 of 3 alive',
    ]);
  });

  it('have an owner of the own region name a vector’s version', () => {
    const replicas = [...six, { id: 'H', region: 'eu' }];
    const pinned = { replicationFactor: { eu: 3, us: 3 }, pin: { x: ['D', 'A', 'B', 'C'] } };
    const { history, regions: crossed } = resultOf({
      ...{ replicas, placement: pinned, store: { conflict: 'dotted-version-vector' } },
      script: at(0, write('H', 1, { consistency: 'local-quorum' })),
    });
    expect(history[0]).toMatchObject({ ok: true, completedAtMs: 20 });
    expect(crossed.byType.forward).toBeUndefined();
  });

  it('read digests of the own region alone', () => {
    const coordination = { read: 'local-quorum', digestReads: true };
    const { history } = resultOf({ ...cluster, coordination, script: at(0, write('A', 1), 1000, read('A')) });
    expect(history[1]).toMatchObject({ ok: true, values: [1], completedAtMs: 1010 });
  });
});

describe('the owners that a level of regions needs', () => {
  it('are picked in the order of the rule, region by region, and filled up', () => {
    const quotas = [
      { region: 'eu', owners: [0, 1, 2], needed: 2 },
      { region: 'us', owners: [3, 4], needed: 1 },
    ];
    expect(pickByQuotas(quotas, [0, 1, 2, 3, 4], 3)).toEqual([0, 1, 3]);
    expect(pickByQuotas(quotas, [4, 2, 3, 1, 0], 3)).toEqual([4, 2, 1]);
    expect(pickByQuotas(quotas, [0, 1, 2, 3, 4], 4)).toEqual([0, 1, 2, 3]);
  });
});
