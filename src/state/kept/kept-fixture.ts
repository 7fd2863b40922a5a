/** For the tests of kept things: chance from a seed, runs from a seed, and texts damaged in every way that a seed may choose. */
import { draw } from '../../base/draws.ts';
import { ENGINE_VERSION } from '../../base/engine-version.ts';
import { presets } from '../../engine/presets/index.ts';
import type { LoggedCommand } from '../../worker/messages.ts';
import { lowerViews, upperViews } from '../stage-store.ts';
import type { RunRecord } from './record.ts';

/** Apart from every concern of the engine. */
const CONCERN = 900_002;

export class Chance {
  private readonly seed: number;
  private thrown = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(draw(this.seed, CONCERN, this.thrown++) * end);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  text(length: number): string {
    return Array.from({ length }, () => this.pick([...'abcdefghijklmnopqrstuvwxyz0123456789'])).join('');
  }
}

export const cluster = { version: 1, title: 'A stale copy', seed: 7, replicas: ['A', 'B', 'C', 'D'], gossip: { protocol: 'push', intervalMs: 500 } };

/** One of each sort of command. */
function commandOf(chance: Chance): LoggedCommand['command'] {
  const key = chance.pick(['x', 'cart', 'é“”', '__key']);
  const client = chance.pick(['phone', 'laptop']);
  const via = chance.pick(['A', 'B', 'C', 'D']);
  return chance.pick<LoggedCommand['command']>([
    { type: 'write', client, via, key, value: chance.pick<unknown>([1, 'two', null, { a: [1, 2] }, 'ü💥']) as number },
    { type: 'read', client, key },
    { type: 'delete', client, via, key, consistency: 'one' },
    { type: 'cut', from: 'A', to: chance.pick(['B', 'C']), bothWays: false },
    { type: 'crash', replica: via },
    { type: 'partition', groups: [['A', 'B'], ['C']] },
    { type: 'heal' },
    { type: 'set', path: 'gossip.intervalMs', value: 100 + chance.below(900) },
    { type: 'drop', message: `phone#${chance.below(9)}/A>B:write` },
  ]);
}

function logOf(chance: Chance, length: number): LoggedCommand[] {
  let atMs = 0;
  return Array.from({ length }, () => {
    atMs = Math.round((atMs + chance.below(1_000_000) / 1000) * 1000) / 1000;
    return { atMs, after: chance.below(4), command: commandOf(chance) };
  });
}

/** A run of the cluster above, or a preset's; `most`: commands of a log. */
export function runOf(seed: number, most = 12): RunRecord {
  const chance = new Chance(seed);
  const preset = presets[chance.pick(Object.keys(presets))]?.scenario ?? cluster;
  const own = chance.below(3) > 0;
  const cursorUs = chance.below(60_000_000);
  const log = (): LoggedCommand[] => (own ? logOf(chance, chance.below(most + 1)) : []);
  return {
    version: 1,
    engine: ENGINE_VERSION,
    id: `run-${seed}`,
    title: chance.pick(['A stale copy', '“Quotes” and — dashes', 'ünïcode 💥', '']),
    savedAt: 1_700_000_000_000 + chance.below(1_000_000),
    scenario: own ? cluster : preset,
    commands: log(),
    cursorUs,
    ...(chance.below(2) === 0 ? {} : { cursorEvent: chance.below(5000) }),
    ...(chance.below(2) === 0 ? {} : { seenUs: cursorUs + 1 + chance.below(1_000_000) }),
    ...(chance.below(2) === 0
      ? {}
      : {
          branches: Array.from({ length: chance.below(4) }, (_, nth) => ({ label: `Branch ${nth}`, commands: log(), ...(nth === 0 ? {} : { seenUs: nth }) })),
        }),
    views: { upper: chance.pick(upperViews), lower: chance.pick([...lowerViews, 'none' as const]), key: chance.pick([null, 'x']) },
  };
}

/** What a link carries of a run. */
export function carried(record: RunRecord): RunRecord {
  const { branches: _, ...rest } = record;
  return { ...rest, id: '', savedAt: 0 };
}

/** A text with one to three places changed: cut, flipped, swapped, repeated, dropped, overwritten. */
export function damagedText(text: string, chance: Chance): string {
  let out = text;
  for (let times = 1 + chance.below(3); times > 0; times--) out = changed(out, chance);
  return out;
}

function changed(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  const to = Math.min(text.length, at + 1 + chance.below(8));
  const flipped = String.fromCharCode(text.charCodeAt(Math.min(at, text.length - 1)) ^ (1 << chance.below(8)));
  const other = chance.below(text.length + 1);
  return chance.pick<() => string>([
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + flipped + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(to),
    () => text.slice(0, at) + text.slice(at, to) + text.slice(at),
    () => text.slice(0, at) + text.charAt(other) + text.slice(at + 1),
    () => text.slice(0, at) + chance.pick(['"', '}', ']', ',', '\\', '\u0000', '\n', '9'.repeat(400), '💥', '\ud800', '='.repeat(3)]) + text.slice(at),
  ])();
}

const NONSENSE = ['__proto__', '1e999', -1, 1e308, 2 ** 53, 0.5, true, null, [], {}, [[[]]], '', 'A', 'x'.repeat(5000), '\ud800', '\n'];

/** A JSON text with one to three of its members removed, renamed to what means something to the language, or replaced by something else. */
export function damagedJson(text: string, chance: Chance): string {
  const value = JSON.parse(text) as unknown;
  for (let times = 1 + chance.below(3); times > 0; times--) {
    const places = placesOf(value);
    if (places.length === 0) break;
    const { holder, name } = chance.pick(places);
    const how = chance.below(5);
    if (how === 0) Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name];
    else if (how === 1) define(holder, chance.pick(['__proto__', 'constructor', 'toString', 'length', 'extra']), chance.pick(NONSENSE));
    else if (how === 2) define(holder, name, deep(chance.pick([3, 40, 1000])));
    else define(holder, name, chance.pick(NONSENSE));
  }
  return JSON.stringify(value);
}

type Holder = { [name: string]: unknown };
/** A member even where a plain assignment would mean something else; on a list only in place of an item, or behind the last. */
function define(holder: Holder, name: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d+$/.test(name)) holder.push(value);
  else Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function placesOf(value: unknown, places: { readonly holder: Holder; readonly name: string }[] = []): { readonly holder: Holder; readonly name: string }[] {
  if (typeof value !== 'object' || value === null || places.length > 5000) return places;
  for (const [name, inner] of Object.entries(value)) {
    places.push({ holder: value as Holder, name });
    placesOf(inner, places);
  }
  return places;
}
