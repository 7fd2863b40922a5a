/** What the inspector is told beside the moment: the answer to why a copy is as it is, part by part. */
import type { GlyphName } from '../../ui/Glyph.tsx';

/** A piece of one sentence, with its own spaces: the mark of what it names follows it, and an event makes it a way to that moment. */
export interface ExplanationPart {
  readonly text: string;
  readonly glyph?: GlyphName;
  readonly event?: number;
}
