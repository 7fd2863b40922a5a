/** The time bar of the page: what the lanes hold as its props, "run until" as conditions, and the operation bar beside the controls. */
import type { ReactNode } from 'react';
import { capitalised, clock, countWord } from '../../base/format.ts';
import type { Command, Condition } from '../../engine/scenario/scenario.ts';
import { createPolicies } from '../../engine/versions/index.ts';
import type { Conductor } from '../../state/conductor.ts';
import type { Pace } from '../../state/pace.ts';
import { followText, paces } from '../../state/pace.ts';
import { atEnd, currentSnapshot } from '../../state/run-state.ts';
import type { StageState } from '../../state/stage-store.ts';
import { keysOf, stopText } from '../../state/words.ts';
import { OperationBar } from '../../views/operation-bar/OperationBar.tsx';
import { panned, type TimeAxis } from '../../views/time-axis.ts';
import type { BranchRow } from '../../views/time-bar/TimeBar.tsx';
import { TimeBar } from '../../views/time-bar/TimeBar.tsx';
import type { TrackRow } from '../../views/time-bar/Track.tsx';
import type { UntilOption } from '../../views/time-bar/Transport.tsx';
import type { LaneState } from './use-lanes.ts';

const goals: readonly { readonly id: string; readonly label: string; readonly condition: Condition }[] = [
  { id: 'converged', label: 'all agree', condition: { converged: true } },
  { id: 'divergence', label: 'next divergence', condition: { next: 'divergence' } },
  { id: 'fault', label: 'next fault', condition: { next: 'fault' } },
  { id: 'repair', label: 'next repair', condition: { next: 'repair' } },
  { id: 'reply', label: 'next reply', condition: { next: 'reply' } },
];

export interface TimeProps {
  readonly lanes: readonly LaneState[];
  readonly titles: readonly string[] | null;
  readonly conductor: Conductor;
  readonly stage: StageState;
  readonly axis: TimeAxis;
  readonly width: number;
  readonly phone: boolean;
  /** Why time does not go on now; null where it may. */
  readonly held: string | null;
  /** Whether the operation bar stands beside the controls. */
  readonly asks: boolean;
  readonly onCommand: (command: Command) => void;
  readonly onZoom: (factor: number, aroundUs?: number) => void;
  readonly notices: ReactNode;
}

export function Time({ lanes, titles, conductor, stage, axis, width, phone, held, asks, onCommand, onZoom, notices }: TimeProps) {
  const [first] = lanes;
  if (first === undefined) return null;
  const snapshot = currentSnapshot(first);
  const tUs = first.cursor.atUs;
  const over = lanes.every(atEnd);
  const blocked = held ?? (over && snapshot !== null && first.ended !== null ? stopText({ ...snapshot, atUs: tUs }, first.ended.why) : null);
  const until = lanes.find((lane) => lane.until !== null)?.until ?? null;
  const seenEvent = first.seen.event;
  const caption =
    snapshot?.mode === 'rounds'
      ? `event ${first.cursor.event.toLocaleString('en-US')}`
      : `event ${first.cursor.event.toLocaleString('en-US')}${first.cursor.event < seenEvent ? ` of ${seenEvent.toLocaleString('en-US')} seen` : ''}`;
  const rows: readonly TrackRow[] = lanes.map((lane, i) => ({ label: titles?.[i] ?? 'This run', ticks: lane.ticks, outcome: outcomeOf(lane) }));
  const untils: readonly UntilOption[] = goals.map(({ id, label }) => ({
    id,
    label: capitalised(label),
    unavailable:
      held !== null
        ? held
        : over
          ? 'The run is over'
          : id === 'converged' && lanes.every((lane) => currentSnapshot(lane)?.converged === true)
            ? 'All agree now'
            : null,
  }));
  return (
    <TimeBar
      rows={rows}
      axis={axis}
      width={width}
      tUs={tUs}
      seenUs={Math.max(...lanes.map((lane) => lane.seen.atUs))}
      stopUs={first.stopUs}
      caption={caption}
      round={snapshot?.mode === 'rounds' ? snapshot.round : null}
      playing={first.playing}
      blocked={blocked}
      held={held !== null}
      atStart={first.cursor.event === 0 && tUs === 0}
      pace={first.pace}
      paces={paces}
      paceCaption={followText(snapshot?.mode ?? 'async')}
      skipped={first.skipped}
      untils={untils}
      until={until}
      folded={stage.folded}
      zoomedIn={stage.zoom !== null}
      compact={phone}
      others={branchRows(first)}
      onReturn={conductor.returnTo}
      onPlay={conductor.play}
      onStep={conductor.step}
      onScrub={conductor.scrub}
      onPace={(pace) => conductor.setPace(pace as Pace)}
      onUntil={(id) => {
        const goal = goals.find((one) => one.id === id);
        if (goal !== undefined) conductor.runUntil({ label: goal.label, condition: goal.condition, untilUs: null });
      }}
      onUntilTime={(ms) => conductor.runUntil({ label: clock(ms * 1000), condition: null, untilUs: Math.round(ms * 1000) })}
      onCancelUntil={conductor.cancelUntil}
      onFold={(folded) => stage.set({ folded })}
      onZoom={onZoom}
      onZoomAround={onZoom}
      onPan={stage.zoom === null ? undefined : (byUs) => stage.set({ zoom: panned(axis, byUs, axis.wholeUs) })}
      notices={notices}
    >
      {!phone && asks && snapshot !== null && <Operations lane={first} onCommand={onCommand} />}
    </TimeBar>
  );
}

