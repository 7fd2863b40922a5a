/** What was said beside what is, line by line; the first line that differs is marked by a sign and words, lines that agree by another. */
import { Glyph } from '../ui/Glyph.tsx';
import type { Grade } from './question.ts';

interface SaidAndIsProps {
  readonly parts: Grade['parts'];
  /** Over the right-hand column: "what happened". */
  readonly isTitle: string;
  /** Said under a line, by its id. */
  readonly notes?: Readonly<Record<string, string>>;
  readonly caption: string;
}

export function SaidAndIs({ parts, isTitle, notes = {}, caption }: SaidAndIsProps) {
  const first = parts.findIndex((part) => !part.agrees);
  return (
    <table className="quiz-compared">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">you said</th>
          <th scope="col">{isTitle}</th>
          <td />
        </tr>
      </thead>
      {parts.map((part, index) => (
        <tbody key={part.id} data-agrees={part.agrees} data-first={index === first || undefined}>
          <tr>
            <th scope="row">{part.label}</th>
            <td>{part.said}</td>
            <td>{part.is}</td>
            <td className="quiz-sign">
              <Glyph name={part.agrees ? 'equal' : 'different'} size={14} />
              <span className="visually-hidden">{part.agrees ? 'agrees' : 'differs'}</span>
            </td>
          </tr>
          {(index === first || notes[part.id] !== undefined) && (
            <tr className="quiz-part-note">
              <td colSpan={4}>
                {index === first && <strong>First difference. </strong>}
                {notes[part.id]}
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}
