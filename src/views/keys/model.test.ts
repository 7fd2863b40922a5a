/** The matrix shows the copies as they are: each cell against the snapshot of the same moment, and equal copies alike. */
import { describe, expect, it } from 'vitest';
import type { ReplicaView } from '../../engine/picture/snapshot.ts';
import { presetSteps, randomDocument, stepsOf } from '../run-fixture.ts';
import { matrixOf, SHOWN } from './model.ts';

function copy(key: string, number: number, stale = 0) {
  const versions = [{ value: `w${number}`, tombstone: false, timestampMs: 0, label: `v${number}`, number }];
  return { key, versions, stale, hash: number, by: 'gossip', from: 'n1' };
}

function many(count: number, cellsOf: (nth: number) => readonly object[]): readonly ReplicaView[] {
  return Array.from({ length: count }, (_, nth) => ({ id: `n${nth + 1}`, up: true, cells: cellsOf(nth) })) as unknown as readonly ReplicaView[];
}

const nothingChosen = { selection: null, shownKey: null };

describe('the matrix of copies', () => {
  it.each([0, 1, 2, 3])('holds in each cell what the replica holds, at every step of a random run (seed %i)', (seed) => {
    for (const { snapshot } of stepsOf(randomDocument(seed), 250)) {
      const matrix = matrixOf({ replicas: snapshot.replicas, ...nothingChosen });
      for (const row of matrix.rows)
        for (const cell of row.cells) {
          const held = snapshot.replicas.find((one) => one.id === cell.replica)!.cells.find((one) => one.key === row.key);
          expect(cell.versions.map((one) => one.label)).toEqual(held?.versions.map((one) => one.label) ?? []);
          expect(cell.versions.map((one) => one.tombstone)).toEqual(held?.versions.map((one) => one.tombstone) ?? []);
          expect(cell.stale).toBe(held?.stale ?? 0);
          if (cell.versions.length > 0) expect([cell.by, cell.from]).toEqual([held?.by, held?.from]);
        }
      const keys = new Set(snapshot.replicas.flatMap((one) => one.cells.map((cell) => cell.key)));
      expect(matrix.rows.map((row) => row.key)).toEqual([...keys].sort());
    }
  });

  it('gives equal copies of a row one colour, and stale ones none', () => {
    for (const { snapshot } of presetSteps('partition-healed-by-gossip', 120)) {
      const [row] = matrixOf({ replicas: snapshot.replicas, ...nothingChosen }).rows;
      const colours = new Map<string, string>();
      for (const { versions, stale } of row?.cells ?? [])
        for (const { label, colour } of versions) {
          if (stale > 0) expect(colour).toBe('stale');
          else expect(colour).toBe(colours.get(label) ?? colour);
          if (stale === 0) colours.set(label, colour);
        }
    }
  });

  it('says in words what a cell shows', () => {
    const [row] = matrixOf({ replicas: many(2, (nth) => [copy('cart', 2 - nth, nth)]), ...nothingChosen }).rows;
    expect(row?.cells.map((cell) => cell.words)).toEqual([
      'n1 holds v2 (w2) of cart, by gossip from n1',
      'n2 holds v1 (w1) of cart, by gossip from n1, one version behind',
    ]);
  });

  it('shows at most 40 of each, among them the chosen, one copy of each version and those that differ, in their order', () => {
    const replicas = many(1000, (nth) => (nth < 990 ? [copy('cart', 2)] : [copy('cart', 1, 1)]));
    const matrix = matrixOf({ replicas, selection: { type: 'replica', id: 'n500' }, shownKey: null });
    expect(matrix.columns).toHaveLength(SHOWN);
    expect(matrix.moreReplicas).toBe(960);
    const ids = matrix.columns.map((column) => column.id);
    expect(ids).toEqual(expect.arrayContaining(['n1', 'n500', 'n991', 'n1000']));
    expect(ids).toEqual([...ids].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
  });

  it('keeps the chosen key and those that differ among many keys', () => {
    const keys = Array.from({ length: 100 }, (_, nth) => `k${String(nth).padStart(3, '0')}`);
    const replicas = many(2, (nth) => keys.map((key) => (key === 'k077' && nth === 1 ? copy(key, 1, 1) : copy(key, 2))));
    const matrix = matrixOf({ replicas, selection: { type: 'key', key: 'k088' }, shownKey: 'k099' });
    expect(matrix.rows.map((row) => row.key)).toEqual(expect.arrayContaining(['k077', 'k088', 'k099']));
    expect([matrix.rows.length, matrix.moreKeys]).toEqual([SHOWN, 60]);
  });
});
