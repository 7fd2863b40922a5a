/**
 * The versions of one key side by side: what happened before what from left to right, concurrent ones tied, with the reason in words and
 * in the entries of their vectors. Where a replica keeps siblings, a client can put them together here.
 */
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { clock } from '../../base/format.ts';
import { type Selection, sameSelection } from '../../engine/picture/selection.ts';
import { Button } from '../../ui/controls.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { ReplicaBadge, VersionChip } from '../Chips.tsx';
import { anchorOf, type PickHow, type StageProps } from '../stage.ts';
import { EDGE, type Layout, type Line, siblingsLayout } from './layout.ts';
import { authorOf, quoted, type Resolver, type SiblingsModel, siblingsModel, type Tie, type VersionCard } from './model.ts';
import { useWidth } from './use-width.ts';
import './siblings.css';

export type SiblingsProps = StageProps & {
  readonly onResolve: (client: string, via: string, value: string) => void;
  /** Reads the key, so that the client may resolve what it has seen. */
  readonly onRead: (client: string, via: string) => void;
  /** Why nothing can be resolved now, as a sentence without its full stop; null where it can. */
  readonly canResolve: string | null;
};

type Pick = (selection: Selection | null, how: PickHow, element: Element | null) => void;

export function SiblingsView(props: SiblingsProps) {
  const { snapshot, shownKey, selection, onPick } = props;
  const [ref, width] = useWidth();
  if (shownKey === null) return <p className="siblings-empty">No siblings: nothing has been written yet</p>;
  const model = siblingsModel(snapshot, shownKey);
  const layout = siblingsLayout(model.cards, model.ties, model.ranks, width);
  const pick: Pick = (next, how, element) => onPick(next, how, element === null ? null : anchorOf(element));
  return (
    <section className="siblings" ref={ref} data-narrow={layout.narrow || undefined} aria-label={`Versions of ${shownKey}`}>
      <div className="siblings-scroll">
        <h3>
          {model.cards.filter((card) => card.state === 'current').length > 1 && model.by === 'vectors' && <Glyph name="siblings" size={15} />}
          {model.headline}
        </h3>
        {width > 0 && model.cards.length > 0 && <Figure model={model} layout={layout} shownKey={shownKey} selection={selection} pick={pick} />}
      </div>
      {model.resolver !== null && (
        <Resolve key={model.resolver.value} resolver={model.resolver} unavailable={props.canResolve} onResolve={props.onResolve} onRead={props.onRead} />
      )}
    </section>
  );
}

interface FigureProps {
  readonly model: SiblingsModel;
  readonly layout: Layout;
  readonly shownKey: string;
  readonly selection: Selection | null;
  readonly pick: Pick;
}

/** One tab stop; the arrow keys move over cards and the replicas on them. */
function Figure({ model, layout, shownKey, selection, pick }: FigureProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState('');
  const stops = model.cards.flatMap((card) => [card.id, ...card.holders.map((holder) => `${card.id} on ${holder}`)]);
  const current = stops.includes(active) ? active : (stops[0] ?? '');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') pick(null, 'mark', null);
    const step = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    const to = event.key === 'Home' ? stops[0] : event.key === 'End' ? stops.at(-1) : stops[stops.indexOf(current) + step];
    if ((step === 0 && event.key !== 'Home' && event.key !== 'End') || to === undefined) return;
    event.preventDefault();
    setActive(to);
    ref.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(to)}"]`)?.focus();
  };
  const { narrow, places, cardWidth } = layout;
  const cards = model.cards.map((card, i) => (
    <div key={card.id} className="siblings-place" style={narrow ? undefined : { left: places.get(card.id)?.x, top: places.get(card.id)?.y, width: cardWidth }}>
      {narrow && i > 0 && <Between tie={tieOf(model, card, i)} />}
      <Card card={card} model={model} shownKey={shownKey} selection={selection} pick={pick} current={current} onFocus={setActive} />
    </div>
  ));
  return (
    <div
      role="group"
      aria-label={model.headline}
      className="siblings-figure"
      data-beside={layout.reasonsBeside || undefined}
      data-compact={(layout.compact && !narrow) || undefined}
      ref={ref}
      onKeyDown={onKeyDown}
    >
      <div className="siblings-cards" style={narrow ? undefined : { width: layout.width, height: layout.height, marginInline: EDGE }}>
        {!narrow && <Lines layout={layout} />}
        {cards}
      </div>
      {model.reasons.length > 0 && (
        <div className="siblings-reasons">
          {model.reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </div>
      )}
    </div>
  );
}

