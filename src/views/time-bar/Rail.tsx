/** One lane of the track: the rail with what has passed, was seen and is unseen, partitions hatched beneath it, folded stretches as breaks, its ticks. */
import { useId } from 'react';
import type { GlyphName } from '../../ui/Glyph.tsx';
import { Mark } from '../../ui/Glyph.tsx';
import type { TimeAxis } from '../time-axis.ts';
import { cutStretches, type PlacedTick, type TickKind, type TrackTick } from './layout.ts';

const glyphs: Readonly<Partial<Record<TickKind, GlyphName>>> = {
  write: 'write',
  read: 'read',
  drop: 'drop',
  repair: 'repair',
  converged: 'converged',
  violation: 'cross',
  fault: 'cut',
  heal: 'restart',
};
const tones: Readonly<Partial<Record<TickKind, string>>> = { fault: 'fault', heal: 'fault', drop: 'fault', violation: 'fault', repair: 'good' };

export interface RailProps {
  readonly axis: TimeAxis;
  readonly ticks: readonly TrackTick[];
  readonly placed: readonly PlacedTick[];
  readonly y: number;
  readonly tUs: number;
  readonly seenUs: number;
  readonly stopUs: number | null;
}

export function Rail({ axis, ticks, placed, y, tUs, seenUs, stopUs }: RailProps) {
  const hatch = useId();
  const now = axis.x(tUs);
  const seen = Math.max(now, axis.x(seenUs));
  const end = axis.x(stopUs === null ? axis.toUs : Math.min(stopUs, axis.toUs));
  return (
    <>
      <defs>
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="1" y1="0" x2="1" y2="7" className="hatch-line" />
        </pattern>
      </defs>
      {end - seen > 6 && <line className="unseen" x1={seen + 6} x2={end} y1={y} y2={y} />}
      {stopUs !== null && stopUs <= axis.toUs && <line className="stop" x1={axis.x(stopUs)} x2={axis.x(stopUs)} y1={y - 6} y2={y + 6} />}
      <line className="rail" x1={now} x2={seen} y1={y} y2={y} />
      {cutStretches(ticks, seenUs)
        .filter((one) => one.toUs >= axis.fromUs && one.fromUs <= axis.toUs)
        .map((one) => {
          const x = axis.x(one.fromUs);
          return (
            <g key={one.fromUs} className="cut-stretch">
              <rect x={x} y={y + 2} width={Math.max(1, axis.x(one.toUs) - x)} height={7} className="cut-ground" />
              <rect x={x} y={y + 2} width={Math.max(1, axis.x(one.toUs) - x)} height={7} fill={`url(#${hatch})`} />
            </g>
          );
        })}
      <line className="done" x1={axis.x0} x2={now} y1={y} y2={y} />
      {axis.breaks.map((one) => {
        const x = one.x + one.width / 2;
        return (
          <g key={one.fromUs} className={`break ${one.toUs <= tUs ? 'passed' : ''}`}>
            <path className="gap" d={`M${x - 3} ${y + 9}l5 -18h5l-5 18Z`} />
            <path className="edge" d={`M${x - 3} ${y + 8}l4.6 -16M${x + 2} ${y + 8}l4.6 -16`} />
          </g>
        );
      })}
      {placed.map((tick) => (
        <Tick key={`${tick.event}/${tick.kind}/${tick.label}`} tick={tick} y={y} ahead={tick.atUs > tUs} />
      ))}
    </>
  );
}

function Tick({ tick, y, ahead }: { readonly tick: PlacedTick; readonly y: number; readonly ahead: boolean }) {
  const glyph = glyphs[tick.kind];
  return (
    <g className={`tick ${tones[tick.kind] ?? ''} ${ahead ? 'ahead' : ''}`} data-tick={tick.kind}>
      <line x1={tick.x} x2={tick.x} y1={y - 6} y2={y + 6} />
      {tick.marked && glyph !== undefined && <Mark name={glyph} x={tick.x} y={y - 15} size={10} />}
      {tick.word !== null && (
        <text x={tick.wordX} y={y - 11} textAnchor={tick.anchor}>
          {tick.word}
        </text>
      )}
    </g>
  );
}
