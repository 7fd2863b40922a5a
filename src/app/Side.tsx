/** The panel beside the stage: the selected replica, the repair switches, what one can try, and what names this run. */

import { listOf } from '../base/format.ts';
import type { Snapshot } from '../engine/picture/snapshot.ts';
import { presets } from '../engine/presets/index.ts';
import type { Scenario } from '../engine/scenario/scenario.ts';
import type { RunActions, RunState } from '../state/run-state.ts';
import type { MechanismId } from '../state/words.ts';
import { answerFor, arrivalText, mechanismPaths, mechanismText } from '../state/words.ts';
import { Choice } from '../ui/controls.tsx';
import { Inspector } from '../views/inspector/Inspector.tsx';
import { Mechanisms } from '../views/mechanisms/Mechanisms.tsx';
import { OperationBar } from '../views/operation-bar/OperationBar.tsx';
import { addressOf } from './routes.ts';

const mechanisms = [
  { id: 'gossip', name: 'Gossip', glyph: 'gossip' },
  { id: 'hintedHandoff', name: 'Hinted handoff', glyph: 'hint' },
  { id: 'readRepair', name: 'Read repair', glyph: 'read' },
  { id: 'antiEntropy', name: 'Merkle comparison', glyph: 'hash' },
] as const satisfies readonly { id: MechanismId; name: string; glyph: string }[];

export interface SideProps {
  readonly state: RunState & RunActions;
  readonly snapshot: Snapshot;
  readonly scenario: Scenario;
  readonly groups: readonly (readonly string[])[];
  readonly preset: string;
}

export function Side({ state, snapshot, scenario, groups, preset }: SideProps) {
  const tUs = state.cursor.atUs;
  const replica = snapshot.replicas.find((one) => one.id === state.selected);
  const clients = [
    ...new Set([...snapshot.clients.map((client) => client.id), ...scenario.script.flatMap(({ command }) => ('client' in command ? [command.client] : []))]),
  ];
  const shownKey = state.shownKey ?? 'cart';
  const side = replica === undefined || snapshot.groups.length < 2 ? null : `side ${replica.side + 1}`;
  const changesPast = state.cursor.event < state.seen.event;
  return (
    <aside className="side" aria-label="Replica, repair and commands">
      {replica === undefined ? (
        <p className="hint-line">Select a replica to see what it holds and what it waits for.</p>
      ) : (
        <Inspector
          replica={replica}
          tUs={tUs}
          answer={answerFor(replica, snapshot, state.shownKey)}
          side={side}
          arrivals={Object.fromEntries(replica.cells.map((cell) => [cell.key, arrivalText(cell, replica.id)]))}
          onCrash={(id) => state.command({ type: 'crash', replica: id })}
          onRestart={(id) => state.command({ type: 'restart', replica: id })}
          onClose={() => state.select(null)}
        />
      )}
      <Mechanisms
        rows={mechanisms.map((row) => ({ ...row, on: snapshot.mechanisms[row.id], text: mechanismText(row.id, snapshot, tUs) }))}
        onSwitch={(id, on) => {
          const knob = mechanismPaths[id as MechanismId];
          state.command({ type: 'set', path: knob.path, value: on ? knob.on : knob.off });
        }}
      />
      <OperationBar
        replicas={snapshot.replicas}
        clients={clients.length > 0 ? clients : ['phone']}
        shownKey={shownKey}
        cut={snapshot.groups.length > 1}
        sides={groups.map((group) => listOf(group, 4)).join(' | ')}
        onCut={() => state.command({ type: 'partition', groups })}
        onHeal={() => state.command({ type: 'heal' })}
        onWrite={(client, via, value) => state.command({ type: 'write', client, via, key: shownKey, value })}
        onRead={(client, via) => state.command({ type: 'read', client, via, key: shownKey })}
      />
      <p className="past-note">{changesPast ? 'You are behind what you have seen: a change here starts another future.' : ''}</p>
      <section className="run-facts" aria-label="This run">
        <Choice
          label="Story"
          value={preset}
          options={Object.entries(presets).map(([id, one]) => ({ value: id, label: one.title }))}
          onChange={(id) => {
            window.location.hash = addressOf(id, Number(presets[id]?.scenario.seed ?? 1));
          }}
        />
        <p className="second mono" title="Names this run up to this moment: the same scenario, seed and commands give the same hash everywhere">
          {state.hashes === null || state.playing ? 'run …' : `run ${state.hashes.trace.slice(0, 12)}`}
        </p>
      </section>
    </aside>
  );
}
