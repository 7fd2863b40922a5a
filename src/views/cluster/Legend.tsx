/** The legend: names only the marks that are on screen now. */
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { cellOf, picture } from './frame.ts';
import { FULL_LIMIT } from './layout.ts';

const words = {
  write: 'write',
  read: 'read',
  answer: 'answer',
  ack: 'acknowledgement',
  hash: 'hashes',
  hint: 'hint',
  gossip: 'gossip',
  drop: 'dropped',
  stale: 'stale',
  siblings: 'siblings',
  tombstone: 'deleted',
  repair: 'repair',
  timer: 'fills until the next round',
} as const satisfies Partial<Record<GlyphName, string>>;
type Word = keyof typeof words;

/** Which marks stand in the picture, in the legend's order. */
export function legendOf(snapshot: Snapshot, tUs: number, earlier: readonly Snapshot[], lingerUs: number, shownKey: string | null): readonly Word[] {
  const view = picture(snapshot, tUs, earlier, lingerUs);
  const found = new Set<Word>();
  for (const message of view.moving) found.add(message.kind);
  if (view.dropped.length > 0) found.add('drop');
  const full = snapshot.replicas.length <= FULL_LIMIT;
  if (full && view.repairs.length > 0) found.add('repair');
  for (const replica of snapshot.replicas) {
    const cell = cellOf(replica, shownKey);
    if (replica.hints.length > 0) found.add('hint');
    if (full && (view.rings.get(replica.id) ?? []).length > 0) found.add('timer');
    if (cell === undefined) continue;
    if (cell.stale > 0) found.add('stale');
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
          <Glyph name={mark} size={14} className={mark === 'drop' ? 'fault-colour' : mark === 'hint' || mark === 'repair' ? 'hint-colour' : ''} />
          {words[mark]}
        </li>
      ))}
    </ul>
  );
}
