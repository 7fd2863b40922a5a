/**
 * The cluster as a living diagram: replicas with what they hold, messages on their way, the cut between them. React owns the DOM and D3
 * the search for what is hit; where things stand is layout.ts, what is where at a moment frame.ts. Replicas are SVG up to 300 and Canvas
 * beyond, messages always Canvas, over them. It draws a snapshot and knows of no run or worker.
 */

import { useId, useMemo } from 'react';
import { useSize } from '../../ui/use-size.ts';
import { CellCanvas, MessageCanvas, useInk } from './CanvasLayers.tsx';
import { CellMarks } from './CellMarks.tsx';
import { ClientLines, ClientMarks } from './ClientMarks.tsx';
import { replicaWords, valueText } from './encode.ts';
import { Barriers, CutLine, Drops, Tints } from './FaultMarks.tsx';
import { cellOf, partOf } from './frame.ts';
import { orderOf } from './items.ts';
import { LinkMarks } from './LinkMarks.tsx';
import { Mirror } from './Mirror.tsx';
import { PartitionBar } from './PartitionBar.tsx';
import { normalised, sideIn } from './partition.ts';
import { type ClusterLayout, SVG_LIMIT } from './places.ts';
import type { ClusterViewProps } from './props.ts';
import { RepairMarks } from './RepairMarks.tsx';
import { ReplicaMark } from './ReplicaMark.tsx';
import { usePicking } from './use-picking.ts';
import { useScene } from './use-scene.ts';
import './cluster.css';
import './cells.css';
import './marks.css';
import './partition.css';

const NONE: readonly never[] = [];

export function ClusterView(props: ClusterViewProps) {
  const { snapshot, partition } = props;
  const { ref, width, height } = useSize();
  const size = useMemo(() => ({ width, height }), [width, height]);
  const ids = snapshot.replicas.map((one) => one.id);
  const draft = partition === null ? null : normalised(partition, ids);
  return (
    <div className="cluster">
      {draft !== null && <PartitionBar draft={draft} onApply={props.onApplyPartition} onCancel={props.onCancelPartition} />}
      <div className="cluster-room" ref={ref}>
        {size.width > 0 && size.height > 0 && <Figure {...props} partition={draft} size={size} />}
      </div>
    </div>
  );
}

function Figure(props: ClusterViewProps & { readonly size: { readonly width: number; readonly height: number } }) {
  const { snapshot, size, shownKey, selection, partition } = props;
  const hatch = useId();
  const ink = useInk();
  const selectedLink = selection?.type === 'link' ? `l:${selection.a} ${selection.b}` : null;
  const scene = useScene(props, size, selectedLink);
  const { layout, ways, view, links, placed } = scene;
  const onCanvas = snapshot.replicas.length > SVG_LIMIT;
  const order = orderOf(snapshot, layout, links, view.moving, onCanvas);
  const { stage, handlers, current, focusedKey, hovered, line, selectedKey } = usePicking(props, scene, order);
  const cut = snapshot.groups.length > 1;
  const selectedReplica = selectedKey?.startsWith('r:') === true ? selectedKey.slice(2) : null;
  const focusedReplica = focusedKey?.startsWith('r:') === true ? focusedKey.slice(2) : null;
  const draftText = partition === null ? null : JSON.stringify(partition.groups);
  const draftSides = useMemo(
    () => (draftText === null ? null : new Map((JSON.parse(draftText) as string[][]).flatMap((group, side) => group.map((id) => [id, side] as const)))),
    [draftText],
  );
  const named = layout.labels ? null : (hovered ?? focusedReplica ?? selectedReplica);
  const atMost = (key: string) => (current?.startsWith(key) === true ? current : null);
  return (
    <div className={`cluster-stage${partition === null ? '' : ' choosing'}`} ref={stage} role="group" aria-label={props.summary} {...handlers}>
      {onCanvas && ink !== null && <CellCanvas layout={layout} faces={scene.faces} ink={ink} selected={selectedReplica} current={focusedReplica} />}
      <svg className="cluster-figure" viewBox={`0 0 ${size.width} ${size.height}`} width={size.width} height={size.height} role="presentation">
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" className="hatch-ground" />
            <line x1="1" y1="0" x2="1" y2="7" className="hatch-line" />
          </pattern>
        </defs>
        {!onCanvas && <Tints layout={layout} cut={cut && partition === null} />}
        {draftSides !== null && layout.style === 'full' && <DraftTints layout={layout} sides={draftSides} />}
        <ClientLines layout={layout} ways={ways} snapshot={snapshot} />
        <LinkMarks links={links} ways={ways} snapshot={snapshot} selected={selectedLink} current={atMost('l:')} hatch={hatch} />
        {cut && <Barriers layout={layout} hatch={hatch} />}
        <RepairMarks layout={layout} ways={ways} repairs={scene.repairs} cut={cut} />
        {layout.style === 'full' ? (
          <FullReplicas {...props} scene={scene} selected={selectedReplica} current={current} />
        ) : (
          !onCanvas && (
            <CellMarks
              layout={layout}
              snapshot={snapshot}
              faces={scene.faces}
              shownKey={shownKey}
              selected={selectedReplica}
              current={atMost('r:')}
              draftSides={draftSides}
            />
          )
        )}
        <ClientMarks
          layout={layout}
          ways={ways}
          snapshot={snapshot}
          behind={scene.behind}
          selected={selectedKey?.startsWith('c:') === true ? selectedKey.slice(2) : null}
          current={atMost('c:')}
        />
        <Drops layout={layout} drops={scene.drops} busy={scene.busy} />
        {line !== null && <CutLine from={line.from} to={line.to} />}
      </svg>
      {ink !== null && (
        <MessageCanvas
          layout={layout}
          placed={placed}
          ink={ink}
          still={props.still}
          selected={selection?.type === 'message' ? selection.address : null}
          current={focusedKey?.startsWith('m:') === true ? focusedKey.slice(2) : null}
        />
      )}
      {named !== null && <NameTag {...props} id={named} layout={layout} />}
      <Mirror messages={view.moving} drops={view.dropped} replicas={onCanvas ? snapshot.replicas : NONE} shownKey={shownKey} current={current} />
      {cut && partition === null && (
        <button type="button" className="heal" onClick={props.onHeal} style={{ left: layout.heal.x, top: layout.heal.y }}>
          Heal
        </button>
      )}
    </div>
  );
}

