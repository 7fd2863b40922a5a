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
