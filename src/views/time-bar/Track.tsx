/**
 * The scrub track: what has passed in ink, what was seen ahead in grey, what nobody has seen as dots; a row per lane, ticks with a glyph
 * above and a word only for rare ones, folded stretches as breaks. One slider for pointer, touch and keyboard, never past what was seen.
 */
import type { KeyboardEvent, PointerEvent, WheelEvent } from 'react';
import { useId, useRef } from 'react';
import { clock } from '../../base/format.ts';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Mark } from '../../ui/Glyph.tsx';
import type { TimeAxis } from '../time-axis.ts';
import { cutStretches, placeTicks, type TickKind, type TrackTick } from './layout.ts';

export interface TrackRow {
  /** "This run", or what tells the lane from the other. */
  readonly label: string;
  readonly ticks: readonly TrackTick[];
  /** What it has come to, at the right end where there is room. */
  readonly outcome: string | null;
}

export interface TrackProps {
  readonly rows: readonly TrackRow[];
  readonly axis: TimeAxis;
  readonly width: number;
  readonly tUs: number;
  readonly seenUs: number;
  /** A finite end of the run. */
  readonly stopUs: number | null;
  readonly playing: boolean;
  readonly onPlay: (play: boolean) => void;
  readonly onScrub: (us: number) => void;
  readonly onZoom: (factor: number, aroundUs: number) => void;
}

const TOP = 30;
const ROW = 30;
const FOOT = 30;
const PILL = 44;
const OUTCOME_ROOM = 200;

const glyphs: Readonly<Partial<Record<TickKind, GlyphName>>> = {
  write: 'write',
  read: 'read',
  drop: 'drop',
  repair: 'repair',
  converged: 'converged',
  violation: 'cross',
  fault: 'cut',
};
const tones: Readonly<Partial<Record<TickKind, string>>> = { fault: 'fault', heal: 'fault', drop: 'fault', violation: 'fault', repair: 'good' };

export function trackHeight(rows: number): number {
  return TOP + ROW * (rows - 1) + FOOT + 8;
}

