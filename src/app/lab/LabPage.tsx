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
import { FileDrop } from './FileDrop.tsx';
import { whyNotOne } from './gallery/use-file-drop.ts';
import { LabHints } from './LabHints.tsx';
import { LabNotes } from './LabNotes.tsx';
import { LabRun } from './LabRun.tsx';
import { firstPart, LabTabs, type PanelPart } from './LabTabs.tsx';
import { takeNotes, tellNext } from './notes.ts';
import { openFile } from './open-file.ts';
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
  const [part, setPart] = useState(firstPart);
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
  // Another tab may have the run as soon as this one shows something else.
  useEffect(() => () => runsStore.getState().release(), []);
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
  return <LabStage key={opened.record.id} first={opened.record} notes={opened.notes} contrast={contrast} part={part} onPart={setPart} />;
}

interface LabStageProps {
  readonly first: RunRecord;
  readonly notes: readonly string[];
  readonly contrast: Contrast | null;
  readonly part: PanelPart;
  readonly onPart: (part: PanelPart) => void;
}

function LabStage({ first, notes, contrast, part, onPart }: LabStageProps) {
  // What is loaded; what is saved as it goes is another matter.
  const [sat, setSat] = useState({ loaded: first, contrast });
  const { loaded } = sat;
  const [told, setTold] = useState(notes);
  const [sharing, setSharing] = useState(false);
  const { problems } = useStore(runsStore);
  const sitting = useMemo(() => ({ ...sittingOf(sat.loaded), contrast: sat.contrast }), [sat]);
  const save = useAutosave(loaded, sat.contrast !== null, (record) => {
    if (record.id !== loaded.id) history.replaceState(null, '', `#/lab/${record.id}`);
  });
  // A second lane comes and goes with the address, by the browser's Back too: what was done until then goes along.
  useEffect(() => {
    if (sameContrast(contrast, sat.contrast)) return;
    setSat({ loaded: save(), contrast });
  }, [contrast, sat, save]);
  /** Loads it in place of what is there, kept already, so that a reload finds it. */
  const load = (record: RunRecord) => setSat({ loaded: runsStore.getState().save(record), contrast });
  /** Another document is another run, from 0 with the same commands; this one stays as it is. */
  const restart = (document: RunRecord['scenario'], what: string) => {
    // Saved even if nothing changed, so that it is not the oldest that makes room for the new one.
    const before = runsStore.getState().save(save());
    const { record, left } = anew(before, document, what);
    const dropped = left === 0 ? '' : ` ${left === 1 ? 'One command does' : `${left} commands do`} not fit it and ${left === 1 ? 'was' : 'were'} left out.`;
    tellNext([`A new run from 0 with the same commands.${dropped} The run before is saved as “${before.title}”.`]);
    openInLab(record);
  };
  const startOver = () => load(fromTheBeginning(save()));
  const newSeed = ({ one }: FrameContext) => {
    const seed = nextSeed(one.scenario?.seed ?? 1);
    if (one.log.length > 0 || one.branches.length > 1) return restart({ ...loaded.scenario, seed }, `seed ${seed}`);
    // Nothing of one's own is in it yet.
    load({ ...fromTheBeginning(save()), scenario: { ...loaded.scenario, seed } });
  };
  const beside = (other: Contrast | null) => {
    const record = save();
    window.location.hash = `#/lab/${record.id}${other === null ? '' : `?beside=${encodeURIComponent(textOf(other))}`}`;
  };
  const drop = (files: readonly File[]) => {
    const tell = (why: string | null) => why !== null && setTold((before) => [...before.filter((one) => one !== why), why]);
    const why = whyNotOne(files);
    const [file] = files;
    if (why !== null || file === undefined) return tell(why);
    void openFile(file).then(tell);
  };
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
          <LabNotes sentences={[...told, ...problems]} onDismiss={(text) => setTold(told.filter((one) => one !== text))} />
          <FileDrop onFiles={drop} />
          <LabHints context={context} />
          {sharing && <Share record={save} onClose={() => setSharing(false)} />}
        </>
      )}
      sheetTitle={({ lane, snapshot }) => (lane.selection === null ? 'Repair, knobs and this run' : nameOf(lane.selection, snapshot))}
      panel={(context) => (
        <LabTabs
          context={context}
          part={part}
          onPart={onPart}
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

function sameContrast(a: Contrast | null, b: Contrast | null): boolean {
  return a === b || (a !== null && b !== null && textOf(a) === textOf(b));
}
