import { describe, expect, it } from 'vitest';
import { addresses, at, type Ran, run, sent, verdicts } from './test-run.ts';

const phi = (more: object = {}) => ({ membership: { detector: 'phi-accrual', ...more } });
const failures = ({ seen }: Ran) => seen.flatMap(({ record }) => (record.type === 'operation-failed' ? [`${record.reason}: ${record.detail}`] : []));

describe('phi accrual over gossip of membership', () => {
  it('suspects nobody while all is well', () => {
    expect(verdicts(run({ replicas: 8, ...phi(), network: { loss: 0.1 }, stop: { atMs: 120_000 } }))).toEqual([]);
  });

  it('lets every node find a crashed one by itself after some 18 intervals, and believe it again soon after its restart', () => {
    const ran = run({
      replicas: 8,
      ...phi(),
      script: [at(120_500, { type: 'crash', replica: 'C' }), at(180_500, { type: 'restart', replica: 'C' })],
      stop: { atMs: 200_000 },
    });
    const dead = verdicts(ran).filter(({ type }) => type === 'peer-suspected');
    const back = verdicts(ran).filter(({ type }) => type === 'peer-alive');
    expect(new Set(dead.map(({ actor }) => actor)).size).toBe(7);
    expect(new Set(back.map(({ actor }) => actor)).size).toBe(7);
    expect([...dead, ...back].every(({ peer }) => peer === 2)).toBe(true);
    for (const { atMs } of dead) expect(atMs).toBeGreaterThan(120_500 + 18_400 - 1000);
    for (const { atMs } of dead) expect(atMs).toBeLessThan(120_500 + 18_400 * 1.6);
    for (const { atMs } of back) expect(atMs).toBeLessThan(192_000);
  });

  it('gives a restarted node the seconds of its clock as generation, or one more than it had', () => {
    const generationOf = (restartMs: number, initial: object): number => {
      const { cluster } = run({
        replicas: 3,
        ...phi({ initial }),
        script: [at(2500, { type: 'crash', replica: 'B' }), at(restartMs, { type: 'restart', replica: 'B' })],
        stop: { atMs: restartMs + 2000 },
      });
      return cluster.world.replicas[1].durable.map((slice) => (slice as { generation?: number }).generation ?? 0).reduce((a, b) => a + b, 0);
    };
    expect(generationOf(9500, {})).toBe(9);
    expect(generationOf(9500, { B: { B: { generation: 40, version: 1 } } })).toBe(41);
  });

  it('gives no two messages one address, duplicates and answers to them included', () => {
    for (const digest of ['versions', 'whole-state']) {
      const ran = run({ replicas: 4, ...phi({ digest, fanout: 2, seeds: ['B'] }), network: { duplicate: 0.5 }, stop: { atMs: 20_000 } });
      expect(new Set(addresses(ran)).size).toBe(addresses(ran).length);
    }
  });

  it('asks for the difference only: an Ack2 never carries a whole state while nobody is new', () => {
    const ran = run({ replicas: 5, ...phi(), stop: { atMs: 30_000 } });
    const whole = [...sent(ran, 'membership-ack2').map(({ payload }) => payload as Int32Array)].some((states) =>
      states.some((above, i) => i % 4 === 3 && above === -1),
    );
    expect(whole).toBe(false);
    expect(sent(ran, 'membership-syn').length).toBe(5 * 30);
  });

  it('compares one hash of everything first where it is told to, and finds it different every time, for heartbeats go on (errata E003-03)', () => {
    const ran = run({ replicas: 4, ...phi({ digest: 'whole-state' }), stop: { atMs: 20_000 } });
    const hashes = sent(ran, 'membership-hash');
    expect(hashes.length).toBe(4 * 20);
    expect(hashes.every(({ bytes, payloadBytes }) => bytes === 64 && payloadBytes === 32)).toBe(true);
    const arrived = ran.seen.filter(({ record }) => record.type === 'message-delivered' && record.message.type === 'membership-hash').length;
    expect(sent(ran, 'membership-syn').length).toBe(arrived);
    expect(verdicts(ran)).toEqual([]);
  });

  it('finds a node that nobody knew but a seed', () => {
    const unknown = { generation: 0, version: 0 };
    const initial = Object.fromEntries(['B', 'C', 'D'].map((name) => [name, { A: unknown }]));
    const ran = run({ replicas: 4, ...phi({ initial, seeds: ['B'] }), stop: { atMs: 10_000 } });
    expect(
      sent(ran, 'membership-ack').some(({ payload }) => (payload as { wanted: Int32Array }).wanted.some((version, i) => i % 3 === 2 && version === 0)),
    ).toBe(true);
    expect(verdicts(ran)).toEqual([]);
  });

  it('blames nobody for its own absence: switched off for a minute and on again, it spares all at first', () => {
    const ran = run({
      replicas: 3,
      ...phi(),
      script: [
        at(20_000, { type: 'set', path: 'membership.detector', value: 'off' }),
        at(90_000, { type: 'set', path: 'membership.detector', value: 'phi-accrual' }),
      ],
      stop: { atMs: 120_000 },
    });
    expect(verdicts(ran)).toEqual([]);
  });
});

