/**
 * What stands between a stale copy and its repair, mechanism by mechanism: off, cut off, waiting for a tick or a read. Read off one
 * snapshot; claims that something cannot come only where no way is open to it.
 */
import { clock, duration, listOf } from '../../base/format.ts';
import type { ExplanationGlyph, ExplanationPart } from './explanation.ts';
import type { MessageView, MissingWrite, ReplicaView, Snapshot } from './snapshot.ts';

type Words = readonly (string | ExplanationPart)[];

type Repair = 'hinted handoff' | 'read repair' | 'gossip' | 'anti-entropy';

/** Messages that bring versions, other than the write itself. */
const carriers: { readonly [T in MessageView['type']]?: readonly [glyph: ExplanationGlyph, word: string] } = {
  'repair-write': ['read', 'a read repair'],
  hint: ['hint', 'a hint'],
  'gossip-push': ['gossip', 'gossip'],
  'gossip-reply': ['gossip', 'gossip'],
  'full-state': ['hash', 'anti-entropy'],
  'merkle-versions': ['hash', 'anti-entropy'],
  'merkle-return': ['hash', 'anti-entropy'],
};

export interface Obstacles {
  /** What may repair it and when, or what keeps each mechanism from it. */
  readonly words: Words;
  /** What is on its way to it, from a replica that has what is missing; null where nothing is. */
  readonly coming: Words | null;
  /** True where every mechanism is off. */
  readonly nothingCan: boolean;
}

/** The clauses as words: a list of several names follows a semicolon, or its commas would be read as theirs. */
function joined(clauses: readonly Words[], off: readonly string[]): Words {
  const words: (string | ExplanationPart)[] = [];
  clauses.forEach((clause, i) => {
    words.push(i === 0 ? '' : ', ', ...clause);
  });
  if (off.length > 0) words.push(clauses.length === 0 ? '' : off.length > 1 ? '; ' : ', ', `${listOf(off)} ${off.length === 1 ? 'is' : 'are'} off`);
  return words;
}

export function obstaclesOf(snapshot: Snapshot, target: ReplicaView, key: string, missing: MissingWrite, tUs: number): Obstacles {
  const holders = holdersOf(snapshot, target, key, missing);
  const off: Repair[] = [];
  const blocked: Repair[] = [];
  const clauses: Words[] = [...hintClause(snapshot, target, missing, tUs, off)];
  if (snapshot.mechanisms.readRepair) clauses.push([{ glyph: 'read', text: 'read repair' }, ' waits for a read']);
  else off.push('read repair');
  const { gossip, antiEntropy } = snapshot.mechanisms;
  if (!gossip) off.push('gossip');
  else if (!holders.some((holder) => isOpen(snapshot, holder, target, false))) blocked.push('gossip');
  else clauses.push(gossipClause(snapshot, holders, target, tUs));
  if (!antiEntropy) off.push('anti-entropy');
  else if (!holders.some((holder) => isOpen(snapshot, holder, target, true))) blocked.push('anti-entropy');
  else clauses.push(antiEntropyClause(snapshot, holders, target, tUs));
  if (blocked.length > 0) clauses.push([`${listOf(blocked)} cannot bring it, since ${absence(snapshot, holders, target)}`]);
  return {
    words: joined(clauses, off),
    coming: onTheWay(snapshot, holders, target, { key, missing, tUs }),
    nothingCan: off.length === 4 && clauses.length === 0,
  };
}

function onTheWay(
  { messages }: Snapshot,
  holders: readonly ReplicaView[],
  target: ReplicaView,
  { key, missing, tUs }: { readonly key: string; readonly missing: MissingWrite; readonly tUs: number },
): Words | null {
  const hinter = missing.causes.find(({ kind }) => kind === 'hint-stored')?.from;
  const coming = messages.find(({ to, from, type, keys }) => {
    if (to !== target.id || !keys.includes(key) || carriers[type] === undefined) return false;
    // A read repair brings what its coordinator merged, which need not hold it itself.
    return type === 'hint' ? from === hinter : type === 'repair-write' || holders.some(({ id }) => id === from);
  });
  const carrier = coming === undefined ? undefined : carriers[coming.type];
  if (coming === undefined || carrier === undefined) return null;
  return [{ glyph: carrier[0], text: carrier[1] }, ` from ${coming.from} is due in ${left(coming.deliverUs, tUs)}`];
}

/** Who has what is missing, or what supersedes it. */
function holdersOf(snapshot: Snapshot, target: ReplicaView, key: string, { number, label }: MissingWrite): readonly ReplicaView[] {
  return snapshot.replicas.filter((replica) => {
    if (replica.id === target.id) return false;
    const cell = replica.cells.find((one) => one.key === key);
    if (cell === undefined || cell.versions.length === 0) return false;
    return cell.stale === 0 || cell.versions.some((version) => (number > 0 ? version.number === number : version.label === label));
  });
}

function isCut(snapshot: Snapshot, from: ReplicaView, to: ReplicaView): boolean {
  return (snapshot.groups.length > 1 && from.side !== to.side) || snapshot.cuts.some((cut) => cut.from === from.id && cut.to === to.id);
}

