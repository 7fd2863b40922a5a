/** Numbers that a learner types: read leniently (grouped thousands, a true minus), refused with a sentence that says what is wanted, and said with their unit. */
import { quoted } from './grading.ts';

export interface NumberField {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}
export interface Range {
  readonly from: number;
  readonly to: number;
}

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const MINUS = '−';

export function numberWords(value: number): string {
  return format.format(value).replace('-', MINUS);
}

/** `1 round`, `2 rounds`, `288 B`, `50%`. */
export function withUnit(value: number, unit: string): string {
  if (unit === '') return numberWords(value);
  return `${numberWords(value)}${unit === '%' ? '' : ' '}${value === 1 ? singular(unit) : unit}`;
}

/** Of the first word, which is the noun ("hashes compared"); marks such as `ms` stay. */
function singular(unit: string): string {
  const [noun = '', ...rest] = unit.split(' ');
  const one = /ies$/.test(noun)
    ? noun.replace(/ies$/, 'y')
    : /(ch|sh|x|ss)es$/.test(noun)
      ? noun.slice(0, -2)
      : /[a-z]{2}[^s]s$/.test(noun)
        ? noun.slice(0, -1)
        : noun;
  return [one, ...rest].join(' ');
}

export function rangeWords({ from, to }: Range, unit: string): string {
  return from === to ? withUnit(from, unit) : `${numberWords(from)} to ${withUnit(to, unit)}`;
}

/** The number that a text or a stored value is; null for anything else. */
export function parsed(given: unknown): number | null {
  if (typeof given === 'number') return Number.isFinite(given) ? given : null;
  if (typeof given !== 'string') return null;
  const text = given.trim().replace(MINUS, '-');
  const plain = /^-?\d{1,3}([, ]\d{3})+(\.\d*)?$/.test(text) ? text.replace(/[, ]/g, '') : text;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** The number, if it is one that this field takes. */
export function accepted(field: NumberField, given: unknown): number | null {
  const value = parsed(given);
  if (value === null || value < field.min || value > field.max) return null;
  const steps = value / (field.step ?? 1);
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? value : null;
}

/** What the field wants: `Give a whole number from 1 to 100.` */
export function wanted({ min, max, step = 1 }: NumberField): string {
  const range = `from ${numberWords(min)} to ${numberWords(max)}`;
  if (step === 1) return `Give a whole number ${range}.`;
  return step < 0.001 ? `Give a number ${range}.` : `Give a number ${range}, in steps of ${numberWords(step)}.`;
}

/** Why it is not taken, as a sentence; null where it is. */
export function refusal(field: NumberField, given: unknown): string | null {
  if (accepted(field, given) !== null) return null;
  const text = typeof given === 'string' ? given.trim() : '';
  return parsed(given) === null && text !== '' ? `${quoted(text.slice(0, 20))} is not a number. ${wanted(field)}` : wanted(field);
}

/** What is kept of a typed text: the number once the text is exactly that number, else the text itself, so that half-typed numbers stay as they are. */
export function kept(text: string): number | string {
  const value = parsed(text);
  return value !== null && String(value) === text ? value : text;
}