/** Somebody to ask is always there. */
const USUAL_CLIENTS = ['phone', 'laptop', 'tablet'];

/** The operation bar, filled in so that one press works. */
export function Operations({ lane, onCommand }: { readonly lane: LaneState; readonly onCommand: (command: Command) => void }) {
  const snapshot = currentSnapshot(lane);
  const { scenario } = lane;
  if (snapshot === null || scenario === null) return null;
  const clients = [
    ...new Set([
      ...snapshot.clients.map((client) => client.id),
      ...scenario.workload.map(({ client }) => client),
      ...scenario.script.flatMap(({ command }) => ('client' in command ? [command.client] : [])),
    ]),
  ];
  const keys = keysOf(snapshot);
  const shownKey = lane.shownKey ?? keys[0] ?? 'cart';
  const newest = Math.max(
    0,
    ...snapshot.replicas.flatMap((replica) =>
      replica.cells.filter((cell) => cell.key === shownKey).flatMap((cell) => cell.versions.map((version) => version.number)),
    ),
  );
  return (
    <OperationBar
      replicas={snapshot.replicas}
      clients={[...clients, ...USUAL_CLIENTS.filter((id) => !clients.includes(id))]}
      keys={keys}
      shownKey={shownKey}
      readLevel={String(scenario.coordination.read)}
      writeLevel={String(scenario.coordination.write)}
      regional={scenario.replicas[0]?.region != null}
      nextValue={`edit ${newest + 1}`}
      takes={(key) => createPolicies(scenario.store).of(key).takes}
      onSend={onCommand}
    />
  );
}

function outcomeOf(lane: LaneState): string | null {
  const agreed = lane.ticks.filter((tick) => tick.kind === 'converged').at(-1);
  const differed = lane.ticks.filter((tick) => tick.kind === 'divergence').at(-1);
  const replicas = currentSnapshot(lane)?.replicas.length ?? 0;
  if (agreed !== undefined && (differed === undefined || differed.event < agreed.event)) return `all ${countWord(replicas)} agree at ${clock(agreed.atUs)}`;
  return differed === undefined ? null : `copies differ since ${clock(differed.atUs)}`;
}

/** The kept futures but the current one, latest first. */
function branchRows(lane: LaneState): readonly BranchRow[] {
  return lane.branches
    .filter((branch) => branch.id !== lane.branch)
    .reverse()
    .map((branch) => ({
      id: branch.id,
      label: branch.label,
      outcome: lane.outcomes[branch.id] ?? `seen to ${clock(branch.seenUs)}`,
      forkedAtUs: forkOf(lane, branch.id),
      seenUs: branch.seenUs,
    }));
}

/** Where another branch leaves the one that is shown: where either of them left their common past. */
function forkOf(lane: LaneState, id: number): number {
  const at = (one: number) => lane.branches.find((branch) => branch.id === one);
  const own = at(lane.branch);
  const other = at(id);
  if (other !== undefined && other.parent === lane.branch) return other.forkedAtUs;
  if (own !== undefined && own.parent === id) return own.forkedAtUs;
  return Math.min(own?.forkedAtUs ?? 0, other?.forkedAtUs ?? 0);
}
