/**
 * The cluster as a living diagram: replicas with what they hold, messages on their way, the cut between them. React owns the DOM and D3
 * the shapes; where things stand is layout.ts, what is where at a moment frame.ts. It draws a snapshot and knows of no run or worker.
 */

import type { KeyboardEvent } from 'react';
import { memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import type { Ring } from './frame.ts';
import { classColours, picture } from './frame.ts';
import type { ClusterLayout } from './layout.ts';
import { layoutCluster } from './layout.ts';
import { Barriers, Clients, DroppedMarks, Links, MovingMarks, RepairMarks, Tints } from './Marks.tsx';
import { ReplicaMark } from './ReplicaMark.tsx';
import './cluster.css';
import './marks.css';

export interface ClusterViewProps {
  readonly snapshot: Snapshot;
  /** Simulated time, microseconds: at or after the snapshot's, before the next event's. */
  readonly tUs: number;
  /** The snapshots just before it, oldest first. */
  readonly earlier: readonly Snapshot[];
  /** How long a drop or a repair stays in sight, microseconds. */
  readonly lingerUs: number;
  readonly shownKey: string | null;
  readonly homeGroups: readonly (readonly string[])[];
  readonly homes: Readonly<Record<string, string>>;
  readonly selected: string | null;
  readonly still: boolean;
  readonly summary: string;
  readonly onSelect: (id: string | null) => void;
  readonly onHeal: () => void;
}

/** The size of an element, kept current; 0 × 0 until it is laid out. */
function useSize() {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size };
}

const NO_RINGS: ReadonlyMap<string, readonly Ring[]> = new Map();

interface ReplicasProps {
  readonly snapshot: Snapshot;
  readonly layout: ClusterLayout;
  readonly rings: ReadonlyMap<string, readonly Ring[]>;
  /** Names of those repaired a moment ago, joined. */
  readonly repaired: string;
  readonly shownKey: string | null;
  readonly colourOf: ReturnType<typeof classColours>;
  readonly selected: string | null;
  readonly current: string | null;
  readonly onPick: (id: string) => void;
  readonly onFocus: (id: string) => void;
}

/** Kept from drawing again while only time passes: a thousand cells change with events, not with frames. */
const Replicas = memo(function Replicas({ snapshot, layout, rings, repaired, shownKey, colourOf, selected, current, onPick, onFocus }: ReplicasProps) {
  const lately = repaired.split(' ');
  return snapshot.replicas.map((replica) => (
    <ReplicaMark
      key={replica.id}
      replica={replica}
      layout={layout}
      rings={rings.get(replica.id) ?? []}
      shownKey={shownKey}
      colourOf={colourOf}
      selected={selected === replica.id}
      tabbable={current === replica.id}
      repaired={lately.includes(replica.id)}
      onSelect={() => onPick(replica.id)}
      onFocus={() => onFocus(replica.id)}
    />
  ));
});

export function ClusterView(props: ClusterViewProps) {
  const { snapshot, selected, onSelect, shownKey } = props;
  const { ref, size } = useSize();
  const hatch = useId();
  const idsText = snapshot.replicas.map((one) => one.id).join(' ');
  const clientsText = [...new Set([...Object.keys(props.homes), ...snapshot.clients.map((one) => one.id)])].join(' ');
  const groups = snapshot.groups.length > 1 ? snapshot.groups : props.homeGroups;
  const groupsText = JSON.stringify(groups);
  const layout = useMemo(
    () =>
      layoutCluster({
        ids: idsText === '' ? [] : idsText.split(' '),
        groups: JSON.parse(groupsText) as string[][],
        width: size.width,
        height: size.height,
        clients: clientsText === '' ? [] : clientsText.split(' ').map((id) => ({ id, home: props.homes[id] ?? null })),
      }),
    [idsText, clientsText, groupsText, size.width, size.height, props.homes],
  );
  const view = picture(snapshot, props.tUs, props.earlier, props.lingerUs);
  const colours = useMemo(() => classColours(snapshot, shownKey), [snapshot, shownKey]);
  const [focus, setFocus] = useState<string | null>(null);
  const ids = snapshot.replicas.map((one) => one.id);
  const current = focus !== null && ids.includes(focus) ? focus : (selected ?? ids[0] ?? null);

  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const at = ids.indexOf(current ?? '');
    const by = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      const next = ids[(at + by + ids.length) % ids.length];
      if (next === undefined) return;
      setFocus(next);
      event.currentTarget.querySelector<SVGGElement>(`[data-replica="${next}"]`)?.focus();
    } else if (event.key === 'Enter' && current !== null) {
      event.preventDefault();
      onSelect(selected === current ? null : current);
    } else if (event.key === 'Escape' && selected !== null) {
      onSelect(null);
    }
  };

  const pick = useCallback((id: string) => onSelect(selected === id ? null : id), [onSelect, selected]);
  const cut = snapshot.groups.length > 1;
  const heal = layout.barriers[0];
  return (
    <div className="cluster" ref={ref}>
      {size.width > 0 && (
        <svg
          className="cluster-figure"
          viewBox={`0 0 ${size.width} ${size.height}`}
          width={size.width}
          height={size.height}
          role="group"
          aria-label={props.summary}
        >
          <defs>
            <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="7" height="7" className="hatch-ground" />
              <line x1="1" y1="0" x2="1" y2="7" className="hatch-line" />
            </pattern>
          </defs>
          <Tints layout={layout} cut={cut} />
          <Links layout={layout} snapshot={snapshot} />
          <Clients layout={layout} snapshot={snapshot} />
          {cut && <Barriers layout={layout} hatch={hatch} />}
          <RepairMarks layout={layout} repairs={view.repairs} />
          {!props.still && <MovingMarks layout={layout} moving={view.moving} groups={snapshot.groups} still={false} />}
          {props.still && <MovingMarks layout={layout} moving={view.moving} groups={snapshot.groups} still />}
          <g role="group" aria-label="Replicas: arrow keys move, Enter selects" onKeyDown={onKeyDown}>
            <Replicas
              snapshot={snapshot}
              layout={layout}
              rings={layout.style === 'cells' ? NO_RINGS : view.rings}
              repaired={layout.style === 'cells' ? '' : view.repairs.map((one) => one.to).join(' ')}
              shownKey={shownKey}
              colourOf={colours}
              selected={selected}
              current={current}
              onPick={pick}
              onFocus={setFocus}
            />
          </g>
          <DroppedMarks layout={layout} dropped={view.dropped} cut={cut} />
        </svg>
      )}
      {cut && heal !== undefined && (
        <button
          type="button"
          className="heal"
          onClick={props.onHeal}
          style={layout.upright ? { left: heal.x + heal.width / 2, top: heal.y + 5 } : { left: heal.x + heal.width - 52, top: heal.y + heal.height / 2 }}
        >
          Heal
        </button>
      )}
    </div>
  );
}