export function Track(props: TrackProps) {
  const { rows, axis, width, tUs, seenUs, stopUs, onScrub, onPlay } = props;
  const hatch = useId();
  const resume = useRef(false);
  const held = useRef(new Map<number, number>());
  const pinch = useRef<number | null>(null);
  const height = trackHeight(rows.length);
  const now = axis.x(tUs);
  const seen = axis.x(seenUs);
  const endUs = stopUs === null ? axis.toUs : Math.min(stopUs, axis.toUs);
  const labelled = axis.x0 >= 100;
  const axisY = height - 10;

  const at = (event: PointerEvent<HTMLDivElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const scrubTo = (x: number) => onScrub(Math.max(0, Math.min(axis.us(x), seenUs)));
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!held.current.has(event.pointerId)) return;
    held.current.set(event.pointerId, at(event));
    const [a, b] = [...held.current.values()];
    if (a === undefined || b === undefined) return scrubTo(at(event));
    const apart = Math.max(8, Math.abs(a - b));
    if (pinch.current !== null) props.onZoom(apart / pinch.current, axis.us((a + b) / 2));
    pinch.current = apart;
  };
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    held.current.delete(event.pointerId);
    pinch.current = null;
    if (held.current.size === 0 && resume.current) onPlay(true);
  };
  const onWheel = (event: WheelEvent<HTMLDivElement>) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    props.onZoom(event.deltaY < 0 ? 1.25 : 0.8, axis.us(x));
  };

  return (
    <div
      className="track"
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label="Time, as far as seen"
      aria-valuemin={0}
      aria-valuemax={Math.floor(seenUs / 1000)}
      aria-valuenow={Math.floor(tUs / 1000)}
      aria-valuetext={clock(tUs)}
      onKeyDown={(event) => onKey(event, props)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        if (held.current.size === 0) resume.current = props.playing;
        held.current.set(event.pointerId, at(event));
        onPlay(false);
        if (held.current.size === 1) scrubTo(at(event));
      }}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onUp}
      onWheel={onWheel}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true" focusable="false">
          <defs>
            <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="1" y1="0" x2="1" y2="7" className="hatch-line" />
            </pattern>
          </defs>
          {rows.map((row, i) => {
            const y = TOP + ROW * i;
            const placed = placeTicks(
              row.ticks.filter((tick) => tick.atUs >= axis.fromUs && tick.atUs <= axis.toUs),
              axis.x,
              axis.x0,
              axis.x1,
            );
            return (
              <g key={row.label} className="track-row">
                {labelled && (
                  <text className="row-label" x={24} y={y + 4}>
                    {row.label}
                  </text>
                )}
                <line className="unseen" x1={Math.max(seen, axis.x0)} x2={axis.x(endUs)} y1={y} y2={y} />
                {stopUs !== null && stopUs <= axis.toUs && <line className="stop" x1={axis.x(stopUs)} x2={axis.x(stopUs)} y1={y - 6} y2={y + 6} />}
                <line className="rail" x1={axis.x0} x2={seen} y1={y} y2={y} />
                {cutStretches(row.ticks, seenUs).map((stretch) => (
                  <rect
                    key={stretch.fromUs}
                    x={axis.x(stretch.fromUs)}
                    y={y + 2}
                    width={Math.max(1, axis.x(stretch.toUs) - axis.x(stretch.fromUs))}
                    height={7}
                    fill={`url(#${hatch})`}
                  />
                ))}
                <line className="done" x1={axis.x0} x2={now} y1={y} y2={y} />
                {axis.breaks.map((one) => (
                  <path key={one.fromUs} className="break" d={`M${one.x + one.width / 2 - 4} ${y + 7}l4 -14M${one.x + one.width / 2} ${y + 7}l4 -14`} />
                ))}
                {placed.map((tick) => {
                  const glyph = glyphs[tick.kind];
                  return (
                    <g
                      key={`${tick.event}/${tick.kind}/${tick.label}`}
                      className={`tick ${tones[tick.kind] ?? ''} ${tick.atUs > tUs ? 'ahead' : ''}`}
                      data-tick={tick.kind}
                    >
                      <line x1={tick.x} x2={tick.x} y1={y - 6} y2={y + 6} />
                      {tick.marked && glyph !== undefined && <Mark name={glyph} x={tick.x} y={y - 15} size={10} />}
                      {tick.word !== null && (
                        <text x={tick.x} y={y - 12} textAnchor={tick.anchor}>
                          {tick.word}
                        </text>
                      )}
                    </g>
                  );
                })}
                {row.outcome !== null && width - axis.x1 > OUTCOME_ROOM && (
                  <text className="outcome" x={axis.x1 + 28} y={y + 4}>
                    {row.outcome}
                  </text>
                )}
              </g>
            );
          })}
          {axis.breaks.map((one) => (
            <text
              key={one.fromUs}
              className="axis break-length"
              x={one.x + one.width / 2}
              y={axisY}
              textAnchor="middle"
              visibility={Math.abs(one.x + one.width / 2 - now) < PILL + 14 ? 'hidden' : undefined}
            >
              {one.label}
            </text>
          ))}
          {axis.marks.map((us, i) => {
            const x = axis.x(us);
            if (Math.abs(x - now) < PILL || axis.breaks.some((one) => Math.abs(one.x + one.width / 2 - x) < 52)) return null;
            return (
              <text
                key={us}
                className="axis mono"
                x={x}
                y={axisY}
                textAnchor={x - axis.x0 < 8 && axis.x0 < 40 ? 'start' : x > axis.x1 - 20 && width - axis.x1 < 40 ? 'end' : 'middle'}
              >
                {markText(us, i === axis.marks.length - 1)}
              </text>
            );
          })}
          <line className="playhead" x1={now} x2={now} y1={0} y2={axisY - 14} />
          {rows.map((row, i) => (
            <circle key={row.label} className="thumb" cx={now} cy={TOP + ROW * i} r={9} />
          ))}
          <Pill x={now} y={axisY - 4} width={width} text={clock(tUs)} />
        </svg>
      )}
    </div>
  );
}

/** Bare numbers along the axis, the unit on the last one. */
function markText(us: number, last: boolean): string {
  const text = clock(us);
  return last ? text : text.replace(/ ms$/, '');
}

/** The time itself, in ink on the axis. */
function Pill({ x, y, width, text }: { readonly x: number; readonly y: number; readonly width: number; readonly text: string }) {
  const wide = text.length * 7 + 16;
  const left = Math.max(4, Math.min(width - wide - 4, x - wide / 2));
  return (
    <g className="pill">
      <rect x={left} y={y - 9} width={wide} height={18} rx={9} />
      <text className="mono" x={left + wide / 2} y={y + 4} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}

function onKey(event: KeyboardEvent<HTMLDivElement>, { axis, tUs, seenUs, onPlay, onScrub }: TrackProps): void {
  const span = axis.toUs - axis.fromUs;
  const by = {
    ArrowRight: span / 100,
    ArrowUp: span / 100,
    ArrowLeft: -span / 100,
    ArrowDown: -span / 100,
    PageUp: span / 10,
    PageDown: -span / 10,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  onPlay(false);
  onScrub(Math.max(0, Math.min(seenUs, tUs + by)));
}
