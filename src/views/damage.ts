/** A damaged copy in a mark and words. The picture knows of it; the cluster finds out by a checksum, a scrub or a signature, or not at all. */
import type { DamageView } from '../engine/picture/snapshot.ts';
import type { GlyphName } from '../ui/Glyph.tsx';

export interface DamageWords {
  readonly glyph: GlyphName & ('rot' | 'lie');
  /** On a mark. */
  readonly word: string;
  /** A sentence. */
  readonly says: string;
}

const words: Readonly<Record<DamageView, DamageWords>> = {
  checksum: {
    glyph: 'rot',
    word: 'checksum fails',
    says: 'It has rotted and its checksum fails: it cannot be read, until a newer write or a repair replaces it.',
  },
  rot: {
    glyph: 'rot',
    word: 'rotten, unknown',
    says: 'It has rotted, or came from a copy that had, and nothing tells: it is served and passed on as if it were good.',
  },
  lie: { glyph: 'lie', word: 'a lie', says: 'No client ever wrote this: a replica made it up, and without signatures it spreads like any newer write.' },
};

export const damageWords = (damage: DamageView): DamageWords => words[damage];
