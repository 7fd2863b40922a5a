/**
 * A run in the Lab: free to break and heal. It is saved as it goes (scenario, commands, cursor, the other futures, views) and is there after a reload; a second tab
 * opens a copy.
 */
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { RunRecord } from '../../state/kept/record.ts';
import { Button } from '../../ui/controls.tsx';
import { type Contrast, textOf } from '../contrast.ts';
import { Header, RunActions } from '../Header.tsx';
import { openInLab, runsStore } from '../kept.ts';
import { PlainPage } from '../learn/PlainPage.tsx';
import { nameOf } from '../stage/names.ts';
import { Panel } from '../stage/Panel.tsx';
import { type FrameContext, StageFrame } from '../stage/StageFrame.tsx';
import { nextSeed } from '../stage/seed.ts';
import { LabHints } from './LabHints.tsx';
import { LabRun } from './LabRun.tsx';
import { LabTabs } from './LabTabs.tsx';
import { takeNotes, tellNext } from './notes.ts';
import { anew, fromTheBeginning, showViews, sittingOf } from './record.ts';
import { Share } from './Share.tsx';
import { useAutosave } from './use-autosave.ts';
import './lab.css';

export interface LabPageProps {
  readonly id: string;
  readonly contrast: Contrast | null;
}

type Opened = { readonly of: string; readonly record: RunRecord; readonly notes: readonly string[] } | { readonly of: string; readonly failure: string };

export function LabPage({ id, contrast }: LabPageProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let left = false;
    const notes = takeNotes();
    runsStore
      .getState()
      .claim(id)
      .then((found) => {
        if (left) return;
        const record = found.ok ? found.record : found.salvaged;
        if (record === null) return setOpened({ of: id, failure: found.ok ? '' : found.message });
        const told = [...notes, ...(found.ok ? found.warnings : [found.message])];
        // A copy has an address of its own.
        if (record.id !== id) history.replaceState(null, '', `#/lab/${record.id}`);
        showViews(record.views);
        setOpened({ of: id, record, notes: told });
      });
    return () => {
      left = true;
    };
  }, [id]);
  if (opened === null || opened.of !== id) return null;
  if ('failure' in opened)
    return (
      <PlainPage door="lab" title={null}>
        <h1>{opened.failure}</h1>
        <p>
          <a className="button ink" href="#/lab">
            Open the Lab
          </a>
        </p>
      </PlainPage>
    );
  return <LabStage key={opened.record.id} first={opened.record} notes={opened.notes} contrast={contrast} />;
}

function LabStage({ first, notes, contrast }: { readonly first: RunRecord; readonly notes: readonly string[]; readonly contrast: Contrast | null }) {
  // What is loaded; what is saved as it goes is another matter.
  const [loaded, setLoaded] = useState(first);
  const [told, setTold] = useState(notes);
  const [sharing, setSharing] = useState(false);
  const { problems, dismiss } = useStore(runsStore);
  const sitting = useMemo(() => ({ ...sittingOf(loaded), contrast }), [loaded, contrast]);
  const save = useAutosave(loaded, contrast !== null, (record) => {
    if (record.id !== loaded.id) history.replaceState(null, '', `#/lab/${record.id}`);
  });
  /** Another document is another run, from 0 with the same commands; this one stays as it is. */
  const restart = (document: RunRecord['scenario'], what: string) => {
    const before = save();
    const { record, left } = anew(before, document, what);
    const dropped = left === 0 ? '' : ` ${left === 1 ? 'One command does' : `${left} commands do`} not fit it and ${left === 1 ? 'was' : 'were'} left out.`;
    tellNext([`A new run from 0 with the same commands.${dropped} The run before is saved as “${before.title}”.`]);
    openInLab(record);
  };
  const startOver = () => setLoaded(fromTheBeginning(save()));
  const newSeed = ({ one }: FrameContext) => {
    const seed = nextSeed(one.scenario?.seed ?? 1);
    if (one.log.length > 0) return restart({ ...loaded.scenario, seed }, `seed ${seed}`);
    // Nothing of one's own is in it yet.
    setLoaded({ ...fromTheBeginning(save()), scenario: { ...loaded.scenario, seed } });
  };
  const beside = (other: Contrast | null) => {
    const record = save();
    setLoaded(record);
    window.location.hash = `#/lab/${record.id}${other === null ? '' : `?beside=${encodeURIComponent(textOf(other))}`}`;
  };
  const sentences = [...told, ...problems];
  return (
    <StageFrame
      sitting={sitting}
      title={loaded.title}
      className="in-lab"
      sideLabel="Details, repair and knobs"
      header={(context) => (
        <Header door="lab" title={loaded.title} seed={context.one.scenario?.seed ?? null}>
          <RunActions context={context} onNewSeed={() => newSeed(context)} onStartOver={startOver} />
          <Button kind="plain" onPress={() => setSharing(true)} label="Share">
            Share
          </Button>
        </Header>
      )}
      above={(context) => (
        <>
          <h1 className="visually-hidden">{loaded.title}</h1>
          {sentences.length > 0 && (
            <div className="lab-notes" role="alert">
              {sentences.map((text) => (
                <p key={text}>
                  {text}
                  <Button
                    kind="quiet"
                    onPress={() => {
                      dismiss(text);
                      setTold(told.filter((one) => one !== text));
                    }}
                  >
                    Dismiss
                  </Button>
                </p>
              ))}
            </div>
          )}
          <LabHints context={context} />
          {sharing && <Share record={save} onClose={() => setSharing(false)} />}
        </>
      )}
      sheetTitle={({ lane, snapshot }) => (lane.selection === null ? 'Repair, knobs and this run' : nameOf(lane.selection, snapshot))}
      panel={(context) => (
        <LabTabs
          context={context}
          onRestart={restart}
          document={loaded.scenario}
          now={
            <Panel context={context}>
              <LabRun context={context} onBeside={beside} />
            </Panel>
          }
        />
      )}
    />
  );
}
