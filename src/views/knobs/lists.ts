/**
 * Knobs that are lists, as rows of an editor and back: rules of keys, beliefs at the start, bounds of pruning. Each is said in a few words, and a new
 * row is one that can be taken as it is.
 */
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import type { Read } from './values.ts';
import { wordLabel } from './words.ts';

export type Rules = { readonly [pattern: string]: string };
export type Initial = Scenario['membership']['initial'];

/** `cart:* set, adds win; n* counter, up only`. */
export function rulesText(rules: Rules): string {
  const parts = Object.entries(rules).map(([pattern, rule]) => `${pattern} ${wordLabel('store.conflict', rule)}`);
  return parts.length === 0 ? 'none' : parts.join('; ');
}

/** A pattern that no rule has yet. */
export function freePattern(rules: Rules): string {
  for (let nth = 1; ; nth++) {
    const pattern = nth === 1 ? 'cart*' : `cart${nth}*`;
    if (!Object.hasOwn(rules, pattern)) return pattern;
  }
}

/** The rules with one pattern in another's place, the order kept: the first that matches counts. */
export function renamed(rules: Rules, from: string, to: string): Rules {
  return Object.fromEntries(Object.entries(rules).map(([pattern, rule]) => [pattern === from ? to : pattern, rule]));
}

export function readPattern(rules: Rules, own: string, typed: string): Read<string> {
  const pattern = typed.trim();
  if (pattern === '') return { ok: false, why: 'A pattern is empty; it must name keys, as in cart:* or k?.' };
  if (pattern !== own && Object.hasOwn(rules, pattern)) return { ok: false, why: `There is a rule for ${pattern} already.` };
  return { ok: true, value: pattern };
}

export interface BeliefRow {
  readonly by: string;
  readonly of: string;
  readonly generation: number;
  readonly version: number;
}

export function beliefRows(initial: Initial): readonly BeliefRow[] {
  return Object.entries(initial).flatMap(([by, known]) => Object.entries(known).map(([of, { generation, version }]) => ({ by, of, generation, version })));
}

export function initialOf(rows: readonly BeliefRow[]): Json {
  const initial: { [by: string]: { [of: string]: { generation: number; version: number } } } = {};
  for (const { by, of, generation, version } of rows) {
    initial[by] ??= {};
    initial[by][of] = { generation, version };
  }
  return initial;
}

/** A pair of nodes of which nothing is said yet; null where all are. */
export function freePair(rows: readonly BeliefRow[], names: readonly string[]): BeliefRow | null {
  for (const by of names)
    for (const of of names) if (by !== of && !rows.some((row) => row.by === by && row.of === of)) return { by, of, generation: 1, version: 1 };
  return null;
}

export function initialText(initial: Initial): string {
  const rows = beliefRows(initial);
  const said = rows.slice(0, 3).map(({ by, of, generation, version }) => `${by} of ${of} generation ${generation}, version ${version}`);
  return rows.length === 0 ? 'the truth' : `${said.join('; ')}${rows.length > 3 ? `; and ${rows.length - 3} more` : ''}`;
}

/** Riak's defaults (riak_kv.schema), and the 10 of the Dynamo paper (4.4). */
export const prunings = {
  riak: { small: 50, big: 50, youngMs: 20_000, oldMs: 86_400_000 },
  dynamo: { entries: 10 },
} as const;
type Pruning = NonNullable<Scenario['store']['vectorPruning']>;

export function pruningText(pruning: Pruning): string {
  return 'entries' in pruning ? `at most ${pruning.entries} entries` : `from ${pruning.small} entries on by age, past ${pruning.big} always`;
}

/** Words of a list in the format's order, with one put in or taken out. */
export function toggled(all: readonly string[], chosen: readonly string[], word: string, on: boolean): readonly string[] {
  return all.filter((one) => (one === word ? on : chosen.includes(one)));
}
