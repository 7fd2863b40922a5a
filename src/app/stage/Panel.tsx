/** What stands beside the stage: the chosen thing, or, while nothing is chosen, what can repair a stale copy, a partition; and, as its last part, the run itself. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { MechanismId } from '../../state/words.ts';
import { crossingText, homeGroups, mechanismPaths, mechanismText } from '../../state/words.ts';
import { Button, Choice } from '../../ui/controls.tsx';
import { Mechanisms } from '../../views/mechanisms/Mechanisms.tsx';
import { LazyTerm } from './LazyTerm.tsx';
import type { FrameContext } from './StageFrame.tsx';
import { Operations } from './Time.tsx';

/** What the first sight of the page does not need is fetched when it is asked for. */
const Chosen = lazy(() => import('./Chosen.tsx').then((found) => ({ default: found.Chosen })));

const mechanisms = [
  { id: 'gossip', term: 'gossip', name: 'Gossip', glyph: 'gossip' },
  { id: 'hintedHandoff', term: 'hinted-handoff', name: 'Hinted handoff', glyph: 'hint' },
  { id: 'readRepair', term: 'read-repair', name: 'Read repair', glyph: 'read' },
  { id: 'antiEntropy', term: 'anti-entropy', name: 'Anti-entropy', glyph: 'hash' },
] as const satisfies readonly { id: MechanismId; term: string; name: string; glyph: string }[];

export function Panel({ context, children }: { readonly context: FrameContext; readonly children?: ReactNode }) {
  const { lane, snapshot, stage, phone, titles, command } = context;
  const { scenario } = lane;
  if (snapshot === null || scenario === null) return null;
  const behind = lane.cursor.event < lane.seen.event;
  const cut = snapshot.groups.length > 1;
  return (
    <>
      {titles !== null && (
        <p className="lane-note">
          <Choice
            label="Lane that this panel is about"
            value={String(stage.lane)}
            options={titles.map((title, i) => ({ value: String(i), label: title }))}
            onChange={(value) => stage.set({ lane: Number(value) })}
          />
          <span className="second">What you do acts on both lanes.</span>
        </p>
      )}
      {lane.selection === null ? (
        <p className="hint-line">Select a replica, a link, a message or a client to see what it holds and what it waits for.</p>
      ) : (
        <ChosenThing context={context} />
      )}
      <Mechanisms
        rows={mechanisms.map((row) => ({
          ...row,
          on: snapshot.mechanisms[row.id],
          title: <LazyTerm id={row.term}>{row.name}</LazyTerm>,
          text: mechanismText(row.id, snapshot, lane.cursor.atUs),
        }))}
        onSwitch={(id, on) => {
          const knob = mechanismPaths[id as MechanismId];
          // Rumours are pushed or pulled; both at once is for gossip that never stops.
          const started = id === 'gossip' && scenario.gossip.style === 'rumor' ? 'push' : knob.on;
          command({ type: 'set', path: knob.path, value: on ? started : knob.off });
        }}
      />
      <section className="network" aria-label="Network">
        <h2>Network</h2>
        {snapshot.crossing !== undefined && <p className="network-note">{crossingText(snapshot.crossing)}</p>}
        <div className="row">
          <Button
            unavailable={
              scenario.replicas.length < 2 ? 'One replica cannot be cut' : stage.partition !== null ? 'You are choosing the sides on the stage' : null
            }
            onPress={() => stage.set({ upper: 'cluster', single: 'upper', partition: { groups: cut ? snapshot.groups : homeGroups(scenario) } })}
          >
            {cut ? 'Cut elsewhere' : 'Cut in two'}
          </Button>
          <Button unavailable={cut ? null : 'Nothing is cut'} onPress={() => command({ type: 'heal' })}>
            Heal the cut
          </Button>
        </div>
      </section>
      {phone && (
        <section aria-label="A client">
          <Operations lane={lane} onCommand={command} />
        </section>
      )}
      {behind && <p className="past-note">You are behind what you have seen: a change here starts another future.</p>}
      {children}
    </>
  );
}

/** The inspector of what is chosen on the panel's lane. */
export function ChosenThing({ context }: { readonly context: FrameContext }) {
  const { lane, snapshot, axis, rules, command, conductor } = context;
  const { scenario } = lane;
  if (snapshot === null || scenario === null || lane.selection === null) return null;
  return (
    <Suspense fallback={null}>
      <Chosen
        lane={lane}
        axis={axis}
        snapshot={snapshot}
        scenario={scenario}
        rules={rules}
        onCommand={command}
        onPick={(selection) => lane.select(selection)}
        onTime={conductor.scrub}
      />
    </Suspense>
  );
}
