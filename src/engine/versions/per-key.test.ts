import { describe, expect, it } from 'vitest';
import { createPolicies, globMatches } from './index.ts';
import { type Cell, EMPTY_VECTOR, valuesOf } from './version.ts';

describe('patterns of keys', () => {
  it.each([
    ['cart:*', 'cart:7', true],
    ['cart:*', 'cart:', true],
    ['cart:*', 'my cart:7', false],
    ['*', '', true],
    ['k?', 'k1', true],
    ['k?', 'k12', false],
    ['*:*:x', 'a:b:x', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
    ['k[0]', 'k0', false],
    ['k.', 'k0', false],
  ])('%s and %s: %s', (pattern, name, matches) => {
    expect(globMatches(pattern, name)).toBe(matches);
  });
});

describe('keys with policies of their own', () => {
  const policies = createPolicies({ conflict: 'lww', tieBreak: 'value', perKey: { 'cart:vip': 'union', 'cart:*': 'or-set', 'hits*': 'g-counter' } });
  const made = (name: string, value: string | number, operation: number, at: number): Cell =>
    policies.of(name).mint({
      ...{ kind: name.startsWith('hits') ? ('increment' as const) : name === 'cart:1' ? ('add' as const) : ('write' as const) },
      ...{ current: undefined, context: EMPTY_VECTOR, operation, value, tombstone: false, valueBytes: 1, nowUs: operation, coordinator: at, actor: at },
    });

  it('take the first pattern that matches, or the store’s policy', () => {
    expect(['cart:vip', 'cart:1', 'hits', 'name'].map((name) => policies.of(name).id)).toEqual(['union', 'or-set', 'g-counter', 'lww']);
  });

  it('are merged by whoever has two cells of one, without being told of which', () => {
    const merged = (name: string, x: string | number, y: string | number) => valuesOf(policies.order.merge(made(name, x, 1, 0), made(name, y, 2, 1)));
    expect(merged('cart:1', 'milk', 'eggs')).toEqual([['eggs', 'milk']]);
    expect(merged('cart:vip', 'milk', 'eggs')).toEqual([['eggs', 'milk']]);
    expect(merged('hits', 2, 3)).toEqual([5]);
    expect(merged('name', 'Ann', 'Bob')).toEqual(['Bob']);
  });
});
