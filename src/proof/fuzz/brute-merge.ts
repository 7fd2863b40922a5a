/**
 * What the copies of one key must merge to, by the textbook's definition and by brute force: over all copies at once, with no pairwise
 * merge and no code of the engine (not even its types), so that it can judge the engine's. Last write wins: the greatest version.
 * Vectors (Parker et al. 1983; dots after Preguiça et al. 2012): a version stands unless some copy has seen its dot and no longer
 * holds it.
 */

export interface PlainVersion {
  readonly value: unknown;
  readonly tombstone: boolean;
  readonly timestamp: number;
  readonly coordinator: number;
  /** [who, nth]; ['', 0] where the store keeps no dots. */
  readonly dot: readonly [string, number];
}

export interface PlainCopy {
  readonly versions: readonly PlainVersion[];
  /** Who → how many of its events are known. */
  readonly clock: { readonly [who: string]: number };
}

export type Rule = 'lww by value' | 'lww by replica' | 'vectors';

/** What is left of all copies, as text that is equal where the copies are equal. Undefined where there is none. */
export function bruteMerge(copies: readonly PlainCopy[], rule: Rule): string | undefined {
  if (copies.length === 0) return undefined;
  if (rule !== 'vectors') {
    const all = copies.flatMap((copy) => copy.versions);
    return textOf({ versions: [all.reduce((best, next) => (isGreater(next, best, rule) ? next : best))], clock: {} }, rule);
  }
  const clock: { [who: string]: number } = {};
  for (const copy of copies) for (const [who, count] of Object.entries(copy.clock)) clock[who] = Math.max(clock[who] ?? 0, count);
  const standing = new Map<string, PlainVersion>();
  for (const version of copies.flatMap((copy) => copy.versions)) {
    const [who, nth] = version.dot;
    const replaced = copies.some((copy) => (copy.clock[who] ?? 0) >= nth && !copy.versions.some((held) => held.dot[0] === who && held.dot[1] === nth));
    if (!replaced) standing.set(`${who}:${nth}`, version);
  }
  return textOf({ versions: [...standing.values()], clock }, rule);
}

/** One copy as text: what it holds, whatever the order in which it lists it. */
export function textOf(copy: PlainCopy, rule: Rule): string {
  const versions = copy.versions.map((version) => {
    const { timestamp, tombstone, coordinator, dot } = version;
    return JSON.stringify([timestamp, tombstone, tombstone ? '' : JSON.stringify(version.value), rule === 'lww by replica' ? coordinator : null, dot]);
  });
  return JSON.stringify([versions.sort(), Object.entries(copy.clock).sort()]);
}

function isGreater(a: PlainVersion, b: PlainVersion, rule: Rule): boolean {
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp;
  if (rule === 'lww by replica' && a.coordinator !== b.coordinator) return a.coordinator > b.coordinator;
  if (a.tombstone !== b.tombstone) return a.tombstone;
  return !a.tombstone && JSON.stringify(a.value) > JSON.stringify(b.value);
}
