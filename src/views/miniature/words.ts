/** What a small picture says: the note under it, its one most telling fact, and the whole of it for those who do not see it. Pure. */

import { capitalised, listOf } from '../../base/format.ts';
import { didText } from '../../engine/picture/operation-text.ts';
import { valueText } from '../../engine/picture/sentences.ts';
import type { OperationView, ReplicaView, Snapshot } from '../../engine/picture/snapshot.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { cellOf } from './layout.ts';
import { tellingComparison } from './trees.ts';

export type PictureKind = 'cluster' | 'siblings' | 'merkle';

export interface Note {
  readonly glyph: GlyphName;
  readonly tone: 'plain' | 'fault' | 'repair';
  readonly text: string;
}

/** The latest of what clients were answered about the key. */
function lastOperation(snapshot: Snapshot, key: string | null): OperationView | null {
  return snapshot.clients
    .flatMap(({ last }) => (last !== null && last.key === key ? [last] : []))
    .reduce<OperationView | null>((latest, one) => (latest === null || (one.completedUs ?? 0) >= (latest.completedUs ?? 0) ? one : latest), null);
}

function deedText({ client, kind, key, via, value, values, ok, stale }: OperationView): string {
  if (ok !== true) return `${client}’s ${kind} failed`;
  if (kind === 'read') {
    const got = values.length === 0 ? 'nothing' : values.map(valueText).join(' and ');
    return `${client} read ${got}${via === null || values.length > 1 ? '' : ` from ${via}`}${stale ? ': stale' : ''}`;
  }
  return `${client} ${didText(kind, key, value)}`;
}

function hintsText({ hints }: ReplicaView): string {
  return `${hints.length === 1 ? 'a hint' : `${hints.length} hints`} for ${listOf([...new Set(hints.map(({ target }) => target))])}`;
}

export function clusterNote(snapshot: Snapshot, key: string | null): Note | null {
  const lost = snapshot.violations.some(({ checker }) => checker === 'lost-acknowledged-write')
    ? snapshot.overruled.findLast((one) => one.key === key && one.loser.client !== null)
    : undefined;
  if (lost !== undefined) return { glyph: 'cross', tone: 'fault', text: `${lost.loser.client}’s ${valueText(lost.loser.value)}: acknowledged, lost` };
  for (const { missing, replica } of snapshot.whys)
    for (const { causes } of missing)
      for (const cause of causes)
        if (cause.kind === 'hint-lost') return { glyph: 'hint', tone: 'fault', text: `${cause.from ?? 'A client'}’s hint for ${replica} is lost` };
  const keeper = snapshot.replicas.find((replica) => replica.up && replica.hints.length > 0);
  if (keeper !== undefined) return { glyph: 'hint', tone: 'repair', text: `${keeper.id} keeps ${hintsText(keeper)}` };
  const last = lastOperation(snapshot, key);
  if (last === null) return null;
  const glyph = last.ok !== true ? 'cross' : last.stale ? 'stale' : last.kind === 'delete' ? 'tombstone' : last.kind === 'read' ? 'answer' : 'ack';
  return { glyph, tone: 'plain', text: deedText(last) };
}

/** Replicas that hold the siblings of the key. */
export function siblingHolders(snapshot: Snapshot, key: string | null): readonly string[] {
  return snapshot.replicas.filter((replica) => (cellOf(replica, key)?.versions.length ?? 0) > 1).map(({ id }) => id);
}

export function siblingsNote(snapshot: Snapshot, key: string | null): Note {
  const holders = siblingHolders(snapshot, key);
  if (holders.length === 0) return { glyph: 'equal', tone: 'plain', text: 'No replica holds siblings' };
  const both = Math.max(...snapshot.replicas.map((replica) => cellOf(replica, key)?.versions.length ?? 0)) === 2 ? 'both' : 'them all';
  return { glyph: 'siblings', tone: 'plain', text: `${listOf(holders)} ${holders.length === 1 ? 'keeps' : 'keep'} ${both}` };
}

export function treesNote(snapshot: Snapshot): Note {
  const comparison = tellingComparison(snapshot);
  if (comparison === null) return { glyph: 'hash', tone: 'plain', text: 'No trees were compared' };
  const { hashesCompared, hashesTotal, hashesDiffering } = comparison;
  return {
    glyph: hashesDiffering > 0 ? 'different' : 'equal',
    tone: 'plain',
    text: `${hashesCompared} of ${hashesTotal} hashes compared, ${hashesDiffering} ${hashesDiffering === 1 ? 'differs' : 'differ'}`,
  };
}

export function noteOf(kind: PictureKind, snapshot: Snapshot, key: string | null): Note | null {
  return kind === 'cluster' ? clusterNote(snapshot, key) : kind === 'siblings' ? siblingsNote(snapshot, key) : treesNote(snapshot);
}

function holdingText(replica: ReplicaView, key: string | null): string {
  const cell = cellOf(replica, key);
  const held = cell?.versions.map((version) => (version.tombstone ? `a tombstone, ${version.label}` : `${valueText(version.value)}, ${version.label}`));
  const stale = cell === undefined || cell.stale === 0 ? '' : ', which is stale';
  const hints =
    replica.hints.length === 0 ? '' : ` and ${replica.hints.length === 1 ? 'a hint' : `${replica.hints.length} hints`} for ${replica.hints[0]?.target}`;
  const ahead = Math.round(replica.clockOffsetMs);
  const clock = ahead === 0 ? '' : `, with its clock ${Math.abs(ahead)} ms ${ahead > 0 ? 'ahead' : 'behind'}`;
  return `${replica.up ? 'holds' : 'is down with'} ${held === undefined ? 'nothing' : held.join(' beside ')}${stale}${hints}${clock}`;
}

/** All of the picture as sentences. */
export function pictureWords(kind: PictureKind, snapshot: Snapshot, key: string | null): string {
  const sentences: string[] = [];
  const comparison = kind === 'merkle' ? tellingComparison(snapshot) : null;
  if (comparison !== null) sentences.push(`Hash trees of ${comparison.from} and ${comparison.to}`);
  else {
    const byWords = new Map<string, string[]>();
    for (const replica of snapshot.replicas) {
      const text = holdingText(replica, key);
      byWords.set(text, [...(byWords.get(text) ?? []), replica.id]);
    }
    for (const [text, ids] of byWords)
      sentences.push(`${listOf(ids)} ${ids.length === 1 ? text : text.replace(/^holds/, 'hold').replace(/^is down/, 'are down')}`);
    if (snapshot.groups.length > 1) sentences.push(`A cut parts ${snapshot.groups.map((group) => listOf(group)).join(' from ')}`);
  }
  const note = noteOf(kind, snapshot, key);
  if (note !== null) sentences.push(capitalised(note.text));
  return `${sentences.join('. ')}.`;
}
