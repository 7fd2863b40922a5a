/**
 * The first scene told in three steps above the stage: heal, play, switch gossip on. Each is ticked off by what the run shows, not by which
 * button was pressed, and a newcomer may do them in any order or not at all. Then the doors.
 */
import { useState } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { currentSnapshot } from '../../state/run-state.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import type { LaneState } from './use-lanes.ts';

interface Step {
  readonly text: string;
  readonly done: (snapshot: Snapshot, lane: LaneState) => boolean;
}

const steps: readonly Step[] = [
  { text: 'Heal the cut. Does C catch up?', done: (snapshot) => snapshot.groups.length < 2 },
  { text: 'Press Play. What will repair C?', done: (_, lane) => lane.stopped !== null },
  { text: 'Switch gossip on, and play.', done: (snapshot) => snapshot.mechanisms.gossip && snapshot.converged },
];

export function Guide({ lane }: { readonly lane: LaneState }) {
  const [done, setDone] = useState<readonly boolean[]>([false, false, false]);
  const snapshot = currentSnapshot(lane);
  // What was reached stays reached, also when one goes back in time; healed and stale comes before played, played before gossip.
  const next = done.map(
    (was, i) => was || (snapshot !== null && lane.phase === 'ready' && (i === 0 || done[i - 1] === true) && steps[i]?.done(snapshot, lane) === true),
  );
  if (next.some((now, i) => now !== done[i])) setDone(next);
  const all = next.every(Boolean);
  const current = next.indexOf(false);
  return (
    <div className="guide">
      <h1>{all ? 'C has caught up: gossip brought it the write it had missed.' : 'C was cut off while the cart changed.'}</h1>
      <ol>
        {steps.map((step, i) => (
          <li key={step.text} data-done={next[i]} aria-current={i === current ? 'step' : undefined}>
            <span className="guide-mark" aria-hidden="true">
              {next[i] ? <Glyph name="ack" size={12} /> : i + 1}
            </span>
            {step.text}
            {next[i] && <span className="visually-hidden"> Done.</span>}
          </li>
        ))}
      </ol>
      {all && (
        <p className="doors">
          <a className="button ink" href="#/learn">
            Begin a lesson
          </a>
          <a className="button" href="#/lab">
            Open the Lab
          </a>
        </p>
      )}
    </div>
  );
}
