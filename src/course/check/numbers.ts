/** Numbers in prose, as digits or in words: which stand there, and whether they say what a scenario or the literature says. */

const SMALL = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const GREAT: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1_000_000 };
/** "a dozen" says as much as a number does. */
const COUNTED = [...SMALL.slice(3), ...TENS, ...Object.keys(GREAT), 'dozen', 'half-dozen'];
const IN_WORDS = new RegExp(`\\b(?:${COUNTED.join('|')})s?\\b`, 'gi');

/** Every number in a text that needs a tag: digits, and words from "three" up. */
export function numbersIn(text: string): readonly string[] {
  return [...(text.match(/[\p{L}^]*\d[\d.,]*/gu) ?? []), ...(text.match(IN_WORDS) ?? [])];
}

/** "1,000", "0.5", "three", "twenty-one", "two hundred"; null for what is no number. */
export function numberOf(text: string): number | null {
  const written = text.trim().toLowerCase();
  if (/^[−-]?\d[\d,]*(\.\d+)?$/.test(written)) return Number(written.replaceAll(',', '').replace('−', '-'));
  let sum = 0;
  for (const word of written.split(/[\s-]+/)) {
    const small = SMALL.indexOf(word);
    const ten = TENS.indexOf(word);
    if (small >= 0) sum += small;
    else if (ten >= 0) sum += (ten + 2) * 10;
    else if (word in GREAT) sum = (sum === 0 ? 1 : sum) * (GREAT[word] ?? 1);
    else if (word !== 'a' && word !== 'and') return null;
  }
  return sum > 0 || written === 'zero' ? sum : null;
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1000,
  second: 1000,
  seconds: 1000,
  minute: 60_000,
  minutes: 60_000,
};

/** How a parsed scenario holds a delay that is a plain number in the document. */
const isConstant = (field: unknown): field is { readonly ms: unknown } =>
  typeof field === 'object' && field !== null && 'distribution' in field && field.distribution === 'constant' && 'ms' in field;

/** Whether the prose gives a scenario's field right: a number in digits or words (a time in its unit too), a word, or how many things a list has. */
export function saysField(text: string, field: unknown, path: string): boolean {
  const value = Array.isArray(field) ? field.length : isConstant(field) ? field.ms : field;
  if (typeof value !== 'number') return text.trim().toLowerCase().replaceAll(' ', '-') === String(value).toLowerCase();
  if (numberOf(text) === value) return true;
  const [, amount = '', unit = ''] = /^(.*?)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = UNITS[unit];
  if (path.endsWith('Ms') && factor !== undefined) return numberOf(amount) === value / factor;
  return false;
}

/** Whether one of the numbers, rounded as the text gives it, is the text's; every number in the text has to be. */
export function saysFigure(text: string, figures: readonly number[]): boolean {
  const said = text.match(/\d[\d,]*(?:\.\d+)?/g) ?? (numberOf(text) === null ? [] : [String(numberOf(text))]);
  return (
    said.length > 0 &&
    said.every((part) => {
      const number = Number(part.replaceAll(',', ''));
      const places = part.split('.')[1]?.length ?? 0;
      return figures.some((figure) => Math.abs(figure - number) <= 0.5 * 10 ** -places + 1e-9 && (places > 0 || figure === number || figure >= 10));
    })
  );
}

/** Words that a reader reads: anything with a letter or a digit in it. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
}
