/**
 * The time bar: one big Play, steps by moment and by event, the pace, the clock and the scrub track. It shows only what was seen: no tick,
 * no length of what the worker has computed ahead. All it knows of the run comes in as props.
 */

import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { clock } from '../../base/format.ts';
import type { Option } from '../../ui/controls.tsx';
import { Button, Choice } from '../../ui/controls.tsx';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Glyph, Mark } from '../../ui/Glyph.tsx';
import type { TickKind, TrackTick } from './layout.ts';
import { cutStretches, placeTicks, spanOf, timeAxis } from './layout.ts';
import './time-bar.css';

export interface TimeBarProps {
  readonly tUs: number;
  readonly event: number;
  readonly seenUs: number;
  readonly seenEvents: number;
  readonly stopUs: number | null;
  readonly ticks: readonly TrackTick[];
  readonly playing: boolean;
  /** Why Play cannot go on from here, or null. */
  readonly blocked: string | null;
  readonly atStart: boolean;
  readonly pace: string;
  readonly paces: readonly Option[];
  /** What stands under the chip while an empty stretch is passed over, e.g. "skipped 9.98 s". */
  readonly skipped: string | null;
  /** Futures that were left and are kept, each with a sentence. */
  readonly others: readonly { readonly id: number; readonly text: string }[];
  readonly onReturn: (id: number) => void;
  /** Notices: they stand where there is room in the bar, else above it. */
  readonly children?: ReactNode;
  readonly onPlay: (play: boolean) => void;
  readonly onStep: (by: 1 | -1, unit: 'event' | 'moment') => void;
  readonly onScrub: (us: number) => void;
  readonly onPace: (pace: string) => void;
}

const EDGE = 24;
const TRACK_Y = 34;

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

