/**
 * A moment of a run on a card: a small still drawing from the engine's own snapshot, with the shapes, lines and colours of the large views. Who
 * shows it also shows its words: the drawing itself is hidden from a screen reader.
 */
import { useId } from 'react';
import type { Snapshot } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { clusterMiniature, FLOOR, FRAME, fit, type MiniCard, type MiniCluster, type MiniReplica } from './layout.ts';
import { siblingsMiniature } from './siblings.ts';
import { treesMiniature } from './trees.ts';
import { type Note, noteOf, type PictureKind } from './words.ts';
import './miniature.css';

export interface MiniatureProps {
  readonly kind: PictureKind;
  readonly snapshot: Snapshot;
  /** At or after the snapshot's time, before its next event. */
  readonly tUs: number;
  readonly shownKey: string | null;
}

export function Miniature({ kind, snapshot, tUs, shownKey }: MiniatureProps) {
  const hatch = useId();
  return (
    <svg className="miniature" viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} aria-hidden="true" focusable="false" data-kind={kind}>
      <defs>
        <pattern id={hatch} width={kind === 'merkle' ? 4 : 7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="mini-hatch-ground" width={7} height={7} />
          <path className="mini-hatch" d="M0 0V7" />
        </pattern>
      </defs>
      {kind === 'cluster' && <Cluster of={clusterMiniature(snapshot, tUs, shownKey)} hatch={`url(#${hatch})`} />}
      {kind === 'siblings' && <Siblings snapshot={snapshot} shownKey={shownKey} />}
      {kind === 'merkle' && <Trees snapshot={snapshot} hatch={`url(#${hatch})`} />}
      <NoteLine note={noteOf(kind, snapshot, shownKey)} />
    </svg>
  );
}

function NoteLine({ note }: { readonly note: Note | null }) {
  if (note === null) return null;
  return (
    <g className={`mini-note ${note.tone}`}>
      <Mark name={note.glyph} x={17} y={167} size={13} />
      <text x={29} y={171}>
        {fit(note.text, FRAME.width - 38, 5.9)}
      </text>
    </g>
  );
}

function Cluster({ of, hatch }: { readonly of: MiniCluster; readonly hatch: string }) {
  return (
    <>
      {of.sides.map(({ x, y, width, height }) => (
        <rect key={x} className="mini-side" x={x} y={y} width={width} height={height} rx={8} />
      ))}
      {of.barriers.map(({ x, y, width, height }) => (
        <g key={x} className="mini-barrier">
          <rect x={x} y={y} width={width} height={height} rx={2} fill={hatch} />
          <rect className="mini-plate" x={x + width / 2 - 14} y={FLOOR / 2 - 9} width={28} height={18} rx={9} />
          <text x={x + width / 2} y={FLOOR / 2 + 4}>
            cut
          </text>
        </g>
      ))}
      {of.links.map(({ id, path }) => (
        <path key={id} className="mini-link" d={path} />
      ))}
      {of.messages.map(({ id, path, kind, x, y }) => (
        <g key={id} className={`mini-message ${kind}`}>
          <path d={path} />
          <circle cx={x} cy={y} r={7.5} />
          <Mark name={kind} x={x} y={y} size={12} />
        </g>
      ))}
      {of.replicas.map((replica) => (
        <Replica key={replica.id} of={replica} />
      ))}
      {of.more > 0 && (
        <text className="mini-more" x={FRAME.width - 8} y={FLOOR - 6}>
          and {of.more} more
        </text>
      )}
    </>
  );
}

function Replica({ of }: { readonly of: MiniReplica }) {
  const { id, x, y, half, up, card, words, hints, clock } = of;
  return (
    <g className={up ? 'mini-replica' : 'mini-replica down'}>
      <rect className="mini-body" x={x - half} y={y - half} width={2 * half} height={2 * half} rx={half * 0.42} />
      <text className="mini-name" x={x} y={y + half * 0.32} style={{ fontSize: id.length > 2 ? 11 : half * 0.92 }}>
        {id}
      </text>
      {!up && (
        <g className="mini-crash">
          <circle cx={x + half} cy={y - half} r={7.5} />
          <Mark name="cross" x={x + half} y={y - half} size={10} />
        </g>
      )}
      {card !== null && <Card of={card} />}
      {words !== '' && (
        <text className="mini-words" x={x} y={of.wordsY}>
          {words}
        </text>
      )}
      {hints !== null && (
        <g className="mini-hints">
          <rect x={hints.x} y={y - 9} width={hints.width} height={18} rx={5} />
          <Mark name="hint" x={hints.x + 9} y={y} size={11} />
          <text x={hints.x + 16} y={y + 4}>
            {hints.text}
          </text>
        </g>
      )}
      {clock !== null && (
        <g className="mini-clock">
          <Mark name="clock" x={x - clock.text.length * 3.2 - 3} y={clock.y} size={12} />
          <text x={x - clock.text.length * 3.2 + 6} y={clock.y + 4}>
            {clock.text}
          </text>
        </g>
      )}
    </g>
  );
}

