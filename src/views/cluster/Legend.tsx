/** The legend: names only the marks that are on screen now. */
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { damageWords } from '../damage.ts';
import { cellOf, picture } from './frame.ts';
import { FULL_LIMIT } from './places.ts';

const words = {
  write: 'write',
  read: 'read',
  answer: 'reply',
  ack: 'acknowledgement',
  late: 'grey: the client has its answer already',
  hash: 'hashes',
  hint: 'hint',
  gossip: 'gossip',
  drop: 'dropped',
  cut: 'cut link',
  stale: 'stale: misses acknowledged writes',
  siblings: 'siblings',
  tombstone: 'deleted',
  rot: 'rotten copy',
  lie: 'a lie: nobody wrote it',
  repair: 'repair',
  cross: 'crashed',
  timer: 'fills until the next tick',
  heard: 'has it, since that round or time; strong: just now',
  unheard: 'has not heard',
} as const;
export type Word = keyof typeof words;

const glyphs: Partial<Record<Word, GlyphName>> = { late: 'answer' };
/** Drawn as a small cell, not as a glyph. */
const cells: readonly Word[] = ['heard', 'unheard'];
const colours: Partial<Record<Word, string>> = {
  drop: 'fault-colour',
  cut: 'fault-colour',
  cross: 'fault-colour',
  rot: 'fault-colour',
  lie: 'fault-colour',
  hint: 'hint-colour',
  repair: 'hint-colour',
  late: 'late-colour',
};

/** Which marks stand in the picture, in the legend's order. */
export function legendOf(snapshot: Snapshot, tUs: number, earlier: readonly Snapshot[], lingerUs: number, shownKey: string | null): readonly Word[] {
  const view = picture(snapshot, tUs, earlier, lingerUs);
  const found = new Set<Word>();
  for (const message of view.moving) {
    found.add(message.kind);
    if (message.late) found.add('late');
  }
  if (view.dropped.length > 0) found.add('drop');
  if (snapshot.cuts.length > 0) found.add('cut');
  const full = snapshot.replicas.length <= FULL_LIMIT;
  if (full && view.repairs.length > 0) found.add('repair');
  for (const replica of snapshot.replicas) {
    const cell = cellOf(replica, shownKey);
    if (!replica.up) found.add('cross');
    if (replica.hints.length > 0) found.add('hint');
    if (full && (view.rings.get(replica.id) ?? []).length > 0) found.add('timer');
    if (!full) found.add(cell === undefined || cell.stale > 0 ? 'unheard' : 'heard');
    if (cell === undefined) continue;
    if (full && cell.stale > 0) found.add('stale');
    if (full && cell.damage !== undefined) found.add(damageWords(cell.damage).glyph);
    if (cell.versions.length > 1) found.add('siblings');
    if (cell.versions.some((version) => version.tombstone)) found.add('tombstone');
  }
  return (Object.keys(words) as Word[]).filter((word) => found.has(word));
}

export function Legend({ marks }: { readonly marks: readonly Word[] }) {
  return (
    <ul className="legend" aria-label="Marks on screen">
      {marks.map((mark) => (
        <li key={mark}>
          {cells.includes(mark) ? (
            <span className={`legend-cell ${mark}`} aria-hidden="true" />
          ) : mark === 'stale' ? (
            <span className="legend-stale mono">{'\u22121'}</span>
          ) : (
            <Glyph name={glyphs[mark] ?? (mark as GlyphName)} size={14} className={colours[mark] ?? ''} />
          )}
          {words[mark]}
        </li>
      ))}
    </ul>
  );
}
