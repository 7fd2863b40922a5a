/**
 * What the view of siblings is about: every distinct version of a key that a replica holds, which happened before which and why, and
 * what a client that puts siblings together would write. Pure, from one snapshot.
 */
import { clock, duration, listOf } from '../../base/format.ts';
import { entryOf, hasSeen, relationOf, seenOf } from '../../engine/picture/relation.ts';
import { valueText } from '../../engine/picture/sentences.ts';
import type { CellView, Snapshot, VersionView } from '../../engine/picture/snapshot.ts';
import { type ClassColour, coloursOf } from '../classes.ts';

export interface VectorEntry {
  readonly actor: string;
  /** How many of its events are known; `0+2`: of what came before none, and the second is the version itself. */
  readonly text: string;
  /** True where no concurrent version knows as much of this actor. */
  readonly ahead: boolean;
}

export interface VersionCard {
  readonly id: string;
  /** Its dot, or under timestamps its number: what it is called in words. */
  readonly name: string;
  readonly version: VersionView;
  readonly holders: readonly string[];
  /** `gone`: gave way on every replica. */
  readonly state: 'current' | 'older' | 'gone';
  readonly colour: ClassColour;
  readonly entries: readonly VectorEntry[];
  /** Its column, from the left: what happened before stands before. */
  readonly rank: number;
}

/** `false-sibling`: one had seen the other, and both are kept all the same. */
export type TieKind = 'before' | 'concurrent' | 'false-sibling' | 'earlier-timestamp';

export interface Tie {
  readonly a: string;
  readonly b: string;
  readonly kind: TieKind;
}

export interface Resolver {
  readonly client: string;
  readonly via: string;
  /** The union of the siblings' values. */
  readonly value: string;
  /** True where the client's latest read returned all of them, so that its write replaces them. */
  readonly hasRead: boolean;
}

export interface SiblingsModel {
  readonly by: 'vectors' | 'timestamps';
  readonly headline: string;
  /** The reasons, a sentence each. */
  readonly reasons: readonly string[];
  readonly cards: readonly VersionCard[];
  readonly ties: readonly Tie[];
  readonly ranks: number;
  /** Null where no replica that is up holds siblings. */
  readonly resolver: Resolver | null;
}

interface Held {
  readonly id: string;
  readonly version: VersionView;
  readonly holders: readonly string[];
  readonly gone: boolean;
}

export function siblingsModel(snapshot: Snapshot, key: string): SiblingsModel {
  const held = heldVersions(snapshot, key);
  const byTimestamps = held.some(({ version }) => version.dot === null);
  const together = keptTogether(snapshot, key);
  const ties = byTimestamps ? timestampTies(held) : vectorTies(held, together);
  const maximal = held.filter((one) => !ties.some((tie) => tie.a === one.id && tie.kind !== 'concurrent' && tie.kind !== 'false-sibling'));
  const colour = coloursOf([{ stale: 0, versions: maximal.map((one) => one.version) } as unknown as CellView]);
  const ranks = ranksOf(held, ties);
  const last = Math.max(0, ...ranks.values());
  const actors = [
    ...new Set(held.flatMap(({ version }) => [...version.vector, ...(version.dot === null ? [] : [version.dot])].map((entry) => entry.actor))),
  ].sort();
  const cards = held
    .map((one): VersionCard => {
      const isMaximal = maximal.includes(one);
      const rivals = maximal.filter((other) => isMaximal && other !== one);
      return {
        id: one.id,
        name: nameOf(one.version),
        version: one.version,
        holders: one.holders,
        state: one.gone ? 'gone' : isMaximal ? 'current' : 'older',
        colour: isMaximal ? colour(one.version, { stale: 0 }) : 'stale',
        entries: actors.map((actor) => vectorEntry(one.version, actor, rivals)),
        rank: last - (ranks.get(one.id) ?? 0),
      };
    })
    .sort((a, b) => a.rank - b.rank || a.version.writtenUs - b.version.writtenUs || a.version.number - b.version.number);
  bringTogether(cards, ties);
  const by = byTimestamps ? 'timestamps' : 'vectors';
  return {
    by,
    headline: headlineOf(snapshot, key, cards, by, together.length > 0),
    reasons: by === 'timestamps' ? timestampReasons(cards) : vectorReasons(cards, ties),
    cards,
    ties: reduced(ties),
    ranks: last + 1,
    resolver: maximal.length > 1 ? resolverOf(snapshot, key) : null,
  };
}

export function nameOf({ dot, number }: VersionView): string {
  return dot === null ? `v${number}` : `${dot.actor}${dot.counter}`;
}

