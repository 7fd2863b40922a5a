/** The first visit's hints: at most three, each once, one at a time, each dismissible. None says what was done already. */
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import { hintsSeen, noteHint } from '../hints.ts';
import type { FrameContext } from '../stage/StageFrame.tsx';

interface Hint {
  readonly id: string;
  readonly text: (context: FrameContext) => string;
  /** Nobody needs it any more. */
  readonly known: (context: FrameContext) => boolean;
}

const hints: readonly Hint[] = [
  {
    id: 'press',
    text: () => 'Press anything on the picture, a replica, a link, a message: what you can do to it opens beside it.',
    known: ({ one }) => one.selection !== null || one.log.length > 0,
  },
  {
    id: 'play',
    text: () => 'Nothing moves by itself: press Play, or step on by moment. What you change takes effect where the playhead stands.',
    known: ({ one }) => one.playing,
  },
  {
    id: 'past',
    text: () => 'You can step back and do it differently: the other future is kept under the track.',
    known: ({ one }) => one.branches.length > 1,
  },
];

export function LabHints({ context }: { readonly context: FrameContext }) {
  const [seen, setSeen] = useState(hintsSeen);
  const hint = hints.find((one) => !seen.includes(one.id));
  const known = hint?.known(context) === true;
  const done = useCallback((id: string) => {
    noteHint(id);
    setSeen((before) => [...before, id]);
  }, []);
  // Who has done it by themselves need not be told.
  useEffect(() => {
    if (hint !== undefined && known) done(hint.id);
  }, [hint, known, done]);
  if (hint === undefined || known) return null;
  return (
    <aside className="lab-hint" aria-label="Hint">
      <p>{hint.text(context)}</p>
      <Button kind="plain" onPress={() => done(hint.id)}>
        Got it
      </Button>
    </aside>
  );
}
