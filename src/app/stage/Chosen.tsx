/** The inspector of what is chosen: the answer to why a copy is as it is, and its commands from the one list of actions. */
import { explain } from '../../engine/picture/explain.ts';
import type { Selection } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { Command, Scenario } from '../../engine/scenario/scenario.ts';
import { actionsFor } from '../../state/actions.ts';
import { keysOf } from '../../state/words.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import type { CommandItem } from '../../views/command-item.ts';
import { Inspector } from '../../views/inspector/Inspector.tsx';
import type { TimeAxis } from '../../views/time-axis.ts';
import { actionsUnder, type Rules } from './rules.ts';
import { stagePropsOf } from './stage-props.ts';
import type { LaneState } from './use-lanes.ts';

export interface ChosenProps {
  readonly lane: LaneState;
  readonly axis: TimeAxis;
  readonly snapshot: Snapshot;
  readonly scenario: Scenario;
  readonly rules: Rules;
  readonly onCommand: (command: Command) => void;
  readonly onPick: (selection: Selection | null) => void;
  readonly onTime: (us: number) => void;
}

export function Chosen({ lane, axis, snapshot, scenario, rules, onCommand, onPick, onTime }: ChosenProps) {
  const { selection } = lane;
  const view = stagePropsOf(lane, { axis, still: true, onPick: (next) => onPick(next), onTime });
  if (selection === null || view === null) return null;
  const commands: readonly CommandItem[] = actionsUnder(
    rules,
    actionsFor({ selection, snapshot, scenario, shownKey: view.shownKey, records: lane.chronicle.records }),
  ).map(({ id, label, glyph, unavailable, deed }) => ({
    id,
    label,
    unavailable,
    ...(glyph === null ? {} : { glyph: glyph as GlyphName }),
    run: () => {
      if (deed?.type === 'command') onCommand(deed.command);
      else if (deed?.type === 'go') onTime(deed.atUs);
    },
  }));
  const key = selection.type === 'copy' ? selection.key : (view.shownKey ?? keysOf(snapshot)[0] ?? null);
  const replica = selection.type === 'replica' ? selection.id : selection.type === 'copy' ? selection.replica : null;
  const explanation = replica === null || key === null ? null : explain(snapshot, replica, key, view.tUs);
  return <Inspector {...view} explanation={explanation} commands={commands} />;
}
