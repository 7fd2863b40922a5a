/**
 * The scenario's fields one by one, for control panels and for the `set` command: what each is called, its kind, its bounds, whether
 * it may change while running, one sentence about it. Read off the same tables as the parser.
 */
import { withField } from '../../base/fields.ts';
import type { Json } from '../versions/version.ts';
import { checkKnobs } from './checks.ts';
import { documentFields } from './document.ts';
import type { Scenario } from './scenario.ts';
import { BadValue, type Field, type Fields, record } from './schema.ts';

export interface Knob {
  /** As in "gossip.intervalMs". */
  readonly path: string;
  readonly type: 'number' | 'integer' | 'boolean' | 'string' | 'words' | 'other';
  /** May be `set` while running; else a change starts a branch from 0. */
  readonly live: boolean;
  readonly default: Json;
  /** Whether null is allowed (off, never, unlimited). */
  readonly nullable: boolean;
  /** What it may be, where that is words. */
  readonly words: readonly string[];
  /** Of a list of words: those that may stand in it. */
  readonly items: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  /** What is allowed, in words: ends the sentence "it must be …". */
  readonly allowed: string;
  readonly sentence: string;
  readonly unit: string | null;
}

const fieldsByPath = new Map<string, Field<unknown>>();
collect(documentFields, '');

function collect(fields: Fields, prefix: string): void {
  for (const [name, field] of Object.entries(fields)) {
    const path = `${prefix}${name}`;
    if (field.schema.fields === undefined) fieldsByPath.set(path, field);
    else collect(field.schema.fields, `${path}.`);
  }
}

/** Every field of the document that is a leaf of it, by path. */
export const knobs: { readonly [path: string]: Knob } = Object.fromEntries([...fieldsByPath].map(([path, field]) => [path, knobOf(path, field)]));

function knobOf(path: string, field: Field<unknown>): Knob {
  const alternatives = Array.isArray(field.schema.json.anyOf) ? (field.schema.json.anyOf as readonly Json[]) : [field.schema.json];
  const main = (alternatives[0] ?? {}) as { readonly [key: string]: Json };
  const words = Array.isArray(main.enum) ? (main.enum as readonly string[]) : [];
  const of = record(main.items) && Array.isArray(main.items.enum) ? (main.items.enum as readonly string[]) : [];
  const scalar = main.type === 'number' || main.type === 'integer' || main.type === 'boolean' || main.type === 'string';
  return {
    path,
    type: words.length > 0 ? 'words' : scalar ? (main.type as Knob['type']) : 'other',
    live: field.live,
    default: (field.fallback ?? null) as Json,
    nullable: alternatives.some((entry) => (entry as { readonly type?: Json }).type === 'null'),
    words,
    items: of,
    min: typeof main.minimum === 'number' ? main.minimum : null,
    max: typeof main.maximum === 'number' ? main.maximum : null,
    allowed: field.schema.allowed,
    sentence: field.says,
    unit: field.schema.unit ?? null,
  };
}

export function restartOrLive(path: string): 'live' | 'restart' | null {
  const field = fieldsByPath.get(path);
  return field === undefined ? null : field.live ? 'live' : 'restart';
}

/** The scenario with one live field changed. Throws `BadValue` at the command's `path` or `value`. */
export function applyKnob(scenario: Scenario, path: string, value: unknown, at: string): Scenario {
  const field = fieldsByPath.get(path);
  if (field === undefined)
    throw new BadValue(
      `${at}.path`,
      `${at}.path is ${JSON.stringify(path)}, which is no field that can be set; it must be the path of one, as in "gossip.intervalMs"`,
    );
  if (!field.live) throw new BadValue(`${at}.path`, `${at}.path is ${JSON.stringify(path)}, which cannot change while running; it needs a new start`);
  const parsed = field.schema.parse(value, `${at}.value`);
  const changed = withField(scenario as unknown as { readonly [name: string]: unknown }, path, parsed) as unknown as Scenario;
  try {
    checkKnobs(changed);
  } catch (error) {
    if (error instanceof BadValue) throw new BadValue(`${at}.value`, `${at}.value cannot be set: ${error.message}`);
    throw error;
  }
  return changed;
}
