import { describe, expect, it } from 'vitest';
import { rumourPath } from './rumour.ts';

const heard = { heardAt: [0, 2, null, 1], heardFrom: [-1, 3, -1, 0] };

describe('the path of a rumour', () => {
  it('leads from where it was written to who heard it', () => {
    expect(rumourPath(heard, 1)).toEqual([0, 3, 1]);
    expect(rumourPath(heard, 0)).toEqual([0]);
  });

  it('is empty for a replica that has not heard yet, and for none', () => {
    expect(rumourPath(heard, 2)).toEqual([]);
    expect(rumourPath(heard, -1)).toEqual([]);
  });

  it('ends where two told each other after both had lost it', () => {
    expect(rumourPath({ heardAt: [1, 1], heardFrom: [1, 0] }, 0)).toEqual([1, 0]);
  });
});
