/**
 * The run over time: a lane per client and replica on the scrub track's axis, messages as slanted arrows, versions where they came to be,
 * stale stretches hollow. Everything is laid out once per event; while time passes only the edge between past and future moves.
 */
import type { KeyboardEvent, MouseEvent } from 'react';
import { memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Selection } from '../../engine/picture/selection.ts';
import { selectedReplica } from '../../engine/picture/selection.ts';
import { Button } from '../../ui/controls.tsx';
import { Mark } from '../../ui/Glyph.tsx';
import { anchorOf, type PickHow, type StageProps } from '../stage.ts';
import { ArrowLines, Bands, Chips, Flying, LaneLabels, LaneLines, Results } from './Drawing.tsx';
import { type Arrow, layoutSpaceTime, nearestArrow, type SpaceTime } from './layout.ts';
import { eventsOfLane } from './roving.ts';
import './space-time.css';

const HIT = 22;
const NO_GROUPS: readonly (readonly string[])[] = [];

export function SpaceTimeView(props: StageProps) {
  const { records, axis, shownKey, snapshot, scenario, selection, tUs, seenUs } = props;
  const [answers, setAnswers] = useState(false);
  const [height, setHeight] = useState(260);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setHeight(Math.round(entry.contentRect.height)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const replicaIds = snapshot.replicas.map((one) => one.id).join(' ');
  const clientIds = snapshot.clients.map((one) => one.id).join(' ');
  const groups = useMemo(
    () => records.filter((one) => one.type === 'partition-changed' && (one.groups?.length ?? 0) > 1).at(-1)?.groups ?? NO_GROUPS,
    [records],
  );
  const chosen = selection?.type === 'operation' ? `${selection.client}#${selection.n}/` : null;
  const many = snapshot.replicas.length > 32;
  const firstIds = many ? firstOf(props).join(' ') : '';
  const model = useMemo(
    () =>
      layoutSpaceTime({
        records,
        axis,
        shownKey,
        replicas: replicaIds === '' ? [] : replicaIds.split(' '),
        clients: clientIds === '' ? [] : clientIds.split(' '),
        first: many ? firstIds.split(' ') : [],
        groups,
        height,
        answers,
        chosen,
      }),
    [records, axis, shownKey, replicaIds, clientIds, many, firstIds, groups, height, answers, chosen],
  );
  return (
    <div className="space-time">
      <div className="space-time-bar">
        <span className="second">{shownKey === null ? 'all messages' : `messages about ${shownKey}`}</span>
        <Button kind="quiet" pressed={answers} onPress={() => setAnswers(!answers)}>
          {answers ? 'Hide acks and replies' : 'Show acks and replies'}
        </Button>
        {model.unshown > 0 && <span className="second">{model.unshown.toLocaleString('en-US')} more messages: zoom in</span>}
        {scenario.mode === 'rounds' && <span className="second">a vertical line ends a round</span>}
        {seenUs > tUs && <span className="second ahead-words">grey, right of the line: ahead of you, seen before</span>}
      </div>
      <div className="space-time-frame" ref={frame}>
        <Figure {...props} model={model} />
        {model.hidden > 0 && <p className="second space-time-more">and {model.hidden.toLocaleString('en-US')} more replicas</p>}
      </div>
    </div>
  );
}

/** Which replicas stand first where there is no room for all: the selected one, then those that differ. */
function firstOf({ snapshot, selection, shownKey }: StageProps): readonly string[] {
  const own = selectedReplica(selection);
  const differ = snapshot.replicas.filter(
    (replica) => !replica.up || replica.cells.some((cell) => cell.key === shownKey && (cell.stale > 0 || cell.versions.length > 1)),
  );
  return [...(own === null ? [] : [own]), ...differ.map((one) => one.id)];
}

function Figure(props: StageProps & { readonly model: SpaceTime }) {
  const { model, axis, tUs, seenUs, snapshot, selection, onPick } = props;
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const [focus, setFocus] = useState<{ readonly lane: number; readonly item: number }>({ lane: 0, item: -1 });
  const now = axis.x(tUs);
  const seen = axis.x(seenUs);
  const lane = model.lanes[Math.min(focus.lane, model.lanes.length - 1)];
  const items = useMemo(() => (lane === undefined ? [] : eventsOfLane(model, lane)), [model, lane]);
  const item = focus.item < 0 ? undefined : items[Math.min(focus.item, items.length - 1)];
  const spot = item ?? (lane === undefined ? null : { x: 60, y: lane.y, selection: laneSelection(lane), label: laneWords(lane.id, lane.type, snapshot) });

  const hit = (event: MouseEvent<SVGSVGElement>): Selection | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const chip = model.chips.find((one) => Math.abs(one.y - y) < 10 && x > one.x - 3 && x < one.x + one.width + 3 && one.atUs <= seenUs);
    if (chip !== undefined) return { type: 'copy', replica: chip.replica, key: chip.copy.key };
    const result = model.results.find((one) => Math.abs(one.y - y) < 12 && x > one.x - 6 && x < one.x + one.width + 6);
    if (result !== undefined) return { type: 'operation', client: result.client, n: result.n };
    const near =
      x < axis.x0 - 8
        ? null
        : nearestArrow(
            model.arrows.filter((arrow) => arrow.fromUs <= seenUs),
            x,
            y,
            HIT,
          );
    const onLane = model.lanes.find((one) => Math.abs(one.y - y) < 12);
    if (near !== null) return { type: 'message', address: near.message.address };
    return onLane === undefined ? null : laneSelection(onLane);
  };
  const pick = (event: MouseEvent<SVGSVGElement>, how: PickHow) => {
    const found = hit(event);
    onPick(found, how, found === null ? null : { x: event.clientX - 8, y: event.clientY - 8, width: 16, height: 16 });
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const { key } = event;
    const menu = key === 'ContextMenu' || (key === 'F10' && event.shiftKey);
    if (key === 'ArrowDown' || key === 'ArrowUp')
      setFocus({ lane: Math.max(0, Math.min(model.lanes.length - 1, focus.lane + (key === 'ArrowDown' ? 1 : -1))), item: -1 });
    else if (key === 'ArrowRight') setFocus({ ...focus, item: Math.min(items.length - 1, focus.item + 1) });
    else if (key === 'ArrowLeft') setFocus({ ...focus, item: Math.max(-1, focus.item - 1) });
    else if ((key === 'Enter' || menu) && spot !== null) onPick(spot.selection, menu ? 'menu' : 'press', anchorOf(event.currentTarget));
    else if (key === 'Escape' && selection !== null) onPick(null, 'mark', null);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the one focusable mark inside
    <svg
      ref={svg}
      className="space-time-figure"
      width={axis.x1 + 24}
      height={model.height}
      role="group"
      aria-label={`Space-time diagram: ${model.lanes.length} lanes, ${model.arrows.length} messages`}
      onClick={(event) => pick(event, 'press')}
      onContextMenu={(event) => {
        event.preventDefault();
        pick(event, 'menu');
      }}
    >
      <defs>
        <clipPath id={`${id}-past`}>
          <rect x={0} y={0} width={Math.max(0, now)} height={model.height} />
        </clipPath>
        <clipPath id={`${id}-ahead`}>
          <rect x={now} y={0} width={Math.max(0, seen - now)} height={model.height} />
        </clipPath>
        <pattern id={`${id}-hatch`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" className="hatch-ground" />
          <line x1="1" y1="0" x2="1" y2="7" className="hatch-line" />
        </pattern>
        <marker id={`${id}-tip`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 1 8 4 0 7Z" className="tip" />
        </marker>
      </defs>
      <LaneLabels model={model} snapshot={snapshot} shownKey={props.shownKey} selection={selection} width={axis.x1 + 24} short={axis.x0 < 100} />
      {axis.breaks.map((one) => (
        <rect key={one.fromUs} className="break-column" x={one.x} y={4} width={one.width} height={model.height - 22} />
      ))}
      {model.rounds.map((one) => (
        <line key={one.x} className="round-line" x1={one.x} x2={one.x} y1={6} y2={model.height - 20} />
      ))}
      <Half name="past" clip={`url(#${id}-past)`} model={model} axisEnd={seen} tip={`url(#${id}-tip)`} hatch={`url(#${id}-hatch)`} />
      {seenUs > tUs && <Half name="ahead" clip={`url(#${id}-ahead)`} model={model} axisEnd={seen} tip={`url(#${id}-tip)`} hatch={`url(#${id}-hatch)`} />}
      <Flying model={model} tUs={tUs} />
      <Chosen model={model} selection={selection} tUs={seenUs} />
      <line className="playhead" x1={now} x2={now} y1={0} y2={model.height} />
      {spot !== null && (
        <g className="roving" role="button" tabIndex={0} aria-label={spot.label} onKeyDown={onKeyDown} transform={`translate(${spot.x} ${spot.y})`} data-roving>
          <rect x={-11} y={-11} width={22} height={22} rx={6} />
        </g>
      )}
    </svg>
  );
}

interface HalfProps {
  readonly name: 'past' | 'ahead';
  readonly clip: string;
  readonly model: SpaceTime;
  readonly axisEnd: number;
  readonly tip: string;
  readonly hatch: string;
}

/** Drawn once per layout: the clip moves, not what is in it. */
const Half = function Half({ name, clip, ...rest }: HalfProps) {
  return (
    <g className={name} clipPath={clip}>
      <Content {...rest} />
    </g>
  );
};

const Content = memo(function Content({ model, axisEnd, tip, hatch }: Omit<HalfProps, 'name' | 'clip'>) {
  return (
    <>
      <LaneLines model={model} end={axisEnd} />
      <Bands model={model} end={axisEnd} hatch={hatch} />
      <ArrowLines arrows={model.arrows} tip={tip} />
      <Chips model={model} />
      <Results model={model} />
    </>
  );
});

/** What is chosen, over everything: its arrows in full ink. */
function Chosen({ model, selection, tUs }: { readonly model: SpaceTime; readonly selection: Selection | null; readonly tUs: number }) {
  const arrows = model.arrows.filter((arrow) => arrow.fromUs <= tUs && isChosen(arrow, selection));
  if (arrows.length === 0 || arrows.length > 100) return null;
  return (
    <g className="chosen-arrows">
      {arrows.map((arrow) => (
        <g key={arrow.id}>
          <line x1={arrow.x1} y1={arrow.y1} x2={arrow.x2} y2={arrow.y2} />
          <Mark name={arrow.kind} x={(arrow.x1 + arrow.x2) / 2} y={(arrow.y1 + arrow.y2) / 2} size={12} />
        </g>
      ))}
    </g>
  );
}

function isChosen(arrow: Arrow, selection: Selection | null): boolean {
  if (selection === null) return false;
  const { message } = arrow;
  if (selection.type === 'message') return message.address === selection.address;
  if (selection.type === 'operation') return message.address.startsWith(`${selection.client}#${selection.n}/`);
  if (selection.type === 'link')
    return (message.from === selection.a && message.to === selection.b) || (message.from === selection.b && message.to === selection.a);
  return selection.type === 'event' && arrow.event === selection.event;
}

function laneSelection(lane: SpaceTime['lanes'][number]): Selection {
  return { type: lane.type, id: lane.id };
}

function laneWords(id: string, type: 'client' | 'replica', snapshot: StageProps['snapshot']): string {
  if (type === 'client') return `Client ${id}. Right and left go along what it did.`;
  const replica = snapshot.replicas.find((one) => one.id === id);
  return `Replica ${id}, ${replica?.up === false ? 'crashed' : 'up'}. Right and left go along what happened to it.`;
}
