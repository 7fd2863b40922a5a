/**
 * The page of a run: one lane or two on one time bar, a panel beside the stage (a sheet below it where there is no room), and the bar of
 * commands at whatever was pressed. It composes views with what the stores hold; nothing imports it but the shell.
 */
import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Selection } from '../../engine/picture/selection.ts';
import { type Preset, presets } from '../../engine/presets/index.ts';
import type { Command } from '../../engine/scenario/scenario.ts';
import { type Action, actionsFor } from '../../state/actions.ts';
import { currentSnapshot } from '../../state/run-state.ts';
import { keysOf } from '../../state/words.ts';
import { Button } from '../../ui/controls.tsx';
import { useSize } from '../../ui/use-size.ts';
import type { Anchor, PickHow } from '../../views/stage.ts';
import { type TimeAxis, zoomed } from '../../views/time-axis.ts';
import { type Contrast, fieldAt, laneTitle } from '../contrast.ts';
import { Header } from '../Header.tsx';
import { useClock, useReducedMotion } from '../hooks.ts';
import { addressOf } from '../routes.ts';
import { keepWatch, preferences, stageStore } from '../stores.ts';
import { Guide } from './Guide.tsx';
import { LaneStage } from './LaneStage.tsx';
import { Announcer, Notices } from './Notices.tsx';
import { nameOf } from './names.ts';
import { Panel } from './Panel.tsx';
import { Scoreboard } from './Scoreboard.tsx';
import { Sheet } from './Sheet.tsx';
import { Time } from './Time.tsx';
import { usePageAxis } from './use-axis.ts';
import { type LaneState, useLanes } from './use-lanes.ts';
import { PHONE, useMedia, WIDE } from './use-media.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './page.css';
import './stage.css';

const HelpSheet = lazy(() => import('../../views/help/HelpSheet.tsx').then((found) => ({ default: found.HelpSheet })));
const CommandBar = lazy(() => import('./CommandBar.tsx').then((found) => ({ default: found.CommandBar })));

export interface StagePageProps {
  readonly first: boolean;
  readonly preset: string;
  /** The story: a preset, or a scenario made for measuring. */
  readonly story: Pick<Preset, 'title' | 'scenario' | 'startMs'>;
  readonly seed: number | null;
  readonly contrast: Contrast | null;
}

