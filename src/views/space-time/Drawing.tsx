/** The parts of the space-time diagram as SVG: lanes with their labels, arrows, partition bands, chips and results. Each draws what the layout says. */
import type { Selection } from '../../engine/picture/selection.ts';
import { touchesReplica } from '../../engine/picture/selection.ts';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { type Arrow, type SpaceTime, shareAt } from './layout.ts';

interface LabelsProps {
  readonly model: SpaceTime;
  readonly snapshot: Snapshot;
  readonly shownKey: string | null;
  readonly selection: Selection | null;
  readonly width: number;
  readonly short: boolean;
}

/** Names at the left with a word on how each stands, and a band behind the chosen lane. */
export function LaneLabels({ model, snapshot, shownKey, selection, width, short }: LabelsProps) {
  const of = new Map(snapshot.replicas.map((one) => [one.id, one]));
  return (
    <g>
      {model.lanes.map((lane) => {
        const chosen = lane.type === 'replica' ? touchesReplica(selection, lane.id) : selection?.type === 'client' && selection.id === lane.id;
        const replica = lane.type === 'replica' ? of.get(lane.id) : undefined;
        const cell = replica?.cells.find((one) => one.key === shownKey);
        const word =
          replica === undefined
            ? ''
            : !replica.up
              ? 'crashed'
              : (cell?.stale ?? 0) > 0
                ? 'stale'
                : (cell?.versions.length ?? 0) > 1
                  ? 'siblings'
                  : replica.hints.length > 0
                    ? `${replica.hints.length} ${replica.hints.length === 1 ? 'hint' : 'hints'}`
                    : '';
        const wide = Math.max(18, lane.id.length * 8 + 10);
        return (
          <g key={`${lane.type}/${lane.id}`} className="lane-label" data-chosen={chosen || undefined} data-lane={lane.id}>
            {chosen && <rect className="lane-band" x={short ? 0 : 8} y={lane.y - 11} width={width - (short ? 0 : 16)} height={22} rx={6} />}
            {lane.type === 'client' ? (
              <>
                <Mark
                  name={lane.id === 'phone' || lane.id === 'laptop' ? lane.id : 'client'}
                  x={short ? 12 : 32}
                  y={lane.y}
                  size={14}
                  className="client-glyph"
                />
                {!short && (
                  <text x={46} y={lane.y + 4}>
                    {lane.id.length > 9 ? `${lane.id.slice(0, 8)}…` : lane.id}
                  </text>
                )}
              </>
            ) : (
              <>
                <rect className="badge" x={short ? 3 : 24} y={lane.y - 8.5} width={wide} height={17} rx={5} data-down={replica?.up === false || undefined} />
                <text className="badge-text" x={(short ? 3 : 24) + wide / 2} y={lane.y + 4} textAnchor="middle">
                  {lane.id}
                </text>
                {!short && word !== '' && (
                  <text className="lane-word" x={24 + wide + 6} y={lane.y + 4}>
                    {word}
                  </text>
                )}
              </>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Lifelines up to what was seen: hollow where stale, doubled where siblings are held, broken where crashed. */
export function LaneLines({ model, end }: { readonly model: SpaceTime; readonly end: number }) {
  const { x } = model;
  return (
    <g className="lane-lines">
      {model.lanes.map((lane) => (
        <line key={`${lane.type}/${lane.id}`} className={lane.type} x1={model.x0} x2={end} y1={lane.y} y2={lane.y} />
      ))}
      {model.siblings.map((one) => (
        <line key={`s${one.id}`} className="sibling-line" x1={x(one.fromUs)} x2={Math.min(end, x(one.toUs))} y1={one.y + 3.5} y2={one.y + 3.5} />
      ))}
      {model.stale.map((one) => (
        <rect
          key={one.id}
          className="stale-line"
          x={x(one.fromUs)}
          y={one.y - 3.5}
          width={Math.max(2, Math.min(end, x(one.toUs)) - x(one.fromUs))}
          height={7}
          rx={3.5}
        />
      ))}
      {model.down.map((one) => {
        const from = x(one.fromUs);
        const to = Math.min(end, x(one.toUs));
        return (
          <g key={one.id} className="down-line">
            <rect x={from} y={one.y - 5} width={Math.max(0, to - from)} height={10} />
            <line x1={from} x2={to} y1={one.y} y2={one.y} />
            <Mark name="cross" x={from} y={one.y} size={13} />
            {Number.isFinite(one.toUs) && <Mark name="restart" x={to} y={one.y} size={13} />}
          </g>
        );
      })}
    </g>
  );
}

export function Bands({ model, end, hatch }: { readonly model: SpaceTime; readonly end: number; readonly hatch: string }) {
  return (
    <g className="bands">
      {model.bands.map((band) => {
        const from = model.x(band.fromUs);
        const width = Math.max(2, Math.min(end, model.x(band.toUs)) - from);
        const wordWidth = band.label.length * 6.4 + 10;
        return (
          <g key={`${band.fromUs}/${band.y}`}>
            <rect className="band" x={from} y={band.y} width={width} height={band.height} rx={3} fill={hatch} />
            {band.height >= 16 && width > wordWidth + 16 && (
              <>
                <rect className="band-word" x={from + width / 2 - wordWidth / 2} y={band.y + 1} width={wordWidth} height={band.height - 2} />
                <text x={from + width / 2} y={band.y + 12} textAnchor="middle">
                  {band.label}
                </text>
              </>
            )}
          </g>
        );
      })}
    </g>
  );
}

function tone(arrow: Arrow): string {
  if (arrow.fate === 'dropped') return 'dropped';
  if (arrow.repair) return 'repair';
  if (arrow.faint) return 'faint';
  if (arrow.kind === 'hint') return 'hint';
  return arrow.message.type === 'client-request' || arrow.message.type === 'client-reply' ? 'of-client' : '';
}

export function ArrowLines({ arrows, tip }: { readonly arrows: readonly Arrow[]; readonly tip: string }) {
  return (
    <g className="arrows">
      {arrows.map((arrow) => {
        const name = tone(arrow);
        if (name === 'repair') return <DoubleArrow key={arrow.id} arrow={arrow} />;
        return (
          <g key={arrow.id} className={`arrow ${name}`} data-kind={arrow.kind}>
            <line x1={arrow.x1} y1={arrow.y1} x2={arrow.x2} y2={arrow.y2} markerEnd={arrow.fate === 'dropped' || arrow.faint ? undefined : tip} />
            {arrow.fate === 'dropped' && <Mark name="drop" x={arrow.x2} y={arrow.y2} size={12} />}
          </g>
        );
      })}
    </g>
  );
}

/** What mended a copy: two parallel lines with one head. */
function DoubleArrow({ arrow }: { readonly arrow: Arrow }) {
  const { x1, y1, x2, y2 } = arrow;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const dx = (-(y2 - y1) / length) * 2.2;
  const dy = ((x2 - x1) / length) * 2.2;
  const ux = (x2 - x1) / length;
  const uy = (y2 - y1) / length;
  return (
    <g className="arrow repair" data-kind={arrow.kind}>
      <path d={`M${x1 + dx} ${y1 + dy}L${x2 + dx - ux * 6} ${y2 + dy - uy * 6}M${x1 - dx} ${y1 - dy}L${x2 - dx - ux * 6} ${y2 - dy - uy * 6}`} />
      <path className="head" d={`M${x2} ${y2}L${x2 - ux * 9 + dx * 2.4} ${y2 - uy * 9 + dy * 2.4}L${x2 - ux * 9 - dx * 2.4} ${y2 - uy * 9 - dy * 2.4}Z`} />
    </g>
  );
}

export function Chips({ model }: { readonly model: SpaceTime }) {
  return (
    <g className="chips">
      {model.dots.map((dot) => (
        <circle key={dot.id} cx={dot.x} cy={dot.y} r={3.5} />
      ))}
      {model.chips.map((chip) => (
        <g
          key={chip.id}
          className="chip"
          data-kind={chip.copy.labels.length > 1 ? 'siblings' : chip.copy.stale > 0 ? 'stale' : chip.copy.tombstone ? 'tombstone' : 'plain'}
        >
          <rect x={chip.x} y={chip.y - 8} width={chip.width} height={16} rx={4} />
          {chip.copy.tombstone && <Mark name="tombstone" x={chip.x + 10} y={chip.y} size={10} />}
          <text x={chip.x + chip.width / 2 + (chip.copy.tombstone ? 7 : 0)} y={chip.y + 4} textAnchor="middle">
            {chip.text}
          </text>
        </g>
      ))}
    </g>
  );
}

export function Results({ model }: { readonly model: SpaceTime }) {
  return (
    <g className="results">
      {model.results.map((one) =>
        one.ok && one.text === '' ? (
          <Mark key={one.id} name="ack" x={one.x + 9} y={one.y - 1} size={11} className="result-ok" />
        ) : one.ok ? (
          <g key={one.id} className="chip" data-kind={one.stale ? 'stale' : 'plain'}>
            <rect x={one.x + 4} y={one.y - 8} width={one.width} height={16} rx={4} />
            <text x={one.x + 4 + one.width / 2} y={one.y + 4} textAnchor="middle">
              {one.text}
              {one.stale ? ' stale' : ''}
            </text>
          </g>
        ) : (
          <g key={one.id} className="result-failed">
            <Mark name="cross" x={one.x + 10} y={one.y} size={11} />
            <text x={one.x + 20} y={one.y + 4}>
              failed
            </text>
          </g>
        ),
      )}
    </g>
  );
}

/** The glyph of each message that is on its way, where its arrow has got to. */
export function Flying({ model, tUs }: { readonly model: SpaceTime; readonly tUs: number }) {
  const flying = model.arrows.filter((arrow) => arrow.fromUs <= tUs && arrow.toUs > tUs && arrow.fromUs < arrow.toUs && !arrow.faint);
  return (
    <g className="flying">
      {flying.slice(0, 120).map((arrow) => {
        const share = shareAt(arrow, tUs);
        return (
          <Mark
            key={arrow.id}
            name={arrow.kind}
            x={model.x(tUs)}
            y={arrow.y1 + (arrow.y2 - arrow.y1) * share}
            size={11}
            className={arrow.kind === 'hint' ? 'hint' : ''}
          />
        );
      })}
    </g>
  );
}
