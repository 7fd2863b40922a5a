import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPrefix } from './json-prefix.ts';

describe('the beginning of a JSON text', () => {
  it('gives whole members, and of the lists asked for whole items', () => {
    const text = '{"a":{"deep":[1,2]},"b":"text","list":[{"x":1},{"x":2},{"x":3}]}';
    const upTo = (end: string) => jsonPrefix(text.slice(0, text.indexOf(end)), ['list']).value;
    expect(upTo(',2]')).toEqual({});
    expect(upTo(',"b"')).toEqual({ a: { deep: [1, 2] } });
    expect(upTo(':3}')).toEqual({ a: { deep: [1, 2] }, b: 'text', list: [{ x: 1 }, { x: 2 }] });
    expect(jsonPrefix(text.slice(0, -3), []).value).toEqual({ a: { deep: [1, 2] }, b: 'text' });
  });

  it('keeps no half number, text or name', () => {
    expect(jsonPrefix('{"a":1,"b":12', []).value).toEqual({ a: 1 });
    expect(jsonPrefix('{"a":1,"b":"12', []).value).toEqual({ a: 1 });
    expect(jsonPrefix('{"a":1,"b', []).value).toEqual({ a: 1 });
    expect(jsonPrefix('{"a":1,"b":tru', []).value).toEqual({ a: 1 });
    expect(jsonPrefix('{"a":1,"b":1.2.3}', []).value).toEqual({ a: 1 });
  });

  it('stops at what is no JSON, and says where', () => {
    expect(jsonPrefix('{"a":1,?"b":2}', [])).toEqual({ value: { a: 1 }, at: 7, cut: false });
    expect(jsonPrefix('nothing', [])).toEqual({ value: null, at: 0, cut: false });
  });

  it('tells what breaks off from what is no JSON', () => {
    for (const text of ['{"a":[', '{"a":"te', '{"a":"te\\', '{"a":12', '{"a":tr', '{"a"', '{']) expect(jsonPrefix(text, []).cut).toBe(true);
    for (const text of ['{"a":?', '{"a":"te" x', '{a', 'text', '{"a":1}}']) expect(jsonPrefix(text, []).cut).toBe(false);
  });

  it('of a whole text is all of it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(jsonPrefix(text, []).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never holds a member that the whole does not', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);
        const prefix = jsonPrefix(text.slice(0, cut % (text.length + 1)), []).value ?? {};
        const whole = JSON.parse(text) as Record<string, unknown>;
        for (const [name, member] of Object.entries(prefix)) expect(member).toEqual(whole[name]);
      }),
    );
  });

  it('is read of a text of any length, and to a bounded depth', () => {
    expect(jsonPrefix(`{"a":"${'x\\n'.repeat(1_000_000)}","b":1,`, []).value).toMatchObject({ b: 1 });
    expect(jsonPrefix('{"a":'.repeat(1_000_000), []).value).toEqual({});
  });
});
