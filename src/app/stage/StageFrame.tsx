/**
 * What every page with a stage is made of: one lane or two on one time bar, a panel beside the stage (a sheet below it where there is no room), and the bar of
 * commands at whatever was pressed. The page says what is loaded, what may be done, and what stands in header and panel.
 */
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { fieldAt } from '../../base/fields.ts';
import type { Selection } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { Command } from '../../engine/scenario/scenario.ts';
import { type Action, actionsFor } from '../../state/actions.ts';
import type { Conductor } from '../../state/conductor.ts';
import { currentSnapshot } from '../../state/run-state.ts';
import type { StageState } from '../../state/stage-store.ts';
import { keysOf } from '../../state/words.ts';
import { Button } from '../../ui/controls.tsx';
import { useSize } from '../../ui/use-size.ts';
import type { Anchor, PickHow } from '../../views/stage.ts';
import { type TimeAxis, zoomed } from '../../views/time-axis.ts';
import { laneTitle } from '../contrast.ts';
import { useClock, useReducedMotion } from '../hooks.ts';
import { keepWatch, preferences, runStore, stageStore } from '../stores.ts';
import { LaneStage } from './LaneStage.tsx';
import { Announcer, Notices } from './Notices.tsx';
import { nameOf } from './names.ts';
import { actionsUnder, everything, type Rules, underRules } from './rules.ts';
import { Scoreboard } from './Scoreboard.tsx';
import { Sheet } from './Sheet.tsx';
import { Time } from './Time.tsx';
import { usePageAxis } from './use-axis.ts';
import { type LaneState, type Sitting, useLanes } from './use-lanes.ts';
import { PHONE, useMedia, WIDE } from './use-media.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './page.css';
import './stage.css';

const HelpSheet = lazy(() => import('../../views/help/HelpSheet.tsx').then((found) => ({ default: found.HelpSheet })));
const CommandBar = lazy(() => import('./CommandBar.tsx').then((found) => ({ default: found.CommandBar })));

/** What header and panel are given. */
export interface FrameContext {
  readonly lanes: readonly LaneState[];
  readonly one: LaneState;
  /** The lane that the panel is about. */
  readonly lane: LaneState;
  readonly conductor: Conductor;
  readonly stage: StageState;
  readonly snapshot: Snapshot | null;
  readonly axis: TimeAxis;
  /** What tells two lanes apart; null where there is one. */
  readonly titles: readonly string[] | null;
  readonly wide: boolean;
  readonly phone: boolean;
  /** Loads the sitting anew. */
  readonly start: () => void;
  readonly rules: Rules;
  readonly command: (command: Command) => void;
}

export interface StageFrameProps {
  readonly sitting: Sitting;
  readonly title: string;
  readonly className?: string;
  readonly rules?: Rules;
  /** `left`: at full height beside stage and time bar, as a lesson stands; `right`: beside the stage. */
  readonly side?: 'left' | 'right';
  readonly sideLabel: string;
  readonly header: (context: FrameContext) => ReactNode;
  readonly above?: (context: FrameContext) => ReactNode;
  readonly panel: (context: FrameContext) => ReactNode;
  /** What stands at the right edge beside a left panel; null where nothing does. */
  readonly inspector?: (context: FrameContext) => ReactNode;
  /** What the sheet is called where it lies below. */
  readonly sheetTitle: (context: FrameContext) => string;
  /** Why Play stands still, where the page knows better than the run. */
  readonly stopped?: (context: FrameContext) => string | null;
  /** Opens with the lower slot put away. */
  readonly calm?: boolean;
  /** A press on a mark only chooses it: a question is being answered on the figure. */
  readonly picking?: boolean;
  /** Whether a client can be asked for things here. */
  readonly asks?: boolean;
}

