/**
 * What can still be read of a JSON text that breaks off or is damaged in the middle: everything that is complete before the place. Of the root object its
 * whole members; of the members named by the caller also the whole parts of an unfinished list or object. Nothing half read is kept as if it were whole.
 */

export interface Prefix {
  /** Null where not even the beginning of an object is there. */
  readonly value: { readonly [name: string]: unknown } | null;
  /** So many characters were understood. */
  readonly at: number;
  /** What follows may be right, but ends too early; false where it is no JSON. */
  readonly cut: boolean;
}

/** The value where it is complete; where not, what of it is worth keeping, if anything. */
type Found = { readonly whole: boolean; readonly value: unknown };
const NOTHING: Found = { whole: false, value: undefined };
const DEPTH = 64;
const UNFINISHED = /^(?:"[^"\\]*(?:\\.[^"\\]*)*\\?|-?[\d.eE+-]*)$/s;
const SCALAR = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null/sy;

class Scanner {
  at = 0;
  private readonly text: string;
  private readonly partial: readonly string[];

  constructor(text: string, partial: readonly string[]) {
    this.text = text;
    this.partial = partial;
  }

  /** `keep`: an unfinished list or object is worth keeping here; so are those inside it by the names given. */
  value(keep: boolean, depth: number): Found {
    this.space();
    const opening = this.text[this.at];
    if (depth > DEPTH) return NOTHING;
    if (opening === '{') return this.object(keep, depth);
    if (opening === '[') return this.list(keep, depth);
    return this.scalar();
  }

  private scalar(): Found {
    SCALAR.lastIndex = this.at;
    const written = SCALAR.exec(this.text)?.[0];
    // A number at the very end may go on behind it.
    if (written === undefined || (/^[-\d]/.test(written) && this.at + written.length === this.text.length)) return NOTHING;
    try {
      const value: unknown = JSON.parse(written);
      this.at += written.length;
      return { whole: true, value };
    } catch {
      return NOTHING;
    }
  }

  private list(keep: boolean, depth: number): Found {
    const items: unknown[] = [];
    this.at++;
    if (this.taken(']')) return { whole: true, value: items };
    for (;;) {
      const item = this.value(false, depth + 1);
      if (!item.whole) break;
      items.push(item.value);
      if (this.taken(']')) return { whole: true, value: items };
      if (!this.taken(',')) break;
    }
    return keep ? { whole: false, value: items } : NOTHING;
  }

  private object(keep: boolean, depth: number): Found {
    const members: [string, unknown][] = [];
    const made = (whole: boolean): Found => ({ whole, value: Object.fromEntries(members) });
    this.at++;
    if (this.taken('}')) return made(true);
    for (;;) {
      this.space();
      const name = this.text[this.at] === '"' ? this.scalar() : NOTHING;
      if (typeof name.value !== 'string' || !this.taken(':')) break;
      const member = this.value(depth === 0 && this.partial.includes(name.value), depth + 1);
      if (member.value !== undefined) members.push([name.value, member.value]);
      if (!member.whole) break;
      if (this.taken('}')) return made(true);
      if (!this.taken(',')) break;
    }
    return keep ? made(false) : NOTHING;
  }

  private taken(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private space(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at++;
  }
}

function unfinished(rest: string): boolean {
  return UNFINISHED.test(rest) || ['true', 'false', 'null'].some((word) => word.startsWith(rest));
}

/** `partial`: members of the root of which the whole parts are wanted though they are unfinished. */
export function jsonPrefix(text: string, partial: readonly string[]): Prefix {
  const scanner = new Scanner(text, partial);
  const { value } = scanner.value(true, 0);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return { value: isObject ? (value as { readonly [name: string]: unknown }) : null, at: scanner.at, cut: unfinished(text.slice(scanner.at)) };
}