/** The tie between a card and the one above it; null where nothing is drawn between the two. */
function tieOf({ ties, cards }: SiblingsModel, card: VersionCard, i: number): Tie | null {
  const above = cards[i - 1];
  return ties.find((tie) => (tie.a === above?.id && tie.b === card.id) || (tie.b === above?.id && tie.a === card.id)) ?? null;
}

const words: Readonly<Record<Tie['kind'], string>> = {
  before: 'happened before',
  concurrent: 'concurrent',
  'false-sibling': 'false sibling',
  'earlier-timestamp': 'earlier timestamp',
};

function Between({ tie }: { readonly tie: Tie | null }) {
  if (tie === null) return <div className="siblings-between" />;
  return (
    <div className="siblings-between" data-kind={tie.kind}>
      <span className="siblings-tie" aria-hidden="true">
        {tie.kind !== 'concurrent' && tie.kind !== 'false-sibling' && <Glyph name="arrow" size={14} />}
      </span>
      {words[tie.kind]}
    </div>
  );
}

function Lines({ layout }: { readonly layout: Layout }) {
  return (
    <svg className="siblings-lines" width={layout.width} height={layout.height} aria-hidden="true" focusable="false">
      <defs>
        <marker id="siblings-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">
          <path d="M1 1 7 4 1 7" />
        </marker>
      </defs>
      {layout.lines.map((line) => (
        <LineMark key={`${line.tie.a} ${line.tie.b}`} line={line} />
      ))}
    </svg>
  );
}

function LineMark({ line }: { readonly line: Line }) {
  const { tie, x1, y1, x2, y2, wordX, wordY } = line;
  const middle = (x1 + x2) / 2;
  const path = x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
  const isDouble = tie.kind === 'concurrent' || tie.kind === 'false-sibling';
  const vertical = x1 === x2;
  const [first, ...rest] = words[tie.kind].split(' ');
  return (
    <g data-kind={tie.kind}>
      {isDouble ? (
        <>
          <path d={path} transform="translate(-3 0)" />
          <path d={path} transform="translate(3 0)" />
        </>
      ) : (
        <path d={path} markerEnd="url(#siblings-head)" />
      )}
      {line.says && (
        <text x={wordX} y={vertical ? wordY : wordY - (rest.length > 0 && y1 !== y2 ? 7 : 0)} textAnchor={vertical ? 'start' : 'middle'}>
          {vertical || y1 === y2 ? (
            words[tie.kind]
          ) : (
            <>
              <tspan x={wordX}>{first}</tspan>
              <tspan x={wordX} dy={14}>
                {rest.join(' ')}
              </tspan>
            </>
          )}
        </text>
      )}
    </g>
  );
}

interface CardProps {
  readonly card: VersionCard;
  readonly model: SiblingsModel;
  readonly shownKey: string;
  readonly selection: Selection | null;
  readonly pick: Pick;
  readonly current: string;
  readonly onFocus: (stop: string) => void;
}

