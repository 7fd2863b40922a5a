/** The Lab's first page: breakages, presets, an empty cluster, saved runs and files. Whatever is opened becomes a run of its own; nothing overwrites another. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { countWord } from '../../base/format.ts';
import { emptyCluster, presets } from '../../engine/presets/index.ts';
import { recordOfText } from '../../state/kept/file.ts';
import { recordOfLink } from '../../state/kept/link.ts';
import { usualViews } from '../../state/kept/record.ts';
import { quoted } from '../../state/kept/sentences.ts';
import { download } from '../download.ts';
import { Header } from '../Header.tsx';
import { openInLab, runsStore } from '../kept.ts';
import { usualUpper } from '../stage/names.ts';
import { breakages, labDocument, presetOf } from './gallery/breakages.ts';
import { LabGallery } from './gallery/LabGallery.tsx';
import type { SetAside } from './gallery/SetAsideTexts.tsx';
import { openFile, openReading } from './open-file.ts';
import { freshRecord } from './record.ts';

export function LabHome({ link }: { readonly link: string | null }) {
  const { runs, problems, setAside, remove, discardSetAside } = useStore(runsStore);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    runsStore.getState().release();
    if (link === null) return;
    let left = false;
    // Its address is replaced, so that Back does not open it a second time.
    recordOfLink(link).then((reading) => {
      if (left) return;
      history.replaceState(null, '', '#/lab');
      setTrouble(openReading(reading));
    });
    return () => {
      left = true;
    };
  }, [link]);
  return (
    <div className="text-page">
      <Header door="lab" title={null} plain />
      <LabGallery
        saved={runs.map(({ id, title, savedAt, commands }) => ({
          id,
          title,
          savedAtText: whenText(savedAt),
          summary: commands === 0 ? 'no commands yet' : `${countWord(commands)} ${commands === 1 ? 'command' : 'commands'}`,
        }))}
        problems={trouble === null ? problems : [trouble, ...problems]}
        onOpenBreakage={(id) => {
          const one = breakages.find((breakage) => breakage.id === id);
          if (one === undefined) return;
          openInLab(freshRecord(one.title, labDocument(presetOf(one)), one.startMs, { upper: one.upper, lower: one.lower, key: one.key ?? null }));
        }}
        onOpenPreset={(id) => {
          const preset = presets[id];
          if (preset !== undefined)
            openInLab(freshRecord(preset.title, labDocument(preset), preset.startMs ?? 0, { ...usualViews, upper: usualUpper(preset.scenario) }));
        }}
        onOpenEmpty={(replicas) => {
          const preset = emptyCluster(replicas);
          openInLab(freshRecord(preset.title, labDocument(preset), 0, usualViews));
        }}
        onOpenSaved={(id) => {
          window.location.hash = `#/lab/${id}`;
        }}
        onRemoveSaved={remove}
        setAside={setAside.map(asideOf)}
        onDownloadSetAside={(name) => download(`${name}.damaged.json`, runsStore.getState().textSetAside(name) ?? '')}
        onDiscardSetAside={discardSetAside}
        onFile={(file) => void openFile(file).then(setTrouble)}
      />
    </div>
  );
}

function whenText(savedAt: number): string {
  return new Date(savedAt).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** What a damaged text was, as far as that can be read. */
function asideOf(name: string): SetAside {
  const text = runsStore.getState().textSetAside(name) ?? '';
  const reading = recordOfText(text, 'This text');
  const title = reading.ok ? reading.record.title : (reading.salvaged?.title ?? '');
  const fallback = name.startsWith('progress') ? 'Learning progress' : 'A run without a readable title';
  return { name, title: title === '' ? fallback : quoted(title), text: `${text.length.toLocaleString('en-US')} characters` };
}
