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
