import { describe, expect, it } from 'vitest';
import { hashString } from '../../base/hash.ts';
import { type Cell, EMPTY_VECTOR, makeCell, makeVersion } from '../versions/version.ts';
import { type ContentChoice, contentHashOf, weakHash } from './content.ts';
import { shapeOf } from './shape.ts';
import { compareTrees, HashTree } from './tree.ts';

function cellOf(value: string | null, timestampUs: number): Cell {
  const version = { operation: 1, value, tombstone: value === null, timestampUs, coordinator: 0, actor: 0, counter: 0, valueBytes: 8 };
  return makeCell([makeVersion(version)], EMPTY_VECTOR);
}

function sees(choice: ContentChoice, one: readonly [string, Cell], other: readonly [string, Cell]): boolean {
  const hash = contentHashOf(choice);
  const [a, b] = [new Uint32Array(2), new Uint32Array(2)];
  hash(one[0], hashString(one[0]), one[1], a);
  hash(other[0], hashString(other[0]), other[1], b);
  return a[0] !== b[0] || a[1] !== b[1];
}

const old = cellOf('red', 1);
const overwritten = cellOf('blue', 2);
const rotten = cellOf('rot', 1);
const again = cellOf('red', 2);
const deleted = cellOf(null, 2);

describe('what a tree hashes of a key is all it can see', () => {
  it.each([
    ['all there is', ['key', 'version', 'value', 'tombstone'], { write: true, 'bit rot': true, 'the same value again': true, delete: true, name: true }],
    ['the key alone', ['key'], { write: false, 'bit rot': false, 'the same value again': false, delete: false, name: true }],
    ['the version alone, as Riak since 2.2', ['version'], { write: true, 'bit rot': false, 'the same value again': true, delete: true, name: false }],
    ['key and version, as the documents', ['key', 'version'], { write: true, 'bit rot': false, 'the same value again': true, delete: true, name: true }],
    ['the value alone', ['value'], { write: true, 'bit rot': true, 'the same value again': false, delete: true, name: false }],
    ['key and tombstone', ['key', 'tombstone'], { write: false, 'bit rot': false, 'the same value again': false, delete: true, name: true }],
  ])('%s', (_name, leafContent, expected) => {
    for (const hash of ['strong', 'weak-32'] as const) {
      const choice = { leafContent, hash };
      expect({
        write: sees(choice, ['x', old], ['x', overwritten]),
        'bit rot': sees(choice, ['x', old], ['x', rotten]),
        'the same value again': sees(choice, ['x', old], ['x', again]),
        delete: sees(choice, ['x', old], ['x', deleted]),
        name: sees(choice, ['x', old], ['y', old]),
      }).toEqual(expected);
    }
  });

  it('does not run its parts together: a@11 is not a1@1', () => {
    for (const hash of ['strong', 'weak-32'] as const)
      expect(sees({ leafContent: ['key', 'version'], hash }, ['a', cellOf('v', 11)], ['a1', cellOf('v', 1)])).toBe(true);
  });
});

describe('a weak hash', () => {
  it('is that of the documents, and takes "Aa" for "BB"', () => {
    expect([weakHash(''), weakHash('a'), weakHash('ab')]).toEqual([0, 97, 97 * 31 + 98]);
    expect(weakHash('Aa')).toBe(weakHash('BB'));
  });

  it('misses a corruption that a strong one sees', () => {
    expect(sees({ hash: 'weak-32' }, ['x', cellOf('Aa', 1)], ['x', cellOf('BB', 1)])).toBe(false);
    expect(sees({ hash: 'strong' }, ['x', cellOf('Aa', 1)], ['x', cellOf('BB', 1)])).toBe(true);
  });
});

describe('combining children by exclusive-or', () => {
  const shape = shapeOf([2, 2]);
  const tree = (combine: 'xor' | 'concatenate', leaves: readonly (readonly [number, number])[]): HashTree => {
    const made = new HashTree(shape, { combine });
    for (const [leaf, hash] of leaves) made.toggle(leaf, hash, ~hash);
    made.refresh();
    return made;
  };

  it('finds a leaf that differs', () => {
    expect(compareTrees(tree('xor', [[1, 7]]), tree('xor', [[1, 8]]))).toEqual({ leaves: [1], compared: 5 });
    expect(tree('xor', [[1, 7]]).high(0, 0)).toBe(7);
  });

  it('lets two leaves that swapped their hashes cancel, where concatenating does not', () => {
    const [one, other] = [
      [
        [0, 7],
        [3, 8],
      ],
      [
        [0, 8],
        [3, 7],
      ],
    ] as const;
    expect(compareTrees(tree('xor', one), tree('xor', other)).leaves).toEqual([]);
    expect(compareTrees(tree('concatenate', one), tree('concatenate', other)).leaves).toEqual([0, 3]);
  });

  it('leaves 32 bits of a weak tree’s inner hashes', () => {
    const made = new HashTree(shape, { hash: 'weak-32' });
    made.toggle(2, 5, 0);
    made.refresh();
    expect([made.low(0, 0), made.low(1, 1)]).toEqual([0, 0]);
    expect(made.high(0, 0)).toBeGreaterThan(0);
  });
});
