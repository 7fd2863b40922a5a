/** The cards of what a replica holds: value and version, siblings side by side, a tombstone struck, and the badge that says how they stand. */
import { scaleLinear, sum } from 'd3';
import { memo } from 'react';
import { duration } from '../../base/format.ts';
import type { CellView, DamageView, EntryView, VersionView } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { stateTexts } from '../copy-state.ts';
import { damageWords } from '../damage.ts';
import { valueText } from './encode.ts';
import type { ClassColour } from './frame.ts';
import type { ClusterLayout, ReplicaPlace } from './places.ts';
import { fit } from './words.ts';

export type ColourOf = (version: VersionView, cell: CellView) => ClassColour;

/** What decides when a tombstone may be dropped; `everyUs` null: never. */
export interface Collection {
  readonly graceUs: number;
  readonly everyUs: number | null;
}

export interface CardsProps {
  readonly cell: CellView | undefined;
  readonly layout: ClusterLayout;
  readonly place: ReplicaPlace;
  readonly colourOf: ColourOf;
  readonly ghost: boolean;
  readonly part: KeyPart;
  /** Of a tombstone, what of its grace is left, rounded; null where it holds none or it is never collected. */
  readonly collected: string | null;
}

/** Whether a replica owns a key, is about to, or has nothing to do with it. */
export type KeyPart = 'owner' | 'next' | 'none';
/** What stands where it holds nothing. */
const nothingWords: Readonly<Record<KeyPart, string>> = { owner: 'nothing yet', next: 'nothing yet, will own it', none: 'not its key' };

const PILL_LETTER = 6.4;
const PAIR_BACK = 12;
const NO_ENTRIES: readonly EntryView[] = [];

/** What is said of a tombstone's end; null where the cell has none. */
export function collectionWords(cell: CellView | undefined, collection: Collection, tUs: number): string | null {
  const tombstone = cell?.versions.find((version) => version.tombstone);
  if (tombstone === undefined) return null;
  if (collection.everyUs === null) return 'kept for good';
  const left = tombstone.timestampMs * 1000 + collection.graceUs - tUs;
  if (left <= 0) return 'may be collected';
  return `kept ${left > 36_000_000_000 ? `${Math.round(left / 86_400_000_000)} days` : duration(Math.ceil(left / 100_000) * 100_000)} more`;
}

export const ValueCards = memo(function ValueCards(props: CardsProps) {
  const { cell, layout, place, ghost } = props;
  const { card, half, ring } = layout;
  const off = half + ring + card.off;
  const above = place.cards === 'above';
  const top = above ? -off - card.height : off;
  if (cell === undefined || cell.versions.length === 0)
    return <Nothing behind={cell?.stale ?? 0} damage={cell?.damage} word={nothingWords[props.part]} y={above ? -off + 2 : off + 9} />;
  const shown = cell.versions.slice(0, 2);
  const many = shown.length > 1;
  const room = place.room - 2;
  const width = many ? Math.round(Math.min(card.width, (room + PAIR_BACK) / 2)) : card.width;
  const span = many ? 2 * width - PAIR_BACK : width;
  const words = wordsOf(cell, props.collected);
  const inlineWidth = words.reduce((sum, word) => sum + word.pill.length * PILL_LETTER + 24 + word.text.length * 6.2, 4);
  const inline = words.length > 0 && span + 2 * (inlineWidth + 6) <= room;
  const second = layout.narrow ? 4 : 6;
  return (
    <g className={ghost ? 'cards ghost' : 'cards'}>
      {[...shown].reverse().map((version, back) => {
        const i = shown.length - 1 - back;
        return (
          <Card
            key={`${version.label}/${version.number}`}
            x={-span / 2 + i * (width - PAIR_BACK)}
            y={top + (many ? (i === 0 ? 0 : above ? -second : second) : 0)}
            width={width}
            height={card.height}
            version={version}
            texts={cell.state === undefined ? [valueText(version)] : stateTexts(cell.state)}
            entries={cell.state?.type === 'counter' ? cell.state.entries : NO_ENTRIES}
            colour={props.colourOf(version, cell)}
            gap={many}
            inset={i > 0 ? PAIR_BACK + 3 : 0}
          />
        );
      })}
      {cell.damage !== undefined && (
        <g className="damage-mark" transform={`translate(${-span / 2} ${top + (above ? card.height : 0)})`}>
          <circle r={10} />
          <Mark name={damageWords(cell.damage).glyph} x={0} y={0} size={13} />
        </g>
      )}
      {words.length > 0 &&
        (inline ? (
          <Inline words={words} x={span / 2 + 8} y={top + card.height / 2} />
        ) : (
          <Straddling
            words={words}
            left={-span / 2}
            room={span}
            y={above ? top - (many ? second : 0) : top + card.height + (many ? second : 0)}
            out={above ? -3 : 3}
          />
        ))}
    </g>
  );
});

interface Word {
  readonly pill: string;
  readonly text: string;
}

function wordsOf(cell: CellView, collected: string | null): readonly Word[] {
  const words: Word[] = [];
  if (cell.damage !== undefined) words.push({ pill: '', text: damageWords(cell.damage).word });
  if (cell.stale > 0) words.push({ pill: `\u2212${cell.stale}`, text: 'stale' });
  if (cell.versions.length > 1) words.push({ pill: String(cell.versions.length), text: 'siblings' });
  if (collected !== null) words.push({ pill: '', text: collected });
  return words;
}

interface NothingProps {
  readonly behind: number;
  readonly damage: DamageView | undefined;
  readonly word: string;
  readonly y: number;
}

