/**
 * What of the format the random documents can say, against the format's own JSON Schema: every field, every word, every command with its
 * fields. What comes to the format and not to the fuzz fails here by name, unless it is among the exceptions, each with its reason.
 */
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../engine/scenario/json-schema.ts';
import { randomDocument } from './random-document.ts';
import { breaking } from './random-literal.ts';

const SEEDS = 4000;

/** What the fuzz never says, and why; a name that ends in * stands for all that begin so. */
const exceptions: { readonly [what: string]: string } = {
  'stop.when*': 'the fuzz runs to a time, for it judges the run itself',
  'stop.whenConverged': 'the same',
  'store.tieBreak = none': 'does not converge: that is its lesson',
  'network.latencyMs.distribution = preset': 'the word beside a preset says nothing more',
  'network.links[].latencyMs.distribution = preset': 'the same',
  'command.link.latencyMs.distribution = preset': 'the same',
  'antiEntropy.leafContent*': 'a leaf that knows less misses differences',
  'antiEntropy.hash*': 'a weak hash may miss differences; how many bytes a strong one costs changes nothing',
  'command.corrupt.part = hash': 'a leaf that differs for nothing until its tree is built anew: tried in corrupt.test.ts',
  ...Object.fromEntries(Object.entries(breaking).map(([id, why]) => [`literal[] = ${id}`, why])),
};

type Json = { readonly [name: string]: unknown } | readonly unknown[] | string | number | boolean | null;
const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the schema allows at a place: fields by their path, words after an equals sign. Values of any kind and names of keys are not asked for. */
function allowed(schema: unknown, path: string, commands: unknown, out: Set<string>): Set<string> {
  if (!isObject(schema) || 'x-available' in schema) return out;
  if (schema.$ref === '#/$defs/command') return allowed(commands, 'command', null, out);
  if (String(schema.$ref ?? '').endsWith('condition')) return out;
  const notYet = (schema['x-not-available-yet'] ?? []) as readonly unknown[];
  for (const word of (schema.enum as readonly unknown[]) ?? []) if (typeof word === 'string' && !notYet.includes(word)) out.add(`${path} = ${word}`);
  for (const variant of [...((schema.anyOf as readonly unknown[]) ?? []), ...((schema.oneOf as readonly unknown[]) ?? [])]) {
    const type =
      isObject(variant) && isObject(variant.properties) && path === 'command' ? (variant.properties.type as { readonly const?: string })?.const : undefined;
    if (type === undefined || !isObject(variant)) allowed(variant, path, commands, out);
    else if (!('x-available' in variant) && variant['x-not-available-yet'] === undefined && !notYet.includes(type)) {
      out.add(`command.${type}`);
      for (const [name, field] of Object.entries(variant.properties as object)) if (name !== 'type') addField(`command.${type}.${name}`, field, commands, out);
    }
  }
  if (schema.items !== undefined) allowed(schema.items, `${path}[]`, commands, out);
  if (isObject(schema.properties))
    for (const [name, field] of Object.entries(schema.properties)) addField(path === '' ? name : `${path}.${name}`, field, commands, out);
  return out;
}

function addField(path: string, field: unknown, commands: unknown, out: Set<string>): void {
  if (isObject(field) && 'x-available' in field) return;
  if (path !== 'script[].command') out.add(path);
  allowed(field, path, commands, out);
}

/** What a document says, in the same words. */
function said(value: Json | undefined, path: string, out: Set<string>): void {
  if (typeof value === 'string') out.add(`${path} = ${value}`);
  if (Array.isArray(value)) for (const one of value) said(one, `${path}[]`, out);
  if (!isObject(value)) return;
  if (path === 'script[].command') {
    const type = String(value.type);
    out.add(`command.${type}`);
    for (const [name, field] of Object.entries(value)) {
      out.add(`command.${type}.${name}`);
      said(field as Json, `command.${type}.${name}`, out);
    }
    if (type === 'set') saySet(String(value.path), value.value as Json, out);
    return;
  }
  for (const [name, field] of Object.entries(value)) {
    const inner = path === '' ? name : `${path}.${name}`;
    out.add(inner);
    said(field as Json, inner, out);
  }
}

function saySet(path: string, value: Json, out: Set<string>): void {
  out.add(path);
  said(value, path, out);
}

const isExcepted = (what: string): boolean => Object.keys(exceptions).some((name) => (name.endsWith('*') ? what.startsWith(name.slice(0, -1)) : what === name));

describe('the random documents', () => {
  const schema = scenarioJsonSchema() as { readonly $defs?: { readonly command?: unknown } };
  const can = allowed(schema, '', schema.$defs?.command, new Set());
  const does = new Set<string>();
  for (let seed = 1; seed <= SEEDS; seed++) said(randomDocument(seed) as unknown as Json, '', does);

  it('say every field, word and command that the format has, but for the exceptions', () => {
    expect(can.size).toBeGreaterThan(250);
    expect([...can].filter((what) => !does.has(what) && !isExcepted(what))).toEqual([]);
  });

  it('have no exception that is none', () => {
    for (const name of Object.keys(exceptions)) {
      const covered = [...can].filter((what) => (name.endsWith('*') ? what.startsWith(name.slice(0, -1)) : what === name));
      expect(
        covered.filter((what) => !does.has(what)).map(() => name),
        name,
      ).not.toEqual([]);
    }
  });
});