describe('a coordinator with a detector', () => {
  const cut = { type: 'partition', groups: [['A'], ['B', 'C']] };

  it('tries while it believes, and fails at once as unavailable when it believes too few owners alive', () => {
    const write = { type: 'write', client: 'phone', via: 'A', key: 'x', value: 1 };
    const ran = run({
      ...phi(),
      script: [at(60_000, cut), at(62_000, write), at(110_000, write), at(111_000, { type: 'read', client: 'phone', via: 'A', key: 'x' })],
      stop: { atMs: 120_000 },
    });
    expect(failures(ran)).toEqual([
      'timeout: the coordinator did not answer',
      'unavailable: quorum needs 2 replicas and A believes 1 of 3 alive',
      'unavailable: quorum needs 2 replicas and A believes 1 of 3 alive',
    ]);
  });

  it('does not take an unanswered request for a death, nor any message for a life', () => {
    const write = { type: 'write', client: 'phone', via: 'A', key: 'x', value: 1, consistency: 'one' };
    const ran = run({ ...phi(), script: [at(60_000, { type: 'cut', from: 'A', to: 'C' }), at(61_000, write)], stop: { atMs: 70_000 } });
    expect(verdicts(ran)).toEqual([]);
    const off = run({ script: [at(60_000, { type: 'cut', from: 'A', to: 'C' }), at(61_000, write)], stop: { atMs: 70_000 } });
    expect(verdicts(off).map(({ type }) => type)).toEqual(['peer-suspected']);
  });

  it('stores the hint early for an owner that it believes dead', () => {
    const write = { type: 'write', client: 'phone', via: 'A', key: 'x', value: 1 };
    const ran = run({
      ...phi(),
      hintedHandoff: { enabled: true },
      script: [at(60_000, { type: 'crash', replica: 'C' }), at(110_000, write)],
      stop: { atMs: 110_001 },
    });
    expect(ran.seen.filter(({ record }) => record.type === 'hint-stored').map(({ atMs }) => atMs)).toEqual([110_000]);
  });

  it('lets two nodes believe different things of a third', () => {
    const ran = run({
      replicas: 4,
      ...phi(),
      script: [
        at(60_000, {
          type: 'partition',
          groups: [
            ['A', 'B'],
            ['C', 'D'],
          ],
        }),
      ],
      stop: { atMs: 110_000 },
    });
    const { replicas } = ran.cluster.world;
    expect(replicas.map(({ suspects }) => [...suspects].sort())).toEqual([
      [2, 3],
      [2, 3],
      [0, 1],
      [0, 1],
    ]);
  });
});
