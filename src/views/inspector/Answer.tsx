/** The answer in serif: one sentence whose words carry the marks of what they name, and whose moments can be gone to. */
import type { RecordView } from '../../engine/picture/snapshot.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { timeOfEvent } from './trace-facts.ts';
import type { ExplanationPart } from './types.ts';

export interface AnswerProps {
  readonly question: string | null;
  readonly parts: readonly ExplanationPart[] | null;
  readonly records: readonly RecordView[];
  readonly onTime: (us: number) => void;
}

const toned: Readonly<Record<string, string>> = { hint: 'repair', repair: 'repair', drop: 'fault', cut: 'fault' };

export function Answer({ question, parts, records, onTime }: AnswerProps) {
  if (parts === null || parts.length === 0) return null;
  return (
    <div className="inspector-answer">
      {question !== null && <h3>{question}</h3>}
      <p>
        {parts.map((part, at) => {
          const us = part.event === undefined ? null : timeOfEvent(records, part.event);
          const words = part.text.trimEnd();
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence
            <span key={at}>
              {us === null ? (
                words
              ) : (
                <button type="button" className="time-link inspector-moment" onClick={() => onTime(us)}>
                  {words}
                </button>
              )}
              {part.glyph !== undefined && (
                <span className="inspector-inline" data-tone={toned[part.glyph]}>
                  {'\u00a0'}
                  <Glyph name={part.glyph} size={14} />
                </span>
              )}
              {part.text.slice(words.length)}
            </span>
          );
        })}
      </p>
    </div>
  );
}