export function idOf(version: VersionView): string {
  return version.dot === null ? `${version.number}@${version.timestampMs}/${valueText(version.value)}` : `${version.dot.actor}/${version.dot.counter}`;
}

export function quoted(version: VersionView): string {
  return version.tombstone ? 'deleted' : valueText(version.value);
}

function cellsOf(snapshot: Snapshot, key: string): readonly { readonly replica: string; readonly up: boolean; readonly cell: CellView }[] {
  return snapshot.replicas.flatMap(({ id, up, cells }) => {
    const cell = cells.find((one) => one.key === key);
    return cell === undefined ? [] : [{ replica: id, up, cell }];
  });
}

/** Each version once, with the replicas that hold it, and under timestamps the latest one that gave way on all of them. */
function heldVersions(snapshot: Snapshot, key: string): readonly Held[] {
  const found = new Map<string, { version: VersionView; holders: string[] }>();
  for (const { replica, cell } of cellsOf(snapshot, key)) {
    for (const version of cell.versions) {
      const known = found.get(idOf(version));
      if (known === undefined) found.set(idOf(version), { version, holders: [replica] });
      else known.holders.push(replica);
    }
  }
  const held: Held[] = [...found].map(([id, one]) => ({ id, ...one, gone: false }));
  const lost = snapshot.overruled.findLast((one) => one.key === key && found.has(idOf(one.winner)) && !found.has(idOf(one.loser)));
  return lost === undefined ? held : [...held, { id: idOf(lost.loser), version: lost.loser, holders: [], gone: true }];
}

/** Ids of versions that one replica keeps side by side. */
function keptTogether(snapshot: Snapshot, key: string): readonly (readonly string[])[] {
  return cellsOf(snapshot, key).flatMap(({ cell }) => (cell.versions.length > 1 ? [cell.versions.map(idOf)] : []));
}

function vectorTies(held: readonly Held[], together: readonly (readonly string[])[]): readonly Tie[] {
  const ties: Tie[] = [];
  held.forEach((one, i) => {
    for (const other of held.slice(i + 1)) {
      const { kind } = relationOf(one.version, other.version);
      if (kind === 'equal') continue;
      const [a, b] = kind === 'after' ? [other.id, one.id] : [one.id, other.id];
      const isKept = together.some((ids) => ids.includes(a) && ids.includes(b));
      ties.push({ a, b, kind: kind === 'concurrent' ? 'concurrent' : isKept ? 'false-sibling' : 'before' });
    }
  });
  return ties;
}

function timestampTies(held: readonly Held[]): readonly Tie[] {
  const order = [...held].sort((a, b) => a.version.timestampMs - b.version.timestampMs);
  return order.slice(1).map((one, i) => {
    const before = order[i] ?? one;
    return { a: before.id, b: one.id, kind: before.version.timestampMs < one.version.timestampMs ? 'earlier-timestamp' : 'concurrent' };
  });
}

function leads({ kind }: Tie): boolean {
  return kind === 'before' || kind === 'earlier-timestamp';
}

/** How many versions follow one another after each: what nothing follows stands last, side by side. */
function ranksOf(held: readonly Held[], ties: readonly Tie[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  const rank = (id: string): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    const after = ties.filter((tie) => leads(tie) && tie.a === id).map((tie) => rank(tie.b) + 1);
    ranks.set(id, Math.max(0, ...after));
    return ranks.get(id) ?? 0;
  };
  for (const { id } of held) rank(id);
  return ranks;
}

/** Without the arrows that others already imply. */
function reduced(ties: readonly Tie[]): readonly Tie[] {
  return ties.filter(
    (tie) => !leads(tie) || !ties.some((one) => leads(one) && one.a === tie.a && ties.some((two) => leads(two) && two.a === one.b && two.b === tie.b)),
  );
}

/** Puts a false sibling right above the version that had seen it, so that their tie can be drawn. */
function bringTogether(cards: VersionCard[], ties: readonly Tie[]): void {
  for (const tie of ties) {
    if (tie.kind !== 'false-sibling') continue;
    const [moved] = cards.splice(
      cards.findIndex((card) => card.id === tie.a),
      1,
    );
    const to = cards.findIndex((card) => card.id === tie.b);
    if (moved !== undefined) cards.splice(to < 0 ? cards.length : to, 0, moved);
  }
}

