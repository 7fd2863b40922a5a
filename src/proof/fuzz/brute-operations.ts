/**
 * What a key must show, from the operations that clients asked for and nothing else: no states are merged and no code of the engine is
 * used, not even its types. An operation is an event: somebody named it, having seen some earlier events, for a client that had read
 * some. By the textbook, and by brute force over all pairs, that says which of them stand. Last write wins by time (and logical time);
 * version vectors after Parker et al. (1983), dots after Preguiça et al. (2012); CRDTs after Shapiro et al. (2011).
 */

/** Events that somebody knows: all up to a count of each namer's, and single ones beyond. */
export interface Knowledge {
  readonly clock: { readonly [who: string]: number };
  readonly cloud: readonly (readonly [who: string, nth: number])[];
}

export interface PlainEvent {
  /** Who named it, and which of that one's events it is; [text, 0] where the store keeps no dots. */
  readonly dot: readonly [who: string, nth: number];
  readonly kind: 'write' | 'delete' | 'resolve' | 'increment' | 'add' | 'remove';
  readonly value: unknown;
  readonly timestamp: number;
  readonly logical: number;
  readonly coordinator: number;
  readonly namer: number;
  /** What its namer knew of the key, and the dots of the versions that it held. */
  readonly seen: Knowledge;
  readonly held: readonly (readonly [who: string, nth: number])[];
  /** What its client had read of the key. */
  readonly read: Knowledge;
}

export const NOTHING_KNOWN: Knowledge = { clock: {}, cloud: [] };

export function knows({ clock, cloud }: Knowledge, [who, nth]: readonly [string, number]): boolean {
  return (clock[who] ?? 0) >= nth || cloud.some((one) => one[0] === who && one[1] === nth);
}

type TieBreak = 'value' | 'replica' | 'none';
type Events = readonly PlainEvent[];

/** The values that a reader of a copy that knows just these events must see: as text, sorted. */
export function mustShow(policy: string, tieBreak: TieBreak, events: Events): readonly string[] {
  switch (policy) {
    case 'lww':
    case 'hlc':
    case 'lww-register':
      return shown(events.length === 0 ? [] : [events.reduce((best, next) => (isLater(next, best, policy, tieBreak) ? next : best))]);
    case 'g-counter':
    case 'pn-counter':
      return events.length === 0 ? [] : [String(events.reduce((sum, { value }) => sum + (value as number), 0))];
    case 'g-set':
    case 'two-phase-set':
    case 'or-set':
      return events.length === 0 ? [] : elements(policy, events);
    case 'union':
      return union(standing('dotted-version-vector', events));
    default:
      return shown(standing(policy, events));
  }
}

/** True where the event wins over the other by the order of time; ties between different ones go by `tieBreak`. */
export function isLater(a: PlainEvent, b: PlainEvent, policy: string, tieBreak: TieBreak): boolean {
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp;
  if (policy === 'lww-register') return a.namer > b.namer;
  if (a.logical !== b.logical) return a.logical > b.logical;
  if (tieBreak === 'replica' && a.coordinator !== b.coordinator) return a.coordinator > b.coordinator;
  if ((a.kind === 'delete') !== (b.kind === 'delete')) return a.kind === 'delete';
  return a.kind !== 'delete' && textOf(a.value) > textOf(b.value);
}

/** The events that no other one replaced. */
function standing(policy: string, events: Events): Events {
  return events.filter((event) => !events.some((other) => other !== event && replaces(policy, other, event.dot)));
}

function replaces(policy: string, { seen, held, read }: PlainEvent, dot: readonly [string, number]): boolean {
  // Such a register asks nobody what he had read.
  if (policy === 'mv-register') return knows(seen, dot);
  const stoodThere = held.some(([who, nth]) => who === dot[0] && nth === dot[1]);
  // One vector for all siblings: they go together, where the client had read everything that the namer knew, or stay, read or not.
  if (stoodThere && policy === 'version-vector') return Object.entries(seen.clock).every(([who, nth]) => (read.clock[who] ?? 0) >= nth);
  return knows(read, dot) || (knows(seen, dot) && !stoodThere);
}

function elements(policy: string, events: Events): readonly string[] {
  const texts = new Set(events.filter(({ kind }) => kind === 'add').map(({ value }) => textOf(value)));
  return [...texts]
    .filter((text) => {
      const adds = events.filter((one) => one.kind === 'add' && textOf(one.value) === text);
      const removes = events.filter((one) => one.kind === 'remove' && textOf(one.value) === text);
      const observed = (add: PlainEvent): boolean => removes.some(({ seen }) => knows(seen, add.dot));
      if (policy === 'two-phase-set') return !adds.some(observed);
      return policy === 'g-set' || adds.some((add) => !observed(add));
    })
    .sort();
}

function union(events: Events): readonly string[] {
  const items = events.filter(({ kind }) => kind !== 'delete').flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
  return [...new Set(items.map(textOf))].sort();
}

function shown(events: Events): readonly string[] {
  return events
    .filter(({ kind }) => kind !== 'delete')
    .map(({ value }) => textOf(value))
    .sort();
}

/** JSON with the names of objects sorted. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${textOf(inner)}`).join(',')}}`;
}

export interface StoredVersion {
  readonly value: unknown;
  readonly tombstone: boolean;
}

/** What a reader sees of a stored copy's versions, in the same form. */
export function showsNow(policy: string, versions: readonly StoredVersion[]): readonly string[] {
  const live = versions.filter(({ tombstone }) => !tombstone).map(({ value }) => value);
  switch (policy) {
    case 'g-counter':
    case 'pn-counter':
      return [String(live.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value[0] - value[1] : (value as number)), 0))];
    case 'g-set':
    case 'two-phase-set':
    case 'or-set': {
      const gone = new Set(versions.filter(({ tombstone }) => tombstone).map(({ value }) => textOf(value)));
      return [...new Set(live.map(textOf))].filter((text) => !gone.has(text)).sort();
    }
    case 'union':
      return [...new Set(live.flatMap((value) => (Array.isArray(value) ? value : [value])).map(textOf))].sort();
    default:
      return live.map(textOf).sort();
  }
}
