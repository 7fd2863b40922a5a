/** The Lab's panel: what is going on now, or every knob there is. */
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { setKnob } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import type { ScenarioDocument } from '../../state/kept/record.ts';
import { type ScenarioDocument as ScenarioJson, withKnob } from '../../views/knobs/document.ts';
import { laneTitle } from '../contrast.ts';
import type { FrameContext } from '../stage/StageFrame.tsx';
import type { LaneState } from '../stage/use-lanes.ts';

const KnobsView = lazy(() => import('../../views/knobs/KnobsView.tsx').then((found) => ({ default: found.KnobsView })));

/** Which part is shown, and what is searched for among the knobs: they outlive the run, so that one knob after another can start a new one. */
export interface PanelPart {
  readonly tab: 'now' | 'knobs';
  readonly filter: string;
}
export const firstPart: PanelPart = { tab: 'now', filter: '' };

export interface LabTabsProps {
  readonly context: FrameContext;
  readonly document: ScenarioDocument;
  readonly now: ReactNode;
  readonly part: PanelPart;
  readonly onPart: (part: PanelPart) => void;
  /** `what`: the change in words, as in "Replicas: 5". */
  readonly onRestart: (document: ScenarioDocument, what: string) => void;
}

const tabs = [
  { id: 'now', label: 'Now' },
  { id: 'knobs', label: 'Knobs' },
] as const;

export function LabTabs({ context, document, now, part, onPart, onRestart }: LabTabsProps) {
  const { tab, filter } = part;
  const { lane, command } = context;
  const scenario = useScenarioNow(lane);
  return (
    <>
      <fieldset className="lab-tabs">
        <legend className="visually-hidden">What the panel shows</legend>
        {tabs.map(({ id, label }) => (
          <button key={id} type="button" className="tab" aria-pressed={tab === id} onClick={() => onPart({ ...part, tab: id })}>
            {label}
          </button>
        ))}
      </fieldset>
      {tab === 'now' && now}
      {tab === 'knobs' && scenario !== null && (
        <Suspense fallback={null}>
          <KnobsView
            scenario={scenario}
            filter={filter}
            notes={{ deletes: context.snapshot?.safety }}
            onFilter={(text) => onPart({ ...part, filter: text })}
            onSet={(path: string, value: Json) => command({ type: 'set', path, value })}
            onRestart={(path: string, value: Json) => onRestart(withKnob(document as ScenarioJson, path, value), laneTitle(path, value))}
          />
        </Suspense>
      )}
    </>
  );
}

/** The scenario as it is at the cursor: with every `set` of the script and of the learner up to then. */
function useScenarioNow({ scenario, log, cursor }: LaneState): Scenario | null {
  return useMemo(() => {
    if (scenario === null) return null;
    const given = [...scenario.script, ...log].filter(({ atMs, command }) => command.type === 'set' && atMs * 1000 <= cursor.atUs);
    return given
      .sort((a, b) => a.atMs - b.atMs)
      .reduce<Scenario>((at, { command }) => {
        if (command.type !== 'set') return at;
        const changed = setKnob(at, command.path, command.value);
        return changed.ok ? changed.scenario : at;
      }, scenario);
  }, [scenario, log, cursor.atUs]);
}
