/** One replica: its square, the ring that tells when it next does something by itself, its hints, and the card of what it holds. */
import { memo } from 'react';
import type { CellView, ReplicaView, VersionView } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { ClassColour, Ring } from './frame.ts';
import { cellOf } from './frame.ts';
import type { ClusterLayout, ReplicaPlace } from './layout.ts';
import { pointOnRing, ringPath, TWO_LINES_BELOW } from './layout.ts';

type ColourOf = (version: VersionView, cell: CellView) => ClassColour;

export interface ReplicaMarkProps {
  readonly replica: ReplicaView;
  readonly layout: ClusterLayout;
  readonly rings: readonly Ring[];
  readonly shownKey: string | null;
  readonly colourOf: ColourOf;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly repaired: boolean;
  readonly onSelect: () => void;
  readonly onFocus: () => void;
}

/** A stored value as a card shows it; text as it is, everything else as JSON. */
export function valueText(version: VersionView): string {
  if (version.tombstone) return 'deleted';
  return typeof version.value === 'string' ? version.value : JSON.stringify(version.value);
}

function nameOf(replica: ReplicaView, shownKey: string | null): string {
  const cell = cellOf(replica, shownKey);
  const holds = cell === undefined ? 'holds nothing' : cell.versions.map((one) => `holds ${valueText(one)}, version ${one.label}`).join('; ');
  const stale = cell !== undefined && cell.stale > 0 ? `, stale by ${cell.stale}` : '';
  const siblings = cell !== undefined && cell.versions.length > 1 ? `, ${cell.versions.length} siblings` : '';
  return `Replica ${replica.id}${replica.up ? '' : ', crashed'}: ${holds}${stale}${siblings}`;
}

export function ReplicaMark(props: ReplicaMarkProps) {
  const { replica, layout, rings, selected } = props;
  const place = layout.replicas.get(replica.id);
  if (place === undefined) return null;
  const { half } = layout;
  const cell = cellOf(replica, props.shownKey);
  const state = `${replica.up ? '' : ' crashed'}${selected ? ' selected' : ''}${props.repaired ? ' repaired' : ''}`;
  const reach = Math.max(half + layout.ring, layout.style === 'full' ? 22 : half);
  return (
    <g
      className={`replica${state}`}
      transform={`translate(${place.x} ${place.y})`}
      role="button"
      aria-label={nameOf(replica, props.shownKey)}
      aria-pressed={selected}
      tabIndex={props.tabbable ? 0 : -1}
      data-replica={replica.id}
      onClick={props.onSelect}
      onFocus={props.onFocus}
      onKeyDown={(event) => {
        if (event.key === ' ') {
          event.preventDefault();
          props.onSelect();
        }
      }}
    >
      <rect className="hit" x={-reach} y={-reach} width={2 * reach} height={2 * reach} />
      {layout.style === 'cells' ? (
        <CellFace replica={replica} cell={cell} layout={layout} colourOf={props.colourOf} />
      ) : (
        <FullFace {...props} place={place} cell={cell} rings={rings} />
      )}
    </g>
  );
}

function CellFace({
  replica,
  cell,
  layout,
  colourOf,
}: {
  readonly replica: ReplicaView;
  readonly cell: CellView | undefined;
  readonly layout: ClusterLayout;
  readonly colourOf: ColourOf;
}) {
  const version = cell?.versions[0];
  const colour = cell === undefined || version === undefined ? 'empty' : colourOf(version, cell);
  return (
    <>
      <rect className={`cell ${colour}`} x={-layout.half} y={-layout.half} width={2 * layout.half} height={2 * layout.half} rx={Math.min(6, layout.half / 3)} />
      {!replica.up && <Mark name="cross" x={0} y={0} size={layout.half * 1.4} />}
      {layout.labels && replica.up && (
        <text className="cell-name" textAnchor="middle" y={4}>
          {replica.id}
        </text>
      )}
    </>
  );
}

interface FaceProps extends ReplicaMarkProps {
  readonly place: ReplicaPlace;
  readonly cell: CellView | undefined;
}

