/**
 * "Why is this copy stale?" and "why is this value here?", each in one sentence read off a snapshot. Every cause that it names is an
 * event of the trace, linked; every obstacle is one of the moment shown. Leads with the cause.
 */
import { clock } from '../../base/format.ts';
import type { DropReason } from '../trace.ts';
import { type Explanation, type ExplanationGlyph, type ExplanationPart, sentence } from './explanation.ts';
import { left, obstaclesOf } from './obstacles.ts';
import { relationOf } from './relation.ts';
import { valueText } from './sentences.ts';
import type { CellView, MessageView, MissCause, MissingWrite, ReplicaView, Snapshot, VersionView, WhyStale } from './snapshot.ts';

type Words = readonly (string | ExplanationPart)[];

/** Why a copy is stale; null where it is not, or where it is not among those that the snapshot explains. */
export function whyStale(snapshot: Snapshot, replica: string, key: string): WhyStale | null {
  return snapshot.whys.find((why) => why.replica === replica && why.key === key) ?? null;
}

/** The question that `explain` answers. */
export function questionOf(snapshot: Snapshot, replica: string, key: string): string {
  const cell = cellOf(snapshot, replica, key);
  if (cell !== undefined && cell.stale > 0 && cell.versions.length > 0) return `Why is ${replica} stale?`;
  return cell === undefined || cell.versions.length === 0 ? `Why does ${replica} hold nothing?` : `Why does ${replica} hold this?`;
}

/** `tUs`: the moment shown, from which waits are counted; the snapshot's own where it is left out. */
export function explain(snapshot: Snapshot, replica: string, key: string, tUs: number = snapshot.atUs): Explanation {
  const target = snapshot.replicas.find(({ id }) => id === replica);
  if (target === undefined) return sentence(`There is no replica ${replica}.`);
  const cell = cellOf(snapshot, replica, key);
  if (cell !== undefined && cell.stale > 0) return explainStale(snapshot, target, cell, tUs);
  if (cell === undefined || cell.versions.length === 0)
    return sentence(`${replica} holds nothing of ${key}, and misses nothing that a client was told is safe.`);
  return sentence(explainFresh(snapshot, target, cell));
}

function cellOf(snapshot: Snapshot, replica: string, key: string): CellView | undefined {
  return snapshot.replicas.find(({ id }) => id === replica)?.cells.find((cell) => cell.key === key);
}

/** A time of the run, as a link to its event. */
function at({ atUs, event }: { readonly atUs: number; readonly event: number }): ExplanationPart {
  return { text: clock(atUs), event, atUs };
}

// Stale.

function explainStale(snapshot: Snapshot, target: ReplicaView, cell: CellView, tUs: number): Explanation {
  const missing = whyStale(snapshot, target.id, cell.key)?.missing[0];
  if (missing === undefined)
    return sentence(`${target.id} misses ${cell.stale === 1 ? 'an acknowledged write' : `${cell.stale} acknowledged writes`} of ${cell.key}.`);
  const [cause] = missing.causes.filter(({ kind }) => !kind.startsWith('hint-'));
  const more = cell.stale > 1 ? ` and ${cell.stale - 1} older` : '';
  const what = nameOf(missing, more);
  if (cause?.kind === 'compacted') return compacted(target, cell, nameOf(missing, ''), cause);
  if (cause?.kind === 'discarded')
    return sentence(
      `${target.id} got `,
      what,
      ` from ${cause.from} at `,
      at(cause),
      ' and kept its own: both carry the same timestamp, and this store leaves ties unbroken.',
    );
  const coming = cause === undefined ? carrierOf(snapshot, target, missing) : undefined;
  if (coming !== undefined)
    return sentence(`${target.id} has not got `, what, ` yet: ${coming.from}’s write is on its way and due in ${left(coming.deliverUs, tUs)}.`);
  const began = cause === undefined ? sentence(`${target.id} has not got `, what) : beginning(target, what, missing, cause);
  return sentence(began, after(snapshot, target, cell, missing, tUs), '.');
}

