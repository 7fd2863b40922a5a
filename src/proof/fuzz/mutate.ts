/**
 * Broken scenarios: a document of a preset or of the fuzz with a few places changed at random. Some come out as nonsense, some almost
 * right, some legal but far from anything that a person would write; the parser must refuse or accept all of them, and what it accepts
 * must run.
 */
import { presets } from '../../engine/presets/index.ts';
import { Dice } from './dice.ts';
import { randomDocument } from './random-document.ts';

type Container = { [name: string]: unknown } | unknown[];

const NUMBERS = [
  0,
  1,
  -1,
  2,
  0.5,
  3,
  7,
  64,
  1000,
  10_000,
  1e6,
  1e9,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e21,
  -1e9,
  0.001,
  1e-9,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
];
const TEXTS = [
  '',
  'A',
  'B',
  'Z',
  'random',
  'none',
  'off',
  'merkle',
  'all',
  'quorum',
  'lww',
  'version-vector',
  'push-pull',
  'rounds',
  '__proto__',
  'k0',
  '💥',
  'x'.repeat(300),
  'gossip.intervalMs',
];

/** The document of a seed; the same one each time. */
export function mutatedDocument(seed: number): unknown {
  const dice = new Dice(seed ^ 0xbad5eed);
  const ids = Object.keys(presets);
  const start: unknown = dice.chance(0.5) ? presets[dice.pick(ids)]?.scenario : randomDocument(seed);
  let document: unknown = copyOf(start);
  const times = dice.pick([1, 1, 1, 1, 1, 2, 3, 8]);
  for (let i = 0; i < times; i++) document = mutated(document, dice);
  return document;
}

function mutated(document: unknown, dice: Dice): unknown {
  const places = placesOf(document);
  if (places.length === 0 || dice.chance(0.005)) return nonsense(dice, 2);
  const { holder, name } = dice.pick(places);
  const value = read(holder, name);
  switch (
    dice.pick([
      'delete',
      'number',
      'number',
      'near',
      'near',
      'near',
      'near',
      'near',
      'near',
      'near',
      'text',
      'nonsense',
      'swap',
      'swap',
      'duplicate',
      'unknown',
      'nest',
      'wrong',
    ])
  ) {
    case 'delete':
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else delete holder[name];
      break;
    case 'number':
      write(holder, name, dice.pick(NUMBERS));
      break;
    case 'near':
      write(holder, name, nearTo(value, dice));
      break;
    case 'text':
      write(holder, name, dice.pick(TEXTS));
      break;
    case 'nonsense':
      write(holder, name, nonsense(dice, 3));
      break;
    case 'swap': {
      const other = dice.pick(places);
      const theirs = copyOf(read(other.holder, other.name));
      write(other.holder, other.name, copyOf(value));
      write(holder, name, theirs);
      break;
    }
    case 'duplicate':
      if (Array.isArray(holder)) holder.push(...Array.from({ length: dice.pick([1, 2, 40]) }, () => copyOf(value)));
      else write(holder, dice.pick(TEXTS), copyOf(value));
      break;
    case 'unknown':
      if (Array.isArray(holder)) holder.push(nonsense(dice, 1));
      else write(holder, dice.pick(['extra', 'toString', 'constructor', 'length', ' ']), nonsense(dice, 1));
      break;
    case 'nest': {
      let deep: unknown = value;
      for (let i = dice.pick([1, 5, 60]); i > 0; i--) deep = dice.chance(0.5) ? [deep] : { a: deep };
      write(holder, name, deep);
      break;
    }
    default:
      write(holder, name, Array.isArray(value) ? { ...value } : typeof value === 'number' ? String(value) : typeof value === 'string' ? value.length : [value]);
  }
  return document;
}

/** A value of the same type: what is most likely to be legal still. */
function nearTo(value: unknown, dice: Dice): unknown {
  if (typeof value === 'number')
    return dice.pick([value * 2, value / 2, value + 1, value - 1, value * 10, value / 10, Math.floor(value), 0, 1, -value, value * 1000]);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return dice.pick([...TEXTS, `${value}x`, value.slice(1)]);
  if (Array.isArray(value)) return dice.chance(0.5) ? value.slice(1) : dice.shuffled(value);
  return null;
}

function nonsense(dice: Dice, depth: number): unknown {
  switch (dice.whole(0, depth > 0 ? 6 : 4)) {
    case 0:
      return dice.pick(NUMBERS);
    case 1:
      return dice.pick(TEXTS);
    case 2:
      return dice.chance(0.5);
    case 3:
      return null;
    case 4:
      return dice.pick([undefined, () => 0, Symbol('x'), 10n, new Date(0), new Map()]);
    case 5:
      return Array.from({ length: dice.whole(0, 3) }, () => nonsense(dice, depth - 1));
    default:
      return Object.fromEntries(Array.from({ length: dice.whole(0, 3) }, () => [dice.pick(TEXTS), nonsense(dice, depth - 1)]));
  }
}

interface Place {
  readonly holder: Container;
  readonly name: string;
}

/** Every member of every object and list in it. */
function placesOf(value: unknown, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return places;
  for (const [name, inner] of Object.entries(value)) {
    places.push({ holder: value as Container, name });
    placesOf(inner, places);
  }
  return places;
}

/** Not everything that a mutation put there can be cloned. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy = {};
  for (const [name, inner] of Object.entries(value)) write(copy, name, copyOf(inner));
  return copy;
}

function read(holder: Container, name: string): unknown {
  return (holder as { readonly [name: string]: unknown })[name];
}

function write(holder: Container, name: string, value: unknown): void {
  // A plain assignment to "__proto__" would not make a member.
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
}
