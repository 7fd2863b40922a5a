/** What the kinds of questions share when they grade and speak: options by id, their words, plain records, and a key that must be one before it is used. */
import { assert } from '../base/assert.ts';
import type { Grade, Option } from './question.ts';

type Said = Pick<Option, 'value' | 'text'>;

/** An option in words: `15, the walk forks just below the root`. */
export function optionWords({ value, text }: Said): string {
  if (value === undefined || value === '') return text;
  return text === '' ? value : `${value}, ${text}`;
}

export function byId<T extends { readonly id: string }>(items: readonly T[], id: unknown): T | null {
  return items.find((item) => item.id === id) ?? null;
}

/** The option that must be there: an answer or a key that names none is a fault of ours. */
export function known<T extends { readonly id: string }>(items: readonly T[], id: unknown): T {
  const item = byId(items, id);
  assert(item !== null, `no option ${JSON.stringify(id)}`);
  return item;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Each of a list of ids once, all of them known; else null. */
export function idsAmong(value: unknown, items: readonly { readonly id: string }[]): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const ids: readonly unknown[] = value;
  const valid = ids.every((id): id is string => typeof id === 'string' && byId(items, id) !== null);
  return valid && new Set(ids).size === ids.length ? ids : null;
}

/** Grades an answer that is one of several, against a key that names one. */
export function gradeOne(id: string, options: readonly Option[], answer: string, key: unknown, problem: string | null): Grade {
  demandKey(id, problem);
  const said = known(options, answer);
  const is = known(options, key);
  const right = said.id === is.id;
  return {
    right,
    explanation: sentence(said.explanation),
    misconceptions: right ? [] : named([said.misconception]),
    rightAnswer: optionWords(is),
    rightIds: [is.id],
    parts: [],
  };
}

/** Before grading: a key of another form would grade every answer wrong, so it stops here. */
export function demandKey(id: string, problem: string | null): void {
  assert(problem === null, `The key of ${id} ${problem}.`);
}

export function quoted(text: string): string {
  return `“${text}”`;
}

/** A sentence of its own, whether its writer ended it or not. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Misconceptions by name, each once, in order. */
export function named(misconceptions: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(misconceptions.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

const ENDINGS = ['th', 'st', 'nd', 'rd'] as const;
/** `1st`, `2nd`, `11th`. */
export function ordinal(n: number): string {
  const teens = n % 100 > 10 && n % 100 < 14;
  return `${n}${teens ? 'th' : (ENDINGS[n % 10] ?? 'th')}`;
}
