/**
 * What the Lab opens on: ready breakages as pictures of real runs, then the runs that this browser keeps, an empty cluster, a file, and the
 * presets. It holds no runs itself: whatever is chosen goes to whoever shows it.
 */
import { useId, useRef, useState } from 'react';
import { Button, Choice } from '../../../ui/controls.tsx';
import { FileDrop } from '../FileDrop.tsx';
import { breakages } from './breakages.ts';
import { Card } from './Card.tsx';
import { PresetList } from './PresetList.tsx';
import { type SavedRun, SavedRuns } from './SavedRuns.tsx';
import { type SetAside, SetAsideTexts } from './SetAsideTexts.tsx';
import { whyNotOne } from './use-file-drop.ts';
import './lab-gallery.css';

export interface LabGalleryProps {
  /** Latest first. */
  readonly saved: readonly SavedRun[];
  /** What could not be opened or kept, a sentence each. */
  readonly problems: readonly string[];
  readonly onOpenBreakage: (id: string) => void;
  readonly onOpenPreset: (id: string) => void;
  readonly onOpenEmpty: (replicas: number) => void;
  readonly onOpenSaved: (id: string) => void;
  readonly onRemoveSaved: (id: string) => void;
  /** Damaged texts that were set aside. */
  readonly setAside: readonly SetAside[];
  readonly onDownloadSetAside: (name: string) => void;
  readonly onDiscardSetAside: (name: string) => void;
  readonly onFile: (file: File) => void;
}

const SIZES = [2, 3, 5, 7, 12, 30, 100] as const;

export function LabGallery(props: LabGalleryProps) {
  const [many, setMany] = useState<string | null>(null);
  const savedHeading = useRef<HTMLHeadingElement>(null);
  const take = (files: readonly File[]): void => {
    const [file] = files;
    const why = whyNotOne(files);
    setMany(why);
    if (file !== undefined && why === null) props.onFile(file);
  };
  const problems = [...new Set(many === null ? props.problems : [...props.problems, many])];
  return (
    <main className="lab-gallery">
      <header className="lab-head">
        <h1>Lab</h1>
        <p>Open something broken and mend it, or begin with nothing and break it yourself.</p>
        {props.saved.length > 0 && (
          <Button kind="quiet" className="lab-jump" onPress={() => savedHeading.current?.focus()}>
            {props.saved.length === 1 ? 'Go to your saved run' : `Go to your ${props.saved.length} saved runs`}
          </Button>
        )}
      </header>
      <div role="alert" className="lab-problems">
        {problems.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <section aria-labelledby="lab-breakages">
        <h2 id="lab-breakages">Broken, and ready for you</h2>
        <ul className="lab-cards">
          {breakages.map((one) => (
            <Card key={one.id} of={one} onOpen={() => props.onOpenBreakage(one.id)} />
          ))}
        </ul>
      </section>
      <div className="lab-more">
        <div className="lab-own">
          <SavedRuns saved={props.saved} heading={savedHeading} onOpen={props.onOpenSaved} onRemove={props.onRemoveSaved} />
          {props.setAside.length > 0 && (
            <SetAsideTexts texts={props.setAside} heading={savedHeading} onDownload={props.onDownloadSetAside} onDiscard={props.onDiscardSetAside} />
          )}
          <EmptyCluster onOpen={props.onOpenEmpty} />
          <OpenFile onFile={props.onFile} />
        </div>
        <PresetList onOpen={props.onOpenPreset} />
      </div>
      <FileDrop onFiles={take} />
    </main>
  );
}

function EmptyCluster({ onOpen }: { readonly onOpen: (replicas: number) => void }) {
  const [size, setSize] = useState('3');
  return (
    <section aria-labelledby="lab-empty">
      <h2 id="lab-empty">An empty cluster</h2>
      <p className="lab-note">Nothing is written, nothing is scheduled, and every repair is off.</p>
      <div className="lab-line">
        <Choice
          label="Replicas of the empty cluster"
          value={size}
          options={SIZES.map((count) => ({ value: String(count), label: `${count} replicas` }))}
          onChange={setSize}
        />
        <Button onPress={() => onOpen(Number(size))}>Start empty</Button>
      </div>
    </section>
  );
}

function OpenFile({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const note = useId();
  return (
    <section aria-labelledby="lab-file">
      <h2 id="lab-file">A file</h2>
      <p className="lab-note" id={note}>
        A run that you downloaded, or a scenario. You can also drop it anywhere on this page.
      </p>
      <div className="lab-line">
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label="File to open"
          aria-describedby={note}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            // So that the same file can be chosen again.
            currentTarget.value = '';
            if (file !== undefined) onFile(file);
          }}
        />
        <Button onPress={() => input.current?.click()}>Choose a file</Button>
      </div>
    </section>
  );
}
