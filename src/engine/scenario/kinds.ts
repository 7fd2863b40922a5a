/** The kinds of value that the scenario format is made of: numbers with bounds and units, words, lists, unions told apart by shape or by a tag. */
import type { Json } from '../versions/version.ts';
import { BadValue, type Fields, type FieldsOut, grouped, listed, member, object, record, refuse, type Schema } from './schema.ts';

/** 30 days, the longest simulated time. */
export const MAX_MS = 30 * 86_400_000;

const range = (min: number, max: number): string =>
  max === Number.MAX_SAFE_INTEGER ? `of ${grouped(min)} or more` : `from ${grouped(min)} to ${grouped(max)}`;

export function whole(min: number, max: number, unit?: string): Schema<number> {
  const allowed = `a whole number ${range(min, max)}`;
  return {
    allowed,
    unit,
    json: { type: 'integer', minimum: min, maximum: max },
    parse: (value, at) => (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value + 0 : refuse(at, value, allowed)),
  };
}

export function real(min: number, max: number, unit?: string, allowed = `a number ${range(min, max)}`): Schema<number> {
  return {
    allowed,
    unit,
    json: { type: 'number', minimum: min, maximum: max },
    parse: (value, at) => (typeof value === 'number' && value >= min && value <= max ? value + 0 : refuse(at, value, allowed)),
  };
}

/** Milliseconds, rounded to the engine's microseconds, at most 30 days. */
export function ms(min: number, max = MAX_MS): Schema<number> {
  const allowed = `a number of milliseconds ${range(min, max)}${max === MAX_MS ? ' (30 days)' : ''}`;
  return {
    allowed,
    unit: 'ms',
    json: { type: 'number', minimum: min, maximum: max },
    parse: (value, at) => (typeof value === 'number' && value >= min && value <= max ? Math.round(value * 1000) / 1000 + 0 : refuse(at, value, allowed)),
  };
}

export const probability = real(0, 1, 'probability', 'a probability from 0 to 1');

export const flag: Schema<boolean> = {
  allowed: 'true or false',
  json: { type: 'boolean' },
  parse: (value, at) => (typeof value === 'boolean' ? value : refuse(at, value, 'true or false')),
};

export function text(min: number, max: number, what = 'a text'): Schema<string> {
  const allowed = `${what} of ${min === 0 ? 'at most' : `${min} to`} ${grouped(max)} characters`;
  return {
    allowed,
    json: { type: 'string', minLength: min, maxLength: max },
    parse: (value, at) => (typeof value === 'string' && value.length >= min && value.length <= max ? value : refuse(at, value, allowed)),
  };
}

/** A name that can stand in a message's address: letters, digits, hyphens, underscores and dots. */
export function name(what: string): Schema<string> {
  const allowed = `${what}, 1 to 64 letters, digits, hyphens, underscores or dots`;
  return {
    allowed,
    // Not every validator knows \p{L}: here, no space and no ASCII punctuation but the three.
    json: { type: 'string', pattern: '^[^\\s!-,/:-@\\[-^`{-~]{1,64}$' },
    parse: (value, at) => (typeof value === 'string' && /^[\p{L}\p{N}._-]{1,64}$/u.test(value) ? value : refuse(at, value, allowed)),
  };
}

/** One of these words. */
export function words<const W extends readonly string[]>(all: W): Schema<W[number]> {
  const allowed = listed(
    all.map((word) => JSON.stringify(word)),
    'or',
  );
  return {
    allowed,
    json: { enum: [...all] },
    parse(value, at) {
      if (typeof value !== 'string' || !all.includes(value)) refuse(at, value, allowed);
      return value;
    },
  };
}

export function orNull<T>(schema: Schema<T>): Schema<T | null> {
  const allowed = `${schema.allowed}, or null`;
  return {
    allowed,
    unit: schema.unit,
    json: { anyOf: [schema.json, { type: 'null' }] },
    parse(value, at) {
      if (value === null) return null;
      if (schema.fields === undefined && !record(value) && !Array.isArray(value)) {
        try {
          return schema.parse(value, at);
        } catch (error) {
          if (error instanceof BadValue) refuse(at, value, allowed);
          throw error;
        }
      }
      return schema.parse(value, at);
    },
  };
}