export function TimeBar(props: TimeBarProps) {
  return (
    <section className="time-bar" aria-label="Time">
      <Track {...props} />
      {props.others.length > 0 && (
        <ul className="branches" aria-label="Other runs that are kept">
          {props.others.map((branch) => (
            <li key={branch.id}>
              <button type="button" onClick={() => props.onReturn(branch.id)}>
                <Glyph name="siblings" size={14} /> {branch.text} <strong>Return</strong>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="transport">
        <div className="steps">
          <StepButton
            glyph="moment-back"
            caption="moment"
            label="Step back to the last moment"
            shortcut=","
            disabled={props.atStart}
            onPress={() => props.onStep(-1, 'moment')}
          />
          <StepButton
            glyph="event-back"
            caption="event"
            label="Step back by one event"
            shortcut="Shift+,"
            disabled={props.atStart}
            onPress={() => props.onStep(-1, 'event')}
          />
          <button
            type="button"
            className="play"
            aria-label={props.playing ? 'Pause' : 'Play'}
            aria-keyshortcuts="Space"
            title={props.blocked ?? `${props.playing ? 'Pause' : 'Play'} (Space)`}
            onClick={() => props.onPlay(!props.playing)}
          >
            <Glyph name={props.playing ? 'pause' : 'play'} size={22} />
          </button>
          <StepButton
            glyph="event-forward"
            caption="event"
            label="Step on by one event"
            shortcut="Shift+."
            disabled={props.blocked !== null}
            onPress={() => props.onStep(1, 'event')}
          />
          <StepButton
            glyph="moment-forward"
            caption="moment"
            label="Step on to the next moment"
            shortcut="."
            disabled={props.blocked !== null}
            onPress={() => props.onStep(1, 'moment')}
          />
        </div>
        <div className="clock">
          <output className="now mono" aria-label="Simulated time">
            {clock(props.tUs)}
          </output>
          <span className="event-count">
            event {props.event}
            {props.event < props.seenEvents ? ` of ${props.seenEvents} seen` : ''}
          </span>
        </div>
        <div className="pace">
          <Choice label="Pace" value={props.pace} options={props.paces} onChange={props.onPace} />
        </div>
        <p className="skipped" data-on={props.skipped !== null}>
          {props.skipped ?? ''}
        </p>
        {props.children}
      </div>
    </section>
  );
}

interface StepProps {
  readonly glyph: GlyphName;
  readonly caption: string;
  readonly label: string;
  readonly shortcut: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

function StepButton({ glyph, caption, label, shortcut, disabled, onPress }: StepProps) {
  return (
    <span className={`step ${glyph}`}>
      <Button onPress={onPress} label={label} title={`${label} (${shortcut})`} shortcut={shortcut} unavailable={disabled ? 'Nothing further this way' : null}>
        <Glyph name={glyph} size={15} />
      </Button>
      <span aria-hidden="true">{caption}</span>
    </span>
  );
}

function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

function Track({ tUs, seenUs, stopUs, ticks, onScrub, playing, onPlay }: TimeBarProps) {
  const { ref, width } = useWidth();
  const hatch = useId();
  const resume = useRef(false);
  const held = useRef(false);
  const spanUs = spanOf(seenUs, stopUs);
  const edge = width < 500 ? 16 : EDGE;
  const axis = timeAxis(spanUs, edge, width - edge);
  const placed = placeTicks(ticks, axis.x, edge, width - edge);
  const now = axis.x(Math.min(tUs, spanUs));
  const seen = axis.x(Math.min(seenUs, spanUs));

  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onScrub(Math.min(axis.us(event.clientX - box.left), seenUs));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const page = spanUs / 10;
    const by = {
      ArrowRight: spanUs / 100,
      ArrowUp: spanUs / 100,
      ArrowLeft: -spanUs / 100,
      ArrowDown: -spanUs / 100,
      PageUp: page,
      PageDown: -page,
      Home: -spanUs,
      End: spanUs,
    }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onPlay(false);
    onScrub(Math.max(0, Math.min(seenUs, tUs + by)));
  };

  return (
    <div
      className="track"
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label="Time, as far as seen"
      aria-valuemin={0}
      aria-valuemax={Math.floor(seenUs / 1000)}
      aria-valuenow={Math.floor(tUs / 1000)}
      aria-valuetext={clock(tUs)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = true;
        resume.current = playing;
        onPlay(false);
        scrub(event);
      }}
      onPointerMove={(event) => held.current && scrub(event)}
      onPointerUp={() => {
        held.current = false;
        if (resume.current) onPlay(true);
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
    >
      {width > 0 && (
        <svg width={width} height={68} aria-hidden="true" focusable="false">
          <defs>
            <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="1" y1="0" x2="1" y2="7" className="hatch-line" />
            </pattern>
            <pattern id={`${hatch}-unseen`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="1" y1="0" x2="1" y2="6" className="unseen-line" />
            </pattern>
          </defs>
          <rect x={seen} y={TRACK_Y - 4} width={Math.max(0, width - edge - seen)} height={8} rx={4} fill={`url(#${hatch}-unseen)`} className="unseen" />
          <line className="rail" x1={edge} x2={seen} y1={TRACK_Y} y2={TRACK_Y} />
          {cutStretches(ticks, seenUs).map((stretch) => (
            <rect
              key={stretch.fromUs}
              x={axis.x(stretch.fromUs)}
              y={TRACK_Y + 2}
              width={Math.max(1, axis.x(stretch.toUs) - axis.x(stretch.fromUs))}
              height={7}
              fill={`url(#${hatch})`}
            />
          ))}
          <line className="done" x1={edge} x2={now} y1={TRACK_Y} y2={TRACK_Y} />
          {axis.marks.map((mark) => (
            <text
              key={mark}
              className="axis mono"
              x={axis.x(mark)}
              y={62}
              textAnchor={axis.x(mark) < edge + 8 ? 'start' : width - edge - axis.x(mark) < 22 ? 'end' : 'middle'}
            >
              {mark === 0 ? '0' : clock(mark)}
            </text>
          ))}
          {placed.map((tick) => {
            const glyph = glyphs[tick.kind];
            return (
              <g key={`${tick.event}/${tick.kind}/${tick.label}`} className={`tick ${tones[tick.kind] ?? ''}`} data-tick={tick.kind}>
                <line x1={tick.x} x2={tick.x} y1={TRACK_Y - 6} y2={TRACK_Y + 6} />
                {tick.marked && glyph !== undefined && <Mark name={glyph} x={tick.x} y={TRACK_Y - 15} size={10} />}
                {tick.word !== null && (
                  <text x={tick.x} y={TRACK_Y - 12} textAnchor={tick.anchor}>
                    {tick.word}
                  </text>
                )}
              </g>
            );
          })}
          <circle className="thumb" cx={now} cy={TRACK_Y} r={9} />
        </svg>
      )}
    </div>
  );
}