/** True where a version can get from one to the other, over others that are up if need be; `bothWays`: each step must also be answered. */
function isOpen(snapshot: Snapshot, from: ReplicaView, to: ReplicaView, bothWays: boolean): boolean {
  if (!from.up || !to.up || (snapshot.groups.length > 1 && from.side !== to.side)) return false;
  if (snapshot.cuts.length === 0) return true;
  const reached = new Set([from.id]);
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.id === to.id) return true;
    for (const next of snapshot.replicas) {
      if (reached.has(next.id) || !next.up || isCut(snapshot, at, next) || (bothWays && isCut(snapshot, next, at))) continue;
      reached.add(next.id);
      waiting.push(next);
    }
  }
  return false;
}

function absence(snapshot: Snapshot, holders: readonly ReplicaView[], target: ReplicaView): string {
  if (holders.length === 0) return 'no replica holds it';
  const down = holders.filter((holder) => !holder.up).map(({ id }) => id);
  const cut = holders.filter((holder) => holder.up).map(({ id }) => id);
  const said: string[] = [];
  if (cut.length > 0)
    said.push(`${listOf(cut, 3)} ${cut.length === 1 ? 'is' : 'are'} ${snapshot.groups.length > 1 ? 'behind the cut' : `cut off from ${target.id}`}`);
  if (down.length > 0) said.push(`${listOf(down, 3)} ${down.length === 1 ? 'is' : 'are'} down`);
  return said.join(', ');
}

function hintClause(snapshot: Snapshot, target: ReplicaView, missing: MissingWrite, tUs: number, off: Repair[]): Words[] {
  const fate = missing.causes.find((cause) => cause.kind.startsWith('hint-'));
  const holder = snapshot.replicas.find((replica) => replica.id === fate?.from);
  const isOn = snapshot.mechanisms.hintedHandoff;
  if (fate?.kind === 'hint-stored' && holder !== undefined) {
    const hint: Words = ['the ', { glyph: 'hint', text: 'hint' }, ` on ${holder.id}`];
    if (!isOn) return [[...hint, ' is not sent: hinted handoff is off']];
    if (!holder.up) return [[...hint, ` waits for ${holder.id} to be up`]];
    if (isCut(snapshot, holder, target)) return [[...hint, ' cannot cross the cut']];
    const tick = holder.ticks.find(({ name }) => name === 'hint-replay');
    return tick === undefined ? [] : [[...hint, ` goes out in ${left(tick.atUs, tUs)}`]];
  }
  if (!isOn) {
    off.push('hinted handoff');
    return [];
  }
  if (fate === undefined)
    return [
      missing.waiting
        ? [`${missing.coordinator} still waits for ${target.id} before it keeps a `, { glyph: 'hint', text: 'hint' }]
        : ['no ', { glyph: 'hint', text: 'hint' }, ' was kept'],
    ];
  const when = { text: clock(fate.atUs), event: fate.event, atUs: fate.atUs };
  const ends = {
    'hint-refused': fate.reason === 'full' ? 'was refused for want of room' : `was refused, as ${target.id} had been silent for too long,`,
    'hint-expired': 'expired',
    'hint-discarded': 'was thrown away',
    'hint-lost': `was lost when ${fate.from} crashed`,
  };
  const end = ends[fate.kind as keyof typeof ends];
  return end === undefined ? [] : [[`${fate.from}’s `, { glyph: 'hint', text: 'hint' }, ` for ${target.id} ${end} at `, when]];
}

function soonest(replicas: readonly ReplicaView[], name: string): { readonly id: string; readonly atUs: number } | null {
  let found: { readonly id: string; readonly atUs: number } | null = null;
  for (const { id, up, ticks } of replicas) {
    const tick = up ? ticks.find((one) => one.name === name) : undefined;
    if (tick !== undefined && (found === null || tick.atUs < found.atUs)) found = { id, atUs: tick.atUs };
  }
  return found;
}

function gossipClause(snapshot: Snapshot, holders: readonly ReplicaView[], target: ReplicaView, tUs: number): Words {
  const next = soonest([target, ...holders.filter((holder) => isOpen(snapshot, holder, target, false))], 'gossip');
  // A rumour that has died down is told no more, whatever rounds are to come.
  const ifHot = snapshot.mechanisms.rumor === true ? ', and brings it only while it is hot' : '';
  return [{ glyph: 'gossip', text: 'gossip' }, next === null ? ' has no round to come' : `’s next round is in ${left(next.atUs, tUs)}${ifHot}`];
}

function antiEntropyClause(snapshot: Snapshot, holders: readonly ReplicaView[], target: ReplicaView, tUs: number): Words {
  const name = 'anti-entropy';
  const next =
    soonest([target], name) ??
    soonest(
      holders.filter((holder) => isOpen(snapshot, holder, target, true)),
      name,
    );
  if (next === null) return ['no ', { glyph: 'hash', text: 'anti-entropy' }, ' tick is to come'];
  return [`${next.id}’s next `, { glyph: 'hash', text: 'anti-entropy' }, ` tick is in ${left(next.atUs, tUs)}`];
}

/** How long it still is, in whole milliseconds. */
export function left(atUs: number, tUs: number): string {
  return duration(Math.max(0, Math.ceil((atUs - tUs) / 1000) * 1000));
}
