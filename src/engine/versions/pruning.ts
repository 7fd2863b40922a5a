/**
 * Vectors kept short by forgetting their oldest entries wherever a write is stored: by Riak's four bounds (vclock.erl: keep while small,
 * or while the oldest entry is young; then drop the oldest while big or old) or by Dynamo's one (section 4.4: at most so many pairs). What
 * is forgotten is how much of somebody's history is known, so a version that had been replaced can come back as a false sibling. Repairs
 * do not prune, as in Riak. An entry that is known only from a client's context counts as raised when it came. A namer whose own entry
 * was forgotten goes on above every number that it has given (`floor`), so that no dot is given twice.
 */
import type { ConflictPolicy, Minting } from './policy.ts';
import { type Cell, makeCell, type VersionVector } from './version.ts';

/** Riak's bounds, or Dynamo's. */
export type Pruning = { readonly small: number; readonly big: number; readonly youngMs: number; readonly oldMs: number } | { readonly entries: number };

interface Entry {
  readonly actor: number;
  readonly counter: number;
  readonly us: number;
}

/** The same policy with vectors whose entries are dated, and pruned wherever a write is stored. */
export function pruned(policy: ConflictPolicy, pruning: Pruning): ConflictPolicy {
  return {
    ...policy,
    mint: (minting) => {
      const minted = policy.mint(minting);
      return withEntries(minted, datedEntries(minted.clock, minting));
    },
    merge: (local, incoming) => {
      const merged = policy.merge(local, incoming);
      const entries = mergedEntries(merged.clock, local, incoming);
      const same = (cell: Cell): boolean => merged === cell && entries.every(({ us }, i) => us === timeOf(cell, i));
      if (same(local)) return local;
      const dated = withEntries(merged, entries);
      return dated.hash === incoming.hash ? incoming : dated;
    },
    trim: (cell) => {
      const entries = entriesOf(cell);
      const kept = keptOf(entries, pruning);
      return kept.length === entries.length ? cell : withEntries(cell, kept);
    },
  };
}

function timeOf(cell: Cell, index: number): number {
  return cell.times?.[index] ?? 0;
}

/** The vector's entries and when each was raised: those of the namer's own copy then, what is new now. */
function datedEntries(clock: VersionVector, { current, nowUs }: Minting): Entry[] {
  const known = new Map((current === undefined ? [] : entriesOf(current)).map((entry) => [entry.actor, entry]));
  const entries: Entry[] = [];
  for (let i = 0; i < clock.length; i += 2) {
    const before = known.get(clock[i]);
    entries.push(before?.counter === clock[i + 1] ? before : { actor: clock[i], counter: clock[i + 1], us: nowUs });
  }
  return entries;
}

/**
 * What is left of the entries: the oldest go first, by (time, actor), and the latest is now; so every replica that stores the write and
 * knew as much as its namer comes to the same.
 */
function keptOf(entries: readonly Entry[], pruning: Pruning): readonly Entry[] {
  const oldestFirst = entries.slice().sort((a, b) => a.us - b.us || a.actor - b.actor);
  const nowUs = oldestFirst.at(-1)?.us ?? 0;
  const ageUs = (): number => nowUs - (oldestFirst[0]?.us ?? nowUs);
  if ('entries' in pruning) oldestFirst.splice(0, entries.length - pruning.entries);
  else if (entries.length > pruning.small && ageUs() >= pruning.youngMs * 1000) {
    while (oldestFirst.length > pruning.big || ageUs() > pruning.oldMs * 1000) oldestFirst.shift();
  }
  const kept = new Set(oldestFirst);
  return entries.filter((entry) => kept.has(entry));
}

/** For each entry of the merged vector the later of the two times at which it was raised so far. */
function mergedEntries(clock: VersionVector, local: Cell, incoming: Cell): Entry[] {
  const times = new Map<string, number>();
  for (const cell of [local, incoming])
    for (const { actor, counter, us } of entriesOf(cell)) {
      const name = `${actor}:${counter}`;
      times.set(name, Math.max(times.get(name) ?? us, us));
    }
  const entries: Entry[] = [];
  for (let i = 0; i < clock.length; i += 2) entries.push({ actor: clock[i], counter: clock[i + 1], us: times.get(`${clock[i]}:${clock[i + 1]}`) ?? 0 });
  return entries;
}

function entriesOf(cell: Cell): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i < cell.clock.length; i += 2) entries.push({ actor: cell.clock[i], counter: cell.clock[i + 1], us: timeOf(cell, i / 2) });
  return entries;
}

/** The cell under these entries; where none of them has a date (what was loaded), none is written down. */
function withEntries(cell: Cell, entries: readonly Entry[]): Cell {
  const clock = entries.flatMap(({ actor, counter }) => [actor, counter]);
  const times = entries.some(({ us }) => us !== 0) ? { times: entries.map(({ us }) => us) } : {};
  return makeCell(cell.versions, clock, { ...(cell.type === undefined ? {} : { type: cell.type }), ...times });
}
