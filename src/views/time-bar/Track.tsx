/**
 * The scrub track: what has passed in ink, what was seen ahead in grey, what nobody has seen as dots; a row per lane, other runs leaving
 * it at their forks, and the axis. One slider for pointer, touch and keyboard, never past what was seen.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { clock } from '../../base/format.ts';
import { pointIn } from '../../ui/pointer.ts';
import { panTo, type TimeAxis } from '../time-axis.ts';
import { AxisLine } from './AxisLine.tsx';
import { divergenceWord, labelLines, placeTicks, type TrackTick } from './layout.ts';
import { BRANCH, branchY, type Measures, railY, trackHeight } from './measures.ts';
import { Rail } from './Rail.tsx';

export interface TrackRow {
  /** "This run", or what tells the lane from the other. */
  readonly label: string;
  readonly ticks: readonly TrackTick[];
  /** What it has come to, at the right end where there is room. */
  readonly outcome: string | null;
}

/** Another run that leaves this one. */
export interface Fork {
  readonly id: number;
  readonly forkedAtUs: number;
  readonly seenUs: number;
}

export interface TrackProps {
  readonly rows: readonly TrackRow[];
  readonly axis: TimeAxis;
  readonly width: number;
  readonly tUs: number;
  readonly seenUs: number;
  /** A finite end of the run. */
  readonly stopUs: number | null;
  /** In rounds mode the round that stands on the clock. */
  readonly round: number | null;
  readonly playing: boolean;
  readonly onPlay: (play: boolean) => void;
  readonly onScrub: (us: number) => void;
  readonly onZoom: (factor: number, aroundUs: number) => void;
  /** Moves what is in sight of a zoomed axis along, by microseconds. */
  readonly onPan?: ((byUs: number) => void) | undefined;
}

interface Drawn extends TrackProps {
  /** The runs that are drawn as rows under the track. */
  readonly forks: readonly Fork[];
}

export function Track(props: Drawn) {
  const { rows, axis, width, tUs, seenUs, forks } = props;
  const measures: Measures = { rows: rows.length, branches: forks.length };
  const height = trackHeight(measures);
  const handlers = useScrubbing(props);
  const text = props.round === null ? clock(tUs) : `round ${props.round}`;
  const now = axis.x(tUs);
  const inSight = tUs >= axis.fromUs && tUs <= axis.toUs;
  return (
    <div
      className="track"
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label="Time, as far as seen"
      aria-valuemin={0}
      aria-valuemax={Math.floor(seenUs / 1000)}
      aria-valuenow={Math.floor(Math.min(tUs, seenUs) / 1000)}
      aria-valuetext={props.round === null ? text : `${text}, ${clock(tUs)}`}
      {...handlers}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true" focusable="false">
          {forks.map((fork, i) => (
            <ForkLine key={fork.id} fork={fork} axis={axis} from={railY(rows.length - 1)} y={branchY(measures, i)} />
          ))}
          {inSight && <line className="playhead" x1={now} x2={now} y1={0} y2={height - 20} />}
          {rows.map((row, i) => (
            <Row key={row.label} {...props} row={row} y={railY(i)} last={i === rows.length - 1} />
          ))}
          {forks.map((fork) => (
            <circle
              key={fork.id}
              className="fork-dot"
              cx={axis.x(fork.forkedAtUs)}
              cy={railY(rows.length - 1)}
              r={4}
              visibility={fork.forkedAtUs < axis.fromUs ? 'hidden' : undefined}
            />
          ))}
          {inSight && rows.map((row, i) => <circle key={row.label} className="thumb" cx={now} cy={railY(i)} r={9} />)}
          <AxisLine axis={axis} width={width} y={height - 8} nowX={inSight ? now : null} text={text} />
        </svg>
      )}
    </div>
  );
}

function Row({ row, y, last, axis, width, tUs, seenUs, stopUs, forks }: Drawn & { readonly row: TrackRow; readonly y: number; readonly last: boolean }) {
  const { ticks } = row;
  const placed = useMemo(
    () =>
      placeTicks(
        ticks.filter((tick) => tick.atUs >= axis.fromUs && tick.atUs <= axis.toUs),
        axis.x,
        axis.x0,
        axis.x1,
      ),
    [ticks, axis],
  );
  const below = last
    ? divergenceWord(
        ticks,
        axis,
        forks.map((fork) => axis.x(fork.forkedAtUs)),
      )
    : null;
  const beside = width - axis.x1 >= BESIDE;
  const lines = labelLines(row.label);
  return (
    <g className="track-row">
      {axis.x0 >= 100 && (
        <text className={lines.length > 1 ? 'row-label two' : 'row-label'} x={24} y={lines.length > 1 ? y - 3 : y + 4}>
          {lines.map((line, i) => (
            <tspan key={line} x={24} dy={i * 13}>
              {line}
            </tspan>
          ))}
        </text>
      )}
      <Rail axis={axis} ticks={ticks} placed={placed} y={y} tUs={tUs} seenUs={seenUs} stopUs={stopUs} />
      {below !== null && (
        <text className="below" x={below.wordX} y={y + 21} textAnchor={below.anchor}>
          first divergence
        </text>
      )}
      {row.outcome !== null && beside && (
        <text className="outcome" x={axis.x1 + 28} y={y + 4}>
          {row.outcome}
        </text>
      )}
    </g>
  );
}

