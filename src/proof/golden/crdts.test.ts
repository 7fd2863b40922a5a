/** The golden tests of the CRDTs (facts A9) through scenarios, each by states and by deltas, and how their operations travel. */
import { describe, expect, it } from 'vitest';
import type { Result } from '../../engine/result.ts';
import { simulateDocument } from '../simulate-document.ts';

const replicas = ['A', 'B', 'C'];
const apart = { type: 'partition', groups: [['A'], ['B'], ['C']] };
const heal = { type: 'heal' };
const add = (via: string, value: unknown) => ({ type: 'add', client: `at ${via}`.replace(' ', '-'), via, key: 'x', value });
const remove = (via: string, value: unknown) => ({ ...add(via, value), type: 'remove' });
const count = (via: string, by: number) => ({ type: 'increment', client: 'c', via, key: 'x', by });
const write = (via: string, value: unknown) => ({ type: 'write', client: `at-${via}`, via, key: 'x', value });

/** Commands a hundred milliseconds apart; gossip mends what was missed. */
function run(conflict: string, crdtSync: string, commands: readonly object[], more: object = {}): Result {
  return simulateDocument({
    version: 1,
    replicas,
    store: { conflict, crdtSync },
    coordination: { read: 'one', write: 'one' },
    gossip: { protocol: 'push-pull', intervalMs: 3000 },
    script: commands.map((command, n) => ({ atMs: n * 100, command })),
    stop: { atMs: 30_000 },
    ...more,
  });
}

function valuesOf(result: Result): readonly unknown[] {
  expect(result.converged).toBe(true);
  expect(result.refused).toEqual([]);
  const each = replicas.map((replica) => JSON.stringify(result.replicas?.[replica]?.x?.values));
  expect(new Set(each).size).toBe(1);
  return result.replicas?.A?.x?.values ?? [];
}

describe.each(['state', 'delta'])('CRDTs that send each %s (A9)', (sync) => {
  it('a grow-only counter: 5, 3 and 7 are 15 on every replica', () => {
    expect(valuesOf(run('g-counter', sync, [apart, count('A', 5), count('B', 3), count('C', 7), heal]))).toEqual([15]);
  });

  it('a counter both ways: two concurrent −1 on 1 are −1, for nothing keeps it from falling below zero', () => {
    expect(valuesOf(run('pn-counter', sync, [count('A', 1), apart, count('B', -1), count('C', -1), heal]))).toEqual([-1]);
  });

  it('a grow-only set is the union', () => {
    expect(valuesOf(run('g-set', sync, [apart, add('A', 2), add('B', 10), add('C', 2), heal]))).toEqual([[2, 10]]);
  });

  it('a two-phase set: added, removed, added is absent for ever, and a remove wins over a concurrent add', () => {
    expect(valuesOf(run('two-phase-set', sync, [add('A', 'x'), remove('A', 'x'), add('A', 'x')]))).toEqual([[]]);
    expect(valuesOf(run('two-phase-set', sync, [add('A', 'x'), apart, remove('A', 'x'), add('B', 'x'), heal]))).toEqual([[]]);
  });

  it('an observed-remove set: {apple, banana, cherry}; what B had seen and A removes is absent on both; what was removed can be added again', () => {
    const demo = [apart, add('A', 'apple'), add('A', 'banana'), add('B', 'apple'), add('B', 'cherry'), remove('A', 'apple'), heal];
    expect(valuesOf(run('or-set', sync, demo))).toEqual([['apple', 'banana', 'cherry']]);
    const seen = run('or-set', sync, [add('A', 'x'), remove('A', 'x')]);
    expect(valuesOf(seen)).toEqual([[]]);
    expect(seen.replicas?.B?.x).toMatchObject({ tombstone: false, clock: { A: 2 } });
    expect(valuesOf(run('or-set', sync, [add('A', 'x'), remove('A', 'x'), add('B', 'x')]))).toEqual([['x']]);
  });

  it('a last-write-wins register: one instant at two owners converges, and what its owner has seen never wins', () => {
    const script = ['A', 'B'].map((via) => ({ atMs: 100, command: write(via, via) }));
    expect(valuesOf(run('lww-register', sync, [], { script }))).toEqual(['B']);
    const fast = [{ id: 'A', clockSkewMs: 60_000 }, 'B', 'C'];
    expect(valuesOf(run('lww-register', sync, [write('A', 'first'), write('B', 'second')], { replicas: fast }))).toEqual(['second']);
    expect(valuesOf(run('lww', sync, [write('A', 'first'), write('B', 'second')], { replicas: fast }))).toEqual(['first']);
  });

  it('a multi-value register: the two branches of Dynamo’s figure 3 are both returned, and a later write replaces both', () => {
    const branches = [write('A', 'D1'), write('A', 'D2'), apart, write('B', 'D3'), write('C', 'D4'), heal];
    expect(valuesOf(run('mv-register', sync, branches))).toEqual(['D3', 'D4']);
    const after = { ...write('A', 'D5'), context: 'none' };
    expect(valuesOf(run('mv-register', sync, [], { script: [...branches, after].map((command, n) => ({ atMs: n < 6 ? n * 100 : 20_000, command })) }))).toEqual(
      ['D5'],
    );
  });
});