function vectorEntry(version: VersionView, actor: string, rivals: readonly Held[]): VectorEntry {
  const seen = seenOf(version, actor);
  const own = version.dot?.actor === actor ? version.dot : null;
  const knowsAlone = rivals.every((rival) => entryOf(rival.version, actor) < seen || (own !== null && !hasSeen(rival.version, own)));
  // An event of its own that does not follow on what it had seen: `0+2`.
  const text = own === null ? String(seen) : own.counter > seen + 1 ? `${seen}+${own.counter}` : String(own.counter);
  return { actor, text, ahead: rivals.length > 0 && (seen > 0 || own !== null) && knowsAlone };
}

// Words.

function headlineOf(snapshot: Snapshot, key: string, cards: readonly VersionCard[], by: SiblingsModel['by'], together: boolean): string {
  const current = cards.filter((card) => card.state === 'current');
  if (cards.length === 0) return `No siblings: nobody has written ${key} yet`;
  if (by === 'timestamps') {
    const [winner] = current;
    if (cards.length === 1) return `No siblings: one version of ${key}${everywhere(snapshot, key, cards)}`;
    return winner === undefined || current.length > 1
      ? `Nothing tells ${listOf(current.map(({ name }) => name))} apart: their timestamps are equal`
      : `Timestamps decide: ${winner.name} of ${key} wins`;
  }
  if (current.length > 1) {
    const holders = snapshot.replicas.filter(({ cells }) => (cells.find((cell) => cell.key === key)?.versions.length ?? 0) > 1).map(({ id }) => id);
    return together
      ? `${current.length} siblings of ${key}, side by side on ${listOf(holders)}`
      : `${current.length} concurrent versions of ${key}; no replica holds them side by side yet`;
  }
  if (cards.length === 1) return `No siblings: one version of ${key}${everywhere(snapshot, key, cards)}`;
  const behind = cellsOf(snapshot, key)
    .filter(({ cell }) => cell.versions.length > 1)
    .map(({ replica }) => replica);
  if (behind.length > 0) return `${current[0]?.name} of ${key} replaces the siblings that ${listOf(behind)} still ${behind.length === 1 ? 'keeps' : 'keep'}`;
  return `No siblings: ${current[0]?.name} of ${key} replaces what came before`;
}

function everywhere(snapshot: Snapshot, key: string, [card]: readonly VersionCard[]): string {
  const missing = snapshot.replicas.filter(({ cells }) => (cells.find((cell) => cell.key === key)?.stale ?? 0) > 0).map(({ id }) => id);
  const names = card?.holders ?? [];
  return missing.length > 0 || names.length === 0 ? `, on ${listOf(names)}` : ' everywhere';
}

function writer({ client }: VersionView): string {
  return client ?? 'the loader';
}

function vectorReasons(cards: readonly VersionCard[], ties: readonly Tie[]): readonly string[] {
  const current = cards.filter((card) => card.state === 'current');
  const [only] = current;
  const replaced = cards.filter(
    (card) => card.state === 'older' && only !== undefined && ties.some((tie) => tie.kind === 'before' && tie.a === card.id && tie.b === only.id),
  );
  if (current.length === 1 && only !== undefined && replaced.length > 0)
    return [
      `${writer(only.version)} wrote ${only.name} having seen ${listOf(replaced.map(({ name }) => name))}: it replaces ${replaced.length === 1 ? 'it' : 'them'} wherever it comes.`,
    ];
  if (current.length < 2) return ['Siblings appear when two clients write without having seen each other’s write.'];
  const falseOnes = ties.filter((tie) => tie.kind === 'false-sibling').flatMap((tie) => falseSibling(current, tie));
  const concurrent = ties.filter((tie) => tie.kind === 'concurrent');
  if (current.length === 2) {
    const [a, b] = current;
    if (a === undefined || b === undefined || concurrent.length === 0) return falseOnes;
    return [blindness(a, b), ...aheadOf(current)];
  }
  if (falseOnes.length === 0)
    return [
      `${listOf(current.map(({ version }) => writer(version)))} wrote ${listOf(current.map(({ name }) => name))}, each without having seen the others.`,
      ...aheadOf(current),
    ];
  const [first] = concurrent.flatMap((tie) => pairOf(current, tie));
  return [...(first === undefined ? [] : [blindness(first[0], first[1])]), ...falseOnes.slice(0, 2)];
}

function pairOf(cards: readonly VersionCard[], tie: Tie): readonly (readonly [VersionCard, VersionCard])[] {
  const a = cards.find((card) => card.id === tie.a);
  const b = cards.find((card) => card.id === tie.b);
  return a === undefined || b === undefined ? [] : [[a, b]];
}

function blindness(a: VersionCard, b: VersionCard): string {
  return `${writer(a.version)} wrote ${a.name} without having seen ${b.name}; ${writer(b.version)} wrote ${b.name} without having seen ${a.name}.`;
}

