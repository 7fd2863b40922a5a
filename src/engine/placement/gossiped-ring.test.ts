/** Where membership is gossiped, nodes learn of a changed ring from each other, and may differ about who owns what until they have. */
import { describe, expect, it } from 'vitest';
import { ringRun } from './test-run.ts';

const gossiped = (detector: string, more: object = {}) => ({
  data: { keys: 20 },
  membership: { detector, intervalMs: 200, ...(detector === 'swim' ? { swim: { probeTimeoutMs: 100 } } : {}) },
  ...more,
});

describe.each(['phi-accrual', 'swim'])('a ring whose changes are gossiped, with %s', (detector) => {
  it('is known to the newcomer first and to all before data moves', () => {
    const run = ringRun(gossiped(detector, { replicas: 6 }), [[1000, { type: 'join', replica: 'G' }]]);
    run.to(60_000);
    const [joined] = run.of('replica-joined');
    const learned = run.of('ring-learned');
    const begun = run.of('message-sent').find(({ message }) => message.type === 'range-request');
    expect(
      learned
        .filter(({ ms }) => ms < (begun?.ms ?? 0))
        .map(({ replica }) => replica)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4, 5]);
    expect(learned.filter(({ ms }) => ms > joined.ms)).toHaveLength(6);
    for (const { name } of run.world.replicas) for (const key of ['k0', 'k7', 'k13']) expect(run.ownersBy(name, key)).toBe(run.ownersBy('G', key));
    expect(run.cluster.isConverged).toBe(true);
    expect(run.result().violations).toEqual([]);
  });

  it('lets one that leaves tell the others before it goes, and nobody takes it for dead', () => {
    const run = ringRun(gossiped(detector, { replicas: 5 }), [[1000, { type: 'leave', replica: 'B' }]]);
    run.to(80_000);
    expect(run.of('replica-left').map(({ replica }) => replica)).toEqual([1]);
    expect(run.world.replicas[1].up).toBe(false);
    expect(run.world.replicas.every(({ suspects, up }) => !up || suspects.size === 0)).toBe(true);
    expect(run.cluster.isConverged).toBe(true);
  });

  it('is another one on the side of a partition that did not hear of it, and the owner of before serves there until it does', () => {
    const run = ringRun(gossiped(detector, { replicas: 6, coordination: { read: 'one', write: 'one' } }), [[1000, { type: 'join', replica: 'G' }]]);
    while (run.of('replica-joined').length === 0) run.cluster.step();
    run.cluster.apply({
      type: 'partition',
      groups: [
        ['A', 'B', 'G'],
        ['C', 'D', 'E', 'F'],
      ],
    });
    run.to(15_000);
    const keys = Array.from({ length: 20 }, (_, key) => `k${key}`);
    const differs = keys.filter((key) => run.ownersBy('G', key) !== run.ownersBy('C', key));
    expect(differs.length).toBeGreaterThan(0);
    const key = differs.find((name) => run.ownersBy('C', name).includes('C')) ?? '';
    run.cluster.apply({ type: 'write', client: 'c', via: 'C', key, value: 'late' });
    run.to(20_000);
    expect(run.of('operation-completed')).toHaveLength(1);
    run.cluster.apply({ type: 'heal' });
    run.to(90_000);
    for (const { name } of run.world.replicas) for (const one of keys) expect(run.ownersBy(name, one)).toBe(run.ownersBy('G', one));
    for (const { id, store } of run.world.replicas) store?.forEach((_, held) => expect(run.world.view.owns(id, held)).toBe(true));
  });

  it('has two owners of the same tokens after a replacement that the dead one did not see, until they meet and the later one stays', () => {
    const run = ringRun(gossiped(detector, { replicas: 5, placement: { pin: { x: ['A', 'B', 'C'] } }, coordination: { read: 'one', write: 'one' } }), [
      [1000, { type: 'partition', groups: [['B', 'C', 'D', 'E'], ['A']] }],
      [15_000, { type: 'replace', replica: 'A', with: 'N' }],
      [50_500, { type: 'write', client: 'left', via: 'A', key: 'x', value: 'to the owner of before' }],
      [50_000, { type: 'write', client: 'right', via: 'N', key: 'x', value: 'to the owner of now' }],
      [60_000, { type: 'heal' }],
      [75_000, { type: 'read', client: 'left', via: 'A', key: 'x' }],
    ]);
    run.to(59_000);
    expect(run.of('replica-joined').map(({ replica, of }) => [replica, of])).toEqual([[5, 0]]);
    expect([run.ownersBy('A', 'x'), run.ownersBy('N', 'x')]).toEqual(['ABC', 'BCN']);
    const written = run.of('operation-completed').map(({ client }) => run.world.nameOf(-1 - client));
    expect(written.sort()).toEqual(['left', 'right']);
    run.to(74_000);
    expect(run.ownersBy('A', 'x')).toBe('BCN');
    expect(run.world.replicas[0].store?.get(run.world.keys.find('x'))).toBeUndefined();
    run.to(140_000);
    expect(run.world.replicas[0].up).toBe(false);
    // What only the old owner had taken in went with it: ONE promises no more.
    expect(run.result().violations.map(({ checker }) => checker)).toContain('lost-acknowledged-write');
  });
});
