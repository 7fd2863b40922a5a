import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../versions/version.ts';
import { crdts } from './index.ts';
import { histories, type Operation, play, type Stored } from './random-histories.ts';
import { specifications } from './specification.ts';

const RUNS = { numRuns: 500 };
const types = crdts.map(([id, create]) => ({ id, create, specification: specifications[id] }));

function seenOf(operations: readonly Operation[], { seen }: Stored): readonly Operation[] {
  return operations.filter(({ id }) => seen.has(id));
}

/** True where every operation that came before one that was seen was seen too. */
function isClosed(seen: readonly Operation[]): boolean {
  const ids = new Set(seen.map(({ id }) => id));
  return seen.every(({ before }) => [...before].every((id) => ids.has(id)));
}

describe.each(types)('$id shows what its definition says of the operations seen', ({ id, create, specification }) => {
  it('at every step of a history whose owners send each other states', () => {
    const policy = create({ crdtSync: 'state' });
    fc.assert(
      fc.property(histories, (history) => {
        const { operations, stored } = play(policy, history);
        for (const one of stored) expect(valuesOf(one.cell)).toEqual(specification(seenOf(operations, one)));
      }),
      RUNS,
    );
  });

  // What takes away needs what it took away from; see kernel.ts.
  it.skipIf(id === 'or-set' || id === 'mv-register')(
    'at every step of one whose owners send deltas, some of them lost, once nothing is missing in between',
    () => {
      const policy = create({ crdtSync: 'delta' });
      let looked = 0;
      fc.assert(
        fc.property(histories, (history) => {
          const { operations, stored } = play(policy, history, (operation) => operation % 3 === 0);
          for (const one of stored) {
            const seen = seenOf(operations, one);
            if (!isClosed(seen)) continue;
            looked++;
            expect(valuesOf(one.cell)).toEqual(specification(seen));
          }
        }),
        RUNS,
      );
      expect(looked).toBeGreaterThan(1000);
    },
  );

  it('at the end, when all have sent all they know, in any order', () => {
    const policy = create({ crdtSync: 'delta' });
    fc.assert(
      fc.property(histories, fc.boolean(), (history, backwards) => {
        const { operations, ends, cells } = play(policy, history, (operation) => operation % 2 === 0);
        const held = ends.flatMap((end) => (end === undefined ? [] : [end.cell]));
        if (held.length === 0) return;
        const all = [...cells, ...held];
        const joined = (backwards ? all.reverse() : all).reduce((join, cell) => policy.merge(join, cell));
        expect(valuesOf(joined)).toEqual(specification(operations));
        expect(joined.cloud).toBeUndefined();
      }),
      RUNS,
    );
  });
});
