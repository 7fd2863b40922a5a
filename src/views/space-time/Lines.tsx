/** What runs through time: lifelines, hollow where stale and broken where down, hatched cuts, slanted messages. Drawn whole; the clip around it says how far time has got. */
import { memo } from 'react';
import { Mark } from '../../ui/Glyph.tsx';
import type { Arrow, SpaceTime } from './layout.ts';

interface LinesProps {
  readonly drawn: SpaceTime;
  /** `url(#…)` of the hatch. */
  readonly hatch: string;
}

export const Lines = memo(function Lines({ drawn, hatch }: LinesProps) {
  return (
    <>
      <Lifelines drawn={drawn} />
      {drawn.bands.map(({ id, x1, x2, y, height, joinsY }) => (
        <g key={id} className="st-cut-band">
          {joinsY !== null && <line x1={x1} x2={x1} y1={y} y2={joinsY} />}
          <rect x={x1} y={y} width={Math.max(2, x2 - x1)} height={height} rx={height > 8 ? 3 : 1} fill={hatch} />
        </g>
      ))}
      {drawn.arrows.map((arrow) => (arrow.faint ? <ArrowMark key={arrow.message.address} arrow={arrow} /> : null))}
      {drawn.arrows.map((arrow) => (arrow.faint ? null : <ArrowMark key={arrow.message.address} arrow={arrow} />))}
    </>
  );
});

function Lifelines({ drawn }: { readonly drawn: SpaceTime }) {
  const { lanes, x0, x1, stretches } = drawn;
  // One that came later has a life only from then on.
  const born = new Map(stretches.flatMap(({ kind, replica, x2 }) => (kind === 'absent' ? [[replica, Math.max(x0, Math.min(x1, x2))] as const] : [])));
  return (
    <>
      {lanes.map((lane) => (
        <line
          key={`${lane.type}/${lane.id}`}
          className={`st-lifeline st-${lane.type}`}
          x1={lane.type === 'replica' ? (born.get(lane.id) ?? x0) : x0}
          x2={x1}
          y1={lane.y}
          y2={lane.y}
        />
      ))}
      {stretches.map(({ kind, replica, fromUs, x1: from, x2: to, y }) => {
        const id = `${kind}/${replica}/${fromUs}`;
        const width = Math.max(3, to - from);
        if (kind === 'stale') return <rect key={id} className="st-stale" x={from} y={y - 3.5} width={width} height={7} rx={3.5} />;
        if (kind === 'siblings') return <path key={id} className="st-forked" d={`M${from} ${y - 2.5}h${width}M${from} ${y + 2.5}h${width}`} />;
        if (kind === 'absent') return null;
        return (
          <g key={id} className="st-down">
            <rect x={from} y={y - 5} width={width} height={10} />
            <line x1={from + 9} x2={Math.max(from + 9, to - 9)} y1={y} y2={y} />
          </g>
        );
      })}
    </>
  );
}

export function toneOf(arrow: Arrow): string {
  if (arrow.fate === 'dropped') return 'dropped';
  if (arrow.repair) return 'repair';
  if (arrow.faint) return 'faint';
  if (arrow.kind === 'hint' || arrow.message.type === 'repair-write') return 'mending';
  return arrow.client || arrow.answer || arrow.kind === 'read' || arrow.kind === 'answer' ? 'quiet' : 'data';
}

const HEAD = 8;
const APART = 2.2;

/** A line with its head, doubled where it repaired; its glyph on a disc of the ground. */
export function ArrowMark({ arrow, strong = false }: { readonly arrow: Arrow; readonly strong?: boolean }) {
  const { x1, y1, x2, y2, kind, glyph, fate } = arrow;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const ux = (x2 - x1) / length;
  const uy = (y2 - y1) / length;
  const tone = toneOf(arrow);
  const headed = fate !== 'dropped' && length > HEAD;
  const double = tone === 'repair';
  const half = double ? 5.5 : strong ? 4.5 : tone === 'faint' ? 2.4 : 3.2;
  const back = double ? HEAD + 1 : tone === 'faint' ? 6 : HEAD;
  const end = headed ? { x: x2 - ux * (back - 1), y: y2 - uy * (back - 1) } : { x: x2, y: y2 };
  const line = (off: number) => `M${x1 - uy * off} ${y1 + ux * off}L${end.x - uy * off} ${end.y + ux * off}`;
  const size = tone === 'faint' ? 8 : 10;
  return (
    <g className={`st-arrow st-${tone}`} data-strong={strong || undefined} data-kind={kind}>
      <path className="st-shaft" d={double ? `${line(APART)}${line(-APART)}` : line(0)} />
      {headed && (
        <path
          className="st-head"
          d={`M${x2} ${y2}L${x2 - ux * back - uy * half} ${y2 - uy * back + ux * half}L${x2 - ux * back + uy * half} ${y2 - uy * back - ux * half}Z`}
        />
      )}
      {glyph !== null && (
        <>
          <circle className="st-ground" cx={x1 + (x2 - x1) * glyph} cy={y1 + (y2 - y1) * glyph} r={size / 2 + 1.5} />
          <Mark name={kind} x={x1 + (x2 - x1) * glyph} y={y1 + (y2 - y1) * glyph} size={size} />
        </>
      )}
    </g>
  );
}