export function StageFrame(props: StageFrameProps) {
  const { sitting, rules = everything, side = 'right' } = props;
  const stage = useStore(stageStore);
  const { singleKeys, setSingleKeys } = useStore(preferences);
  const still = useReducedMotion();
  const wide = useMedia(WIDE);
  const phone = useMedia(PHONE);
  const { lanes, conductor: free, start } = useLanes(sitting);
  const [one] = lanes;
  const conductor = useMemo(() => underRules(free, rules, say), [free, rules]);
  const { ref, width } = useSize();
  const page = useSize();
  const lane = lanes[stage.lane] ?? one;
  const axis = usePageAxis(lanes, stage, width, phone);
  const zoom = useZoom(axis, one);
  useEffect(keepWatch, []);
  useClock(one?.playing === true, conductor.tick);
  useShortcuts(conductor, start, zoom);

  const { contrast } = sitting;
  const { picking = false } = props;
  const titles = contrast === null ? null : [laneTitle(contrast.path, fieldAt(one?.scenario ?? {}, contrast.path)), laneTitle(contrast.path, contrast.value)];
  const onPick = useCallback(
    (index: number, selection: Selection | null, how: PickHow, anchor: Anchor | null) => {
      lanes[index]?.select(selection);
      if (selection === null || anchor === null || how === 'mark' || picking) return stageStore.getState().set({ bar: null, lane: index });
      const resume = lanes[index]?.playing === true;
      if (resume) conductor.play(false);
      stageStore.getState().set({ lane: index, bar: { lane: index, selection, spot: anchor, how, resume } });
    },
    [lanes, conductor, picking],
  );

  if (one === undefined || lane === undefined) return null;
  const snapshot = currentSnapshot(lane);
  const failed = lanes.find((state) => state.phase === 'failed');
  const command = (given: Command) => conductor.command(given);
  const context: FrameContext = { lanes, one, lane, conductor, stage, snapshot, axis, titles, wide, phone, start, rules, command };
  const left = side === 'left' && wide;
  const inspector = left ? (props.inspector?.(context) ?? null) : null;
  const panel = (
    <Sheet narrow={!wide} size={stage.sheet} label={props.sideLabel} title={props.sheetTitle(context)} onSize={(sheet) => stage.set({ sheet })}>
      {props.panel(context)}
    </Sheet>
  );
  return (
    <div
      ref={page.ref}
      className={`lab ${props.className ?? ''}`}
      data-phase={lanes.find((state) => state.phase !== 'ready')?.phase ?? 'ready'}
      data-lanes={lanes.length}
      data-side={left ? 'left' : 'right'}
      data-event={one.cursor.event}
      data-commands={one.log.length}
      data-state-hash={one.hashes?.event === one.cursor.event ? one.hashes.state : undefined}
    >
      <button type="button" className="skip-link" onClick={() => document.querySelector<HTMLElement>('.play')?.focus()}>
        To the controls of time
      </button>
      {props.header(context)}
      {left && panel}
      <main className="main" data-inspector={inspector !== null || undefined}>
        <div className="stage" id="stage" ref={ref}>
          {props.above?.(context)}
          <div className="lanes">
            {lanes.map((state, index) => (
              <LaneStage
                // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
                key={index}
                lane={state}
                index={index}
                title={titles?.[index] ?? null}
                stage={props.calm === true && !stage.touched ? { ...stage, lowerOpen: false } : stage}
                axis={axis}
                still={still}
                held={rules.held !== null}
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
          {titles !== null && <Scores lanes={lanes} titles={titles} />}
          {failed !== undefined && (
            <div className="failed" role="alert">
              <p>{failed.failure}</p>
              <Button kind="ink" onPress={start}>
                Start over
              </Button>
            </div>
          )}
        </div>
        {inspector !== null && (
          <aside className="side" aria-label="What is chosen">
            {inspector}
          </aside>
        )}
        {!left && panel}
      </main>
      <Time
        lanes={lanes}
        titles={titles}
        conductor={conductor}
        stage={stage}
        axis={axis}
        width={left ? width : page.width}
        phone={phone}
        held={rules.held}
        asks={props.asks !== false}
        onCommand={command}
        onZoom={zoom}
        notices={<Notices lanes={lanes} conductor={conductor} rules={rules} stopped={props.stopped?.(context) ?? null} onCommand={command} />}
      />
      <Bar lanes={lanes} stage={stage} rules={rules} conductor={conductor} />
      {stage.help && (
        <Suspense fallback={null}>
          <HelpSheet open singleKeys={singleKeys} onOpen={(help) => stage.set({ help })} onSingleKeys={setSingleKeys} />
        </Suspense>
      )}
      <Announcer lanes={lanes} titles={titles} />
    </div>
  );
}

/** What the rules have to say stands where refusals of the engine do. */
function say(text: string): void {
  runStore.setState({ notice: { text, returnTo: null } });
}

function Scores({ lanes, titles }: { readonly lanes: readonly LaneState[]; readonly titles: readonly string[] }) {
  return (
    <Scoreboard
      lanes={lanes.flatMap((state, index) => {
        const shown = currentSnapshot(state);
        return shown === null ? [] : [{ title: titles[index] ?? '', snapshot: shown }];
      })}
    />
  );
}

interface BarProps {
  readonly lanes: readonly LaneState[];
  readonly stage: StageState;
  readonly rules: Rules;
  readonly conductor: Conductor;
}

/** The bar of commands at the mark that was pressed. Closing it goes on where pressing had paused. */
function Bar({ lanes, stage, rules, conductor }: BarProps) {
  const { bar } = stage;
  const lane = bar === null ? undefined : lanes[bar.lane];
  const snapshot = lane === undefined ? null : currentSnapshot(lane);
  if (bar === null || lane === undefined || snapshot === null || lane.scenario === null) return null;
  const close = (resume: boolean) => {
    stageStore.getState().set({ bar: null });
    if (bar.resume && resume) conductor.play(true);
  };
  const { scenario, shownKey, chronicle } = lane;
  return (
    <Suspense fallback={null}>
      <CommandBar
        key={`${bar.how}/${JSON.stringify(bar.selection)}`}
        bar={bar}
        title={nameOf(bar.selection, snapshot)}
        actions={actionsUnder(rules, actionsFor({ selection: bar.selection, snapshot, scenario, shownKey, records: chronicle.records }))}
        onDo={({ deed }: Action) => {
          close(false);
          if (deed?.type === 'command') conductor.command(deed.command);
          else if (deed?.type === 'go') conductor.scrub(deed.atUs);
        }}
        onClose={() => close(true)}
      />
    </Suspense>
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