function compacted(target: ReplicaView, cell: CellView, what: Words, cause: MissCause): Explanation {
  const dropped = sentence(`${target.id} held `, what, ' and dropped its ', { glyph: 'tombstone', text: 'tombstone' }, ' at ', at(cause));
  if (cell.versions.length === 0) return sentence(dropped, ': nothing is left there, which reads as deleted.');
  return sentence(dropped, '; then the old value came back ', wayTo(cell), ', with nothing left to say that it was deleted.');
}

function nameOf(missing: MissingWrite, more: string): Words {
  if (missing.kind === 'data') return [`the value that the others were loaded with${more}`];
  const glyph: ExplanationGlyph = missing.kind === 'delete' ? 'tombstone' : 'write';
  return [{ glyph, text: `${missing.kind} #${missing.number}` }, more];
}

/** The write itself, still flying to the replica. */
function carrierOf(snapshot: Snapshot, target: ReplicaView, { client, n }: MissingWrite): MessageView | undefined {
  return snapshot.messages.find(({ to, type, address }) => to === target.id && type === 'write' && address.startsWith(`${client}#${n}/`));
}

const carriers: { readonly [T in MessageView['type']]?: string } = {
  hint: 'hint',
  'repair-write': 'read repair',
  'gossip-push': 'gossip',
  'gossip-reply': 'gossip',
  'full-state': 'anti-entropy message',
  'merkle-versions': 'anti-entropy message',
  'merkle-return': 'anti-entropy message',
};

function dropWords(reason: DropReason | string | null, target: string): string {
  switch (reason) {
    case 'partition':
      return 'was dropped by the partition';
    case 'cut':
      return 'was dropped by the cut link';
    case 'loss':
      return 'was lost on the way';
    case 'receiver-down':
      return `found ${target} down`;
    case 'queue-full':
      return `was dropped by ${target}’s full queue`;
    case 'crash':
      return `was lost in ${target}’s crash`;
    default:
      return 'was dropped by hand';
  }
}

function beginning(target: ReplicaView, what: Words, missing: MissingWrite, cause: MissCause): Words {
  const { id } = target;
  switch (cause.kind) {
    case 'lost':
      return [`${id} had `, ...what, ' and ', { glyph: 'cross', text: 'lost it' }, ' in its crash at ', at(cause)];
    case 'rotted':
      return [`${id} had `, ...what, ' and ', { glyph: 'cross', text: 'its copy went bad' }, ' on the disk at ', at(cause)];
    case 'never-sent':
      return [`${id} missed `, ...what, ` (${cause.from} never sent it to ${id} when ${missing.client} wrote it at `, at(cause), ')'];
    case 'loaded-without':
      return [`${id} never had `, ...what];
    default: {
      const carrier = cause.message === null ? 'write' : (carriers[cause.message] ?? 'write');
      return [`${id} missed `, ...what, ` (${cause.from}’s ${carrier} `, { glyph: 'drop', text: dropWords(cause.reason, id) }, ' at ', at(cause), ')'];
    }
  }
}

function after(snapshot: Snapshot, target: ReplicaView, cell: CellView, missing: MissingWrite, tUs: number): Words {
  if (!target.up) {
    const kept = missing.causes.find(({ kind }) => kind === 'hint-stored');
    const hint: Words = kept === undefined ? [] : [`; ${kept.from} keeps a `, { glyph: 'hint', text: 'hint' }, ' for it'];
    return [` and nothing can repair it while ${target.id} is down`, ...hint];
  }
  const { words, coming, nothingCan } = obstaclesOf(snapshot, target, cell.key, missing, tUs);
  if (coming !== null) return [', but ', ...coming];
  if (nothingCan) return [' and nothing is scheduled that could repair it: every repair mechanism is off'];
  return [' and nothing has repaired it: ', ...words];
}

// Fresh.

