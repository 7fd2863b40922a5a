/** The runs that this browser keeps: each opens where it was left; one is removed only after it was asked whether for good. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/controls.tsx';

export interface SavedRun {
  readonly id: string;
  readonly title: string;
  /** When it was saved last, in words. */
  readonly savedAtText: string;
  /** What is in it, in one line. */
  readonly summary: string;
}

interface SavedRunsProps {
  readonly saved: readonly SavedRun[];
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onOpen: (id: string) => void;
  readonly onRemove: (id: string) => void;
}

export function SavedRuns({ saved, heading, onOpen, onRemove }: SavedRunsProps) {
  const [asking, setAsking] = useState<string | null>(null);
  const back = useRef<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: the focus goes to the answer that loses nothing, and from there back to it.
    const at = asking ?? back.current;
    if (at === null) return;
    back.current = asking;
    list.current?.querySelector<HTMLElement>(`[data-run="${CSS.escape(at)}"] ${asking === null ? '.lab-remove' : '.lab-keep'}`)?.focus();
  }, [asking]);
  return (
    <section className="lab-saved" aria-labelledby="lab-saved">
      <h2 id="lab-saved" ref={heading} tabIndex={-1}>
        Saved in this browser
      </h2>
      {saved.length === 0 && <p className="lab-note">Nothing yet. A run that you open is saved here as you go.</p>}
      <ul ref={list}>
        {saved.map((run) => (
          <li key={run.id} className="lab-row" data-run={run.id}>
            {asking === run.id ? (
              <>
                <p className="lab-ask">Remove “{run.title}” for good?</p>
                <Button
                  className="lab-remove"
                  onPress={() => {
                    back.current = null;
                    setAsking(null);
                    heading.current?.focus();
                    onRemove(run.id);
                  }}
                >
                  Remove
                </Button>
                <Button className="lab-keep" onPress={() => setAsking(null)}>
                  Keep
                </Button>
              </>
            ) : (
              <>
                <button type="button" className="lab-open" onClick={() => onOpen(run.id)}>
                  <span className="lab-open-title">{run.title}</span>
                  <span className="lab-open-text">{run.summary}</span>
                  <span className="lab-open-text">{run.savedAtText}</span>
                </button>
                <Button kind="quiet" className="lab-remove" label={`Remove ${run.title}`} onPress={() => setAsking(run.id)}>
                  Remove
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