function FullFace({ replica, layout, rings, place, cell, colourOf }: FaceProps) {
  const { half } = layout;
  const radius = half > 28 ? 14 : 11;
  const outline = ringPath(half + layout.ring, radius + layout.ring * 0.7);
  const [next, ...others] = rings;
  return (
    <>
      {replica.up && next !== undefined && <path className="ring-track" d={outline} />}
      {replica.up && next !== undefined && <path className="ring" d={outline} pathLength={100} strokeDasharray={`${next.share * 100} 200`} />}
      <rect className="body" x={-half} y={-half} width={2 * half} height={2 * half} rx={radius} />
      <text className="name" textAnchor="middle" y={half * 0.29} style={{ fontSize: half * 0.8 }}>
        {replica.id}
      </text>
      {replica.up &&
        [...others].reverse().map((ring) => <RingMark key={ring.name} ring={ring} half={half + layout.ring} radius={radius + layout.ring * 0.7} quiet />)}
      {replica.up && next !== undefined && <RingMark ring={next} half={half + layout.ring} radius={radius + layout.ring * 0.7} quiet={false} />}
      {!replica.up && (
        <g className="crash-badge">
          <circle cx={half} cy={-half} r={11} />
          <Mark name="cross" x={half} y={-half} size={13} />
        </g>
      )}
      {replica.hints.length > 0 && <HintTray hints={replica.hints} half={half + layout.ring} place={place} layout={layout} />}
      <ValueCards cell={cell} layout={layout} place={place} colourOf={colourOf} ghost={!replica.up} />
    </>
  );
}

function RingMark({ ring, half, radius, quiet }: { readonly ring: Ring; readonly half: number; readonly radius: number; readonly quiet: boolean }) {
  const at = pointOnRing(ring.share, half, radius);
  return (
    <g className={quiet ? 'ring-mark quiet' : 'ring-mark'} transform={`translate(${at.x} ${at.y})`}>
      <circle r={7.5} />
      <Mark
        name={ring.kind === 'hash' ? 'hash' : ring.kind === 'hint' ? 'hint' : 'gossip'}
        x={0}
        y={0}
        size={11}
        className={ring.kind === 'hint' ? 'hint-colour' : 'ink-colour'}
      />
    </g>
  );
}

function HintTray({
  hints,
  half,
  place,
  layout,
}: {
  readonly hints: ReplicaView['hints'];
  readonly half: number;
  readonly place: ReplicaPlace;
  readonly layout: ClusterLayout;
}) {
  const targets = [...new Set(hints.map((hint) => hint.target))];
  const roomy = place.room / 2 - half > 96;
  const shown = roomy ? Math.min(hints.length, 4) : 1;
  const text = roomy ? `${hints.length > 4 ? `× ${hints.length} ` : ''}for ${targets.slice(0, 2).join(', ')}` : String(hints.length);
  const width = 16 + shown * 15 + text.length * 7;
  const x = -half - (roomy ? 12 : 2) - width;
  const clamped = Math.max(x, -place.x + 2);
  const y = roomy ? 0 : (place.cards === 'above' ? 1 : -1) * (half - 6);
  return (
    <g className="hint-tray" transform={`translate(${layout.style === 'full' ? clamped : 0} ${y})`}>
      {roomy && <line x1={width} x2={width + 12} y1={0} y2={0} />}
      <rect x={0} y={-14} width={width} height={28} rx={7} />
      {hints.slice(0, shown).map((hint, i) => (
        <Mark key={`${hint.target}/${hint.key}/${hint.label}`} name="hint" x={14 + i * 15} y={-0.5} size={13} className="hint-colour" />
      ))}
      <text x={10 + shown * 15} y={4.5}>
        {text}
      </text>
    </g>
  );
}

interface CardsProps {
  readonly cell: CellView | undefined;
  readonly layout: ClusterLayout;
  readonly place: ReplicaPlace;
  readonly colourOf: ColourOf;
  readonly ghost: boolean;
}

