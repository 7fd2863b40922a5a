/**
 * The figure itself: what has passed, what was seen ahead, the playhead between them. Lines are drawn once per layout and clipped at the
 * playhead; only what stands right at it is drawn anew while time passes. One tab stop, with a focus that walks lanes and their events.
 */
import type { KeyboardEvent, MouseEvent } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { boxOnPage, pointIn } from '../../ui/pointer.ts';
import { anchorOf, type PickHow, type StageProps } from '../stage.ts';
import { chooses } from './chosen.ts';
import { Flying, Frame, Labels } from './FigureParts.tsx';
import { hitAt } from './hit.ts';
import { LaneBands, LaneLabels } from './LaneLabels.tsx';
import { ArrowMark, Lines } from './Lines.tsx';
import type { SpaceTime } from './layout.ts';
import { Points } from './Points.tsx';
import { type Stop, stopOfLane, stopsAlong } from './roving.ts';
import { chipColours, figureName } from './words.ts';

export interface FigureProps extends StageProps {
  readonly drawn: SpaceTime;
  /** Of the frame: the playhead goes down to its foot. */
  readonly height: number;
}

const EDGE = 24;

export function Figure(props: FigureProps) {
  const { drawn, axis, tUs, seenUs, snapshot, selection, shownKey, onPick } = props;
  const id = useId();
  const width = drawn.x1 + EDGE;
  const more = drawn.hiddenReplicas + drawn.hiddenClients > 0;
  const height = Math.max(drawn.height, more ? 0 : props.height);
  const now = axis.x(tUs);
  const seen = Math.max(now, axis.x(seenUs));
  const passed = useMemo(() => countUpTo(drawn.points, snapshot.event), [drawn.points, snapshot.event]);
  const colourOf = useMemo(() => chipColours(snapshot, shownKey), [snapshot, shownKey]);
  const pick = (event: MouseEvent<SVGSVGElement>, how: PickHow) => {
    const { x, y } = pointIn(event.currentTarget, event);
    const hit = hitAt(drawn, x, y, seenUs, axis);
    onPick(hit?.selection ?? null, how, hit === null ? null : boxOnPage(event.currentTarget, { x: hit.x - 8, y: hit.y - 8, width: 16, height: 16 }));
  };
  const chosen = useMemo(() => drawn.arrows.filter((arrow) => chooses(selection, arrow)).slice(0, CHOSEN_DRAWN), [drawn, selection]);
  const lines = (
    <>
      <Lines drawn={drawn} hatch={`url(#${id}hatch)`} />
      {chosen.map((arrow) => (
        <ArrowMark key={arrow.message.address} arrow={{ ...arrow, glyph: arrow.glyph ?? 0.5 }} strong />
      ))}
    </>
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the focusable mark inside
    <svg
      className="space-time-figure"
      width={width}
      height={height}
      role="group"
      aria-label={figureName(drawn, shownKey)}
      onClick={(event) => pick(event, 'press')}
      onContextMenu={(event) => {
        event.preventDefault();
        pick(event, 'menu');
      }}
    >
      <Definitions id={id} x0={drawn.x0} now={now} seen={seen} height={height} />
      <g aria-hidden="true">
        <Frame drawn={drawn} height={height} />
        <LaneBands drawn={drawn} selection={selection} width={width} />
        <g className="st-past" clipPath={`url(#${id}past)`}>
          {lines}
        </g>
        {seen > now && (
          <g className="st-ahead" clipPath={`url(#${id}ahead)`}>
            {lines}
          </g>
        )}
        <Labels drawn={drawn} selection={selection} now={now} seen={seen} tUs={tUs} />
        <line className="st-playhead" x1={now} x2={now} y1={0} y2={height} />
        <g className="st-past st-points">
          <Points points={drawn.points} from={0} to={passed} colourOf={colourOf} selection={selection} />
        </g>
        <g className="st-ahead st-points">
          <Points points={drawn.points} from={passed} to={drawn.points.length} colourOf={colourOf} selection={selection} />
        </g>
        <Flying drawn={drawn} axis={axis} tUs={tUs} event={snapshot.event} />
        <LaneLabels drawn={drawn} snapshot={snapshot} shownKey={shownKey} selection={selection} width={width} />
      </g>
      <Roving {...props} />
    </svg>
  );
}

interface DefinitionsProps {
  readonly id: string;
  readonly x0: number;
  readonly now: number;
  readonly seen: number;
  readonly height: number;
}

/** What has passed, what was seen ahead: only these two rectangles move with the playhead. */
function Definitions({ id, x0, now, seen, height }: DefinitionsProps) {
  return (
    <defs>
      <clipPath id={`${id}past`}>
        <rect x={x0 - 5} width={Math.max(0, now - x0 + 5)} height={height} />
      </clipPath>
      <clipPath id={`${id}ahead`}>
        <rect x={now} width={Math.max(0, seen - now)} height={height} />
      </clipPath>
      <pattern id={`${id}hatch`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" className="st-hatch-ground" />
        <line x1="1" y1="0" x2="1" y2="7" className="st-hatch-line" />
      </pattern>
    </defs>
  );
}

const CHOSEN_DRAWN = 100;

function countUpTo(points: SpaceTime['points'], event: number): number {
  const at = points.findIndex((point) => point.event > event);
  return at < 0 ? points.length : at;
}

/** The one tab stop: it stands on a lane or on one of its events, and the arrow keys move it. */
function Roving({ drawn, snapshot, shownKey, selection, seenEvent, onPick }: FigureProps) {
  const [at, setAt] = useState({ lane: 0, stop: -1 });
  const element = useRef<SVGGElement>(null);
  const walked = useRef(false);
  const lane = drawn.lanes[Math.max(0, Math.min(at.lane, drawn.lanes.length - 1))];
  const stops = useMemo(() => (lane === undefined ? [] : stopsAlong(drawn, lane, seenEvent)), [drawn, lane, seenEvent]);
  const along = Math.min(at.stop, stops.length - 1);
  const stop: Stop | undefined = along >= 0 ? stops[along] : lane === undefined ? undefined : stopOfLane(drawn, lane, snapshot, shownKey);
  const key = stop?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stop is another element, which takes the focus
  useEffect(() => {
    if (!walked.current) return;
    walked.current = false;
    element.current?.focus();
    element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [key]);
  if (stop === undefined) return null;
  const go = (to: { readonly lane: number; readonly stop: number }) => {
    walked.current = true;
    setAt({ lane: Math.max(0, Math.min(drawn.lanes.length - 1, to.lane)), stop: Math.max(-1, Math.min(stops.length - 1, to.stop)) });
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const menu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (event.key === 'ArrowDown') go({ lane: at.lane + 1, stop: -1 });
    else if (event.key === 'ArrowUp') go({ lane: at.lane - 1, stop: -1 });
    else if (event.key === 'ArrowRight') go({ lane: at.lane, stop: along + 1 });
    else if (event.key === 'ArrowLeft') go({ lane: at.lane, stop: along - 1 });
    else if (event.key === 'Home') go({ lane: at.lane, stop: -1 });
    else if (event.key === 'End') go({ lane: at.lane, stop: stops.length - 1 });
    else if (event.key === 'Enter' || menu) onPick(stop.selection, menu ? 'menu' : 'press', anchorOf(event.currentTarget));
    else if (event.key === 'Escape' && selection !== null) onPick(null, 'mark', null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <g key={stop.id} ref={element} className="st-roving" role="button" tabIndex={0} aria-label={stop.label} onKeyDown={onKeyDown}>
      <rect x={stop.x - 12} y={stop.y - 12} width={24} height={24} rx={6} />
    </g>
  );
}
