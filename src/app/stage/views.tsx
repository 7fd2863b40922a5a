/** Which view stands behind each tab, with what it is given beside the moment. Views that a first visit does not open are fetched when they are. */

import { lazy } from 'react';
import { earlierSnapshots } from '../../state/run-state.ts';
import type { StageState } from '../../state/stage-store.ts';
import { clientHomes, homeGroups, statusOf } from '../../state/words.ts';
import { ClusterView } from '../../views/cluster/ClusterView.tsx';
import { Legend, legendOf } from '../../views/cluster/Legend.tsx';
import type { StageProps } from '../../views/stage.ts';
import type { LaneState } from './use-lanes.ts';

const LINGER_FLIGHTS = 3;

interface SlotProps {
  readonly view: StageProps;
  readonly lane: LaneState;
  readonly stage: StageState;
  readonly onHeal: () => void;
  readonly onPartition: (groups: readonly (readonly string[])[]) => void;
  readonly onResolve: (client: string, via: string, value: string) => void;
}

export function UpperSlot({ view, lane, onHeal }: SlotProps) {
  const { scenario, snapshot } = view;
  const lingerUs = lane.flightUs * LINGER_FLIGHTS;
  return (
    <ClusterView
      snapshot={snapshot}
      tUs={view.tUs}
      earlier={earlierSnapshots(lane, lingerUs)}
      lingerUs={lingerUs}
      shownKey={view.shownKey}
      homeGroups={homeGroups(scenario)}
      homes={clientHomes(scenario)}
      selected={view.selection?.type === 'replica' ? view.selection.id : null}
      still={view.still}
      summary={`${snapshot.replicas.length} replicas. ${statusOf(snapshot).text}`}
      onSelect={(id) => view.onPick(id === null ? null : { type: 'replica', id }, 'press', anchorOfReplica(id))}
      onHeal={onHeal}
    />
  );
}

function anchorOfReplica(id: string | null) {
  const element = id === null ? null : document.querySelector(`[data-replica="${CSS.escape(id)}"]`);
  if (element === null) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}

export function UpperLegend({ view, lane }: { readonly view: StageProps; readonly lane: LaneState }) {
  const lingerUs = lane.flightUs * LINGER_FLIGHTS;
  return <Legend marks={legendOf(view.snapshot, view.tUs, earlierSnapshots(lane, lingerUs), lingerUs, view.shownKey)} />;
}

const SpaceTimeView = lazy(() => import('../../views/space-time/SpaceTimeView.tsx').then((found) => ({ default: found.SpaceTimeView })));

export function LowerSlot({ view, stage }: { readonly view: StageProps; readonly stage: StageState }) {
  switch (stage.lower) {
    case 'space-time':
      return <SpaceTimeView {...view} />;
    default:
      return null;
  }
}

export function Chosen(_: { readonly [name: string]: unknown }) {
  return null;
}
