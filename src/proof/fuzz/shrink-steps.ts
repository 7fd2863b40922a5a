/**
 * What can be left out of a scenario document, one step at a time: entries of its lists, a replica with all that names it, a section or
 * field (which then has its default), one of two names, a part of a number. Steps only propose; whether the rest still fails the same
 * way, and is a legal scenario at all, the judge of shrink.ts says.
 */
import { withField } from '../../base/fields.ts';

export interface ShrinkDocument {
  readonly [section: string]: unknown;
}

/** Where in the document; list entries by their number. */
export type Place = readonly string[];

/** The lists whose entries mean something alone. */
export const LISTS: readonly string[] = ['script', 'workload', 'data.divergent', 'network.links', 'session.guarantees'];
/** Without these a document is none, or another one. */
const KEPT = ['version', 'seed', 'script', 'workload', 'replicas', 'stop'];
/** Chance hangs on a seed; a shorter interval makes a longer run. */
const NOT_SMALLER = /^version$|^seed$|(interval|think)Ms$/i;

const isObject = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null;

/** Every field of every object in it, outer ones first. */
export function placesOf(document: ShrinkDocument): Place[] {
  const places: Place[] = [];
  let level: readonly (readonly [Place, unknown])[] = [[[], document]];
  while (level.length > 0) {
    const inner = level.flatMap(([place, value]) => (isObject(value) ? Object.entries(value).map(([name, part]) => [[...place, name], part] as const) : []));
    places.push(...inner.map(([place]) => place));
    level = inner;
  }
  return places;
}

function at(document: unknown, place: Place): unknown {
  return place.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), document);
}

function withValue(document: unknown, [name, ...rest]: Place, value: unknown): unknown {
  if (name === undefined) return value;
  if (!isObject(document)) return document;
  const inner = withValue(document[name], rest, value);
  if (Array.isArray(document)) return document.map((one, i) => (i === Number(name) ? inner : one));
  if (inner !== undefined) return { ...document, [name]: inner };
  return Object.fromEntries(Object.entries(document).filter(([other]) => other !== name));
}

/** The document without the field; null where it must have it, or has it no more. */
export function withoutPlace(document: ShrinkDocument, place: Place): ShrinkDocument | null {
  if (KEPT.includes(place.join('.')) || at(document, place) === undefined || Array.isArray(at(document, place.slice(0, -1)))) return null;
  return withValue(document, place, undefined) as ShrinkDocument;
}

/** The addresses of messages name replicas as well. */
const namesIt = (value: unknown, name: string): boolean => {
  if (isObject(value)) return Object.values(value).some((inner) => namesIt(inner, name));
  return value === name || (typeof value === 'string' && (value.includes(`/${name}>`) || value.includes(`>${name}:`)));
};

/** Everything that names the replica goes with it, but for lists of names, which lose just the name. */
export function withoutReplica(document: ShrinkDocument, name: string): ShrinkDocument {
  const replicas = (document.replicas as readonly unknown[]).filter((one) => one !== name && (one as { readonly id?: unknown }).id !== name);
  const rest = Object.fromEntries(Object.entries(document).map(([section, value]) => [section, section === 'replicas' ? replicas : cleaned(value, name)]));
  const factor = (at(rest, ['placement', 'replicationFactor']) ?? 3) as number;
  return factor > replicas.length && at(document, ['placement', 'replicationFactor']) !== undefined
    ? (withField(rest, 'placement.replicationFactor', replicas.length) as ShrinkDocument)
    : rest;
}

function cleaned(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const isOfNames = value.every((one) => typeof one === 'string' || Array.isArray(one));
    return isOfNames
      ? value
          .filter((one) => one !== name)
          .map((one) => cleaned(one, name))
          .filter((one) => !Array.isArray(one) || one.length > 0)
      : value.filter((one) => !namesIt(one, name));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([field, inner]) => (inner === name || field === name ? [] : [[field, cleaned(inner, name)]])));
}

/** Where commands, workloads and pins name keys and clients: two of them as one. */
export function renamings(document: ShrinkDocument): ((document: ShrinkDocument) => ShrinkDocument)[] {
  const script = (document.script ?? []) as readonly { readonly command?: { readonly key?: string; readonly client?: string } }[];
  return (['key', 'client'] as const).flatMap((field) => {
    const names = [...new Set(script.flatMap(({ command }) => command?.[field] ?? []))].sort();
    return names.flatMap((name, i) => names.slice(0, i).map((instead) => (before: ShrinkDocument) => renamed(before, field, name, instead)));
  });
}

function renamed(document: ShrinkDocument, field: 'key' | 'client', name: string, instead: string): ShrinkDocument {
  const script = (document.script as readonly { readonly command: { readonly [name: string]: unknown } }[]).map((line) =>
    line.command[field] === name ? { ...line, command: { ...line.command, [field]: instead } } : line,
  );
  return { ...document, script };
}

/** The document with a number at the place that is nearer to 0, the nearest first. */
export function smallerNumbers(document: ShrinkDocument, place: Place): ShrinkDocument[] {
  const value = at(document, place);
  const name = place.at(-1) === 'value' ? at(document, [...place.slice(0, -1), 'path']) : place.at(-1);
  if (typeof value !== 'number' || NOT_SMALLER.test(`${name}`)) return [];
  const digits = 10 ** Math.floor(Math.log10(Math.max(1, Math.abs(value))));
  const tries = [
    0,
    1,
    ...(place.at(-1) === 'atMs' ? [10] : []),
    Math.trunc(value / 2),
    Math.trunc((value * 3) / 4),
    Math.trunc(value / digits) * digits,
    Math.trunc(value),
  ];
  return [...new Set(tries)].filter((smaller) => Math.abs(smaller) < Math.abs(value)).map((smaller) => withValue(document, place, smaller) as ShrinkDocument);
}
