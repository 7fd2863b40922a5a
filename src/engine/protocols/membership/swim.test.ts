import { describe, expect, it } from 'vitest';
import { addresses, at, type Ran, run, sent, verdicts } from './test-run.ts';

const swim = (more: object = {}) => ({ membership: { detector: 'swim', ...more } });
const of = (ran: Ran, type: string) => verdicts(ran).filter((verdict) => verdict.type === type);
const actors = (list: readonly { readonly actor: number }[]): number => new Set(list.map(({ actor }) => actor)).size;

describe('SWIM', () => {
  it('suspects nobody while all is well, and pings once a period and node', () => {
    const ran = run({ replicas: 8, ...swim(), stop: { atMs: 60_500 } });
    expect(verdicts(ran)).toEqual([]);
    expect(sent(ran, 'swim-ping').length).toBe(8 * 60);
    expect(sent(ran, 'swim-ack').length).toBe(8 * 60);
  });

  it('probes every peer once in a round through all of them', () => {
    const ran = run({ replicas: 8, ...swim(), stop: { atMs: 14_500 } });
    for (let node = 0; node < 8; node++) {
      const pinged = sent(ran, 'swim-ping').filter(({ from }) => from === node);
      expect([new Set(pinged.slice(0, 7).map(({ to }) => to)).size, new Set(pinged.slice(7, 14).map(({ to }) => to)).size]).toEqual([7, 7]);
    }
  });

  it('asks others to probe a node that does not answer, so that a cut link alone makes no death', () => {
    const ran = run({ replicas: 8, ...swim(), script: [at(5500, { type: 'cut', from: 'A', to: 'C' })], stop: { atMs: 60_000 } });
    expect(sent(ran, 'swim-ping-request').length).toBeGreaterThan(0);
    expect(sent(ran, 'swim-indirect-ack').length).toBeGreaterThan(0);
    expect(verdicts(ran)).toEqual([]);
  });

  it('suspects, then declares dead, a node that answers nobody; everyone learns of it, and of its return', () => {
    const ran = run({
      replicas: 10,
      ...swim(),
      script: [at(20_500, { type: 'crash', replica: 'C' }), at(60_500, { type: 'restart', replica: 'C' })],
      stop: { atMs: 90_000 },
    });
    expect(actors(of(ran, 'peer-suspected'))).toBe(9);
    const dead = of(ran, 'peer-declared-dead');
    expect(actors(dead)).toBe(9);
    const [firstSuspected] = of(ran, 'peer-suspected');
    // 4 s at least, as the multiplier says of ten nodes; 24 s at most, where nobody confirms.
    expect(dead[0].atMs - firstSuspected.atMs).toBeGreaterThanOrEqual(4000);
    for (const { atMs } of dead) expect(atMs).toBeLessThan(20_500 + 24_000 + 10_000);
    expect(actors(of(ran, 'peer-alive'))).toBe(9);
    expect(ran.cluster.world.replicas.every(({ suspects }) => suspects.size === 0)).toBe(true);
  });

  it('lets a suspect refute by a higher incarnation: a node that lost its messages for a moment does not die where suspects have time to answer', () => {
    const ran = run({
      replicas: 10,
      ...swim({ swim: { suspicionMultiplier: 12 } }),
      script: [at(20_500, { type: 'partition', groups: [['A', 'B', 'D', 'E', 'F', 'G', 'H', 'I', 'J'], ['C']] }), at(23_000, { type: 'heal' })],
      stop: { atMs: 60_000 },
    });
    expect(of(ran, 'peer-suspected').filter(({ peer }) => peer === 2).length).toBeGreaterThan(0);
    expect(of(ran, 'peer-declared-dead')).toEqual([]);
    expect(ran.cluster.world.replicas[2].volatile.some((slice) => (slice as { incarnation?: number }).incarnation === 1)).toBe(true);
  });

  it('routes by deaths, not by suspicions', () => {
    const write = { type: 'write', client: 'phone', via: 'A', key: 'x', value: 1, consistency: 'all' };
    const failed = (ran: Ran) => ran.seen.flatMap(({ record }) => (record.type === 'operation-failed' ? [record.reason] : []));
    const script = [at(10_000, { type: 'crash', replica: 'C' }), at(12_900, write), at(40_000, write)];
    const ran = run({ ...swim(), script, stop: { atMs: 45_000 } });
    expect(of(ran, 'peer-suspected')[0].atMs).toBeLessThan(12_900);
    expect(failed(ran)).toEqual(['timeout', 'unavailable']);
  });

  it('finds both sides of a partition again, however long it was', () => {
    const ran = run({
      replicas: 9,
      ...swim(),
      script: [
        at(10_500, {
          type: 'partition',
          groups: [
            ['A', 'B', 'C', 'D', 'E'],
            ['F', 'G', 'H', 'I'],
          ],
        }),
        at(200_500, { type: 'heal' }),
      ],
      stop: { atMs: 240_000 },
    });
    expect(of(ran, 'peer-declared-dead').length).toBeGreaterThanOrEqual(40);
    expect(ran.cluster.world.replicas.every(({ suspects }) => suspects.size === 0)).toBe(true);
  });

  /** memberlist's settings for a local network. */
  const lan = (more: object = {}) => swim({ swim: { gossipIntervalMs: 200, pushPullIntervalMs: 30_000, ...more } });

  it('gossips only while there is news, and to whoever died a moment ago too', () => {
    const script = [at(20_500, { type: 'crash', replica: 'C' })];
    const ran = run({ replicas: 10, ...lan({ gossipToDeadMs: 10_000 }), script, stop: { atMs: 120_000 } });
    const [firstDead] = of(ran, 'peer-declared-dead');
    expect(sent(ran, 'swim-gossip').every(({ sentUs }) => sentUs > 20_500_000)).toBe(true);
    const toDead = sent(ran, 'swim-gossip').filter(({ to, sentUs }) => to === 2 && sentUs / 1000 >= firstDead.atMs);
    expect(toDead.length).toBeGreaterThan(0);
    for (const { sentUs } of toDead) expect(sentUs / 1000).toBeLessThan((of(ran, 'peer-declared-dead').at(-1)?.atMs ?? 0) + 10_000);
    // Nine nodes pass on a suspicion, its two confirmations and the death, each 8 times at most, on whatever message.
    expect(sent(ran, 'swim-gossip').length).toBeLessThanOrEqual(9 * 4 * 8);
  });

  it('tells of a death faster by gossip than by probes alone', () => {
    const document = (membership: object) => ({ replicas: 26, ...membership, script: [at(20_500, { type: 'crash', replica: 'C' })], stop: { atMs: 90_000 } });
    const spreadMs = (ran: Ran): number => {
      const suspected = of(ran, 'peer-suspected').map(({ atMs }) => atMs);
      return Math.max(...suspected) - Math.min(...suspected);
    };
    expect(spreadMs(run(document(lan())))).toBeLessThan(1500);
    expect(spreadMs(run(document(swim())))).toBeGreaterThan(2000);
  });

  it('exchanges full states with one living peer, every 30 s among 32, every 60 s among 33, 100 bytes a node each way', () => {
    for (const [replicas, expected] of [
      [32, 32 * 4],
      [33, 33 * 2],
    ]) {
      const ran = run({ replicas, placement: { virtualNodes: 1 }, ...lan(), network: { latencyMs: 0 }, stop: { atMs: 120_000 } });
      expect([sent(ran, 'swim-state').length, sent(ran, 'swim-state-reply').length]).toEqual([expected, expected]);
      for (const { bytes } of sent(ran, 'swim-state')) expect(bytes).toBe(32 + 100 * replicas);
    }
  });

  it('learns by a full state what news no longer tells, a death only as a suspicion that can be refuted', () => {
    const document = (membership: object) => ({
      replicas: 20,
      ...membership,
      script: [at(10_500, { type: 'crash', replica: 'C' }), at(119_500, { type: 'crash', replica: 'B' }), at(120_000, { type: 'restart', replica: 'B' })],
      stop: { atMs: 170_000 },
    });
    const ofB = (ran: Ran, type: string) => of(ran, type).filter(({ actor, peer, atMs }) => actor === 1 && peer === 2 && atMs > 120_000);
    const ran = run(document(swim({ swim: { pushPullIntervalMs: 1000 } })));
    const [suspected] = ofB(ran, 'peer-suspected');
    const [dead] = ofB(ran, 'peer-declared-dead');
    expect(suspected.atMs).toBeLessThan(122_100);
    expect(dead.atMs - suspected.atMs).toBeGreaterThanOrEqual(5000);
    expect(ofB(run(document(swim())), 'peer-suspected')[0].atMs).toBeGreaterThan(122_100);
  });

  it('gives no two messages one address, duplicates and answers to them included', () => {
    const cuts = [at(500, { type: 'cut', from: 'A', to: 'C' }), at(600, { type: 'cut', from: 'B', to: 'D' })];
    const ran = run({ replicas: 6, ...swim({ fanout: 3 }), network: { duplicate: 0.5, loss: 0.1 }, script: cuts, stop: { atMs: 20_000 } });
    expect(new Set(addresses(ran)).size).toBe(addresses(ran).length);
    expect(sent(ran, 'swim-indirect-ack').length).toBeGreaterThan(0);
  });

  it('takes over from the other detector and gives back to none', () => {
    const set = (value: string) => ({ type: 'set', path: 'membership.detector', value });
    const ran = run({
      replicas: 5,
      membership: { detector: 'phi-accrual' },
      script: [at(30_000, { type: 'crash', replica: 'C' }), at(80_000, set('swim')), at(81_500, { type: 'restart', replica: 'C' }), at(120_000, set('off'))],
      stop: { atMs: 130_000 },
    });
    expect(actors(of(ran, 'peer-suspected').filter(({ peer }) => peer === 2))).toBe(4);
    expect(ran.cluster.world.replicas.every(({ suspects }) => suspects.size === 0)).toBe(true);
  });
});
