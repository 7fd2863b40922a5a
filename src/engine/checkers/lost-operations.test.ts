import { describe, expect, it } from 'vitest';
import { at, resultOf } from '../coordination/test-run.ts';

const ask = (type: string, via: string, more: object): object => ({ type, client: 'phone', via, key: 'x', ...more });
const add = (via: string, value: string): object => ask('add', via, { value });
const remove = (via: string, value: string): object => ask('remove', via, { value });
const count = (via: string, by: number): object => ask('increment', via, { by });
const crash = (replica: string): object => ({ type: 'crash', replica, lose: 'disk' });
const ALONE = { type: 'partition', groups: [['A'], ['B', 'C']] };
const found = (conflict: string, script: object[], more: object = {}): string[] =>
  resultOf({ store: { conflict }, coordination: { write: 'one' }, script, ...more })
    .violations.filter(({ checker }) => checker === 'lost-acknowledged-write')
    .map(({ detail }) => detail);

describe('an acknowledged operation that left no version', () => {
  it('is lost with the last copy that had seen it: a removal comes undone', () => {
    const script = at(0, add('A', 'milk'), 100, ALONE, 110, remove('A', 'milk'), 200, crash('A'));
    expect(found('or-set', script)).toEqual([
      'phone\'s remove #2 of x = "milk" was acknowledged at 110 ms, and its last copy went when A crashed: the disk was lost',
    ]);
    expect(found('or-set', script.slice(0, -1))).toEqual([]);
  });

  it('is lost where it is one of several counts of an owner', () => {
    const script = at(0, ALONE, 10, count('A', 1), 20, count('A', 2), 200, crash('A'));
    expect(found('pn-counter', script).map((detail) => detail.slice(0, 36))).toEqual([
      "phone's increment #1 of x = 1 was ac",
      "phone's increment #2 of x = 2 was ac",
    ]);
    expect(found('pn-counter', at(10, count('A', 1), 20, count('A', 2), 200, crash('A')))).toEqual([]);
  });

  it('is not lost while a hint carries it, and is with the hint', () => {
    const hints = { hintedHandoff: { enabled: true, replayIntervalMs: 100_000 }, coordination: { write: 'one', writeTimeoutMs: 50 } };
    const script = at(0, add('A', 'milk'), 100, { type: 'partition', groups: [['A', 'C'], ['B']] }, 110, remove('A', 'milk'), 300, { type: 'heal' });
    // A keeps a hint for B; C, which has seen the removal, loses its disk, and then A does.
    expect(found('or-set', [...script, ...at(400, crash('C'))], hints)).toEqual([]);
    expect(found('or-set', [...script, ...at(400, crash('C'), 500, crash('A'))], hints)).toHaveLength(1);
  });

  it('is not lost while a message carries it, and is when that is dropped', () => {
    const network = { latencyMs: 100 };
    const start = at(0, add('A', 'milk'), 500, remove('A', 'milk'), 510, crash('A'));
    expect(found('or-set', start, { network })).toEqual([]);
    expect(found('or-set', [...start, ...at(520, { type: 'crash', replica: 'B' }, 530, { type: 'crash', replica: 'C' })], { network })).toHaveLength(1);
  });

  it('is not lost where another replica has seen it, by delta or by state', () => {
    for (const crdtSync of ['state', 'delta']) {
      const script = at(0, add('A', 'milk'), 100, remove('A', 'milk'), 200, crash('A'));
      expect(
        resultOf({ store: { conflict: 'or-set', crdtSync }, coordination: { write: 'one' }, script }).violations.map(({ checker }) => checker),
      ).not.toContain('lost-acknowledged-write');
    }
  });
});
