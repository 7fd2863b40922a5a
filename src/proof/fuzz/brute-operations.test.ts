/** The textbook's answers to small histories, written by hand: what judges the engine must itself be right, under every policy. */
import { describe, expect, it } from 'vitest';
import { type Knowledge, mustShow, NOTHING_KNOWN, type PlainEvent } from './brute-operations.ts';

const upTo = (clock: Knowledge['clock']): Knowledge => ({ clock, cloud: [] });

function event(who: string, nth: number, kind: PlainEvent['kind'], value: unknown, more: Partial<PlainEvent> = {}): PlainEvent {
  const named = { timestamp: nth, logical: 0, coordinator: who.charCodeAt(0), namer: who.charCodeAt(0) };
  return { dot: [who, nth], kind, value, ...named, seen: NOTHING_KNOWN, held: [], read: NOTHING_KNOWN, ...more };
}

const sawA = { seen: upTo({ A: 1 }), held: [['A', 1]] as const };
const readA = { read: upTo({ A: 1 }) };
const milk = event('A', 1, 'write', ['milk']);
const addMilk = event('A', 1, 'add', 'milk');

const table: readonly (readonly [policy: string, what: string, events: readonly PlainEvent[], shows: readonly string[]])[] = [
  ['lww', 'the later write', [event('A', 1, 'write', 'old'), event('B', 2, 'write', 'new')], ['"new"']],
  ['lww', 'a delete that ties with a write', [event('A', 1, 'write', 'x'), event('B', 1, 'delete', null)], []],
  ['lww', 'the larger of two values that tie', [event('A', 1, 'write', [1]), event('B', 1, 'write', 'x')], ['[1]']],
  ['hlc', 'what comes later within one microsecond', [event('A', 1, 'write', 'z', { logical: 1 }), event('B', 1, 'write', 'a', { logical: 2 })], ['"a"']],
  ['lww-register', 'the later owner’s of two that tie', [event('A', 1, 'write', 'z'), event('B', 1, 'write', 'a')], ['"a"']],
  ['version-vector', 'a write beside what its client had not read', [milk, event('B', 1, 'write', 'eggs', sawA)], ['"eggs"', '["milk"]']],
  ['version-vector', 'a write over all that its client had read', [milk, event('B', 1, 'write', 'eggs', { ...sawA, ...readA })], ['"eggs"']],
  [
    'version-vector',
    'a false sibling: read, and kept because something else was not',
    [
      milk,
      event('B', 1, 'write', 'tea'),
      event('B', 2, 'write', 'eggs', {
        ...readA,
        seen: upTo({ A: 1, B: 1 }),
        held: [
          ['A', 1],
          ['B', 1],
        ],
      }),
    ],
    ['"eggs"', '"tea"', '["milk"]'],
  ],
  [
    'dotted-version-vector',
    'no false sibling',
    [
      milk,
      event('B', 1, 'write', 'tea'),
      event('B', 2, 'write', 'eggs', {
        ...readA,
        seen: upTo({ A: 1, B: 1 }),
        held: [
          ['A', 1],
          ['B', 1],
        ],
      }),
    ],
    ['"eggs"', '"tea"'],
  ],
  ['dotted-version-vector', 'nothing after a delete of what was read', [milk, event('B', 1, 'delete', null, { ...sawA, ...readA })], []],
  ['union', 'the items of concurrent lists, each once', [milk, event('B', 1, 'write', ['eggs', 'milk'], sawA)], ['"eggs"', '"milk"']],
  [
    'mv-register',
    'what its owner had not seen beside it',
    [milk, event('B', 1, 'write', 'x'), event('B', 2, 'write', 'y', { seen: upTo({ B: 1 }) })],
    ['"y"', '["milk"]'],
  ],
  ['g-counter', 'the sum', [event('A', 1, 'increment', 2), event('B', 1, 'increment', 3)], ['5']],
  ['pn-counter', 'the sum of ups and downs', [event('A', 1, 'increment', 2), event('B', 1, 'increment', -3)], ['-1']],
  ['g-set', 'all that was added, once', [addMilk, event('B', 1, 'add', 'milk'), event('B', 2, 'add', 'eggs')], ['"eggs"', '"milk"']],
  [
    'two-phase-set',
    'nothing that was seen and removed, though it was added again',
    [addMilk, event('B', 1, 'remove', 'milk', sawA), event('C', 1, 'add', 'milk')],
    [],
  ],
  ['two-phase-set', 'what was removed unseen', [addMilk, event('B', 1, 'remove', 'milk')], ['"milk"']],
  ['or-set', 'an add that the remove had not seen', [addMilk, event('B', 1, 'remove', 'milk', sawA), event('C', 1, 'add', 'milk')], ['"milk"']],
  ['or-set', 'no add that it had', [addMilk, event('B', 1, 'remove', 'milk', sawA)], []],
];

describe('what operations say that a key must show', () => {
  it.each(table)('%s: %s', (policy, _what, events, shows) => {
    expect(mustShow(policy, 'value', events)).toEqual(shows);
    expect(mustShow(policy, 'value', events.slice().reverse())).toEqual(shows);
  });

  it('of nothing is nothing', () => {
    for (const [policy] of table) expect(mustShow(policy, 'value', [])).toEqual([]);
  });
});
