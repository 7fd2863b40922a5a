/** Opens a second lane: the same story on the same seed with one knob changed. Fetched when it is asked for, for it knows every knob there is. */
import { useState } from 'react';
import { fieldAt } from '../../base/fields.ts';
import { knobs } from '../../engine/scenario/index.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import { type Contrast, valueWords } from '../contrast.ts';

/** The knobs worth comparing first, each with a value that shows a difference. */
const offered: readonly { readonly path: string; readonly label: string; readonly values: readonly string[] }[] = [
  { path: 'gossip.protocol', label: 'gossip', values: ['off', 'push', 'pull', 'push-pull'] },
  { path: 'gossip.fanout', label: 'gossip fan-out', values: ['1', '2', '3', '5'] },
  { path: 'gossip.intervalMs', label: 'gossip interval', values: ['200', '500', '1000', '5000'] },
  { path: 'hintedHandoff.enabled', label: 'hinted handoff', values: ['true', 'false'] },
  { path: 'readRepair.mode', label: 'read repair', values: ['off', 'async', 'blocking'] },
  { path: 'antiEntropy.mechanism', label: 'anti-entropy', values: ['off', 'merkle', 'full'] },
  { path: 'coordination.write', label: 'write level', values: ['one', 'quorum', 'all'] },
  { path: 'coordination.read', label: 'read level', values: ['one', 'quorum', 'all'] },
  { path: 'store.conflict', label: 'conflict policy', values: ['lww', 'version-vector', 'dotted-version-vector'] },
  { path: 'network.loss', label: 'loss', values: ['0', '0.1', '0.3'] },
];

function parsed(text: string): string | number | boolean {
  return text === 'true' ? true : text === 'false' ? false : text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

export interface BesideProps {
  readonly scenario: Scenario;
  readonly onOpen: (contrast: Contrast) => void;
}

export function Beside({ scenario, onOpen }: BesideProps) {
  const choices = offered.filter(({ path }) => knobs[path] !== undefined);
  const [path, setPath] = useState(choices[0]?.path ?? '');
  const chosen = choices.find((one) => one.path === path);
  const now = JSON.stringify(fieldAt(scenario, path));
  const values = (chosen?.values ?? []).filter((value) => JSON.stringify(parsed(value)) !== now);
  const [value, setValue] = useState<string | null>(null);
  const other = value !== null && values.includes(value) ? value : (values[0] ?? '');
  return (
    <div className="beside">
      <p className="second">The same story on the same seed beside this one, with one knob changed:</p>
      <div className="row">
        <Choice label="Knob" value={path} options={choices.map((one) => ({ value: one.path, label: one.label }))} onChange={setPath} />
        <Choice
          label="Its other value"
          value={other}
          options={values.map((one) => ({ value: one, label: valueWords(path, parsed(one)) }))}
          onChange={setValue}
        />
      </div>
      <p className="second">{knobs[path]?.sentence}</p>
      <Button kind="ink" unavailable={other === '' ? 'Choose a value first' : null} onPress={() => onOpen({ path, value: parsed(other) })}>
        Open two lanes
      </Button>
    </div>
  );
}
