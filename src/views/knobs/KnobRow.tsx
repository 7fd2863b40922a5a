/**
 * One knob: its name, its control, what it is for, its default and what real systems use. A live one is set at once; one that needs a new start
 * waits for the button that says so.
 */
import type { Knob } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { Button } from '../../ui/controls.tsx';
import { controlParts } from './Control.tsx';
import { knobNotes } from './knob-notes.ts';
import { type ControlKind, controlOf, defaultOf, isChanged, unavailableNow, valueText, workloadLines } from './layout.ts';
import { type KnobSetting, type KnobState, useKnob } from './use-knob.ts';
import { nameOf, sentenceOf } from './words.ts';

export interface KnobRowProps extends KnobSetting {
  readonly id: string;
  /** Where the group says for all its knobs that a change starts a new run. */
  readonly newRunSaidAt: string | null;
  /** True where nothing can be changed now; the panel says why. */
  readonly fixed: boolean;
}

/** Controls of more than one field, or that carry their name. */
const NAMES_ITSELF: readonly (ControlKind | null)[] = ['switch', 'checks', 'replicas', 'rules', 'beliefs'];

export function KnobRow(props: KnobRowProps) {
  const { knob, scenario, id, newRunSaidAt } = props;
  const state = useKnob(props);
  const { why, turn } = state;
  const reason = unavailableNow(knob, scenario);
  const facts = controlOf(knob) === 'facts';
  const still = props.fixed || facts || reason !== null;
  const ownNewRun = !knob.live && !facts && newRunSaidAt === null;
  const describedBy = [`${id}-says`, ownNewRun ? `${id}-new` : newRunSaidAt, why === null ? null : `${id}-why`].filter((one) => one !== null).join(' ');
  const { beside, below } = still
    ? { beside: facts ? null : <span className="knob-fixed">{valueText(knob, state.value)}</span>, below: null }
    : controlParts({
        knob,
        scenario,
        value: state.shown,
        id,
        describedBy,
        typed: props.typed,
        onCommit: state.take,
        onTyped: knob.live ? undefined : state.type,
        onRestore: knob.live ? undefined : state.restore,
        onSay: state.say,
      });
  return (
    <li className="knob" ref={state.row} tabIndex={-1} data-knob={knob.path}>
      <div className="knob-head">
        <Name knob={knob} id={id} labels={!still && !NAMES_ITSELF.includes(controlOf(knob))} changed={isChanged(knob, scenario)} />
        <span className="knob-control" key={turn}>
          {beside}
        </span>
      </div>
      {below !== null && (
        <div className="knob-parts" key={`parts ${turn}`}>
          {below}
        </div>
      )}
      {why !== null && (
        <p className="knob-why" id={`${id}-why`} role="alert">
          {why}
        </p>
      )}
      {reason !== null && <p className="knob-reason">{reason}</p>}
      <p className="knob-says" id={`${id}-says`}>
        {sentenceOf(knob)}
      </p>
      {!still && (state.waiting || ownNewRun) && <NewRun knob={knob} id={`${id}-new`} state={state} />}
      {facts ? <Workload scenario={scenario} /> : <Default knob={knob} scenario={scenario} still={still} onBack={state.back} />}
      <Note path={knob.path} />
    </li>
  );
}

function Name({ knob, id, labels, changed }: { readonly knob: Knob; readonly id: string; readonly labels: boolean; readonly changed: boolean }) {
  // Lengths of time carry their unit in the field, and some names have it in them.
  const name = nameOf(knob.path);
  const said = knob.unit === null || knob.unit === 'ms' || name.toLowerCase().includes(knob.unit);
  const unit = said ? null : knob.max === 1 ? '0 to 1' : knob.unit;
  const text = (
    <>
      {name}
      {unit !== null && <span className="knob-unit"> {unit}</span>}
    </>
  );
  return (
    <span className="knob-name">
      {labels ? <label htmlFor={id}>{text}</label> : text}
      {changed && <span className="knob-changed"> changed</span>}
    </span>
  );
}

function NewRun({ knob, id, state }: { readonly knob: Knob; readonly id: string; readonly state: KnobState }) {
  const name = nameOf(knob.path);
  const kept = valueText(knob, state.value);
  return (
    <div className="knob-new" data-waiting={state.waiting || undefined}>
      <p id={id}>Changing this starts a new run from 0 with the same commands.</p>
      {state.waiting && (
        <div className="knob-buttons">
          <Button kind="ink" label={`Start with this: ${name} ${valueText(knob, state.shown)}`} onPress={state.start}>
            Start with this
          </Button>
          <Button label={`Keep ${kept}: ${name}`} onPress={state.keep}>
            Keep {kept}
          </Button>
        </div>
      )}
    </div>
  );
}

interface DefaultProps {
  readonly knob: Knob;
  readonly scenario: Scenario;
  readonly still: boolean;
  readonly onBack: () => void;
}

function Default({ knob, scenario, still, onBack }: DefaultProps) {
  return (
    <div className="knob-default">
      <span>Default: {valueText(knob, defaultOf(knob))}</span>
      {isChanged(knob, scenario) && !still && (
        <Button kind="quiet" label={`Back to default: ${nameOf(knob.path)}`} onPress={onBack}>
          Back to default
        </Button>
      )}
    </div>
  );
}

function Note({ path }: { readonly path: string }) {
  const note = knobNotes[path];
  if (note === undefined) return null;
  return (
    <p className="knob-note">
      <span className="knob-note-head">In real systems</span> {note.says} <cite>{note.source}</cite>
    </p>
  );
}

function Workload({ scenario }: { readonly scenario: Scenario }) {
  const lines = workloadLines(scenario);
  return (
    <>
      {lines.length === 0 ? (
        <p className="knob-default">There are none in this run.</p>
      ) : (
        <ul className="knob-lines">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className="knob-default">They come with the scenario and cannot be changed here.</p>
    </>
  );
}
