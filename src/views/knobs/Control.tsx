/** The control of one knob by what it takes: a switch, words, a number, a level, a distribution of delays, a tree's levels. */
import type { ReactNode } from 'react';
import { capitalised } from '../../base/format.ts';
import { type Knob, knobs } from '../../engine/scenario/index.ts';
import { copiesOf } from '../../engine/scenario/regions.ts';
import type { Latency, Scenario } from '../../engine/scenario/scenario.ts';
import type { Json } from '../../engine/versions/version.ts';
import { Switch } from '../../ui/controls.tsx';
import { NumberField, Select, TextField } from './Fields.tsx';
import { Beliefs, Checks, KeyRules, pruningParts } from './ListControls.tsx';
import { controlOf } from './layout.ts';
import { asDistribution, byRegionText, fitName, latencyParts, latencyPresets, levelsText, type Numeric, numericOf, readLevels } from './values.ts';
import { nameOf, nullWords, wordLabel } from './words.ts';

export interface ControlProps {
  readonly knob: Knob;
  readonly scenario: Scenario;
  /** What it shows: the scenario's value, or the one chosen for a new start. */
  readonly value: Json;
  readonly id: string;
  readonly describedBy: string;
  readonly typed?: string | undefined;
  readonly onCommit: (value: Json) => string | null;
  readonly onTyped: ((value: Json | undefined) => void) | undefined;
  readonly onRestore: (() => void) | undefined;
  readonly onSay: (why: string | null) => void;
}

/** What stands beside the knob's name, and what stands below it. */
export interface ControlParts {
  readonly beside: ReactNode;
  readonly below: ReactNode;
}

export function controlParts(props: ControlProps): ControlParts {
  const { knob, value } = props;
  const only = (beside: ReactNode): ControlParts => ({ beside, below: null });
  switch (controlOf(knob)) {
    case 'switch':
      return only(<Switch on={value === true} label={nameOf(knob.path)} describedBy={props.describedBy} onChange={(on) => props.onCommit(on)} />);
    case 'words':
      return only(<Select {...plain(props)} value={String(value)} options={wordsOf(knob)} onChange={(word) => props.onCommit(word)} />);
    case 'level':
      return level(props);
    case 'latency':
      return latency(props);
    case 'levels':
      return only(<Levels {...props} />);
    case 'checks':
      return { beside: null, below: <Checks {...props} all={knob.items} least={knob.path === 'antiEntropy.leafContent' ? 1 : 0} /> };
    case 'replicas':
      return { beside: null, below: <Checks {...props} all={props.scenario.replicas.map(({ id }) => id)} /> };
    case 'rules':
      return { beside: null, below: <KeyRules {...props} rules={knobs['store.conflict']?.words ?? []} /> };
    case 'beliefs':
      return { beside: null, below: <Beliefs {...props} /> };
    case 'pruning':
      return pruningParts(props);
    case 'number':
      // One number for each region: shown, and changed in the document.
      if (typeof value === 'object' && value !== null) return only(<span>{byRegionText(value)}</span>);
      return knob.nullable
        ? nullable(props)
        : only(<NumberField {...props} value={Number(value)} numeric={numericOf(knob, nameOf(knob.path), props.scenario)} />);
    default:
      return only(null);
  }
}

const plain = ({ id, describedBy }: ControlProps) => ({ id, describedBy });
const wordsOf = (knob: Knob) => knob.words.map((word) => ({ value: word, label: wordLabel(knob.path, word) }));

interface PartProps {
  readonly of: ControlProps;
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly numeric: Numeric;
  readonly onCommit: (value: number) => string | null;
}

/** A number below the knob's name: one of several, or the one that its word asks for. */
function Part({ of, name, label, value, numeric, onCommit }: PartProps) {
  const id = `${of.id}-${name}`;
  const full = `${nameOf(of.knob.path)}, ${label}`;
  return (
    <div className="knob-part">
      <label htmlFor={id}>{label}</label>
      <NumberField
        id={id}
        label={full}
        describedBy={of.describedBy}
        value={value}
        numeric={{ ...numeric, name: full }}
        onCommit={onCommit}
        onTyped={of.onTyped}
        onRestore={of.onRestore}
        onSay={of.onSay}
      />
    </div>
  );
}

