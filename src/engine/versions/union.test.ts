import { describe, expect, it } from 'vitest';
import { createPolicy } from './index.ts';
import { type Cell, EMPTY_VECTOR, isDeleted, type Json, type VersionVector, valuesOf } from './version.ts';

const union = createPolicy({ conflict: 'union', tieBreak: 'value' });
let operation = 0;

function put(at: number, value: Json, current?: Cell, context: VersionVector = current?.clock ?? EMPTY_VECTOR, tombstone = false): Cell {
  operation++;
  return union.mint({ current, context, operation, value, tombstone, valueBytes: 1, nowUs: operation, coordinator: at, actor: at });
}

describe('a cart that the store puts together', () => {
  const first = put(0, ['milk', 'eggs']);

  it('is one list of the items of all concurrent lists, each once', () => {
    const phone = put(0, ['milk', 'eggs', 'tea'], first);
    const laptop = put(1, ['milk', 'eggs', 'bread'], first);
    expect(valuesOf(union.merge(phone, laptop))).toEqual([['bread', 'eggs', 'milk', 'tea']]);
  });

  it('has an item again that was taken out while another list was changed (Dynamo, section 4.4)', () => {
    const phone = put(0, ['eggs'], first);
    const laptop = put(1, ['milk', 'eggs', 'bread'], first);
    expect(valuesOf(union.merge(phone, laptop))).toEqual([['bread', 'eggs', 'milk']]);
  });

  it('keeps to what a client wrote that had read all of it', () => {
    const both = union.merge(put(0, ['eggs'], first), put(1, ['milk', 'eggs', 'bread'], first));
    expect(valuesOf(put(1, ['bread'], both))).toEqual([['bread']]);
  });

  it('takes a value that is no list as one item, and a delete as none', () => {
    expect(valuesOf(union.merge(put(0, 'milk'), put(1, ['eggs', 10, 9])))).toEqual([['eggs', 'milk', 9, 10]]);
    const gone = put(0, null, first, first.clock, true);
    expect(isDeleted(gone)).toBe(true);
    expect(valuesOf(gone)).toEqual([]);
    expect(valuesOf(union.merge(gone, put(1, ['tea'], first)))).toEqual([['tea']]);
  });
});