export function list<T>(item: Schema<T>, what: string, min = 0, max = 10_000): Schema<readonly T[]> {
  const allowed = `a list of ${min === 0 ? 'at most' : `${min} to`} ${grouped(max)} ${what}`;
  return {
    allowed,
    json: { type: 'array', items: item.json, ...(min > 0 ? { minItems: min } : {}), maxItems: max },
    parse(value, at) {
      if (!Array.isArray(value) || value.length < min || value.length > max) refuse(at, value, allowed);
      return value.map((entry: unknown, index) => item.parse(entry, `${at}[${index}]`));
    },
  };
}

/** An object with any names, each with a value of one kind. */
export function named<T>(item: Schema<T>, what: string, max = 1000): Schema<{ readonly [name: string]: T }> {
  const allowed = `an object of at most ${grouped(max)} ${what}`;
  return {
    allowed,
    json: { type: 'object', additionalProperties: item.json, maxProperties: max },
    parse(value, at) {
      if (!record(value) || Object.keys(value).length > max) refuse(at, value, allowed);
      return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, item.parse(entry, member(at, name))]));
    },
  };
}

type Shape = 'number' | 'string' | 'array' | 'object';
type Shapes = { readonly [S in Shape]?: Schema<unknown> };
type ShapesOut<S extends Shapes> = { [K in keyof S]: S[K] extends Schema<infer T> ? T : never }[keyof S];

/** A union told apart by the JSON type of the value. */
export function byShape<S extends Shapes>(shapes: S, allowed: string, unit?: string): Schema<ShapesOut<S>> {
  return {
    allowed,
    unit,
    json: { anyOf: Object.values(shapes).map((schema) => schema?.json ?? {}) },
    parse(value, at) {
      const shape = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
      const schema = shapes[shape as Shape];
      if (schema === undefined) refuse(at, value, allowed);
      if (shape === 'array' || shape === 'object') return schema.parse(value, at) as ShapesOut<S>;
      try {
        return schema.parse(value, at) as ShapesOut<S>;
      } catch (error) {
        if (error instanceof BadValue && error.path === at) refuse(at, value, allowed);
        throw error;
      }
    },
  };
}

type VariantsOut<Tag extends string, V extends { readonly [word: string]: Fields }> = {
  [W in keyof V]: { readonly [K in Tag]: W } & FieldsOut<V[W]>;
}[keyof V];

/** Objects told apart by one field's word. */
export function variants<Tag extends string, const V extends { readonly [word: string]: Fields }>(tag: Tag, all: V): Schema<VariantsOut<Tag, V>> {
  const tags = listed(
    Object.keys(all).map((word) => JSON.stringify(word)),
    'or',
  );
  const bodies = new Map(
    Object.entries(all).map(([word, fields]) => [
      word,
      object({
        [tag]: { schema: { ...words([word]), json: { const: word } }, presence: 'always', fallback: word, says: '', live: false },
        ...fields,
      }),
    ]),
  );
  const allowed = `an object whose "${tag}" is ${tags}`;
  return {
    allowed,
    json: { anyOf: [...bodies.values()].map((body) => withTag(body.json, tag)) },
    parse(value, at) {
      if (!record(value)) refuse(at, value, allowed);
      const word = Object.hasOwn(value, tag) ? value[tag] : undefined;
      const body = typeof word === 'string' ? bodies.get(word) : undefined;
      if (body === undefined) refuse(`${at}.${tag}`, word, tags);
      return body.parse(value, at) as VariantsOut<Tag, V>;
    },
  };
}

function withTag(json: { readonly [key: string]: Json }, tag: string): Json {
  const needed = Array.isArray(json.required) ? json.required : [];
  return { ...json, required: [tag, ...needed] };
}

export function mapped<T, U>(schema: Schema<T>, to: (value: T) => U): Schema<U> {
  return { ...schema, parse: (value, at) => to(schema.parse(value, at)) };
}

/** Any JSON value. Its depth, keys and numbers have been checked with the whole document. */
export const anyJson: Schema<Json> = {
  allowed: 'a JSON value',
  json: {},
  parse: (value, at) => (value === undefined ? refuse(at, value, 'a JSON value') : (value as Json)),
};
