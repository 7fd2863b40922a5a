/** Controls of knobs that are lists: check boxes for words and replicas, rows with a button each for rules of keys and for what is believed at the start, and the bounds of pruning. */
import type { ReactNode } from 'react';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import type { ControlParts, ControlProps } from './Control.tsx';
import { NumberField, Select, TextField } from './Fields.tsx';
import { type BeliefRow, beliefRows, freePair, freePattern, type Initial, initialOf, prunings, type Rules, readPattern, renamed, toggled } from './lists.ts';
import type { Numeric } from './values.ts';
import { nameOf, wordLabel } from './words.ts';
import './list-controls.css';

/** Of more replicas a box for each is no control. */
const BOXES = 60;
const COUNT: Omit<Numeric, 'name'> = { whole: true, min: 0, max: 1_000_000_000, unit: null, time: false, ladder: 'one', allowed: 'a whole number from 0 on' };

/** `least`: so many must stay chosen. */
export function Checks({ all, least = 0, ...props }: ControlProps & { readonly all: readonly string[]; readonly least?: number }) {
  const { knob, id, describedBy, onCommit } = props;
  const chosen = Array.isArray(props.value) ? props.value.map(String) : [];
  const known = all.slice(0, BOXES);
  return (
    <fieldset className="knob-checks" aria-label={nameOf(knob.path)} aria-describedby={describedBy}>
      {known.map((word) => {
        const on = chosen.includes(word);
        const last = on && chosen.length <= least;
        return (
          <label key={word} htmlFor={`${id}-${word}`}>
            <input
              id={`${id}-${word}`}
              type="checkbox"
              checked={on}
              aria-disabled={last || undefined}
              onChange={() => {
                if (last) props.onSay(`${nameOf(knob.path)} must have at least one part.`);
                else onCommit(toggled(all, chosen, word, !on));
              }}
            />
            <i aria-hidden="true">{on && <Glyph name="ack" size={12} />}</i>
            {wordLabel(knob.path, word)}
          </label>
        );
      })}
      {all.length > known.length && <p className="knob-default">and {all.length - known.length} more, which a scenario’s file can name</p>}
    </fieldset>
  );
}

interface RowProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly onRemove: () => void;
}

function Row({ name, children, onRemove }: RowProps) {
  return (
    <li className="knob-row">
      <span className="knob-row-body">{children}</span>
      <Button kind="quiet" className="icon" label={`Remove ${name}`} onPress={onRemove}>
        <Glyph name="cross" size={13} />
      </Button>
    </li>
  );
}

export function KeyRules({ rules: words, ...props }: ControlProps & { readonly rules: readonly string[] }) {
  const { knob, id, describedBy, onCommit, onSay } = props;
  const rules = props.value as Rules;
  const options = words.map((word) => ({ value: word, label: wordLabel('store.conflict', word) }));
  return (
    <>
      <ul className="knob-rows" aria-label={nameOf(knob.path)}>
        {Object.entries(rules).map(([pattern, rule], nth) => (
          <Row
            key={pattern}
            name={`the rule for ${pattern}`}
            onRemove={() => onCommit(Object.fromEntries(Object.entries(rules).filter(([one]) => one !== pattern)))}
          >
            <TextField
              id={`${id}-pattern-${nth}`}
              label={`Keys of rule ${nth + 1}`}
              describedBy={describedBy}
              value={pattern}
              read={(typed) => readPattern(rules, pattern, typed)}
              write={String}
              onCommit={(to) => onCommit(renamed(rules, pattern, to))}
              onSay={onSay}
            />
            <Labelled id={`${id}-rule-${nth}`} text={`Rule for ${pattern}`}>
              <Select
                id={`${id}-rule-${nth}`}
                describedBy={describedBy}
                value={rule}
                options={options}
                onChange={(word) => onCommit({ ...rules, [pattern]: word })}
              />
            </Labelled>
          </Row>
        ))}
      </ul>
      <Button onPress={() => onCommit({ ...rules, [freePattern(rules)]: words.includes('or-set') ? 'or-set' : (words[0] ?? 'lww') })}>
        <Glyph name="plus" size={12} /> Add a rule
      </Button>
    </>
  );
}

function Labelled({ id, text, children }: { readonly id: string; readonly text: string; readonly children: ReactNode }) {
  return (
    <span className="knob-labelled">
      <label className="visually-hidden" htmlFor={id}>
        {text}
      </label>
      {children}
    </span>
  );
}

