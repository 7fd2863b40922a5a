/** Knobs that are lists, as rows and back: what is shown is what is meant, and a new row can be taken as it is. */
import { describe, expect, it } from 'vitest';
import { knobs, parseScenario } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { refusalOf } from './document.ts';
import { valueText } from './layout.ts';
import { beliefRows, freePair, freePattern, initialOf, initialText, prunings, pruningText, readPattern, renamed, rulesText, toggled } from './lists.ts';

const parsed = parseScenario({ version: 1 });
if (!parsed.ok) throw new Error(parsed.message);
const plain: Scenario = parsed.scenario;

describe('rules of keys', () => {
  const rules = { 'cart:*': 'or-set', 'k?': 'g-counter' };
  it('are said in their order, with the rule in words', () => {
    expect(rulesText(rules)).toBe('cart:* set, adds win; k? counter, up only');
    expect(rulesText({})).toBe('none');
  });
  it('keep their order when a pattern is changed', () => {
    expect(Object.keys(renamed(rules, 'cart:*', 'basket:*'))).toEqual(['basket:*', 'k?']);
  });
  it('take no pattern twice and none that is empty', () => {
    expect(readPattern(rules, 'k?', ' k* ')).toEqual({ ok: true, value: 'k*' });
    expect(readPattern(rules, 'k?', 'k?')).toEqual({ ok: true, value: 'k?' });
    expect(readPattern(rules, 'k?', 'cart:*')).toMatchObject({ ok: false });
    expect(readPattern(rules, 'k?', '  ')).toMatchObject({ ok: false });
  });
  it('begin with a pattern that is free, which the engine takes', () => {
    const first = freePattern({});
    const second = freePattern({ [first]: 'or-set' });
    expect(second).not.toBe(first);
    expect(refusalOf(plain, 'store.perKey', { [first]: 'or-set', [second]: 'lww' })).toBeNull();
  });
});

describe('beliefs at the start', () => {
  const rows = [
    { by: 'A', of: 'B', generation: 7, version: 8 },
    { by: 'A', of: 'C', generation: 1, version: 1 },
  ];
  it('are rows and back', () => expect(beliefRows(initialOf(rows) as never)).toEqual(rows));
  it('are said', () => {
    expect(initialText(initialOf(rows) as never)).toBe('A of B generation 7, version 8; A of C generation 1, version 1');
    expect(initialText({})).toBe('the truth');
  });
  it('begin with a pair that is free, until all are taken', () => {
    const names = ['A', 'B', 'C'];
    const all = [...rows];
    for (let pair = freePair(all, names); pair !== null; pair = freePair(all, names)) all.push(pair);
    expect(new Set(all.map(({ by, of }) => `${by} ${of}`)).size).toBe(6);
    expect(refusalOf(plain, 'membership.initial', initialOf(all))).toBeNull();
  });
});

describe('lists of words', () => {
  it('know what may stand in them from the format', () => {
    expect(knobs['session.guarantees'].items).toHaveLength(4);
    expect(knobs['antiEntropy.leafContent'].items).toEqual(['key', 'version', 'value', 'tombstone']);
    expect(knobs['gossip.fanout'].items).toEqual([]);
  });
  it('keep the format’s order', () => {
    expect(toggled(['a', 'b', 'c'], ['c'], 'a', true)).toEqual(['a', 'c']);
    expect(toggled(['a', 'b', 'c'], ['a', 'c'], 'a', false)).toEqual(['c']);
    expect(valueText(knobs['session.guarantees'], ['read-your-writes', 'monotonic-reads'])).toBe('read your writes, monotonic reads');
    expect(valueText(knobs['membership.seeds'], [])).toBe('none');
  });
});

describe('pruning', () => {
  it('begins with bounds that the engine takes, and says them', () => {
    for (const one of Object.values(prunings)) expect(refusalOf(plain, 'store.vectorPruning', one)).toBeNull();
    expect(pruningText(prunings.dynamo)).toBe('at most 10 entries');
    expect(pruningText(prunings.riak)).toBe('from 50 entries on by age, past 50 always');
    expect(valueText(knobs['store.vectorPruning'], null)).toBe('not pruned');
  });
});
