/** A contrasting pair: the same scenario and seed with one knob changed, as plain data and as it stands in an address. */

import { timeText } from '../views/knobs/values.ts';
import { nameOf, wordLabel } from '../views/knobs/words.ts';

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

/** Knobs whose name says too little away from its group. */
const names: Readonly<Record<string, string>> = {
  'antiEntropy.depth': 'Tree depth',
  'antiEntropy.branching': 'Tree branching',
  'coordination.read': 'Read level',
  'coordination.write': 'Write level',
};
const sections: Readonly<Record<string, string>> = { gossip: 'Gossip', antiEntropy: 'Anti-entropy', membership: 'Membership', hintedHandoff: 'Hints' };

function knobName(path: string): string {
  const own = names[path];
  if (own !== undefined) return own;
  const name = nameOf(path);
  const section = sections[path.split('.')[0] ?? ''];
  return section === undefined || name.includes(' ') || name === section ? name : `${section} ${name.toLowerCase()}`;
}

/** A knob's value in the words of its control. */
export function valueWords(path: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return 'none';
  if (typeof value === 'string') return wordLabel(path, value);
  if (typeof value === 'number' && path.endsWith('Ms')) return timeText(value);
  return Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
}

/** What tells a lane from the other, in plain words: "Gossip: push-pull", "Write level: one". */
export function laneTitle(path: string, value: unknown): string {
  return `${knobName(path)}: ${valueWords(path, value)}`;
}
