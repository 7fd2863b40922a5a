/**
 * The drawing of the spread and its one tab stop: a slider along the points that were seen. Arrow keys move the readout, Enter goes to that
 * moment (or, without rounds, picks the replica that heard then), as a press does.
 */
import type { KeyboardEvent, MouseEvent } from 'react';
import { useId, useState } from 'react';
import type { SeedCurve } from '../../engine/picture/seeds-view.ts';
import type { SpreadView } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import { pointIn } from '../../ui/pointer.ts';
import { anchorOf, type PickHow, type StageProps } from '../stage.ts';
import { Bars, Curves, Frame, Names } from './Drawing.tsx';
import { type GossipPlan, growthWord } from './expected.ts';
import { nearestSpot, type Spot, type SpreadModel } from './layout.ts';
import { count, pointWords } from './words.ts';

export interface ChartProps extends StageProps {
  readonly spread: SpreadView;
  readonly model: SpreadModel;
  readonly plan: GossipPlan | null;
  readonly curves: readonly SeedCurve[];
  /** The path of one rumour: marked at the rounds in which it was passed on. */
  readonly path: readonly number[];
}

const HIT = 22;
const NARROW = 600;

export function Chart(props: ChartProps) {
  const { model, spread, snapshot, scenario, plan, selection, onPick, onTime } = props;
  const id = useId();
  const [readout, setReadout] = useState<number | null>(null);
  const rounds = snapshot.mode === 'rounds';
  const { spots } = model;
  const home = model.here === null ? -1 : spots.indexOf(model.here);
  const index = readout === null ? home : Math.min(readout, spots.length - 1);
  const spot = spots[index];
  const words = spot === undefined ? '' : pointWords(spot.point, spread, snapshot.mode, scenario.gossip.protocol, spot.ahead);

  /** Who heard at a point, where points are moments. */
  const heardAt = (at: Spot) => snapshot.replicas.filter((_, i) => !rounds && spread.heardAt[i] === at.point.at).map((replica) => replica.id);
  const act = (at: Spot, how: PickHow, anchor: ReturnType<typeof anchorOf>) => {
    const [replica] = heardAt(at);
    if (replica !== undefined) onPick({ type: 'replica', id: replica }, how, anchor);
    else if (how === 'press') onTime(at.point.atUs);
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const { key } = event;
    const menu = key === 'ContextMenu' || (key === 'F10' && event.shiftKey);
    if (key === 'ArrowRight' || key === 'ArrowUp') setReadout(Math.min(spots.length - 1, index + 1));
    else if (key === 'ArrowLeft' || key === 'ArrowDown') setReadout(Math.max(0, index - 1));
    else if (key === 'Home') setReadout(0);
    else if (key === 'End') setReadout(spots.length - 1);
    else if ((key === 'Enter' || menu) && spot !== undefined) {
      act(spot, menu ? 'menu' : 'press', anchorOf(event.currentTarget));
      if (!menu) setReadout(null);
    } else if (key === 'Escape') {
      setReadout(null);
      if (selection !== null) onPick(null, 'mark', null);
    } else return;
    event.preventDefault();
  };
  const nearest = (event: MouseEvent<SVGSVGElement>): number => {
    const { x } = pointIn(event.currentTarget, event);
    const found = nearestSpot(spots, x);
    return found >= 0 && Math.abs(spots[found].x - x) <= Math.max(HIT, (model.x(1) - model.x(0)) / 2) ? found : -1;
  };
  const pick = (event: MouseEvent<SVGSVGElement>, how: PickHow) => {
    const found = nearest(event);
    if (found < 0) return how === 'press' ? onPick(null, 'mark', null) : undefined;
    act(spots[found], how, { x: event.clientX - 8, y: event.clientY - 8, width: 16, height: 16 });
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the slider inside
    <svg
      className="spread-figure"
      width={model.width}
      height={model.height}
      role="group"
      aria-label={`Replicas that know, ${rounds ? 'by round' : 'over time'}`}
      onClick={(event) => pick(event, 'press')}
      onContextMenu={(event) => {
        event.preventDefault();
        pick(event, 'menu');
      }}
      onPointerMove={(event) => {
        if (event.pointerType === 'mouse') setReadout(nearest(event) < 0 ? null : nearest(event));
      }}
      onPointerLeave={() => setReadout(null)}
    >
      <defs>
        <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" className="hatch-ground" />
          <line x1="1" y1="0" x2="1" y2="5" className="hatch-line" />
        </pattern>
        <pattern id={`${id}-quiet`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className="hatch-quiet" />
          <line x1="1" y1="0" x2="1" y2="6" className="hatch-line quiet" />
        </pattern>
      </defs>
      <Frame model={model} rounds={rounds} />
      <Curves model={model} seeds={props.curves} rounds={rounds} owners={spread.owners} />
      {rounds && <Bars model={model} hatch={`url(#${id}-hatch)`} quietHatch={`url(#${id}-quiet)`} protocol={scenario.gossip.protocol} />}
      <Playhead {...props} label={rounds ? `round ${count(model.here?.point.at ?? 0)}` : `${count(Math.floor(props.tUs / 1000))} ms`} />
      <Points model={model} path={rounds ? props.path.map((replica) => spread.heardAt[replica] ?? -1) : []} />
      {!rounds && <Names model={model} spread={spread} snapshot={snapshot} selection={selection} />}
      <Labels model={model} plan={plan} owners={spread.owners} readout={index === home ? null : words} />
      {spot !== undefined && (
        <g
          className="spread-slider"
          role="slider"
          tabIndex={0}
          aria-label={rounds ? 'Round' : 'Moment'}
          aria-valuemin={spots[0].point.at}
          aria-valuemax={spots[spots.length - 1].point.at}
          aria-valuenow={spot.point.at}
          aria-valuetext={words}
          onKeyDown={onKeyDown}
          onBlur={() => setReadout(null)}
          data-roving
        >
          <rect className="ring" x={spot.x - 12} y={spot.y - 12} width={24} height={24} rx={8} />
          {index !== home && <line className="readout-line" x1={spot.x} x2={spot.x} y1={spot.y + 7} y2={model.base} />}
        </g>
      )}
    </svg>
  );
}

function Points({ model, path }: { readonly model: SpreadModel; readonly path: readonly number[] }) {
  const close = model.spots.length > 1 && (model.x1 - model.x0) / model.spots.length < 9;
  return (
    <g className="spread-points">
      {model.spots.map((spot) => {
        const on = path.includes(spot.point.at);
        if (close && !on && spot !== model.here) return null;
        return (
          <g key={`${spot.point.at}/${spot.ahead}`} className={spot.ahead ? 'ahead' : 'past'}>
            {on && <circle className="passed-on" cx={spot.x} cy={spot.y} r={8.5} />}
            <circle cx={spot.x} cy={spot.y} r={spot === model.here ? 6 : spot.ahead ? 3.5 : 4.5} />
          </g>
        );
      })}
    </g>
  );
}

function Playhead({ model, label }: ChartProps & { readonly label: string }) {
  const width = label.length * 7 + 18 + (model.beyond ? 16 : 0);
  const x = Math.max(width / 2 + 2, Math.min(model.width - width / 2 - 2, model.now));
  const column = model.beyond ? null : model.now;
  return (
    <g className="spread-playhead">
      {column !== null && <line x1={column} x2={column} y1={model.here?.y ?? model.top} y2={model.barsBase === null ? model.axisY - 8 : model.base + 10} />}
      {/* Not through the words above the bars. */}
      {column !== null && model.barsBase !== null && <line x1={column} x2={column} y1={model.base + 31} y2={model.axisY - 8} />}
      <rect x={x - width / 2} y={model.axisY - 11} width={width} height={20} rx={10} />
      <text x={x - (model.beyond ? 8 : 0)} y={model.axisY + 3} textAnchor="middle">
        {label}
      </text>
      {model.beyond && <Mark name="arrow" x={x + width / 2 - 12} y={model.axisY - 1} size={12} />}
    </g>
  );
}

/** The names of the lines, at the lines; and the shortfall as a bar where growth without waste would have reached all. */
function Labels({
  model,
  plan,
  owners,
  readout,
}: {
  readonly model: SpreadModel;
  readonly plan: GossipPlan | null;
  readonly owners: number;
  readonly readout: string | null;
}) {
  const { here, ideal, x1, now, top, full, idealLabel } = model;
  const narrow = model.width < NARROW;
  if (here === null) return null;
  const short = ideal === null ? 0 : Math.round(ideal - here.point.holders);
  const bar = plan !== null && ideal !== null && ideal >= owners && short > 0;
  const roomy = here.y - top > 52;
  const tight = now + 132 > x1;
  const done = full !== null && full.point.at <= here.point.at;
  const side = tight ? 'end' : 'start';
  const grown = plan === null ? '' : `if each round ${growthWord(plan.fanout)}`;
  const start = model.spots[0]?.point.holders ?? 1;
  const power = plan === null ? '' : `${start === 1 ? '' : `${start} × `}${plan.fanout + 1}`;
  const fullX = full === null ? 0 : full.x + 112 < x1 ? full.x + 8 : Math.min(x1, full.x) - (done ? 12 : 0);
  const crowded = full !== null && Math.abs(full.x - now) < 190 && !done;
  return (
    <g className="spread-labels">
      {bar && (
        <>
          <line className="short-bar" x1={now} x2={now} y1={top} y2={here.y - 6} />
          <circle className="short-end" cx={now} cy={top} r={5.5} />
          {readout === null && (
            <text className="ink" x={tight ? Math.min(x1, now + 60) : now - 4} y={top - 13} textAnchor={tight ? 'end' : narrow ? 'middle' : 'start'}>
              {count(owners)}, {grown}
              {!roomy && <tspan className="verm">: {count(short)} short</tspan>}
            </text>
          )}
          {roomy && (
            <text className="verm" x={tight ? now - 14 : now + 14} y={top + 24} textAnchor={side}>
              <tspan className="big">{count(short)}</tspan> short
            </text>
          )}
        </>
      )}
      {idealLabel !== null && (
        <text className="ink" x={idealLabel.x} y={idealLabel.y} textAnchor="end">
          <tspan>{power}</tspan>
          <tspan dy={-5} fontSize={10}>
            k
          </tspan>
        </text>
      )}
      {idealLabel !== null && !bar && (
        <text className="ink" x={Math.min(idealLabel.capX, x1 - 130)} y={top - 9}>
          {grown}
        </text>
      )}
      {!done && <Here model={model} holders={here.point.holders} x={now} y={here.y} tight={tight} />}
      {full !== null && (
        <text
          className={done ? 'blue' : 'quiet'}
          x={fullX}
          y={full.y + (crowded ? 48 : narrow && fullX <= full.x ? 36 : 20)}
          textAnchor={full.x + 112 < x1 ? 'start' : 'end'}
        >
          all {count(owners)} {model.barsBase === null ? '' : `at round ${count(full.point.at)}`}
        </text>
      )}
      {readout !== null && (
        <text className="readout" x={model.x1} y={12} textAnchor="end">
          {narrow ? readout.replace(/;.*$/, '') : readout}
        </text>
      )}
    </g>
  );
}

/** How many know now: below the curve on its right, but above it where the curve is still low. */
function Here({
  model,
  holders,
  x,
  y,
  tight,
}: {
  readonly model: SpreadModel;
  readonly holders: number;
  readonly x: number;
  readonly y: number;
  readonly tight: boolean;
}) {
  const low = y > model.base - 48;
  const left = low ? x - model.x0 > 130 : tight;
  const dx = low ? (left ? -8 : 2) : left ? -12 : 14;
  return (
    <text className="blue" x={x + dx} y={low ? y - 18 : y + (y - model.top < 40 ? 30 : 18)} textAnchor={left ? 'end' : 'start'}>
      <tspan className="big">{count(holders)}</tspan> {holders === 1 ? 'knows' : 'know'}, this run
    </text>
  );
}
