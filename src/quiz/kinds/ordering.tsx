/** Ordering: items moved up and down by buttons, never by dragging; each move is announced and the focus stays on the item. */
import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { byId, demandKey, idsAmong, known, named, ordinal, quoted, sentence } from '../grading.ts';
import type { FieldProps, Grade, Kind, Ordering } from '../question.ts';

type Ids = readonly string[];

/** The ids if they are all items, each once. */
function read(question: Ordering, stored: unknown): Ids | null {
  const ids = idsAmong(stored, question.items);
  return ids === null || ids.length !== question.items.length ? null : ids;
}

function keyProblem(question: Ordering, key: unknown): string | null {
  return read(question, key) === null ? 'does not name all its items, each once' : null;
}

function grade(question: Ordering, answer: Ids, key: unknown): Grade {
  demandKey(question.id, keyProblem(question, key));
  const order = key as Ids;
  const text = (id: string | undefined) => known(question.items, id).text;
  const parts = order.map((id, place) => ({
    id,
    label: ordinal(place + 1),
    said: text(answer[place]),
    is: text(id),
    agrees: answer[place] === id,
  }));
  const first = parts.find((part) => !part.agrees);
  const ahead = (ids: Ids, before: string, after: string) => ids.indexOf(before) < ids.indexOf(after);
  const swapped = question.swaps.filter(({ before, after }) => ahead(answer, before, after) && ahead(order, after, before));
  return {
    right: first === undefined,
    explanation:
      first === undefined
        ? `All ${order.length} stand in the right order.`
        : `The first difference is the ${first.label} place: you put ${quoted(first.said)} where ${quoted(first.is)} belongs. ${sentence(known(question.items, first.id).explanation)}`,
    misconceptions: named(swapped.map((swap) => swap.misconception)),
    rightAnswer: order.map(text).join(', then '),
    rightIds: order,
    parts,
  };
}

function Field({ question, answer, grade: given, onAnswer }: FieldProps<Ordering, Ids>) {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ readonly place: number; readonly way: 'up' | 'down' } | null>(null);
  // A moved row is taken out and put back by the browser, which loses the focus.
  useLayoutEffect(() => {
    if (moved !== null) list.current?.children[moved.place]?.querySelector<HTMLElement>(`.${moved.way}`)?.focus();
  }, [moved]);
  if (given !== null) return <Graded question={question} grade={given} />;
  const ids = answer ?? question.items.map((item) => item.id);
  const items = ids.flatMap((id) => byId(question.items, id) ?? []);
  const move = (from: number, way: 'up' | 'down') => {
    const to = way === 'up' ? from - 1 : from + 1;
    const next = items.map((item) => item.id);
    const [id] = next.splice(from, 1);
    if (id === undefined) return;
    next.splice(to, 0, id);
    setMoved({ place: to, way });
    onAnswer(next);
  };
  const carried = moved === null ? undefined : items[moved.place];
  return (
    <>
      <ol className="quiz-order" ref={list}>
        {items.map((item, place) => (
          <li key={item.id} data-moved={item === carried || undefined}>
            <span className="quiz-place mono">{place + 1}</span>
            <span className="quiz-text">{item.text}</span>
            <Button
              className="icon up"
              label={`Move up: ${item.text}`}
              unavailable={place === 0 ? 'It is the first already.' : null}
              onPress={() => move(place, 'up')}
            >
              <Glyph name="chevron" size={16} />
            </Button>
            <Button
              className="icon down"
              label={`Move down: ${item.text}`}
              unavailable={place === items.length - 1 ? 'It is the last already.' : null}
              onPress={() => move(place, 'down')}
            >
              <Glyph name="chevron" size={16} />
            </Button>
          </li>
        ))}
      </ol>
      <output className="visually-hidden">
        {carried !== undefined && `${sentence(carried.text)} Now ${ordinal((moved?.place ?? 0) + 1)} of ${items.length}.`}
      </output>
    </>
  );
}

/** The right order, each with what stood there. */
function Graded({ question, grade: { parts } }: { readonly question: Ordering; readonly grade: Grade }) {
  const first = parts.findIndex((part) => !part.agrees);
  return (
    <ol className="quiz-order graded">
      {parts.map((part, place) => (
        <li key={part.id} data-agrees={part.agrees} data-first={place === first || undefined}>
          <span className="quiz-place mono">{place + 1}</span>
          <div>
            <p className="quiz-line">
              <span className="quiz-text">{part.is}</span>
              <span className={part.agrees ? 'quiz-tag' : 'quiz-tag wrong'}>
                <Glyph name={part.agrees ? 'ack' : 'different'} size={12} />
                {part.agrees ? 'right' : place === first ? 'first difference' : 'differs'}
              </span>
            </p>
            {!part.agrees && <p className="quiz-explanation">You put {quoted(part.said)} here.</p>}
            {place !== first && <p className="quiz-explanation">{byId(question.items, part.id)?.explanation}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

export const ordering: Kind<Ordering, Ids> = {
  kind: 'ordering',
  keyProblem,
  missing: (question, answer) => (read(question, answer) === null ? 'Move at least one into its place first.' : null),
  grade,
  say: (question, answer) => answer.map((id) => known(question.items, id).text).join(', then '),
  read,
  Field,
};