export function Beliefs(props: ControlProps) {
  const { knob, id, describedBy, scenario, onCommit, onSay } = props;
  const rows = beliefRows(props.value as Initial);
  const names = scenario.replicas.map((one) => one.id);
  const free = freePair(rows, names);
  const change = (nth: number, to: Partial<BeliefRow>) => onCommit(initialOf(rows.map((row, i) => (i === nth ? { ...row, ...to } : row))));
  const number = (nth: number, row: BeliefRow, part: 'generation' | 'version') => {
    const name = `${row.by} of ${row.of}, ${part}`;
    return (
      <span className="knob-belief-part">
        <span>{part}</span>
        <NumberField
          id={`${id}-${part}-${nth}`}
          label={name}
          describedBy={describedBy}
          value={row[part]}
          numeric={{ ...COUNT, name }}
          onCommit={(value) => change(nth, { [part]: value })}
          onSay={onSay}
        />
      </span>
    );
  };
  const node = (nth: number, row: BeliefRow, part: 'by' | 'of') => {
    // A pair that another row has is no choice: one of the two would be lost.
    const taken = (name: string) =>
      rows.some((one, i) => i !== nth && (part === 'by' ? one.by === name && one.of === row.of : one.by === row.by && one.of === name));
    return (
      <Labelled id={`${id}-${part}-${nth}`} text={part === 'by' ? `Who believes, row ${nth + 1}` : `Of whom, row ${nth + 1}`}>
        <Select
          id={`${id}-${part}-${nth}`}
          describedBy={describedBy}
          value={row[part]}
          options={names.filter((name) => !taken(name)).map((name) => ({ value: name, label: name }))}
          onChange={(name) => change(nth, { [part]: name })}
        />
      </Labelled>
    );
  };
  return (
    <>
      <ul className="knob-rows" aria-label={nameOf(knob.path)}>
        {rows.map((row, nth) => (
          <Row key={`${row.by} ${row.of}`} name={`what ${row.by} believes of ${row.of}`} onRemove={() => onCommit(initialOf(rows.filter((_, i) => i !== nth)))}>
            <span className="knob-belief">
              {node(nth, row, 'by')} of {node(nth, row, 'of')}
              {number(nth, row, 'generation')}
              {number(nth, row, 'version')}
            </span>
          </Row>
        ))}
      </ul>
      <Button
        unavailable={free === null ? 'Every node has a belief of every other' : null}
        onPress={() => free !== null && onCommit(initialOf([...rows, free]))}
      >
        <Glyph name="plus" size={12} /> Add a belief
      </Button>
    </>
  );
}

type Pruning = Scenario['store']['vectorPruning'];
const bounds = {
  entries: { label: 'Entries at most', time: false },
  small: { label: 'Kept below, entries', time: false },
  big: { label: 'Pruned above, entries', time: false },
  youngMs: { label: 'Kept while younger than', time: true },
  oldMs: { label: 'Pruned once older than', time: true },
} as const;
const MONTH_MS = 2_592_000_000;

/** Off, by age and size as Riak, or by size as Dynamo; below, the bounds of what is chosen. */
export function pruningParts(props: ControlProps): ControlParts {
  const { id, describedBy, onCommit, onSay, onTyped, onRestore } = props;
  const value = props.value as Pruning;
  const kind = value === null ? 'off' : 'entries' in value ? 'dynamo' : 'riak';
  const options = [
    { value: 'off', label: 'not pruned' },
    { value: 'riak', label: 'by age, as Riak' },
    { value: 'dynamo', label: 'by size, as Dynamo' },
  ];
  return {
    beside: (
      <Select
        id={id}
        describedBy={describedBy}
        value={kind}
        options={options}
        onChange={(word) => onCommit(word === 'riak' ? prunings.riak : word === 'dynamo' ? prunings.dynamo : null)}
      />
    ),
    below:
      value === null
        ? null
        : (Object.entries(value) as [keyof typeof bounds, number][]).map(([part, bound]) => {
            const { label, time } = bounds[part];
            const numeric: Numeric = time
              ? { ...COUNT, name: label, whole: false, max: MONTH_MS, unit: 'ms', time, ladder: 'time', allowed: 'a time up to 30 days' }
              : { ...COUNT, name: label, min: 1, max: 10_000, allowed: 'a whole number from 1 to 10,000' };
            return (
              <div className="knob-part" key={part}>
                <label htmlFor={`${id}-${part}`}>{label}</label>
                <NumberField
                  id={`${id}-${part}`}
                  label={`${nameOf(props.knob.path)}, ${label}`}
                  describedBy={describedBy}
                  value={bound}
                  numeric={numeric}
                  onCommit={(next) => onCommit({ ...value, [part]: next })}
                  onTyped={onTyped === undefined ? undefined : (next) => onTyped(next === undefined ? undefined : { ...value, [part]: next })}
                  onRestore={onRestore}
                  onSay={onSay}
                />
              </div>
            );
          }),
  };
}