function FullReplicas(
  props: ClusterViewProps & { readonly scene: ReturnType<typeof useScene>; readonly selected: string | null; readonly current: string | null },
) {
  const { snapshot, scene, scenario, partition } = props;
  const repaired = new Set(scene.repairs.map((one) => one.to));
  const collection = useMemo(
    () => ({
      graceUs: scenario.store.gcGraceMs * 1000,
      everyUs: scenario.store.compactionIntervalMs === null ? null : scenario.store.compactionIntervalMs * 1000,
    }),
    [scenario],
  );
  return (
    <g className="replicas">
      {snapshot.replicas.map((replica) => (
        <ReplicaMark
          key={replica.id}
          replica={replica}
          layout={scene.layout}
          rings={scene.view.rings.get(replica.id) ?? NONE}
          tUs={props.tUs}
          collection={collection}
          shownKey={props.shownKey}
          colourOf={scene.colours}
          selected={props.selected === replica.id}
          tabbable={props.current === `r:${replica.id}`}
          repaired={repaired.has(replica.id)}
          part={partOf(snapshot, replica.id, props.shownKey)}
          draftSide={partition === null ? null : sideIn(partition, replica.id)}
        />
      ))}
    </g>
  );
}

function DraftTints({ layout, sides }: { readonly layout: ClusterLayout; readonly sides: ReadonlyMap<string, number> }) {
  const { card, half, ring } = layout;
  const reach = half + ring + 8;
  return (
    <g className="draft-tints" aria-hidden="true">
      {[...layout.replicas.values()].map((place) => {
        const width = Math.min(place.room - 4, Math.max(card.width, 2 * reach) + 12);
        const outer = half + ring + card.off + card.height + 5;
        const y = place.cards === 'above' ? place.y - outer : place.y - reach;
        return (
          <rect
            key={place.id}
            className={`draft-${(sides.get(place.id) ?? 0) % 3}`}
            x={place.x - width / 2}
            y={y}
            width={width}
            height={outer + reach}
            rx={12}
          />
        );
      })}
    </g>
  );
}

/** What a cell is, on hover, focus and selection. */
function NameTag({
  snapshot,
  shownKey,
  id,
  layout,
}: Pick<ClusterViewProps, 'snapshot' | 'shownKey'> & { readonly id: string; readonly layout: ClusterLayout }) {
  const place = layout.replicas.get(id);
  const replica = snapshot.replicas.find((one) => one.id === id);
  if (place === undefined || replica === undefined) return null;
  const cell = cellOf(replica, shownKey);
  const held = cell === undefined || cell.versions.length === 0 ? 'nothing yet' : cell.versions.map((one) => `${valueText(one)} ${one.label}`).join(' and ');
  const below = place.y < 60;
  return (
    <p
      className="name-tag"
      title={replicaWords(replica, shownKey)}
      style={{
        left: Math.max(80, Math.min(layout.width - 80, place.x)),
        top: below ? place.y + layout.half + 6 : place.y - layout.half - 6,
        translate: below ? '-50% 0' : '-50% -100%',
      }}
    >
      <strong>{id}</strong> {replica.up ? held.slice(0, 40) : 'crashed'}
      {cell !== undefined && cell.stale > 0 ? `, \u2212${cell.stale} stale` : ''}
    </p>
  );
}
