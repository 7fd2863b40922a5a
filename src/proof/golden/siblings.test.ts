/** Siblings of merged vectors and of dotted version vectors against facts A8.5 and A8.6, through clients that read and write. */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';

const at = (n: number, command: object): object => ({ atMs: n * 10, command });
const put = (client: string, value: string, more: object = {}): object => ({ type: 'write', client, via: 'A', key: 'x', value, ...more });
const get = (client: string): object => ({ type: 'read', client, via: 'A', key: 'x' });

function oneServer(conflict: string, commands: readonly object[]) {
  return simulateDocument({ version: 1, replicas: 1, store: { conflict }, script: commands.map((command, n) => at(n, command)), stop: { atMs: 10_000 } })
    .replicas?.A.x;
}

describe('one server that several clients write through', () => {
  const threePuts = [put('c1', 'v1'), get('c3'), put('c2', 'v2'), put('c3', 'v3')];

  it('a merged vector keeps v1 beside the write that had replaced it (A8.5)', () => {
    expect(oneServer('version-vector', threePuts)?.values).toEqual(['v1', 'v2', 'v3']);
  });

  it('a dotted version vector keeps just the two concurrent writes (A8.5)', () => {
    expect(oneServer('dotted-version-vector', threePuts)?.values).toEqual(['v2', 'v3']);
  });

  /** Each client writes with a context that holds its own last put and never the other's last. */
  const alternating: object[] = [];
  for (let n = 1; n <= 10; n++) {
    for (const client of ['c1', 'c2']) alternating.push(put(client, `${client}-${n}`), get(client));
  }

  it('two clients of ten puts each explode to twenty siblings under a merged vector (A8.6)', () => {
    expect(oneServer('version-vector', alternating)?.values.length).toBe(20);
  });

  it('and stay at two under dotted version vectors (A8.6)', () => {
    expect(oneServer('dotted-version-vector', alternating)?.values).toEqual(['c1-10', 'c2-10']);
  });
});

describe('figure 3 of the Dynamo paper (A8.1, A13.9)', () => {
  /** One client that has read writes twice through Sx, then two that have read that write through Sy and Sz, and a fourth puts both together. */
  const script = [
    put('c1', 'D1', { via: 'Sx' }),
    { ...get('c1'), via: 'Sx' },
    put('c1', 'D2', { via: 'Sx' }),
    { ...get('c2'), via: 'Sx' },
    { ...get('c3'), via: 'Sx' },
    put('c2', 'D3', { via: 'Sy', consistency: 'one' }),
    put('c3', 'D4', { via: 'Sz', consistency: 'one' }),
    { ...get('c4'), via: 'Sx', consistency: 'all' },
    { type: 'resolve', client: 'c4', via: 'Sx', key: 'x', value: 'D5' },
  ];
  /** What a node stores once it is the turn of the command with this number; D3 and D4 at once, each before it has reached the other. */
  const stored = (conflict: string, commands: number, node: string, atMs = 100 * commands) =>
    simulateDocument({
      version: 1,
      replicas: ['Sx', 'Sy', 'Sz'],
      store: { conflict },
      coordination: { read: 'all', write: 'all' },
      script: script.slice(0, commands).map((command, n) => ({ atMs: 100 * (n >= 6 ? n - 1 : n), command })),
      stop: { atMs },
    }).replicas?.[node].x;

  it.each(['version-vector', 'dotted-version-vector'])('gives D1 to D5 the clocks that are printed, under %s', (conflict) => {
    expect(stored(conflict, 1, 'Sx')).toMatchObject({ values: ['D1'], clock: { Sx: 1 } });
    expect(stored(conflict, 3, 'Sx')).toMatchObject({ values: ['D2'], clock: { Sx: 2 } });
    expect(stored(conflict, 7, 'Sy', 501)?.clock).toEqual({ Sx: 2, Sy: 1 });
    expect(stored(conflict, 7, 'Sz', 501)?.clock).toEqual({ Sx: 2, Sz: 1 });
    expect(stored(conflict, 8, 'Sx')).toMatchObject({ values: ['D3', 'D4'], clock: { Sx: 2, Sy: 1, Sz: 1 } });
    for (const node of ['Sx', 'Sy', 'Sz']) expect(stored(conflict, 9, node)).toMatchObject({ values: ['D5'], clock: { Sx: 3, Sy: 1, Sz: 1 } });
  });
});