function falseSibling(cards: readonly VersionCard[], tie: Tie): readonly string[] {
  return pairOf(cards, tie).map(
    ([a, b]) => `${writer(b.version)} had seen ${a.name} when it wrote ${b.name}, but one vector of replicas cannot tell: ${a.name} stays, a false sibling.`,
  );
}

function aheadOf(cards: readonly VersionCard[]): readonly string[] {
  const ahead = cards.flatMap(({ name, entries }) =>
    entries
      .filter((entry) => entry.ahead)
      .slice(0, 1)
      .map(({ actor }) => `${name} in ${actor}`),
  );
  return ahead.length === cards.length && ahead.length < 5
    ? [`Each is ahead in one entry: ${listOf(ahead)}. ${cards.length === 2 ? 'Neither can replace the other' : 'None can replace another'}.`]
    : [];
}

/** Says whose stamp wins, against the order in which the two were written where that differs, and what is lost. */
function timestampReasons(cards: readonly VersionCard[]): readonly string[] {
  const [winner, loser] = [...cards].sort((a, b) => b.version.timestampMs - a.version.timestampMs);
  if (winner === undefined || loser === undefined) return [];
  if (winner.version.timestampMs === loser.version.timestampMs)
    return ['Two writes carry the same timestamp. The store has to break the tie, or replicas disagree for ever.'];
  const lateUs = loser.version.writtenUs - winner.version.writtenUs;
  const earlierMs = winner.version.timestampMs - loser.version.timestampMs;
  const reasons =
    lateUs > 0
      ? [`${loser.name} was written ${duration(lateUs)} after ${winner.name}, but is stamped ${duration(earlierMs * 1000)} earlier.`]
      : [`${winner.name} carries the later timestamp, by ${duration(earlierMs * 1000)}.`];
  const fastUs = Math.round(winner.version.timestampMs * 1000 - winner.version.writtenUs);
  if (lateUs > 0 && fastUs > 0 && winner.version.namedBy !== null)
    reasons.push(`${winner.version.namedBy}’s clock was ${duration(fastUs)} ahead when it stamped ${winner.name}.`);
  const what = quoted(loser.version);
  if (lateUs <= 0)
    reasons.push(`Where they meet, ${what === 'deleted' ? 'the delete' : what} gives way, whether or not ${writer(winner.version)} had seen it.`);
  else if (loser.holders.length > 0)
    reasons.push(loser.version.tombstone ? 'Where they meet, the delete will be lost.' : `Where they meet, ${what} will be lost.`);
  else reasons.push(loser.version.tombstone ? 'The delete is lost; nobody is told.' : `${what} is lost; nobody is told.`);
  return reasons;
}

// Putting siblings together.

/** The parts of all the values, split at commas, each once, in the order in which they first come. */
export function unionOf(versions: readonly VersionView[]): string {
  const parts = versions
    .filter(({ tombstone }) => !tombstone)
    .flatMap(({ value }) => (typeof value === 'string' ? value.split(', ') : [JSON.stringify(value)]));
  return [...new Set(parts)].join(', ');
}

function resolverOf(snapshot: Snapshot, key: string): Resolver | null {
  const holders = cellsOf(snapshot, key).filter(({ up, cell }) => up && cell.versions.length > 1);
  if (holders.length === 0) return null;
  const most = Math.max(...holders.map(({ cell }) => cell.versions.length));
  const versions = holders.find(({ cell }) => cell.versions.length === most)?.cell.versions ?? [];
  const values = versions.filter(({ tombstone }) => !tombstone).map(({ value }) => JSON.stringify(value));
  const readers = snapshot.clients.filter(
    ({ last }) => last?.kind === 'read' && last.key === key && values.every((value) => last.values.some((seen) => JSON.stringify(seen) === value)),
  );
  const reader = readers.sort((a, b) => (b.last?.completedUs ?? 0) - (a.last?.completedUs ?? 0))[0];
  const via =
    holders.find(({ replica, cell }) => replica === reader?.last?.via && cell.versions.length === most) ??
    holders.find(({ cell }) => cell.versions.length === most);
  const client = reader ?? snapshot.clients.at(-1);
  return { client: client?.id ?? 'client', via: via?.replica ?? '', value: unionOf(versions), hasRead: reader !== undefined };
}

/** When and through whom, as in `phone through A at 800 ms`. */
export function authorOf({ client, namedBy, writtenUs }: VersionView): string {
  if (client === null) return 'loaded before the run';
  const through = namedBy === null || namedBy === client ? '' : ` through ${namedBy}`;
  return `${client}${through} at ${clock(writtenUs)}`;
}