function Card({ card, model, shownKey, selection, pick, current, onFocus }: CardProps) {
  const { version, colour, state } = card;
  const target: Selection = version.client === null ? { type: 'key', key: shownKey } : { type: 'operation', client: version.client, n: version.n };
  const stop = (id: string, what: Selection) => ({
    'data-stop': id,
    tabIndex: current === id ? 0 : -1,
    onFocus: () => onFocus(id),
    onClick: (event: MouseEvent) => pick(what, 'press', event.currentTarget),
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      event.stopPropagation();
      pick(what, 'menu', event.currentTarget);
    },
  });
  return (
    <article className="siblings-card" data-colour={colour} data-state={state} data-selected={sameSelection(selection, target) || undefined}>
      <button type="button" className="siblings-value" {...stop(card.id, target)}>
        <span className="siblings-text">
          {version.tombstone && <Glyph name="tombstone" size={15} />}
          {quoted(version)}
        </span>
        <VersionChip label={card.name} colour={colour} tombstone={version.tombstone} />
        <span className="visually-hidden">, written by {authorOf(version)}</span>
      </button>
      {model.by === 'vectors' ? <Vector card={card} /> : <Stamp card={card} />}
      <p className="siblings-author">{authorOf(version)}</p>
      <div className="siblings-holders">
        {card.holders.length === 0 ? 'on no replica any more' : 'on'}
        {card.holders.slice(0, 8).map((holder) => {
          const copy: Selection = { type: 'copy', replica: holder, key: shownKey };
          return (
            <button key={holder} type="button" className="siblings-holder" aria-label={`${holder}’s copy`} {...stop(`${card.id} on ${holder}`, copy)}>
              <ReplicaBadge id={holder} chosen={sameSelection(selection, copy) || (selection?.type === 'replica' && selection.id === holder)} />
            </button>
          );
        })}
        {card.holders.length > 8 && `and ${card.holders.length - 8} more`}
        <span className="siblings-state">{stateOf(card, model)}</span>
      </div>
    </article>
  );
}

function stateOf({ state }: VersionCard, { by, cards }: SiblingsModel): string {
  if (by === 'timestamps') return cards.length < 2 ? '' : state === 'current' ? 'wins' : state === 'gone' ? 'thrown away' : 'gives way';
  return state === 'older' ? 'older' : '';
}

/** Counters in columns that stand under one another from card to card. */
function Vector({ card }: { readonly card: VersionCard }) {
  const ahead = card.entries.filter((entry) => entry.ahead).map((entry) => entry.actor);
  return (
    <div className="siblings-vector mono">
      {card.entries.slice(0, 6).map(({ actor, text, ahead: isAhead }) => (
        <span key={actor} data-ahead={isAhead || undefined} data-none={text === '0' || undefined}>
          {actor} {text}
        </span>
      ))}
      {ahead.length > 0 && <em>ahead in {ahead.join(', ')}</em>}
    </div>
  );
}

function Stamp({ card: { version } }: { readonly card: VersionCard }) {
  const whose = version.namedBy === null ? '' : ` by ${version.namedBy}’s clock`;
  return (
    <div className="siblings-stamp">
      <Glyph name="clock" size={13} />
      <span>
        stamped <b className="mono">{clock(Math.round(version.timestampMs * 1000))}</b>
        {whose}
      </span>
    </div>
  );
}

interface ResolveProps {
  readonly resolver: Resolver;
  readonly unavailable: string | null;
  readonly onResolve: SiblingsProps['onResolve'];
  readonly onRead: SiblingsProps['onRead'];
}

function Resolve({ resolver, unavailable, onResolve, onRead }: ResolveProps) {
  const [value, setValue] = useState(resolver.value);
  const { client, via, hasRead } = resolver;
  // A write supersedes what its client has read, and nothing else: without that it would stand beside them as one more.
  const blocked = unavailable ?? (hasRead ? null : `${client} has to read them first, or its write stands beside them`);
  const note = blocked ?? `as ${client} through ${via}; ${client} has read all of them`;
  return (
    <form
      className="siblings-resolve"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === null) onResolve(client, via, value);
      }}
    >
      <label>
        <span>One value for all</span>
        <input className="field" value={value} onChange={(event) => setValue(event.target.value)} autoComplete="off" spellCheck={false} />
      </label>
      <Button kind="ink" unavailable={blocked} onPress={() => onResolve(client, via, value)}>
        Resolve
      </Button>
      {unavailable === null && !hasRead && <Button onPress={() => onRead(client, via)}>Read as {client}</Button>}
      <span className="siblings-note">{note}</span>
    </form>
  );
}
