/** The axis under the track: times, the lengths of folded stretches, and the time itself in ink on the playhead. */
import type { TimeAxis } from '../time-axis.ts';
import { axisLabels } from './layout.ts';

export interface AxisLineProps {
  readonly axis: TimeAxis;
  readonly width: number;
  /** The words' base line. */
  readonly y: number;
  /** The playhead, or null where it is out of sight. */
  readonly nowX: number | null;
  readonly text: string;
}

const DIGIT = 6.7;

export function AxisLine({ axis, width, y, nowX, text }: AxisLineProps) {
  const wide = text.length * DIGIT + 18;
  const left = nowX === null ? -1000 : Math.max(4, Math.min(width - wide - 4, nowX - wide / 2));
  return (
    <g className="axis-line">
      {axisLabels(axis, [left, left + wide], width).map((label) => (
        <text key={label.key} className={label.ofBreak ? 'axis length' : 'axis mono'} x={label.x} y={y} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
      {nowX !== null && (
        <g className="pill">
          <rect x={left} y={y - 13} width={wide} height={18} rx={9} />
          <text className="mono" x={left + wide / 2} y={y} textAnchor="middle">
            {text}
          </text>
        </g>
      )}
    </g>
  );
}