function clip(text: string, width: number, each: number): string {
  const most = Math.max(1, Math.floor(width / each));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const ValueCards = memo(function ValueCards({ cell, layout, place, colourOf, ghost }: CardsProps) {
  const { card, half, ring } = layout;
  const off = half + ring + 12;
  const top = place.cards === 'above' ? -off - card.height : off;
  if (cell === undefined || cell.versions.length === 0) {
    const behind = cell === undefined ? 0 : cell.stale;
    const y = place.cards === 'above' ? -off - 4 : off + 14;
    return (
      <g>
        {behind > 0 && (
          <g className="badge" transform={`translate(-48 ${y})`}>
            <rect x={0} y={-12.5} width={27} height={17} rx={8.5} />
            <text className="badge-count small mono" x={13.5} y={0} textAnchor="middle">
              {`\u2212${behind}`}
            </text>
          </g>
        )}
        <text className="nothing" textAnchor="middle" x={behind > 0 ? 14 : 0} y={y}>
          {behind > 0 ? 'stale: nothing' : 'nothing yet'}
        </text>
      </g>
    );
  }
  const shown = cell.versions.slice(0, 2);
  const many = shown.length > 1;
  const wide = place.room > 2 * card.width + 60;
  const stale = cell.stale > 0;
  const badgeInline = place.room > card.width + 164;
  const pair = card.width * 2 - 12;
  const left = many && wide ? -pair / 2 : -card.width / 2;
  const outer = place.cards === 'above' ? top - 8 : top + card.height + 15;
  const stack = place.cards === 'above' ? -1 : 1;
  const spots = shown.map((_, i) =>
    many
      ? wide
        ? { x: left + i * (card.width - 12), y: top + i * 6 * stack }
        : { x: left + i * 8, y: top + i * (card.height - 6) * stack }
      : { x: left, y: top },
  );
  const words: string[] = [];
  if (many) words.push('siblings');
  if (stale) words.push('stale');
  const badge = many ? String(cell.versions.length) : `\u2212${cell.stale}`;
  const inlineX = (many && wide ? pair / 2 : card.width / 2 + (many ? 8 : 0)) + 9;
  return (
    <g className={ghost ? 'cards ghost' : 'cards'}>
      {[...shown].reverse().map((version, reversed) => {
        const i = shown.length - 1 - reversed;
        const spot = spots[i] ?? { x: left, y: top };
        return (
          <Card
            key={`${version.label}/${version.number}`}
            x={spot.x}
            y={spot.y}
            width={card.width}
            height={card.height}
            version={version}
            colour={colourOf(version, cell)}
            stale={stale}
          />
        );
      })}
      {(stale || many) &&
        (badgeInline && (!many || wide) ? (
          <g className="badge" transform={`translate(${inlineX} ${top + card.height / 2 + (many ? 3 * stack : 0)})`}>
            <rect x={0} y={-11} width={29} height={22} rx={11} />
            <text className="badge-count mono" x={14.5} y={4.5} textAnchor="middle">
              {badge}
            </text>
            <text className="badge-word" x={35} y={4}>
              {words.join(', ')}
            </text>
          </g>
        ) : (
          <g className="badge" transform={`translate(${-card.width / 2} ${outer + (many && !wide ? (card.height - 6) * stack : 0)})`}>
            <rect x={0} y={-12.5} width={27} height={17} rx={8.5} />
            <text className="badge-count small mono" x={13.5} y={0} textAnchor="middle">
              {badge}
            </text>
            <text className="badge-word" x={32} y={0}>
              {words.join(', ')}
            </text>
          </g>
        ))}
    </g>
  );
});

interface CardProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly version: VersionView;
  readonly colour: ClassColour;
  readonly stale: boolean;
}

function Card({ x, y, width, height, version, colour, stale }: CardProps) {
  const chip = Math.max(24, version.label.length * 7.3 + 11);
  const twoLines = width < TWO_LINES_BELOW;
  const tomb = version.tombstone ? 19 : 0;
  const pad = twoLines ? 8 : 10;
  const beside = twoLines ? pad : chip + 12 + (stale ? 18 : 0);
  const text = clip(valueText(version), width - pad - tomb - beside, twoLines ? 5.5 : 6.5);
  const middle = twoLines ? 14 : height / 2;
  const chipY = twoLines ? height - 22 : height / 2 - 9;
  return (
    <g className={`card ${colour}${version.tombstone ? ' tombstone' : ''}${twoLines ? ' small' : ''}`} transform={`translate(${x} ${y})`}>
      <rect className="gap" x={-2.5} y={-2.5} width={width + 5} height={height + 5} rx={8} />
      <rect className="face" width={width} height={height} rx={6} />
      {version.tombstone && <Mark name="tombstone" x={pad + 7} y={middle} size={15} />}
      <text className="value" x={pad + tomb} y={middle + 4.5}>
        {text}
      </text>
      {stale && <Mark name="stale" x={twoLines ? pad + 7 : width - chip - 19} y={chipY + 9} size={14} />}
      <rect className="chip-box" x={width - chip - (twoLines ? 6 : 7)} y={chipY} width={chip} height={twoLines ? 17 : 18} rx={4} />
      <text className="chip-text mono" x={width - chip / 2 - (twoLines ? 6 : 7)} y={chipY + 13.2} textAnchor="middle">
        {version.label}
      </text>
    </g>
  );
}