function Nothing({ behind, damage, word, y }: NothingProps) {
  if (damage !== undefined) {
    const { glyph, word: damaged } = damageWords(damage);
    return (
      <g className="badge" transform={`translate(-52 ${y - 4})`}>
        <g className="damage-mark">
          <circle r={10} />
          <Mark name={glyph} x={0} y={0} size={13} />
        </g>
        <text className="badge-word" x={15} y={4}>
          {damaged}
        </text>
      </g>
    );
  }
  if (behind === 0)
    return (
      <text className="nothing" textAnchor="middle" y={y}>
        {word}
      </text>
    );
  return (
    <g className="badge" transform={`translate(-56 ${y - 4})`}>
      <rect x={0} y={-9} width={26} height={18} rx={9} />
      <text className="badge-count small mono" x={13} y={4} textAnchor="middle">
        {`\u2212${behind}`}
      </text>
      <text className="badge-word" x={31} y={4}>
        stale: nothing
      </text>
    </g>
  );
}

/** Beside the card, where there is room: a pill with the count, then the word. */
function Inline({ words, x, y }: { readonly words: readonly Word[]; readonly x: number; readonly y: number }) {
  let at = x;
  return (
    <g className="badge">
      {words.map((word) => {
        const pill = word.pill === '' ? 0 : word.pill.length * 7.4 + 15;
        const start = at;
        at += pill + word.text.length * 6.2 + 14;
        return (
          <g key={word.text} transform={`translate(${start} ${y})`}>
            {pill > 0 && <rect x={0} y={-11} width={pill} height={22} rx={11} />}
            {pill > 0 && (
              <text className="badge-count mono" x={pill / 2} y={4.4} textAnchor="middle">
                {word.pill}
              </text>
            )}
            <text className="badge-word" x={pill > 0 ? pill + 6 : 0} y={4}>
              {word.text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** On the card's outer edge, where there is none: one pill with count and word. */
function Straddling({
  words,
  left,
  room,
  y,
  out,
}: {
  readonly words: readonly Word[];
  readonly left: number;
  readonly room: number;
  readonly y: number;
  readonly out: number;
}) {
  const full = words.map((word) => `${word.pill}${word.pill === '' ? '' : ' '}${word.text}`).join(', ');
  const text = fit(full, room - 16, PILL_LETTER);
  const width = text.length * PILL_LETTER + 14;
  return (
    <g className="badge" transform={`translate(${left + Math.min(8, (room - width) / 2)} ${y})`}>
      <rect x={0} y={-8.5 + out} width={width} height={17} rx={8.5} />
      <text className="badge-count small" x={width / 2} y={4 + out} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}

interface CardProps {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly version: VersionView;
  /** The fullest first; the first that fits stands on the card. */
  readonly texts: readonly string[];
  /** Of a counter. */
  readonly entries: readonly EntryView[];
  readonly colour: ClassColour;
  /** Sets it off from the card it lies on by a gap in the ground's colour. */
  readonly gap: boolean;
  /** How much of it lies behind the card before it. */
  readonly inset: number;
}

function Card({ x, y, width, height, version, texts, entries, colour, gap, inset }: CardProps) {
  const twoLines = height > 40;
  const small = twoLines || width < 116;
  const pad = (small ? 8 : 10) + inset;
  // Beside a long vector the value keeps two fifths of the card, or what it needs.
  const valueRoom = twoLines ? 0 : Math.max(34, Math.min(0.42 * width, (texts.at(-1)?.length ?? 0) * 6.3 + 12));
  const most = Math.floor((width - pad - 8 - valueRoom) / 7.3);
  const label = version.label.length > most && most > 2 ? `${version.label.slice(0, most - 1)}…` : version.label;
  const chip = Math.max(24, label.length * 7.3 + 10);
  const tomb = version.tombstone ? 18 : 0;
  const room = width - pad - tomb - (twoLines ? 8 : chip + 12);
  const letter = small ? 5.7 : 6.6;
  const text = texts.find((one) => one.length * letter <= room) ?? texts.at(-1) ?? '';
  const middle = twoLines ? 15 : height / 2;
  const chipY = twoLines ? height - 21 : height / 2 - 9;
  return (
    <g className={`card ${colour}${version.tombstone ? ' tombstone' : ''}${small ? ' small' : ''}`} transform={`translate(${x} ${y})`}>
      {gap && <rect className="gap" x={-2.5} y={-2.5} width={width + 5} height={height + 5} rx={8} />}
      <rect className="face" width={width} height={height} rx={6} />
      {version.tombstone && <Mark name="tombstone" x={pad + 7} y={middle} size={15} />}
      {room > 12 && (
        <text className="value" x={pad + tomb} y={middle + 4.5}>
          {fit(text, room, letter)}
        </text>
      )}
      <Entries entries={entries} width={width} y={height - 3} />
      <rect className="chip-box" x={width - chip - 6} y={chipY} width={chip} height={small ? 17 : 18} rx={4} />
      <text className="chip-text mono" x={width - chip / 2 - 6} y={chipY + 13} textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

/** A counter's entries along the foot of its card, each as long as its owner has counted: what the total is made of. */
function Entries({ entries, width, y }: { readonly entries: readonly EntryView[]; readonly width: number; readonly y: number }) {
  const counted = entries.map(({ up, down }) => up + down);
  const x = scaleLinear()
    .domain([0, Math.max(1, sum(counted))])
    .range([6, width - 6]);
  return entries.map(({ actor }, i) => {
    const from = x(sum(counted.slice(0, i)));
    return <rect key={actor} className="card-entry" x={from} y={y - 2} width={Math.max(1, x(sum(counted.slice(0, i + 1))) - from - 1.5)} height={3} />;
  });
}
