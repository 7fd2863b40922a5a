/** Damaged records that were set aside: each can be taken away as a file, and is discarded only after it was asked whether for good. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/controls.tsx';

export interface SetAside {
  readonly name: string;
  readonly title: string;
  /** How much there is of it. */
  readonly text: string;
}

export interface SetAsideTextsProps {
  readonly texts: readonly SetAside[];
  /** Where the focus goes when a row is gone. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onDownload: (name: string) => void;
  readonly onDiscard: (name: string) => void;
}

export function SetAsideTexts({ texts, heading, onDownload, onDiscard }: SetAsideTextsProps) {
  const [asking, setAsking] = useState<string | null>(null);
  const back = useRef<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // As in the list of saved runs: the focus goes to the answer that loses nothing, and from there back.
    const at = asking ?? back.current;
    if (at === null) return;
    back.current = asking;
    list.current?.querySelector<HTMLElement>(`[data-aside="${CSS.escape(at)}"] ${asking === null ? '.lab-discard' : '.lab-keep'}`)?.focus();
  }, [asking]);
  return (
    <section className="lab-aside" aria-labelledby="lab-aside">
      <h2 id="lab-aside">Set aside, damaged</h2>
      <p className="lab-note">These could not be read whole. They stay here as they were until you discard them.</p>
      <ul ref={list}>
        {texts.map(({ name, title, text }) => (
          <li key={name} data-aside={name}>
            <p>
              <strong>{title}</strong> <span className="lab-note">{text}</span>
            </p>
            {asking === name ? (
              <div className="lab-line">
                <span className="lab-ask">Discard {title} for good?</span>
                <Button
                  onPress={() => {
                    back.current = null;
                    setAsking(null);
                    heading.current?.focus();
                    onDiscard(name);
                  }}
                >
                  Discard
                </Button>
                <Button className="lab-keep" onPress={() => setAsking(null)}>
                  Keep
                </Button>
              </div>
            ) : (
              <div className="lab-line">
                <Button onPress={() => onDownload(name)} label={`Download ${title}`}>
                  Download
                </Button>
                <Button kind="quiet" className="lab-discard" onPress={() => setAsking(name)} label={`Discard ${title}`}>
                  Discard
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
