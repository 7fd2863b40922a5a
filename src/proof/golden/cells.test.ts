/**
 * Cassandra's last write wins is of each cell, a row being the set of its cells (facts A8.9). A value here is whole, so a row is either one key
 * whose writers overwrite each other, or one key for each cell, of which each is decided by itself.
 */
import { describe, expect, it } from 'vitest';
import { simulateDocument } from '../simulate-document.ts';

/** Two clients change a row at once on either side of a cut, which heals; all three replicas, as what each stores. */
function meet(commands: { readonly A: object; readonly C: object }, initial: readonly object[]): object[] {
  const { replicas, converged } = simulateDocument({
    version: 1,
    placement: { pin: { row: ['A', 'B', 'C'], 'row.name': ['A', 'B', 'C'], 'row.phone': ['A', 'B', 'C'] } },
    gossip: { protocol: 'push-pull', intervalMs: 500 },
    script: [
      ...initial.map((command, i) => ({ atMs: i, command: { type: 'write', client: 'first', via: 'A', consistency: 'all', ...command } })),
      { atMs: 1000, command: { type: 'partition', groups: [['A', 'B'], ['C']] } },
      { atMs: 2000, command: { client: 'one', via: 'A', consistency: 'one', ...commands.A } },
      { atMs: 2001, command: { client: 'two', via: 'C', consistency: 'one', ...commands.C } },
      { atMs: 3000, command: { type: 'heal' } },
    ],
    stop: { atMs: 20_000 },
  });
  expect(converged).toBe(true);
  return ['A', 'B', 'C'].map((id) => Object.fromEntries(Object.entries(replicas?.[id] ?? {}).map(([key, { values }]) => [key, values])));
}

const everywhere = (stored: object): object[] => [stored, stored, stored];

describe('two changes at once to different columns of a row', () => {
  it('as one value: the later takes the other with it', () => {
    const stored = meet(
      {
        A: { type: 'write', key: 'row', value: { name: 'Ann', phone: '1' } },
        C: { type: 'write', key: 'row', value: { name: 'An', phone: '2' } },
      },
      [{ key: 'row', value: { name: 'An', phone: '1' } }],
    );
    expect(stored).toEqual(everywhere({ row: [{ name: 'An', phone: '2' }] }));
  });

  const cells = [
    { key: 'row.name', value: 'An' },
    { key: 'row.phone', value: '1' },
  ];

  it('as cells: both are there', () => {
    const stored = meet({ A: { type: 'write', key: 'row.name', value: 'Ann' }, C: { type: 'write', key: 'row.phone', value: '2' } }, cells);
    expect(stored).toEqual(everywhere({ 'row.name': ['Ann'], 'row.phone': ['2'] }));
  });

  it('as cells: one that was deleted is gone, and the other changed', () => {
    const stored = meet({ A: { type: 'delete', key: 'row.name' }, C: { type: 'write', key: 'row.phone', value: '2' } }, cells);
    expect(stored).toEqual(everywhere({ 'row.name': [], 'row.phone': ['2'] }));
  });
});
