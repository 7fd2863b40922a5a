/** Clocks that name versions: hybrid clocks against plain ones (A8.12, E001-04), ties without an order, and contexts that resolve. */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';

const write = (client: string, via: string, value: string, more: object = {}) => ({ type: 'write', client, via, key: 'x', value, ...more });
const read = (client: string, via: string) => ({ type: 'read', client, via, key: 'x' });

describe('a later write through a slower clock', () => {
  const lost = (conflict: string, skewMs: number, second: readonly object[], more: object = {}): boolean => {
    const result = simulateDocument({
      version: 1,
      replicas: [{ id: 'A', clockSkewMs: skewMs }, 'B', 'C', 'D'],
      placement: { pin: { x: ['A', 'B', 'C'] } },
      store: { conflict, ...more },
      script: [write('c1', 'A', 'first'), ...second].map((command, n) => ({ atMs: n * 50, command })),
      stop: { atMs: 5000 },
    });
    return result.replicas?.B?.x?.values[0] === 'first';
  };

  it('is lost by plain clocks and kept by hybrid ones, where its coordinator had heard of the first', () => {
    expect(lost('lww', 300, [write('c2', 'B', 'second')])).toBe(true);
    expect(lost('hlc', 300, [write('c2', 'B', 'second')])).toBe(false);
  });

  it('is kept too where only its client had heard of it: the client carries the clock along', () => {
    expect(lost('hlc', 300, [write('c2', 'D', 'second')])).toBe(true);
    expect(lost('hlc', 300, [read('c2', 'B'), write('c2', 'D', 'second')])).toBe(false);
  });

  it('is lost where the first clock is further ahead than is accepted', () => {
    expect(lost('hlc', 600, [write('c2', 'B', 'second')])).toBe(true);
    expect(lost('hlc', 600, [write('c2', 'B', 'second')], { hlcMaxOffsetMs: 1000 })).toBe(false);
  });
});

describe('two writes of one microsecond', () => {
  const run = (tieBreak: string) =>
    simulateDocument({
      version: 1,
      replicas: ['A', 'B'],
      store: { conflict: 'lww', tieBreak },
      gossip: { protocol: 'push-pull' },
      script: ['A', 'B'].map((via) => ({ atMs: 10, command: write(via, via, via, { consistency: 'one' }) })),
      stop: { atMs: 30_000 },
    });

  it('never converge where nothing breaks the tie, though gossip goes on for ever', () => {
    const result = run('none');
    expect([result.converged, result.replicas?.A?.x?.values, result.replicas?.B?.x?.values]).toEqual([false, ['A'], ['B']]);
  });

  it('converge by value or by replica', () => {
    for (const tieBreak of ['value', 'replica']) expect(run(tieBreak)).toMatchObject({ converged: true, replicas: { A: { x: { values: ['B'] } } } });
  });
});

describe('a client that resolves siblings', () => {
  const run = (conflict: string, last: readonly object[]) =>
    simulateDocument({
      version: 1,
      store: { conflict },
      script: [write('c1', 'A', 'one'), write('c2', 'A', 'two'), ...last].map((command, n) => ({ atMs: n * 100, command })),
      stop: { atMs: 5000 },
    }).replicas?.A?.x?.values;
  const resolve = { type: 'resolve', client: 'c1', via: 'A', key: 'x', value: 'both' };

  it.each(['version-vector', 'dotted-version-vector'])('writes over those that it has read, under %s', (conflict) => {
    expect(run(conflict, [read('c1', 'A'), resolve])).toEqual(['both']);
  });

  it.each(['version-vector', 'dotted-version-vector'])('only adds a third where it has read none, under %s: an acknowledgement is no context', (conflict) => {
    expect(run(conflict, [resolve])).toEqual(['both', 'one', 'two']);
    expect(run(conflict, [read('c1', 'A'), write('c1', 'A', 'both', { context: 'none' })])).toEqual(['both', 'one', 'two']);
  });
});

describe('vectors that are pruned', () => {
  const commands = [
    write('c1', 'A', 'v1'),
    { type: 'partition', groups: [['B', 'C'], ['A']] },
    write('c2', 'B', 'v2'),
    write('c3', 'C', 'v3'),
    { type: 'heal' },
  ];
  const reads = [read('c2', 'B'), read('c3', 'C')];
  const run = (store: object) =>
    simulateDocument({
      version: 1,
      coordination: { read: 'one', write: 'one' },
      store: { conflict: 'dotted-version-vector', ...store },
      gossip: { protocol: 'push-pull', intervalMs: 20_000 },
      script: [commands[0], reads[0], commands[1], commands[2], reads[1], commands[3], commands[4]].map((command, n) => ({ atMs: n * 1000, command })),
      stop: { atMs: 90_000 },
    });

  it.each([
    ['to one entry, as Dynamo does (A8.2)', { entries: 1 }],
    ['by Riak’s bounds (A8.3)', { small: 1, big: 1, youngMs: 100, oldMs: 86_400_000 }],
    ['by age alone', { small: 1, big: 50, youngMs: 100, oldMs: 2500 }],
  ])('%s bring back what was replaced as a false sibling', (_how, vectorPruning) => {
    const result = run({ vectorPruning });
    expect(result).toMatchObject({ converged: true, replicas: { A: { x: { values: ['v1', 'v3'] } } } });
    expect(run({})).toMatchObject({ converged: true, replicas: { A: { x: { values: ['v3'] } } } });
  });

  it('bring back nothing while they are small or their oldest entry is young', () => {
    for (const vectorPruning of [{ small: 50 }, { small: 1, big: 1, youngMs: 20_000 }]) {
      expect(run({ vectorPruning })).toMatchObject({ replicas: { A: { x: { values: ['v3'] } } } });
    }
  });
});
