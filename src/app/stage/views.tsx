/** Which view stands behind each tab, with what it is given beside the moment. Views that a first visit does not open are fetched when they are. */

import { lazy, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { earlierSnapshots } from '../../state/run-state.ts';
import type { StageState } from '../../state/stage-store.ts';
import { clientHomes, homeGroups, statusOf } from '../../state/words.ts';
import { ClusterView } from '../../views/cluster/ClusterView.tsx';
import { Legend, legendOf } from '../../views/cluster/Legend.tsx';
import type { StageProps } from '../../views/stage.ts';
import { seedsStores } from '../stores.ts';
import type { LaneState } from './use-lanes.ts';

const KeysView = lazy(() => import('../../views/keys/KeysView.tsx').then((found) => ({ default: found.KeysView })));

const MerkleView = lazy(() => import('../../views/merkle/MerkleView.tsx').then((found) => ({ default: found.MerkleView })));
const MembershipView = lazy(() => import('../../views/membership/MembershipView.tsx').then((found) => ({ default: found.MembershipView })));
const SiblingsView = lazy(() => import('../../views/siblings/SiblingsView.tsx').then((found) => ({ default: found.SiblingsView })));
const SpreadView = lazy(() => import('../../views/spread/SpreadView.tsx').then((found) => ({ default: found.SpreadView })));

const LINGER_FLIGHTS = 3;

interface SlotProps {
  /** Which lane. */
  readonly index: number;
  readonly view: StageProps;
  readonly lane: LaneState;
  readonly stage: StageState;
  readonly onHeal: () => void;
  readonly onPartition: (groups: readonly (readonly string[])[]) => void;
  readonly onResolve: (client: string, via: string, value: string) => void;
  readonly onRead: (client: string, via: string) => void;
}

export function UpperSlot(props: SlotProps) {
  switch (props.stage.upper) {
    case 'cluster':
      return <Cluster {...props} />;
    case 'keys':
      return <KeysView {...props.view} />;
    case 'merkle':
      return <MerkleView {...props.view} />;
    case 'siblings':
      return <Siblings {...props} />;
    case 'spread':
      return <Spread {...props} />;
    case 'membership':
      return <MembershipView {...props.view} />;
  }
}

function Siblings({ view, onResolve, onRead }: SlotProps) {
  const { clients, replicas } = view.snapshot;
  const asks = clients.length === 0 ? 'No client has asked for anything yet' : replicas.some((one) => one.up) ? null : 'No replica is up';
  return <SiblingsView {...view} canResolve={asks} onResolve={onResolve} onRead={onRead} />;
}

/** Other seeds belong to this scenario and these commands; another run drops them. */
function Spread({ view, lane, index }: SlotProps) {
  const store = seedsStores[index === 1 ? 1 : 0];
  const seeds = useStore(store);
  const { scenario } = view;
  const { log } = lane;
  useEffect(
    () =>
      store.getState().belongTo(
        scenario,
        log.map(({ atMs, after, command }) => ({ atUs: Math.round(atMs * 1000), after, command })),
      ),
    [store, scenario, log],
  );
  return <SpreadView {...view} seeds={seeds.view} onRunSeeds={seeds.run} onCancelSeeds={seeds.cancel} />;
}

function Cluster({ view, lane, stage, onHeal, onPartition }: SlotProps) {
  const { scenario, snapshot } = view;
  const lingerUs = lane.flightUs * LINGER_FLIGHTS;
  const groups = useMemo(() => homeGroups(scenario), [scenario]);
  const homes = useMemo(() => clientHomes(scenario), [scenario]);
  return (
    <ClusterView
      {...view}
      earlier={earlierSnapshots(lane, lingerUs)}
      lingerUs={lingerUs}
      homeGroups={groups}
      homes={homes}
      summary={`${snapshot.replicas.length} replicas. ${statusOf(snapshot).text}`}
      partition={stage.partition}
      onHeal={onHeal}
      onPartition={(draft) => stage.set({ partition: draft, bar: null })}
      onApplyPartition={() => {
        if (stage.partition !== null) onPartition(stage.partition.groups.filter((group) => group.length > 0));
        stage.set({ partition: null });
      }}
      onCancelPartition={() => stage.set({ partition: null })}
    />
  );
}

export function UpperLegend({ view, lane }: { readonly view: StageProps; readonly lane: LaneState }) {
  const lingerUs = lane.flightUs * LINGER_FLIGHTS;
  return <Legend marks={legendOf(view.snapshot, view.tUs, earlierSnapshots(lane, lingerUs), lingerUs, view.shownKey)} />;
}

const SpaceTimeView = lazy(() => import('../../views/space-time/SpaceTimeView.tsx').then((found) => ({ default: found.SpaceTimeView })));
const OperationsView = lazy(() => import('../../views/operations/OperationsView.tsx').then((found) => ({ default: found.OperationsView })));
const EventsView = lazy(() => import('../../views/events/EventsView.tsx').then((found) => ({ default: found.EventsView })));

export function LowerSlot({ view, stage }: { readonly view: StageProps; readonly stage: StageState }) {
  switch (stage.lower) {
    case 'space-time':
      return <SpaceTimeView {...view} />;
    case 'operations':
      return <OperationsView {...view} />;
    case 'events':
      return <EventsView {...view} />;
  }
}