/** From so many pixels beside the axis on, outcomes and the controls of the scale stand there. */
export const BESIDE = 300;

function ForkLine({ fork, axis, from, y }: { readonly fork: Fork; readonly axis: TimeAxis; readonly from: number; readonly y: number }) {
  const x = axis.x(fork.forkedAtUs);
  const end = Math.max(x + 18, axis.x(Math.max(fork.seenUs, fork.forkedAtUs)));
  return (
    <g className="fork">
      <path d={`M${x} ${from}V${y - BRANCH / 2}Q${x} ${y} ${x + 14} ${y}H${end}`} />
      <path d={`M${end} ${y - 5}v10`} />
    </g>
  );
}

/** Pointer, pinch, wheel and keys, as one slider's handlers. */
function useScrubbing(props: TrackProps) {
  const { axis, tUs } = props;
  const resume = useRef(false);
  const held = useRef(new Map<number, number>());
  const pinch = useRef<number | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  // React listens to the wheel passively, which would leave the browser to zoom the whole page.
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => wheel(event, element, latest.current);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  // The playhead that leaves a zoomed axis takes it along; while it rests, one may look elsewhere.
  useEffect(() => {
    const byUs = panTo(latest.current.axis, tUs);
    if (byUs !== 0) latest.current.onPan?.(byUs);
  }, [tUs]);

  const at = (event: PointerEvent<HTMLDivElement>) => pointIn(event.currentTarget, event).x;
  const scrubTo = (x: number) => props.onScrub(Math.max(0, Math.min(axis.us(x), props.seenUs)));
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    if (!held.current.delete(event.pointerId)) return;
    pinch.current = null;
    if (held.current.size === 0 && resume.current) props.onPlay(true);
  };
  return {
    ref,
    onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => pressed(event, props),
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (held.current.size === 0) resume.current = props.playing;
      held.current.set(event.pointerId, at(event));
      props.onPlay(false);
      if (held.current.size === 1) scrubTo(at(event));
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (!held.current.has(event.pointerId)) return;
      held.current.set(event.pointerId, at(event));
      const [a, b] = [...held.current.values()];
      if (a === undefined || b === undefined) return scrubTo(at(event));
      const apart = Math.max(8, Math.abs(a - b));
      if (pinch.current !== null && apart !== pinch.current) props.onZoom(apart / pinch.current, axis.us((a + b) / 2));
      pinch.current = apart;
    },
    onPointerUp: onUp,
    onPointerCancel: onUp,
  };
}

/** With Ctrl (a pinch on a trackpad) zooms around the pointer; sideways or with Shift moves along. */
function wheel(event: WheelEvent, element: HTMLElement, { axis, onZoom, onPan }: TrackProps): void {
  const { x } = pointIn(element, event);
  const along = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (event.ctrlKey || event.metaKey) onZoom(Math.exp(-event.deltaY / 300), axis.us(x));
  else if (onPan !== undefined && along !== 0) onPan((along * (axis.toUs - axis.fromUs)) / (axis.x1 - axis.x0));
  else return;
  event.preventDefault();
}

const ENDS = 1000;

/** A hundredth of the track for an arrow, a tenth for a page: by pixels, so that a folded stretch is not a desert. */
function pressed(event: KeyboardEvent<HTMLDivElement>, { axis, tUs, seenUs, onPlay, onScrub }: TrackProps): void {
  const share = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -ENDS, End: ENDS }[event.key];
  if (share === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  onPlay(false);
  const us = axis.us(axis.x(tUs) + (share * (axis.x1 - axis.x0)) / 100);
  const beyond = share > 0 ? tUs >= axis.toUs : tUs <= axis.fromUs;
  const span = ((axis.toUs - axis.fromUs) * share) / 100;
  const end = share < 0 ? 0 : seenUs;
  onScrub(Math.abs(share) === ENDS ? end : Math.max(0, Math.min(seenUs, beyond ? tUs + span : us)));
}
