/** Sentences above the stage of the Lab: what came of a link or file, and what cannot be kept. Each once, and until it is dismissed. */
import { useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import { runsStore } from '../kept.ts';

export interface LabNotesProps {
  readonly sentences: readonly string[];
  readonly onDismiss: (sentence: string) => void;
}

export function LabNotes({ sentences, onDismiss }: LabNotesProps) {
  // What holds on, as a browser that stores nothing, is told again with every change: who has read it need not read it again.
  const [read, setRead] = useState<readonly string[]>([]);
  const shown = [...new Set(sentences)].filter((text) => !read.includes(text));
  return (
    <div className="lab-notes" role="alert">
      {shown.map((text) => (
        <p key={text}>
          {text}
          <Button
            kind="quiet"
            onPress={() => {
              runsStore.getState().dismiss(text);
              setRead([...read, text]);
              onDismiss(text);
            }}
          >
            Dismiss
          </Button>
        </p>
      ))}
    </div>
  );
}
