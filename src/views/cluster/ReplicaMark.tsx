/** One replica: its square, the ring that tells when it next does something by itself, its hints, what is wrong with it, and its cards. */
import { memo } from 'react';
import { duration } from '../../base/format.ts';
import type { CellView, ReplicaView } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { ringWords } from '../ring-words.ts';
import { replicaWords, signed, targetsOf } from './encode.ts';
import type { Ring } from './frame.ts';
import { cellOf } from './frame.ts';
import { pointOnRing, ringPath } from './geometry.ts';
import type { ClusterLayout, ReplicaPlace } from './places.ts';
import { type Collection, type ColourOf, collectionWords, type KeyPart, ValueCards } from './ValueCards.tsx';
import { fit } from './words.ts';

export interface ReplicaMarkProps {
  readonly replica: ReplicaView;
  readonly layout: ClusterLayout;
  readonly rings: readonly Ring[];
  readonly tUs: number;
  readonly collection: Collection;
  readonly shownKey: string | null;
  readonly colourOf: ColourOf;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly repaired: boolean;
  /** What it has to do with the shown key. */
  readonly part: KeyPart;
  /** Its side while sides are chosen; null else. */
  readonly draftSide: number | null;
}

export function ReplicaMark(props: ReplicaMarkProps) {
  const { replica, layout, rings, selected, draftSide } = props;
  const place = layout.replicas.get(replica.id);
  if (place === undefined) return null;
  const { half, ring } = layout;
  const cell = cellOf(replica, props.shownKey);
  const state = `${replica.up ? '' : ' crashed'}${selected ? ' selected' : ''}${props.repaired ? ' repaired' : ''}${replica.ring === undefined ? '' : ` ${replica.ring.status}`}`;
  const radius = half > 28 ? 14 : half > 20 ? 11 : 8;
  const outline = ringPath(half + ring, radius + ring * 0.7);
  const [next, ...others] = rings;
  const reach = half + ring;
  const where = half < WHERE_FROM || (selected && next !== undefined && place.left < 70) ? null : whereOf(replica, layout);
  return (
    <g
      className={`replica${state}`}
      transform={`translate(${place.x} ${place.y})`}
      role="button"
      aria-label={`${replicaWords(replica, props.shownKey)}${draftSide === null ? '' : `; side ${draftSide + 1}`}`}
      aria-pressed={selected}
      tabIndex={props.tabbable ? 0 : -1}
      data-replica={replica.id}
      data-item={`r:${replica.id}`}
    >
      <rect className="hit" x={-reach - 3} y={-reach - 3} width={2 * reach + 6} height={2 * reach + 6} rx={radius + ring + 2} />
      {replica.up && next !== undefined && <path className="ring-track" d={outline} />}
      {replica.up && next !== undefined && <path className="ring" d={outline} pathLength={100} strokeDasharray={`${next.share * 100} 200`} />}
      <rect className="body" x={-half} y={-half} width={2 * half} height={2 * half} rx={radius} />
      <text className="name" textAnchor="middle" y={half * (where === null ? 0.29 : 0.12)} style={{ fontSize: nameSize(replica.id, half) }}>
        {replica.id}
      </text>
      {where !== null && (
        <text className="where" textAnchor="middle" y={half * 0.66}>
          {fit(where, 2 * half - 4, WHERE_LETTER)}
        </text>
      )}
      {replica.up && [...others].reverse().map((one) => <RingMark key={one.name} ring={one} half={reach} radius={radius + ring * 0.7} quiet />)}
      {replica.up && next !== undefined && <RingMark ring={next} half={reach} radius={radius + ring * 0.7} quiet={false} />}
      {selected && replica.up && next !== undefined && <Seconds us={next.remainingUs} place={place} layout={layout} />}
      {!replica.up && (
        <g className="crash-badge">
          <circle cx={half} cy={-half} r={11} />
          <Mark name="cross" x={half} y={-half} size={13} />
        </g>
      )}
      <ValueCards
        cell={cell}
        layout={layout}
        place={place}
        colourOf={props.colourOf}
        ghost={!replica.up}
        part={props.part}
        collected={collectionWords(cell as CellView | undefined, props.collection, props.tUs)}
      />
      {replica.hints.length > 0 && <HintTray replica={replica} place={place} layout={layout} />}
      <Chips replica={replica} place={place} layout={layout} chosen={selected} />
      {draftSide !== null && <SideTag side={draftSide} x={reach} y={reach} />}
    </g>
  );
}

const WHERE_FROM = 22;
const WHERE_LETTER = 5.4;

/** A longer name is set smaller, so that it stands inside its square. */
function nameSize(name: string, half: number): number {
  const usual = Math.max(13, half * (name.length > 2 ? 0.55 : 0.8));
  return Math.max(9, Math.min(usual, (2 * half - 8) / (name.length * 0.6)));
}

/** Its rack, and its region where no outline tells that; null where neither is known. */
function whereOf({ region, rack }: ReplicaView, { byRegion }: ClusterLayout): string | null {
  const parts = [...(region === undefined || byRegion ? [] : [region]), ...(rack === undefined ? [] : [rack])];
  return parts.length === 0 ? null : parts.join(' ');
}

