/** The stage of one lane: two slots on one time axis, or one with a switch where there is no room for both. What stands in a slot is a view; all are given the same moment. */
import { Suspense } from 'react';
import { duration } from '../../base/format.ts';
import type { Selection } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { currentSnapshot } from '../../state/run-state.ts';
import type { LowerView, StageState, UpperView } from '../../state/stage-store.ts';
import { keysOf, onlyIdleRemains, statusOf } from '../../state/words.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { Anchor, PickHow } from '../../views/stage.ts';
import type { TimeAxis } from '../../views/time-axis.ts';
import { lowerTabs, upperTabsOf } from './names.ts';
import { stagePropsOf } from './stage-props.ts';
import { Tabs } from './Tabs.tsx';
import type { LaneState } from './use-lanes.ts';
import { LowerSlot, UpperLegend, UpperSlot } from './views.tsx';

export interface LaneStageProps {
  readonly lane: LaneState;
  readonly index: number;
  /** What tells this lane from the other; null where there is one only. */
  readonly title: string | null;
  readonly stage: StageState;
  readonly axis: TimeAxis;
  readonly still: boolean;
  /** Time may not go on yet. */
  readonly held: boolean;
  /** One slot at a time, with a switch. */
  readonly single: boolean;
  readonly onPick: (lane: number, selection: Selection | null, how: PickHow, anchor: Anchor | null) => void;
  readonly onTime: (us: number) => void;
  readonly onHeal: () => void;
  readonly onPartition: (groups: readonly (readonly string[])[]) => void;
  readonly onResolve: (client: string, via: string, value: string) => void;
  readonly onRead: (client: string, via: string) => void;
}

const KEYS_LISTED = 200;

export function LaneStage(props: LaneStageProps) {
  const { lane, stage, axis, index } = props;
  const snapshot = currentSnapshot(lane);
  const { scenario } = lane;
  if (snapshot === null || scenario === null) return <div className="lane" aria-busy="true" />;
  const keys = keysOf(snapshot);
  const view = stagePropsOf(lane, {
    axis,
    still: props.still,
    onPick: (selection, how, anchor) => props.onPick(index, selection, how, anchor),
    onTime: props.onTime,
  });
  if (view === null) return null;
  const status = statusOf(snapshot);
  const upper = (
    <Tabs
      label="Upper view"
      value={stage.upper}
      options={upperTabsOf(snapshot.beliefs !== undefined || scenario.membership.detector !== 'off', stage.upper)}
      onChange={(value: UpperView) => stage.set({ upper: value })}
      aside={
        <>
          {keys.length > 1 && (
            <Choice
              label="Key shown"
              value={view.shownKey ?? ''}
              options={keys.slice(0, KEYS_LISTED).map((key) => ({ value: key, label: `key ${key}` }))}
              onChange={lane.showKey}
            />
          )}
          {stage.upper === 'cluster' && <UpperLegend view={view} lane={lane} />}
        </>
      }
    >
      <p className={`status ${status.tone}`} data-testid="status">
        <Glyph name={status.tone === 'agree' ? 'converged' : status.tone === 'stale' ? 'stale' : status.tone === 'differ' ? 'siblings' : 'timer'} size={15} />
        {status.text}
        {lane.phase === 'ready' && lane.seen.event === 0 && !lane.playing && !props.held ? ' Press Play.' : ''}
        {status.tone === 'agree' && lane.seen.event > 0 && onlyIdleRemains(snapshot) ? stillText(snapshot) : ''}
      </p>
      <div className="figure">
        <Suspense fallback={null}>
          <UpperSlot
            index={index}
            view={view}
            lane={lane}
            stage={stage}
            onHeal={props.onHeal}
            onPartition={props.onPartition}
            onResolve={props.onResolve}
            onRead={props.onRead}
          />
        </Suspense>
      </div>
    </Tabs>
  );
  const lower = (
    <Tabs
      label="Lower view"
      value={stage.lower}
      options={lowerTabs}
      onChange={(value: LowerView) => stage.set({ lower: value, lowerOpen: true })}
      aside={<Fold stage={stage} />}
    >
      <div className="figure">
        <Suspense fallback={null}>
          <LowerSlot view={view} stage={stage} />
        </Suspense>
      </div>
    </Tabs>
  );
  const both = !props.single;
  return (
    <section className="lane" aria-label={props.title ?? 'Stage'} data-single={props.single || undefined}>
      {props.title !== null && <h2 className="lane-title">{props.title}</h2>}
      {props.single && (
        <fieldset className="slot-switch">
          <legend className="visually-hidden">Which slot is shown</legend>
          {(['upper', 'lower'] as const).map((slot) => (
            <button key={slot} type="button" className="tab" aria-pressed={stage.single === slot} onClick={() => stage.set({ single: slot })}>
              {slot === 'upper' ? 'Now' : 'Over time'}
            </button>
          ))}
        </fieldset>
      )}
      {(both || stage.single === 'upper') && <div className="upper-slot">{upper}</div>}
      {both && props.title === null && (
        <div className="lower-slot" data-open={stage.lowerOpen}>
          {stage.lowerOpen ? lower : <FoldedLower stage={stage} />}
        </div>
      )}
      {!both && stage.single === 'lower' && (
        <div className="lower-slot" data-open="true">
          {lower}
        </div>
      )}
    </section>
  );
}

/** What goes on though nothing changes any more: gossip all the time; comparisons now and then, so the next one is named. */
function stillText({ mechanisms, replicas, atUs }: Snapshot): string {
  const gossip = mechanisms.gossip ? ' Still gossiping.' : '';
  if (!mechanisms.antiEntropy) return gossip;
  const next = Math.min(...replicas.flatMap(({ ticks }) => ticks.filter(({ name }) => name === 'anti-entropy').map((tick) => tick.atUs)));
  return Number.isFinite(next) ? `${gossip} Compared again in ${duration(Math.max(0, next - atUs))}.` : gossip;
}

/** The lower slot put away: its tabs stay, as buttons that open it. */
function FoldedLower({ stage }: { readonly stage: StageState }) {
  return (
    <div className="slot-bar folded">
      {lowerTabs.map((tab) => (
        <button key={tab.value} type="button" className="tab" aria-expanded="false" onClick={() => stage.set({ lower: tab.value, lowerOpen: true })}>
          {tab.label}
        </button>
      ))}
      <span className="second">open one to see the same run over time</span>
    </div>
  );
}

function Fold({ stage }: { readonly stage: StageState }) {
  return (
    <Button kind="quiet" className="icon fold-slot" label="Close this slot" onPress={() => stage.set({ lowerOpen: false })}>
      <Glyph name="chevron" size={14} />
    </Button>
  );
}