function explainFresh(snapshot: Snapshot, target: ReplicaView, cell: CellView): Words {
  if (cell.versions.length > 1) return siblings(target, cell);
  const [version] = cell.versions;
  return [...origin(target, cell, version), ...overruledBy(snapshot, cell, version)];
}

function quoted(version: VersionView): string {
  return version.tombstone ? 'a tombstone' : valueText(version.value);
}

function origin(target: ReplicaView, cell: CellView, version: VersionView): Words {
  if (version.client === null) return [`${target.id} holds ${quoted(version)} since the start: it was loaded before the run.`];
  const through = version.namedBy === null || version.namedBy === version.client ? '' : ` through ${version.namedBy}`;
  const wrote: Words = version.tombstone
    ? [`${version.client} `, { glyph: 'tombstone', text: 'deleted it' }, `${through} (write #${version.number})`]
    : [`${version.client} `, { glyph: 'write', text: `wrote ${quoted(version)}` }, `${through} (write #${version.number})`];
  if (cell.arrival === null) return [...wrote, `, and it is what ${target.id}’s disk still held after the crash.`];
  return [...wrote, '; ', ...cameTo(target, cell), '.'];
}

const ways: { readonly [B in CellView['by']]: Words } = {
  write: [],
  'read-repair': ['by ', { glyph: 'read', text: 'read repair' }],
  'hinted-handoff': ['by a ', { glyph: 'hint', text: 'hint' }],
  gossip: ['by ', { glyph: 'gossip', text: 'gossip' }],
  'anti-entropy': ['by ', { glyph: 'hash', text: 'anti-entropy' }],
  bootstrap: ['by ', { glyph: 'write', text: 'moving its range' }],
  data: [],
};

/** By what, from whom and when, as in `by gossip from B at 1,204 ms`. */
function wayTo({ by, from, arrival }: CellView): Words {
  const way: Words = from === null ? ways[by] : [...ways[by], `${by === 'write' ? '' : ' '}from ${from}`];
  return arrival === null ? way : [...way, `${way.length === 0 ? '' : ' '}at `, at(arrival)];
}

function cameTo(target: ReplicaView, cell: CellView): Words {
  if (cell.arrival === null) return [];
  const verb = cell.by === 'write' && cell.from === null ? 'stored' : 'got';
  return [`${target.id} ${verb} it `, ...wayTo(cell), ` (event ${cell.arrival.event})`];
}

function siblings(target: ReplicaView, cell: CellView): Words {
  const [first, second] = cell.versions;
  const each = cell.versions.slice(0, 3).map((version) => `${version.client ?? 'the loader'}’s ${quoted(version)}`);
  const rest = cell.versions.length - each.length;
  const list = `${each.slice(0, -1).join(', ')} and ${each.at(-1)}${rest > 0 ? ` and ${rest} more` : ''}`;
  const blind = relationOf(first, second).kind === 'concurrent';
  const reason = blind ? ': neither writer had seen the other’s write' : ': its vector cannot tell that one write had seen the other';
  const came: Words = cell.arrival === null ? [] : [cell.by === 'write' ? '; the last was written ' : '; the last came ', ...wayTo(cell)];
  return [`${target.id} keeps `, { glyph: 'siblings', text: `${cell.versions.length} siblings` }, `, ${list}${reason}`, ...came, '.'];
}

function overruledBy(snapshot: Snapshot, cell: CellView, version: VersionView): Words {
  const beaten = snapshot.overruled.findLast(({ key, winner }) => key === cell.key && winner.number === version.number);
  if (beaten === undefined) return [];
  const { loser, winner } = beaten;
  return [
    ` Write #${loser.number} came later and `,
    { glyph: 'clock', text: 'gave way' },
    ' at ',
    at(beaten),
    `: it is stamped ${stamp(loser.timestampMs)}, before ${stamp(winner.timestampMs)}.`,
  ];
}

function stamp(ms: number): string {
  return clock(Math.round(ms * 1000));
}
