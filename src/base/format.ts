/** How numbers are said: milliseconds grouped by thousands, short durations, counts as words, lists joined as in a sentence. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const threeDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
const words = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const;

/** A moment of the run, from microseconds: `4,120 ms`. */
export function clock(us: number): string {
  return `${grouped.format(Math.floor(us / 1000))} ms`;
}

/** A length of time, from microseconds: `36 ms`, `1.3 s`, `2 min`. */
export function duration(us: number): string {
  if (us < 1000) return `${grouped.format(us)} µs`;
  if (us < 1_000_000) return `${grouped.format(us / 1000)} ms`;
  if (us < 10_000_000) return `${twoDecimals.format(us / 1_000_000)} s`;
  if (us < 120_000_000) return `${oneDecimal.format(us / 1_000_000)} s`;
  return `${oneDecimal.format(us / 60_000_000)} min`;
}

/** Any number: `12,345`, `0.059`. */
export function amount(number: number): string {
  return threeDecimals.format(number);
}

/** A small count as a word, a large one in digits. */
export function countWord(count: number): string {
  return words[count] ?? grouped.format(count);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `A`, `A and B`, `A, B and C`; from the limit on `A, B and 4 more`. */
export function listOf(names: readonly string[], limit = 5): string {
  if (names.length > limit) return `${names.slice(0, limit - 1).join(', ')} and ${names.length - limit + 1} more`;
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
