/** What stands beside the stage: the chosen thing, or, while nothing is chosen, what can repair a stale copy, a partition and which story this is. */
import { lazy, Suspense, useState } from 'react';
import type { Selection } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { presets } from '../../engine/presets/index.ts';
import type { Command, Scenario } from '../../engine/scenario/scenario.ts';
import type { StageState } from '../../state/stage-store.ts';
import type { MechanismId } from '../../state/words.ts';
import { homeGroups, mechanismPaths, mechanismText } from '../../state/words.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import { Mechanisms } from '../../views/mechanisms/Mechanisms.tsx';
import type { TimeAxis } from '../../views/time-axis.ts';
import { addressOf } from '../routes.ts';
import { Operations } from './Time.tsx';
import type { LaneState } from './use-lanes.ts';

/** What the first sight of the page does not need is fetched when it is asked for. */
const Beside = lazy(() => import('./Beside.tsx').then((found) => ({ default: found.Beside })));
const Chosen = lazy(() => import('./Chosen.tsx').then((found) => ({ default: found.Chosen })));

const mechanisms = [
  { id: 'gossip', name: 'Gossip', glyph: 'gossip' },
  { id: 'hintedHandoff', name: 'Hinted handoff', glyph: 'hint' },
  { id: 'readRepair', name: 'Read repair', glyph: 'read' },
  { id: 'antiEntropy', name: 'Anti-entropy', glyph: 'hash' },
] as const satisfies readonly { id: MechanismId; name: string; glyph: string }[];

export interface PanelProps {
  readonly lane: LaneState;
  readonly axis: TimeAxis;
  readonly snapshot: Snapshot;
  readonly scenario: Scenario;
  readonly stage: StageState;
  readonly preset: string;
  /** On a phone the operation bar stands here. */
  readonly phone: boolean;
  /** What tells two lanes apart; null where there is one. */
  readonly titles: readonly string[] | null;
  readonly onCommand: (command: Command) => void;
  readonly onPick: (selection: Selection | null) => void;
  readonly onTime: (us: number) => void;
  readonly onPreset: (id: string) => void;
}

export function Panel(props: PanelProps) {
  const { lane, snapshot, scenario, stage } = props;
  const [comparing, setComparing] = useState(false);
  const behind = lane.cursor.event < lane.seen.event;
  const cut = snapshot.groups.length > 1;
  return (
    <>
      {props.titles !== null && (
        <p className="lane-note">
          <Choice
            label="Lane that this panel is about"
            value={String(stage.lane)}
            options={props.titles.map((title, i) => ({ value: String(i), label: title }))}
            onChange={(value) => stage.set({ lane: Number(value) })}
          />
          <span className="second">What you do acts on both lanes.</span>
        </p>
      )}
      {lane.selection === null ? (
        <p className="hint-line">Select a replica, a link, a message or a client to see what it holds and what it waits for.</p>
      ) : (
        <Suspense fallback={null}>
          <Chosen
            lane={lane}
            axis={props.axis}
            snapshot={snapshot}
            scenario={scenario}
            onCommand={props.onCommand}
            onPick={props.onPick}
            onTime={props.onTime}
          />
        </Suspense>
      )}
      <Mechanisms
        rows={mechanisms.map((row) => ({ ...row, on: snapshot.mechanisms[row.id], text: mechanismText(row.id, snapshot, lane.cursor.atUs) }))}
        onSwitch={(id, on) => {
          const knob = mechanismPaths[id as MechanismId];
          props.onCommand({ type: 'set', path: knob.path, value: on ? knob.on : knob.off });
        }}
      />
      <section className="network" aria-label="Network">
        <h2>Network</h2>
        <div className="row">
          <Button
            unavailable={
              scenario.replicas.length < 2 ? 'One replica cannot be cut' : stage.partition !== null ? 'You are choosing the sides on the stage' : null
            }
            onPress={() => stage.set({ upper: 'cluster', single: 'upper', partition: { groups: cut ? snapshot.groups : homeGroups(scenario) } })}
          >
            {cut ? 'Cut elsewhere' : 'Cut in two'}
          </Button>
          <Button unavailable={cut ? null : 'Nothing is cut'} onPress={() => props.onCommand({ type: 'heal' })}>
            Heal the cut
          </Button>
        </div>
      </section>
      {props.phone && (
        <section aria-label="A client">
          <Operations lane={lane} onCommand={props.onCommand} />
        </section>
      )}
      {behind && <p className="past-note">You are behind what you have seen: a change here starts another future.</p>}
      <section className="run-facts" aria-label="This run">
        <h2>This run</h2>
        <div className="row">
          <Choice
            label="Story"
            value={props.preset}
            options={Object.entries(presets).map(([id, one]) => ({ value: id, label: one.title }))}
            onChange={props.onPreset}
          />
          {props.titles !== null ? (
            <Button
              onPress={() => {
                window.location.hash = addressOf(props.preset, scenario.seed);
              }}
            >
              Close the second lane
            </Button>
          ) : (
            <Button pressed={comparing} onPress={() => setComparing(!comparing)}>
              Compare…
            </Button>
          )}
        </div>
        {comparing && props.titles === null && (
          <Suspense fallback={null}>
            <Beside preset={props.preset} seed={scenario.seed} scenario={scenario} />
          </Suspense>
        )}
        <p className="second mono" title="Names this run up to this moment: the same scenario, seed and commands give the same hash everywhere">
          {lane.hashes === null || lane.playing ? 'trace hash …' : `trace hash ${lane.hashes.trace.slice(0, 12)}`}
        </p>
      </section>
    </>
  );
}
