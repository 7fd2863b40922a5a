/** A contrasting pair: the same scenario and seed with one knob changed, as plain data and as it stands in an address. */

/** The knob in which a second lane differs from the first. */
export interface Contrast {
  readonly path: string;
  readonly value: string | number | boolean | null;
}

/** `gossip.protocol:off`: a path, and a value as JSON or a bare word. */
export function contrastOf(text: string | null): Contrast | null {
  const at = text?.indexOf(':') ?? -1;
  if (text === null || at < 1) return null;
  const path = text.slice(0, at);
  const written = text.slice(at + 1);
  try {
    const value: unknown = JSON.parse(written);
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return { path, value };
    return null;
  } catch {
    return { path, value: written };
  }
}

export function textOf({ path, value }: Contrast): string {
  return `${path}:${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** What tells a lane from the other: "gossip push-pull", "write one". The last part of a path says little where it only names a choice. */
export function laneTitle(path: string, value: unknown): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  const name = ['protocol', 'mode', 'mechanism', 'enabled'].includes(last) ? (parts.at(-2) ?? last) : last;
  const words = name
    .replace(/Ms$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  const shown = typeof value === 'boolean' ? (value ? 'on' : 'off') : typeof value === 'string' ? value : JSON.stringify(value);
  return `${words} ${shown}${last.endsWith('Ms') ? ' ms' : ''}`;
}