export function StagePage({ first, preset, story, seed, contrast }: StagePageProps) {
  const stage = useStore(stageStore);
  const { theme, setTheme, singleKeys, setSingleKeys } = useStore(preferences);
  const still = useReducedMotion();
  const wide = useMedia(WIDE);
  const phone = useMedia(PHONE);
  const document_ = useMemo(() => (seed === null ? story.scenario : { ...story.scenario, seed }), [story, seed]);
  const { lanes, conductor, start } = useLanes(document_, contrast, story.startMs ?? 0);
  const { ref, width } = useSize();
  const [one] = lanes;
  const lane = lanes[stage.lane] ?? one;
  const page = useSize();
  const axis = usePageAxis(lanes, stage, width, phone);
  const zoom = useZoom(axis, one);
  useEffect(keepWatch, []);
  useClock(one?.playing === true, conductor.tick);
  useShortcuts(conductor, start, zoom);

  const titles = contrast === null ? null : [laneTitle(contrast.path, fieldAt(one?.scenario ?? {}, contrast.path)), laneTitle(contrast.path, contrast.value)];

  const onPick = useCallback(
    (index: number, selection: Selection | null, how: PickHow, anchor: Anchor | null) => {
      lanes[index]?.select(selection);
      if (selection === null || anchor === null || how === 'mark') return stageStore.getState().set({ bar: null, lane: index });
      const resume = lanes[index]?.playing === true;
      if (resume) conductor.play(false);
      stageStore.getState().set({ lane: index, bar: { lane: index, selection, spot: anchor, how, resume } });
    },
    [lanes, conductor],
  );
  const closeBar = (resume: boolean) => {
    const { bar, set } = stageStore.getState();
    set({ bar: null });
    if (bar?.resume === true && resume) conductor.play(true);
  };
  const onDo = (action: Action) => {
    const { deed } = action;
    closeBar(false);
    if (deed?.type === 'command') conductor.command(deed.command);
    else if (deed?.type === 'go') conductor.scrub(deed.atUs);
  };
  const command = (given: Command) => conductor.command(given);

  if (one === undefined || lane === undefined) return null;
  const snapshot = currentSnapshot(lane);
  const { bar } = stage;
  const barLane = bar === null ? undefined : lanes[bar.lane];
  const barSnapshot = barLane === undefined ? null : currentSnapshot(barLane);
  const failed = lanes.find((state) => state.phase === 'failed');
  return (
    <div
      ref={page.ref}
      className={`lab ${first ? 'first' : ''}`}
      data-phase={lanes.every((state) => state.phase === 'ready') ? 'ready' : one.phase}
      data-lanes={lanes.length}
      data-event={one.cursor.event}
      data-commands={one.log.length}
      data-state-hash={one.hashes?.event === one.cursor.event ? one.hashes.state : undefined}
    >
      <button type="button" className="skip-link" onClick={() => document.querySelector<HTMLElement>('.play')?.focus()}>
        To the controls of time
      </button>
      <Header
        title={story.title}
        seed={one.scenario?.seed ?? seed}
        theme={theme}
        canUndo={lanes.some((state) => state.log.length > 0)}
        onTheme={setTheme}
        onUndo={conductor.undo}
        onStartOver={start}
        onHelp={() => stage.set({ help: true })}
        onNewSeed={() => {
          window.location.hash = addressOf(preset, ((one.scenario?.seed ?? 1) * 7919 + 104_729) % 1_000_000, contrast);
        }}
      />
      <main className="main">
        <div className="stage" id="stage" ref={ref}>
          {first && <Guide lane={one} />}
          {!first && <h1 className="visually-hidden">{story.title}</h1>}
          <div className="lanes">
            {lanes.map((state, index) => (
              <LaneStage
                // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
                key={index}
                lane={state}
                index={index}
                title={titles?.[index] ?? null}
                stage={first && !stage.touched ? { ...stage, lowerOpen: false } : stage}
                axis={axis}
                still={still}
                single={phone}
                onPick={onPick}
                onTime={conductor.scrub}
                onHeal={() => command({ type: 'heal' })}
                onPartition={(groups) => command({ type: 'partition', groups })}
                onRead={(client, via) => command({ type: 'read', client, via, key: shownKeyOf(state) })}
                onResolve={(client, via, value) => command({ type: 'resolve', client, via, key: shownKeyOf(state), value })}
              />
            ))}
          </div>
          {titles !== null && (
            <Scoreboard
              lanes={lanes.flatMap((state, index) => {
                const shown = currentSnapshot(state);
                return shown === null ? [] : [{ title: titles[index] ?? '', snapshot: shown }];
              })}
            />
          )}
          {failed !== undefined && (
            <div className="failed" role="alert">
              <p>{failed.failure}</p>
              <Button kind="ink" onPress={start}>
                Start over
              </Button>
            </div>
          )}
        </div>
        <Sheet
          narrow={!wide}
          size={stage.sheet}
          title={lane.selection === null ? 'Repair, network and story' : nameOf(lane.selection, snapshot)}
          onSize={(sheet) => stage.set({ sheet })}
        >
          {snapshot !== null && lane.scenario !== null && (
            <Panel
              lane={lane}
              axis={axis}
              snapshot={snapshot}
              scenario={lane.scenario}
              stage={stage}
              preset={preset}
              phone={phone}
              titles={titles}
              onCommand={command}
              onPick={(selection) => lane.select(selection)}
              onTime={conductor.scrub}
              onPreset={(id) => {
                window.location.hash = addressOf(id, Number(presets[id]?.scenario.seed ?? 1));
              }}
            />
          )}
        </Sheet>
      </main>
      <Time
        lanes={lanes}
        titles={titles}
        conductor={conductor}
        stage={stage}
        axis={axis}
        width={page.width}
        phone={phone}
        onCommand={command}
        onZoom={zoom}
        notices={<Notices lanes={lanes} conductor={conductor} onCommand={command} />}
      />
      {bar !== null && barLane !== undefined && barSnapshot !== null && barLane.scenario !== null && (
        <Suspense fallback={null}>
          <CommandBar
            key={`${bar.how}/${JSON.stringify(bar.selection)}`}
            bar={bar}
            title={nameOf(bar.selection, barSnapshot)}
            actions={actionsFor({
              selection: bar.selection,
              snapshot: barSnapshot,
              scenario: barLane.scenario,
              shownKey: barLane.shownKey,
              records: barLane.chronicle.records,
            })}
            onDo={onDo}
            onClose={() => closeBar(true)}
          />
        </Suspense>
      )}
      {stage.help && (
        <Suspense fallback={null}>
          <HelpSheet open singleKeys={singleKeys} onOpen={(help) => stage.set({ help })} onSingleKeys={setSingleKeys} />
        </Suspense>
      )}
      <Announcer lanes={lanes} titles={titles} />
    </div>
  );
}

/** The key that a lane shows. */
function shownKeyOf(state: LaneState): string {
  const snapshot = currentSnapshot(state);
  return state.shownKey ?? (snapshot === null ? undefined : keysOf(snapshot)[0]) ?? 'cart';
}

/** Zooms the axis around a time, the playhead where none is given; a factor of 0 shows the whole run. */
function useZoom(axis: TimeAxis, lane: LaneState | undefined): (factor: number, aroundUs?: number) => void {
  const atUs = lane?.cursor.atUs ?? 0;
  const mostUs = axis.wholeUs;
  return useCallback(
    (factor, aroundUs = atUs) => {
      if (factor === 0) return stageStore.getState().set({ zoom: null });
      const span = zoomed(axis, factor, aroundUs, mostUs);
      stageStore.getState().set({ zoom: span.toUs - span.fromUs >= mostUs ? null : span });
    },
    [axis, atUs, mostUs],
  );
}
