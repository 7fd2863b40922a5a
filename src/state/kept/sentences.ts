/** What is said about kept things: one sentence of bounded length that ends with a full stop, whatever names and texts of the input it carries. */

/** No message is longer. */
export const MAX_SENTENCE = 300;
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A part of a sentence: on one line, without its full stop, cut where it is too long. */
export function phrase(text: string, most = 150): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const cut = flat.length <= most ? flat : `${flat.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  return cut.replace(/\.+$/, '');
}

export function sentence(text: string): string {
  return `${phrase(text, MAX_SENTENCE - 1)}.`;
}

export function number(value: number): string {
  return grouped.format(value);
}

/** `1 command`, `1,204 commands`. */
export function counted(count: number, thing: string): string {
  return `${number(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** A title as it stands in a sentence. */
export function quoted(title: string): string {
  return `“${phrase(title, 40) || 'Untitled'}”`;
}