describe('operations of a CRDT', () => {
  const four = { replicas: ['A', 'B', 'C', 'D'], placement: { pin: { x: ['A', 'B', 'C'] } }, coordination: { read: 'quorum', write: 'quorum' } };

  it('are forwarded to an owner where the coordinator is none, and applied once though the network doubles messages', () => {
    const doubled = { ...four, network: { duplicate: 1 } };
    const result = run('pn-counter', 'state', [count('D', 4), { ...count('D', 2), via: undefined }], doubled);
    // Two, and the doubles of both.
    expect(result.messages.byType.forward?.count).toBe(4);
    expect(valuesOf(result)).toEqual([6]);
    expect(result.replicas?.D?.x).toBeUndefined();
  });

  it('go on under a new entry where their owner lost its disk, so that nothing counts twice or is lost', () => {
    const commands = [count('A', 5), { type: 'crash', replica: 'A', lose: 'disk' }, { type: 'restart', replica: 'A' }, count('A', 2)];
    const result = run('g-counter', 'state', commands);
    expect(valuesOf(result)).toEqual([7]);
    expect(result.replicas?.C?.x?.clock).toEqual({ A: 1, 'A~2': 1 });
  });

  it.each([
    ['g-counter', count('A', 5)],
    ['or-set', add('A', 'x')],
    ['two-phase-set', add('A', 'x')],
  ])('are reported as lost where the last copy goes with a disk, under %s', (conflict, command) => {
    const { violations } = run(conflict, 'delta', [apart, command, { type: 'crash', replica: 'A', lose: 'disk' }, { type: 'restart', replica: 'A' }, heal]);
    expect(violations.map(({ checker }) => checker)).toEqual(['lost-acknowledged-write']);
  });

  it('are refused where the type does not know them, with the reason', () => {
    const script = [write('A', 1), count('A', -1), add('A', 1), { type: 'delete', client: 'c', via: 'A', key: 'x' }].map((command) => ({ atMs: 0, command }));
    const { refused } = run('g-counter', 'state', [], { script });
    expect(refused.map(({ reason }) => reason)).toEqual([
      'x is under "g-counter", which knows "increment" and no "write"',
      'x is under "g-counter": a grow-only counter cannot count down',
      'x is under "g-counter", which knows "increment" and no "add"',
      'x is under "g-counter", which knows "increment" and no "delete"',
    ]);
    expect(run('lww', 'state', [count('A', 1)]).refused[0]?.reason).toBe('x is under "lww", which knows "write", "delete", "resolve" and no "increment"');
  });

  it('are acknowledged writes: a read that lacks one is stale, a remove too', () => {
    const script = [
      add('A', 'x'),
      apart,
      remove('A', 'x'),
      { type: 'read', client: 'r', via: 'B', key: 'x' },
      { type: 'read', client: 'r', via: 'A', key: 'x' },
    ];
    const { history } = run('or-set', 'state', script);
    expect(history.filter(({ type }) => type === 'read').map(({ values, stale }) => [values, stale])).toEqual([
      [[['x']], true],
      [[[]], false],
    ]);
  });

  it('send less as deltas, and a delta that was lost stays lost until a repair sends states (E004-10)', () => {
    const many = Array.from({ length: 20 }, (_, n) => add('A', n));
    const off = { gossip: { protocol: 'off' } };
    const [states, deltas] = ['state', 'delta'].map((sync) => run('or-set', sync, many, off).messages.byType.write?.bytes ?? 0);
    expect(deltas).toBeLessThan(states / 4);
    const missed = [apart, add('A', 'a'), heal, add('A', 'b')];
    const result = run('or-set', 'delta', missed, off);
    expect(result.converged).toBe(false);
    expect(result.replicas?.B?.x?.values).toEqual([['b']]);
    expect(run('or-set', 'state', missed, off).replicas?.B?.x?.values).toEqual([['a', 'b']]);
    expect(valuesOf(run('or-set', 'delta', missed))).toEqual([['a', 'b']]);
  });

  const mechanisms: { readonly [name: string]: object } = {
    'hinted-handoff': { hintedHandoff: { enabled: true, replayIntervalMs: 1000 } },
    'read-repair': { readRepair: { mode: 'async' }, coordination: { read: 'all', write: 'one' } },
    gossip: { gossip: { protocol: 'pull', intervalMs: 3000 } },
    'anti-entropy': { antiEntropy: { mechanism: 'merkle', intervalMs: 3000 } },
  };
  it.each(Object.entries(mechanisms).flatMap(([name, knobs]) => ['state', 'delta'].map((sync) => ({ name, knobs, sync }))))(
    'reach a replica that missed them by $name alone ($sync)',
    ({ name, knobs, sync }) => {
      const commands = [apart, count('A', 2), count('A', 3), heal].map((command, n) => ({ atMs: n * 2500, command }));
      const read = { atMs: 15_000, command: { type: 'read', client: 'r', via: 'B', key: 'x' } };
      const result = run('pn-counter', sync, [], { gossip: { protocol: 'off' }, ...knobs, script: [...commands, read] });
      expect(valuesOf(result)).toEqual([5]);
      expect(result.repairs[name as keyof Result['repairs']]).toBeGreaterThan(0);
      expect(result.violations).toEqual([]);
    },
  );
});
