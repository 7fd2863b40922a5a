/**
 * The small vocabulary in which the scenario format is written down once (the other files of this folder): each value of it parses
 * input, says in words what it allows, describes itself as JSON Schema and carries its TypeScript type. Written here rather than
 * taken from a library because every refusal names the path, what was found and what is allowed, and because each field also
 * carries whether it may change while running, and whether it is available yet.
 */
import type { Json } from '../versions/version.ts';

export type JsonSchema = { readonly [key: string]: Json };

export class BadValue extends Error {
  override name = 'BadValue';
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

export interface Schema<out T> {
  parse(value: unknown, at: string): T;
  /** Ends the sentence "it must be …". */
  readonly allowed: string;
  readonly unit?: string | undefined;
  readonly json: JsonSchema;
  readonly fields?: Fields | undefined;
}
export type Out<S> = S extends Schema<infer T> ? T : never;

export interface Field<out T, Presence extends 'always' | 'maybe' = 'always' | 'maybe'> {
  readonly schema: Schema<T>;
  readonly presence: Presence;
  /** The input that stands for a field left out; undefined: it is required (or stays out, if `maybe`). */
  readonly fallback: unknown;
  readonly says: string;
  /** May be `set` while running. */
  readonly live: boolean;
}
export type Fields = { readonly [name: string]: Field<unknown> };
type MaybeKeys<F> = { [K in keyof F]: F[K] extends Field<unknown, 'maybe'> ? K : never }[keyof F];
type FieldOut<F> = F extends Field<infer T> ? T : never;
export type FieldsOut<F> = { readonly [K in Exclude<keyof F, MaybeKeys<F>>]: FieldOut<F[K]> } & { readonly [K in MaybeKeys<F>]?: FieldOut<F[K]> | undefined };

/** A field that may be changed while running. */
export const live = <T>(schema: Schema<T>, fallback: unknown, says: string): Field<T, 'always'> => ({
  schema,
  fallback,
  says,
  presence: 'always',
  live: true,
});
/** A field that is fixed once the run starts. */
export const fixed = <T>(schema: Schema<T>, fallback: unknown, says: string): Field<T, 'always'> => ({
  schema,
  fallback,
  says,
  presence: 'always',
  live: false,
});
export const required = <T>(schema: Schema<T>, says: string): Field<T, 'always'> => fixed(schema, undefined, says);
export const optional = <T>(schema: Schema<T>, says: string): Field<T, 'maybe'> => ({
  schema,
  fallback: undefined,
  says,
  presence: 'maybe',
  live: false,
});
/** A nested object of fields, each with its own default. */
export const section = <F extends Fields>(fields: F, says: string): Field<FieldsOut<F>, 'always'> => fixed(object(fields), {}, says);

/** What was found, in at most some sixty characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return JSON.stringify(value.length > 50 ? `${value.slice(0, 50)}…` : value);
  return String(value);
}

export function refuse(at: string, value: unknown, allowed: string): never {
  throw new BadValue(at, `${at} is ${shown(value)}; it must be ${allowed}`);
}

/** 1234567 as 1,234,567. */
export function grouped(value: number): string {
  const [whole = '', decimals] = String(value).split('.');
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? commas : `${commas}.${decimals}`;
}

/** The path of a member: `$.gossip`, or `$.pin["my key"]`; names from the input are cut to 60 characters. */
export function member(at: string, name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return /^[A-Za-z_$][\w$]*$/.test(short) ? `${at}.${short}` : `${at}[${JSON.stringify(short)}]`;
}

export function record(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object with exactly these fields; unknown names are refused, missing ones take their defaults. */
export function object<F extends Fields>(fields: F): Schema<FieldsOut<F>> {
  const names = Object.keys(fields);
  const allowed =
    names.length === 0
      ? 'an empty object'
      : names.length > 4
        ? 'an object'
        : `an object with ${listed(
            names.map((name) => JSON.stringify(name)),
            'and',
          )}`;
  return {
    allowed,
    fields,
    json: objectJson(fields),
    parse(value, at) {
      if (!record(value)) refuse(at, value, allowed);
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(fields, name))
          throw new BadValue(
            member(at, name),
            `${member(at, name)} is not a field of the format; ${names.length === 0 ? 'no field is allowed here' : `allowed here: ${names.join(', ')}`}`,
          );
      }
      const out: { [name: string]: unknown } = {};
      for (const name of names) {
        const field = fields[name];
        if (field === undefined) continue;
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        if (given === undefined && field.presence === 'maybe') continue;
        const where = member(at, name);
        out[name] = field.schema.parse(given === undefined ? field.fallback : given, where);
      }
      return out as FieldsOut<F>;
    },
  };
}

function objectJson(fields: Fields): JsonSchema {
  const properties: { [name: string]: Json } = {};
  const needed: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (field.says === '') {
      properties[name] = field.schema.json;
      continue;
    }
    const marks: { [key: string]: Json } = { description: field.says, 'x-change': field.live ? 'live' : 'restart' };
    if (field.schema.fields === undefined && field.schema.unit !== undefined) marks['x-unit'] = field.schema.unit;
    if (field.fallback !== undefined) marks.default = field.fallback as Json;
    properties[name] = { ...field.schema.json, ...marks };
    if (field.fallback === undefined && field.presence === 'always') needed.push(name);
  }
  return { type: 'object', properties, additionalProperties: false, ...(needed.length > 0 ? { required: needed } : {}) };
}

export function listed(words: readonly string[], joiner: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`;
}
