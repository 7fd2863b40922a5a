/** The form of an explanation: parts that read as one sentence, some with a mark beside the words, some a link to a moment of the run. */

/** Marks that an explanation names; each is one of the product's. */
export type ExplanationGlyph = 'write' | 'drop' | 'hint' | 'read' | 'gossip' | 'hash' | 'tombstone' | 'siblings' | 'clock' | 'cross' | 'stale';

export interface ExplanationPart {
  readonly text: string;
  readonly glyph?: ExplanationGlyph;
  /** The words lead to this event, at this time. */
  readonly event?: number;
  readonly atUs?: number;
}

export type Explanation = readonly ExplanationPart[];

/** Puts parts in a row: bare words as text, neighbours without mark or link joined into one. */
export function sentence(...pieces: readonly (string | ExplanationPart | readonly (string | ExplanationPart)[])[]): Explanation {
  const parts: ExplanationPart[] = [];
  for (const piece of pieces.flat()) {
    const part = typeof piece === 'string' ? { text: piece } : piece;
    const last = parts.at(-1);
    if (part.text === '' && part.glyph === undefined) continue;
    if (last !== undefined && isPlain(last) && isPlain(part)) parts[parts.length - 1] = { text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

function isPlain(part: ExplanationPart): boolean {
  return part.glyph === undefined && part.event === undefined;
}

/** As plain words: for the live region, and to be searched. */
export function textOf(explanation: Explanation): string {
  return explanation.map((part) => part.text).join('');
}