const ANY = 'any';

function nullable(props: ControlProps): ControlParts {
  const { knob, value } = props;
  const words = nullWords(knob);
  if (words === null) return { beside: null, below: null };
  const options = [
    { value: 'null', label: words.none },
    { value: ANY, label: words.some },
  ];
  const choose = (word: string) => props.onCommit(word === ANY ? words.start : null);
  return {
    beside: <Select {...plain(props)} value={value === null ? 'null' : ANY} options={options} onChange={choose} />,
    below:
      typeof value === 'number' ? (
        <Part of={props} name="value" label={capitalised(words.some)} value={value} numeric={numericOf(knob, '', props.scenario)} onCommit={props.onCommit} />
      ) : null,
  };
}

const NUMBER = 'number';
const MOST_REPLICAS = 10_000;

/** A level by its word, or as a number of replicas. */
function level(props: ControlProps): ControlParts {
  const { knob, value, scenario } = props;
  const n = copiesOf(scenario);
  const needed: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, quorum: Math.floor(n / 2) + 1, all: n };
  const numeric: Numeric = {
    name: '',
    whole: true,
    min: 1,
    max: MOST_REPLICAS,
    unit: 'replicas',
    time: false,
    ladder: 'one',
    allowed: 'a whole number from 1 to 10,000',
  };
  const given = typeof value === 'number' ? value : null;
  return {
    beside: (
      <Select
        {...plain(props)}
        value={given === null ? String(value) : NUMBER}
        options={[...wordsOf(knob), { value: NUMBER, label: 'a number' }]}
        onChange={(word) => props.onCommit(word === NUMBER ? (needed[String(value)] ?? 1) : word)}
      />
    ),
    below: given === null ? null : <Part of={props} name="value" label="Replicas" value={given} numeric={numeric} onCommit={props.onCommit} />,
  };
}

const forms = ['constant', 'uniform', 'exponential', 'lognormal', 'pareto-mix'] as const satisfies readonly Latency['distribution'][];
/** The parts of a distribution that are no times. */
const PLAIN: { readonly [part: string]: Partial<Numeric> } = {
  sigma: { unit: null, time: false, min: 0, max: 5, ladder: 'decade', allowed: 'a number from 0 to 5' },
  alpha: { unit: null, time: false, min: 0.01, max: 1000, ladder: 'decade', allowed: 'a number from 0.01 to 1,000' },
  paretoShare: { unit: null, time: false, min: 0, max: 1, ladder: 'share', allowed: 'a probability from 0 to 1' },
};

function latency(props: ControlProps): ControlParts {
  const now = props.value as Latency;
  const numeric = numericOf(props.knob, '', props.scenario);
  return {
    beside: (
      <Select
        {...plain(props)}
        value={now.distribution === 'preset' ? now.preset : now.distribution}
        options={[...forms.map((form) => ({ value: form, label: form })), ...latencyPresets.map((preset) => ({ value: preset, label: fitName(preset) }))]}
        onChange={(word) => {
          const form = forms.find((one) => one === word);
          const preset = latencyPresets.find((one) => one === word);
          if (form !== undefined) props.onCommit(asDistribution(now, form));
          else if (preset !== undefined) props.onCommit({ preset });
        }}
      />
    ),
    below: latencyParts(now).map((part) => (
      <Part
        key={`${now.distribution} ${part.name}`}
        of={props}
        name={part.name}
        label={part.label}
        value={part.value}
        numeric={{ ...numeric, ...PLAIN[part.name] }}
        onCommit={(value) => props.onCommit({ ...now, [part.name]: value })}
      />
    )),
  };
}

function Levels(props: ControlProps) {
  return (
    <TextField
      {...props}
      value={props.value as number | readonly number[]}
      read={(text) => readLevels(props.knob, nameOf(props.knob.path), text)}
      write={levelsText}
    />
  );
}