function Card({ of }: { readonly of: MiniCard }) {
  const { x, y, width, height, colour, tombstone, ghost, value, label, state } = of;
  const chip = label === '' ? 0 : label.length * 6.7 + 8;
  return (
    <g className={`mini-card ${colour}${tombstone ? ' tombstone' : ''}${ghost ? ' ghost' : ''}`}>
      <rect className="mini-face" x={x} y={y} width={width} height={height} rx={5} />
      {tombstone && <Mark name="tombstone" x={x + 13} y={y + 10} size={12} />}
      <text className="mini-value" x={x + (tombstone ? 22 : 6)} y={y + 14}>
        {value}
      </text>
      {chip > 0 && <rect className="mini-chip" x={x + 5} y={y + 18} width={chip} height={13} rx={3} />}
      {chip > 0 && (
        <text className="mini-label" x={x + 5 + chip / 2} y={y + 28.3}>
          {label}
        </text>
      )}
      {state !== '' && (
        <text className="mini-state" x={x + (chip > 0 ? chip + 10 : 6)} y={y + 28.3}>
          {state}
        </text>
      )}
    </g>
  );
}

function Siblings({ snapshot, shownKey }: { readonly snapshot: Snapshot; readonly shownKey: string | null }) {
  const { past, cards } = siblingsMiniature(snapshot, shownKey);
  return (
    <>
      {past !== null && (
        <g className="mini-past">
          <rect x={past.x} y={past.y} width={past.width} height={past.height} rx={5} />
          <text className="mini-label" x={past.x + past.width / 2} y={past.y + 15}>
            {past.label}
          </text>
          <text className="mini-words" x={past.x + past.width / 2} y={past.y + 36}>
            seen
          </text>
          <text className="mini-words" x={past.x + past.width / 2} y={past.y + 48}>
            by {cards.length === 2 ? 'both' : 'all'}
          </text>
        </g>
      )}
      {cards.map(({ id, x, y, width, height, colour, tombstone, value, label, by, path }) => (
        <g key={id} className={`mini-card large ${colour}${tombstone ? ' tombstone' : ''}`}>
          {path !== '' && <path className="mini-fork" d={path} />}
          <rect className="mini-face" x={x} y={y} width={width} height={height} rx={6} />
          <text className="mini-value" x={x + 10} y={y + 20}>
            {value}
          </text>
          <text className="mini-state" x={x + 10} y={y + 36}>
            {by}
          </text>
          <rect className="mini-chip" x={x + width - label.length * 7.3 - 16} y={y + 7} width={label.length * 7.3 + 9} height={17} rx={4} />
          <text className="mini-label" x={x + width - 11.5 - (label.length * 7.3) / 2} y={y + 19.5}>
            {label}
          </text>
        </g>
      ))}
    </>
  );
}

function Trees({ snapshot, hatch }: { readonly snapshot: Snapshot; readonly hatch: string }) {
  const trees = treesMiniature(snapshot);
  if (trees === null) return null;
  return (
    <>
      {trees.edges.map(({ id, state, path }) => (
        <path key={id} className={`mini-edge ${state}`} d={path} />
      ))}
      {trees.boxes.map(({ id, state, x, y, width, height }) => (
        <rect
          key={id}
          className={`mini-box ${state}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={Math.min(3, height / 3)}
          fill={state === 'different' ? hatch : undefined}
        />
      ))}
      {trees.keys.slice(0, 4).map(({ key, y }) => (
        <text key={key} className="mini-key" x={FRAME.width / 2} y={y + 4}>
          {fit(key, 44, 6.7)}
        </text>
      ))}
      {[trees.from, trees.to].map((id, side) => (
        <g key={id} className="mini-replica">
          <rect className="mini-body" x={side === 0 ? 8 : FRAME.width - 30} y={8} width={22} height={22} rx={7} />
          <text className="mini-name" x={side === 0 ? 19 : FRAME.width - 19} y={23} style={{ fontSize: id.length > 2 ? 9 : 12 }}>
            {id}
          </text>
        </g>
      ))}
    </>
  );
}
