/** One case of the gallery: its run computed in a worker of its own, then drawn as the stage would draw it. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Selection } from '../../engine/picture/selection.ts';
import type { GalleryCase, GalleryData } from '../../views/gallery.ts';
import { timeAxis } from '../../views/time-axis.ts';
import { useReducedMotion } from '../hooks.ts';
import { newSeedsStore } from '../stores.ts';
import { type GalleryRun, runCase } from './run-case.ts';

const EDGE = 24;
const LABELS = 120;

export function Case({ of, alone }: { readonly of: GalleryCase; readonly alone: boolean }) {
  const [run, setRun] = useState<GalleryRun | string | null>(null);
  const [selection, setSelection] = useState<Selection | null>(of.select ?? null);
  const [shownKey, setShownKey] = useState<string | null>(of.key ?? null);
  const [width, setWidth] = useState(0);
  const ref = useRef<HTMLDivElement>(null);
  const still = useReducedMotion();
  const [seedsStore] = useState(newSeedsStore);
  const seeds = useStore(seedsStore);
  const scenarioRun = typeof run === 'object' ? (run?.scenario ?? null) : null;
  useEffect(() => {
    if (scenarioRun === null) return;
    const log = (of.commands ?? []).map(({ atMs, command }) => ({ atUs: Math.round(atMs * 1000), after: 0, command }));
    seedsStore.getState().belongTo(scenarioRun, log);
    if (of.seeds !== undefined) seedsStore.getState().run(of.seeds);
    return () => seedsStore.getState().cancel();
  }, [scenarioRun, of, seedsStore]);
  useEffect(() => runCase(of, setRun), [of]);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const ready = typeof run === 'object' && run !== null && width > 0;
  let data: GalleryData | null = null;
  if (ready) {
    const { scenario, snapshots, records, ticks, snapshot, seenUs, seenEvent } = run;
    const tUs = of.atMs * 1000;
    const keys = [...new Set(snapshot.replicas.flatMap((replica) => replica.cells.map((cell) => cell.key)))].sort();
    const axis = timeAxis({ fromUs: 0, toUs: Math.max(seenUs, 1000), x0: width < 600 ? 64 : LABELS, x1: width - EDGE });
    data = {
      scenario,
      snapshots,
      ticks,
      seeds: { view: seeds.view, run: seeds.run, cancel: seeds.cancel },
      stage: {
        scenario,
        snapshot,
        tUs,
        seenUs,
        seenEvent,
        records,
        recordsFrom: 0,
        shownKey: shownKey ?? keys[0] ?? null,
        selection,
        still,
        axis,
        onPick: (next) => setSelection(next),
        onTime: () => undefined,
        onShowKey: setShownKey,
      },
    };
  }
  return (
    <section className="gallery-case" data-case={of.id} data-ready={ready || undefined}>
      {!alone && <h2>{of.title}</h2>}
      <div className={`gallery-slot ${of.slot}`} ref={ref}>
        {typeof run === 'string' && <p role="alert">{run}</p>}
        {data !== null && of.render(data)}
      </div>
    </section>
  );
}
