/** What stands behind the lanes and at the playhead: folded stretches, rounds, words on bands, glyphs of what is on its way. */
import { memo } from 'react';
import type { Selection } from '../../engine/picture/selection.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { TimeAxis } from '../time-axis.ts';
import { BAND_WORD } from './bands.ts';
import { toneOf } from './Lines.tsx';
import { reachedBy, type SpaceTime } from './layout.ts';

export const Frame = memo(function Frame({ drawn, height }: { readonly drawn: SpaceTime; readonly height: number }) {
  return (
    <>
      {drawn.breaks.map((one) => (
        <g key={one.fromUs} className="st-break">
          <rect x={one.x} y={0} width={one.width} height={height} />
          <line x1={one.x} x2={one.x} y1={0} y2={height} />
          <line x1={one.x + one.width} x2={one.x + one.width} y1={0} y2={height} />
        </g>
      ))}
      {drawn.rounds.map(({ x, round }) => (
        <line key={round} className="st-round-line" x1={x} x2={x} y1={14} y2={height} />
      ))}
    </>
  );
});

const AHEAD_LONG = 'ahead of you, seen before';
const AHEAD_SHORT = 'seen before';
const LETTER = 5.6;
const ROUND_WORD = 56;

interface LabelsProps {
  readonly drawn: SpaceTime;
  readonly selection: Selection | null;
  readonly now: number;
  readonly seen: number;
  readonly tUs: number;
}

export function Labels({ drawn, selection, now, seen, tUs }: LabelsProps) {
  const room = drawn.x1 + 20 - now;
  const text = room > 150 ? AHEAD_LONG : room > 76 ? AHEAD_SHORT : null;
  const ahead = seen - now > 4 && text !== null ? text : null;
  const wordsEnd = ahead === null ? now : now + 14 + ahead.length * LETTER;
  return (
    <>
      {drawn.rounds.map(({ x, round, spoken }) =>
        spoken && (x < now - ROUND_WORD / 2 || x > wordsEnd + ROUND_WORD / 2) ? (
          <text key={round} className="st-round-word" x={x} y={11} textAnchor="middle">
            round {round}
          </text>
        ) : null,
      )}
      {drawn.bands.map((band) => {
        const to = Math.min(band.x2, seen);
        const left = band.labelX;
        const chosen = selection?.type === 'event' && selection.event === band.event;
        return (
          <g key={band.id} className="st-band-label" data-ahead={band.fromUs > tUs || undefined}>
            {chosen && <rect className="st-chosen-band" x={band.x1} y={band.y} width={Math.max(2, to - band.x1)} height={band.height} rx={3} />}
            {left !== null && to - left > BAND_WORD + 8 && (
              <>
                <rect className="st-plate" x={left} y={band.y + 1.5} width={BAND_WORD} height={band.height - 3} rx={2} />
                <text x={left + BAND_WORD / 2} y={band.y + band.height / 2 + 4} textAnchor="middle">
                  {band.label}
                </text>
              </>
            )}
          </g>
        );
      })}
      {ahead !== null && (
        <text className="st-ahead-words" x={now + 8} y={11}>
          {ahead}
        </text>
      )}
    </>
  );
}

const FLYING_DRAWN = 120;
const APART = 9;
/** So near to its sender it would cover the dot there. */
const JUST_SENT = 5;

/** The glyph of each message that is on its way, where its arrow has got to; what would lie on another is left out. */
export function Flying({ drawn, axis, tUs, event }: { readonly drawn: SpaceTime; readonly axis: TimeAxis; readonly tUs: number; readonly event: number }) {
  const taken: number[] = [];
  const out = [];
  for (const arrow of drawn.arrows) {
    const flies = arrow.sentEvent <= event && (arrow.endEvent ?? Number.POSITIVE_INFINITY) > event && arrow.toUs > arrow.fromUs;
    if (!flies || arrow.faint || out.length >= FLYING_DRAWN) continue;
    const { x, y } = reachedBy(arrow, tUs, axis);
    const gone = Math.hypot(x - arrow.x1, y - arrow.y1);
    if (gone < JUST_SENT || x < drawn.x0 || x > drawn.x1 || taken.some((one) => Math.abs(one - y) < APART)) continue;
    taken.push(y);
    out.push(
      <g key={arrow.message.address} className={`st-flying ${toneOf(arrow) === 'repair' || toneOf(arrow) === 'mending' ? 'st-mending' : ''}`}>
        <circle className="st-ground" cx={x} cy={y} r={7.5} />
        <Mark name={arrow.kind} x={x} y={y} size={12} />
      </g>,
    );
  }
  return out;
}
