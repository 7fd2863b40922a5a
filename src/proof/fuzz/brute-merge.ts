/**
 * What the copies of one key must merge to, by the textbook's definition and by brute force: over all copies at once, with no pairwise
 * merge and no code of the engine (not even its types), so that it can judge the engine's. Last write wins: the greatest version.
 * Vectors (Parker et al. 1983; dots after Preguiça et al. 2012), and CRDTs, which are made of them: a version stands unless some copy
 * has seen its dot and no longer holds it.
 */

export interface PlainVersion {
  readonly value: unknown;
  readonly tombstone: boolean;
  readonly timestamp: number;
  /** Tells apart the versions of one moment under hybrid clocks; else 0. */
  readonly logical: number;
  readonly coordinator: number;
  /** Who named it: the coordinator, or what it calls itself since it lost data. */
  readonly namer: number;
  /** [who, nth]; ['', 0] where the store keeps no dots. */
  readonly dot: readonly [string, number];
}

export interface PlainCopy {
  readonly versions: readonly PlainVersion[];
  /** Who → how many of its events are known. */
  readonly clock: { readonly [who: string]: number };
  /** Single events beyond those. */
  readonly cloud: readonly (readonly [string, number])[];
  /** Who → when its latest known event was, where the store keeps that. */
  readonly times: { readonly [who: string]: number };
}

export type Rule = 'lww by value' | 'lww by replica' | 'lww by namer' | 'vectors';

/** What is left of all copies, as text that is equal where the copies are equal. Undefined where there is none. */
export function bruteMerge(copies: readonly PlainCopy[], rule: Rule): string | undefined {
  if (copies.length === 0) return undefined;
  if (rule !== 'vectors') {
    const all = copies.flatMap((copy) => copy.versions);
    return textOf({ versions: [all.reduce((best, next) => (isGreater(next, best, rule) ? next : best))], clock: {}, cloud: [], times: {} }, rule);
  }
  const standing = new Map<string, PlainVersion>();
  for (const version of copies.flatMap((copy) => copy.versions)) {
    const [who, nth] = version.dot;
    const replaced = copies.some((copy) => hasSeen(copy, who, nth) && !copy.versions.some((held) => held.dot[0] === who && held.dot[1] === nth));
    if (!replaced) standing.set(`${who}:${nth}`, version);
  }
  return textOf({ versions: [...standing.values()], ...knownOf(copies) }, rule);
}

function hasSeen({ clock, cloud }: PlainCopy, who: string, nth: number): boolean {
  return (clock[who] ?? 0) >= nth || cloud.some((event) => event[0] === who && event[1] === nth);
}

/** All events that any copy knows: as far as they are gapless a count for each, the rest one by one. */
function knownOf(copies: readonly PlainCopy[]): Omit<PlainCopy, 'versions'> {
  const clock: { [who: string]: number } = {};
  const times: { [who: string]: number } = {};
  for (const copy of copies) for (const [who, count] of Object.entries(copy.clock)) clock[who] = Math.max(clock[who] ?? 0, count);
  let beyond = [...new Map(copies.flatMap(({ cloud }) => cloud).map((event) => [event.join(':'), event])).values()];
  for (let before = -1; before !== beyond.length; ) {
    before = beyond.length;
    for (const [who, nth] of beyond) if (nth === (clock[who] ?? 0) + 1) clock[who] = nth;
    beyond = beyond.filter(([who, nth]) => nth > (clock[who] ?? 0));
  }
  for (const copy of copies)
    for (const [who, time] of Object.entries(copy.times)) if (copy.clock[who] === clock[who]) times[who] = Math.max(times[who] ?? time, time);
  return { clock, cloud: beyond, times };
}

/** One copy as text: what it holds, whatever the order in which it lists it. */
export function textOf(copy: PlainCopy, rule: Rule): string {
  const versions = copy.versions.map((version) => {
    const { timestamp, logical, tombstone, coordinator, namer, dot } = version;
    const by = rule === 'lww by replica' ? coordinator : rule === 'lww by namer' ? namer : null;
    return JSON.stringify([timestamp, logical, tombstone, tombstone ? '' : JSON.stringify(version.value), by, dot]);
  });
  // A time of 0 is that of what was loaded, or of a copy that was never dated.
  const times = Object.entries(copy.times).filter(([, time]) => time !== 0);
  return JSON.stringify([versions.sort(), Object.entries(copy.clock).sort(), copy.cloud.map((event) => event.join(':')).sort(), times.sort()]);
}

function isGreater(a: PlainVersion, b: PlainVersion, rule: Rule): boolean {
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp;
  if (a.logical !== b.logical) return a.logical > b.logical;
  if (rule === 'lww by namer') return a.namer > b.namer;
  if (rule === 'lww by replica' && a.coordinator !== b.coordinator) return a.coordinator > b.coordinator;
  if (a.tombstone !== b.tombstone) return a.tombstone;
  return !a.tombstone && JSON.stringify(a.value) > JSON.stringify(b.value);
}
