import { describe, expect, it } from 'vitest';
import { normalised, sidesOfLine, toNextSide, whyNot } from './partition.ts';

const ids = ['A', 'B', 'C'];
const groupsAfter = (groups: readonly (readonly string[])[], ...taps: readonly string[]) =>
  taps.reduce((draft, id) => toNextSide(draft, id, ids), normalised({ groups }, ids)).groups;

describe('choosing the sides of a cut', () => {
  it('begins with everybody on one side, which cannot be applied', () => {
    expect(whyNot({ groups: [ids] })).not.toBeNull();
    expect(whyNot({ groups: [['A'], ['B', 'C']] })).toBeNull();
  });
  it('moves a replica to the next side with each tap, at most one more than there are, and then back', () => {
    expect(groupsAfter([ids], 'C')).toEqual([['A', 'B'], ['C']]);
    expect(groupsAfter([['A', 'B'], ['C']], 'C')).toEqual([ids]);
    expect(groupsAfter([['A'], ['B', 'C']], 'C')).toEqual([['A'], ['B'], ['C']]);
  });
  it('puts those that no group names on the first side', () => {
    expect(normalised({ groups: [['B'], ['C']] }, ids).groups).toEqual([['A', 'B'], ['C']]);
  });
  it('takes the sides of a line drawn across the stage, and nothing where it parts nobody', () => {
    const places = [
      { id: 'A', x: 0, y: 0 },
      { id: 'B', x: 0, y: 100 },
      { id: 'C', x: 100, y: 50 },
    ];
    expect(sidesOfLine({ x: 50, y: 0 }, { x: 50, y: 100 }, places)).toEqual({ groups: [['A', 'B'], ['C']] });
    expect(sidesOfLine({ x: 500, y: 0 }, { x: 500, y: 100 }, places)).toBeNull();
  });
});