/** When it ticks next, in words: beside the ring, or in the square where columns are narrow. */
function Seconds({ us, place, layout }: { readonly us: number; readonly place: ReplicaPlace; readonly layout: ClusterLayout }) {
  const { half, ring } = layout;
  const text = duration(Math.ceil(us / 10_000) * 10_000);
  const within = place.left < 70;
  if (within && text.length * 6.6 > 2 * half) return null;
  return (
    <text
      className={within ? 'seconds within mono' : 'seconds mono'}
      textAnchor={within ? 'middle' : 'end'}
      x={within ? 0 : -half - ring - 5}
      y={within ? half - 5 : (place.cards === 'above' ? 1 : -1) * half * 0.72 + 4}
    >
      {text}
    </text>
  );
}

function SideTag({ side, x, y }: { readonly side: number; readonly x: number; readonly y: number }) {
  return (
    <g className="side-tag" transform={`translate(${x - 3} ${y - 3})`}>
      <circle r={11} />
      <text className="mono" textAnchor="middle" y={4.3}>
        {side + 1}
      </text>
    </g>
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

const TRAY_TRIANGLES = 4;

/** One triangle for each hint up to four, then one and a count; joined to the ring of who keeps them. */
function HintTray({ replica, place, layout }: { readonly replica: ReplicaView; readonly place: ReplicaPlace; readonly layout: ClusterLayout }) {
  const count = replica.hints.length;
  const targets = targetsOf(replica);
  const reach = layout.half + layout.ring;
  const many = count > TRAY_TRIANGLES;
  const long = `for ${targets.slice(0, 3).join(', ')}${targets.length > 3 ? ' …' : ''}`;
  const fullWidth = 16 + (many ? 15 : count * 15) + (many ? String(count).length * 7 + 18 : 0) + long.length * 6.3;
  const roomy = fullWidth + 8 <= place.left;
  const text = roomy ? `${many ? `\u00d7 ${count} ` : ''}${long}` : String(count);
  const triangles = roomy && !many ? count : 1;
  const width = roomy ? fullWidth : 23 + text.length * 7;
  const outward = place.cards === 'above' ? -1 : 1;
  const y = outward * layout.half * 0.55;
  // Over the ring at most, where there is room: the name in the square stays free.
  const x = roomy ? -reach - 8 - width : -reach - Math.max(width / 2 + 2, Math.min(width - layout.ring + 3, place.left));
  return (
    <g className="hint-tray" transform={`translate(${x} ${y})`}>
      {roomy && <line x1={width} x2={width + 8} y1={0} y2={0} />}
      <rect x={0} y={roomy ? -13 : -9.5} width={width} height={roomy ? 26 : 19} rx={roomy ? 7 : 6} />
      {replica.hints.slice(0, triangles).map((hint, i) => (
        <Mark
          key={`${hint.target}/${hint.key}/${hint.label}`}
          name="hint"
          x={(roomy ? 14 : 10) + i * 15}
          y={-0.5}
          size={roomy ? 13 : 11}
          className="hint-colour"
        />
      ))}
      <text x={(roomy ? 9 : 4) + triangles * 15} y={4.3}>
        {text}
      </text>
    </g>
  );
}

interface Chip {
  readonly glyph: 'clock' | 'timer' | 'help' | 'plus' | 'minus';
  readonly text: string;
}

/** Whom it suspects is told of the chosen one only: it says nothing about who is up, and would lie on the links of all the others. */
function chipsOf(replica: ReplicaView, brief: boolean, chosen: boolean): readonly Chip[] {
  const chips: Chip[] = [];
  if (replica.ring !== undefined)
    chips.push({ glyph: replica.ring.status === 'joining' ? 'plus' : 'minus', text: brief ? replica.ring.status : ringWords(replica.ring) });
  const offset = Math.round(replica.clockOffsetMs);
  if (offset !== 0) chips.push({ glyph: 'clock', text: `${signed(offset)} ms` });
  if (replica.slow > 1) chips.push({ glyph: 'timer', text: `${replica.slow}x slower` });
  if (chosen && replica.suspects.length > 0)
    chips.push({ glyph: 'help', text: `suspects ${replica.suspects.length > (brief ? 1 : 3) ? replica.suspects.length : replica.suspects.join(', ')}` });
  return chips;
}

const CHIP_HEIGHT = 19;

interface ChipsProps {
  readonly replica: ReplicaView;
  readonly place: ReplicaPlace;
  readonly layout: ClusterLayout;
  readonly chosen: boolean;
}

/** Beside the square on its outer half; where a column is too narrow, on its inner edge. */
const Chips = memo(function Chips({ replica, place, layout, chosen }: ChipsProps) {
  const chips = chipsOf(replica, layout.narrow, chosen);
  if (chips.length === 0) return null;
  const reach = layout.half + layout.ring;
  const widest = Math.max(...chips.map((chip) => 27 + chip.text.length * 6.5));
  const beside = widest + 10 <= place.room - 2 * reach;
  const inward = place.cards === 'above' ? 1 : -1;
  return (
    <g className="chips">
      {chips.map((chip, i) => {
        const width = 27 + chip.text.length * 6.5;
        const x = beside ? reach + 6 : -width / 2;
        const y = beside ? -inward * (layout.half - 8 - i * (CHIP_HEIGHT + 3)) : inward * (reach + 2 + i * (CHIP_HEIGHT + 2));
        return (
          <g key={chip.glyph} transform={`translate(${x} ${y})`}>
            <rect x={0} y={-CHIP_HEIGHT / 2} width={width} height={CHIP_HEIGHT} rx={5} />
            <Mark name={chip.glyph} x={12} y={0} size={13} />
            <text x={21} y={4}>
              {chip.text}
            </text>
          </g>
        );
      })}
    </g>
  );
});
