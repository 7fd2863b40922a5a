/** What stands at one moment: version chips at their dots, results of clients, boxed crosses of drops, crashes, restarts and stepped clocks. */
import { memo } from 'react';
import type { Selection } from '../../engine/picture/selection.ts';
import type { CopyView } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { ClassColour } from '../classes.ts';
import type { CopyPoint, DropPoint, Point, ResultPoint } from './points.ts';

interface PointsProps {
  readonly points: readonly Point[];
  /** Those of indices `from` to `to`. */
  readonly from: number;
  readonly to: number;
  readonly colourOf: (copy: CopyView) => ClassColour;
  readonly selection: Selection | null;
}

export const Points = memo(function Points({ points, from, to, colourOf, selection }: PointsProps) {
  return points.slice(from, to).map((point) => {
    switch (point.type) {
      case 'copy':
        return <CopyMark key={point.id} point={point} colour={colourOf(point.copy)} chosen={choosesCopy(selection, point)} />;
      case 'result':
        return (
          <ResultMark
            key={point.id}
            point={point}
            chosen={selection?.type === 'operation' && selection.client === point.outcome.client && selection.n === point.outcome.n}
          />
        );
      case 'drop':
        return <DropMark key={point.id} point={point} />;
      case 'incident':
        return (
          <g
            key={point.id}
            className={`st-incident st-${point.incident.kind}`}
            data-chosen={(selection?.type === 'event' && selection.event === point.event) || undefined}
          >
            <circle className="st-ground" cx={point.x} cy={point.y} r={8} />
            <Mark name={glyphs[point.incident.kind]} x={point.x} y={point.y} size={14} />
          </g>
        );
    }
  });
});

const glyphs = { crash: 'cross', restart: 'restart', clock: 'clock', hint: 'hint' } as const;

function choosesCopy(selection: Selection | null, { copy, event }: CopyPoint): boolean {
  if (selection?.type === 'copy') return selection.replica === copy.replica && selection.key === copy.key;
  return selection?.type === 'event' && selection.event === event;
}

function CopyMark({ point, colour, chosen }: { readonly point: CopyPoint; readonly colour: ClassColour; readonly chosen: boolean }) {
  const { x, y, chip, copy, text, written } = point;
  const glyph = copy.tombstone ? 'tombstone' : copy.labels.length > 1 ? 'siblings' : null;
  const middle = chip === null ? 0 : chip.top + chip.height / 2;
  return (
    <g
      className="st-copy"
      data-colour={colour}
      data-written={written || undefined}
      data-repaired={point.repaired || undefined}
      data-chosen={chosen || undefined}
    >
      {chip !== null && chip.top + chip.height / 2 !== y && (
        <line className="st-leader" x1={x} x2={chip.left > x ? chip.left + 2 : chip.left + chip.width - 2} y1={y} y2={middle} />
      )}
      <circle className="st-dot" cx={x} cy={y} r={written ? 4 : 3} />
      {chip !== null && (
        <>
          <rect x={chip.left} y={chip.top} width={chip.width} height={chip.height} rx={4} />
          {glyph !== null && <Mark name={glyph} x={chip.left + 11} y={middle} size={11} />}
          <text x={chip.left + chip.width / 2 + (glyph === null ? 0 : 7)} y={middle + 4} textAnchor="middle">
            {text}
          </text>
        </>
      )}
    </g>
  );
}

function ResultMark({ point, chosen }: { readonly point: ResultPoint; readonly chosen: boolean }) {
  const { x, y, chip, outcome } = point;
  const { ok, stale, text } = outcome;
  const middle = chip === null ? y : chip.top + chip.height / 2;
  return (
    <g className={`st-result ${ok ? '' : 'st-failed'}`} data-stale={stale || undefined} data-chosen={chosen || undefined}>
      {chip === null ? (
        <>
          <circle className="st-ground" cx={x + 11} cy={y} r={7} />
          <Mark name={ok ? (text === '' ? 'ack' : stale ? 'stale' : 'answer') : 'cross'} x={x + 11} y={y} size={11} />
        </>
      ) : (
        <>
          <rect x={chip.left} y={chip.top} width={chip.width} height={chip.height} rx={4} />
          {!ok && <Mark name="cross" x={chip.left + 11} y={middle} size={11} />}
          {stale && <Mark name="stale" x={chip.left + chip.width - 12} y={middle} size={11} />}
          <text x={ok ? chip.left + 6 : chip.left + 19} y={middle + 4}>
            {ok ? text : 'failed'}
          </text>
        </>
      )}
    </g>
  );
}

function DropMark({ point: { x, y, addresses } }: { readonly point: DropPoint }) {
  return (
    <g className="st-drop">
      <rect className="st-ground" x={x - 6} y={y - 6} width={12} height={12} />
      <Mark name="drop" x={x} y={y} size={14} />
      {addresses.length > 1 && (
        <text x={x + 9} y={y + 4}>
          {addresses.length}
        </text>
      )}
    </g>
  );
}
