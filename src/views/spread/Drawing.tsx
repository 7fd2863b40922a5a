/** The drawn parts of the spread that nothing is pressed on: grid and axis, the lines, the bars of each round, the names beside a step. */
import { memo, useMemo } from 'react';
import type { SeedCurve } from '../../engine/picture/seeds-view.ts';
import { type Selection, selectedReplica } from '../../engine/picture/selection.ts';
import type { Snapshot, SpreadView } from '../../engine/picture/snapshot.ts';
import type { Scenario } from '../../engine/scenario/scenario.ts';
import { type SpreadModel, seedPaths } from './layout.ts';
import { carrierWord, count, wasted } from './words.ts';

const NARROW = 600;
const NAMED = 12;

export const Frame = memo(function Frame({ model, rounds }: { readonly model: SpreadModel; readonly rounds: boolean }) {
  const left = model.width < NARROW ? 16 : 24;
  return (
    <g className="spread-grid">
      {model.gridY.map(({ y, value }) => (
        <g key={value}>
          <line className={value === 0 ? 'base' : ''} x1={model.x0} x2={model.x1} y1={y} y2={y} />
          <text className="axis" x={model.x0 - 10} y={y + 4} textAnchor="end">
            {count(value)}
          </text>
        </g>
      ))}
      {rounds && model.width >= NARROW && (
        <text className="caption" x={left} y={model.axisY + 3}>
          round
        </text>
      )}
      {model.ticksX.map(({ x, label }) => (
        <text key={label} className="axis" x={x} y={model.axisY + 3} textAnchor="middle">
          {label}
        </text>
      ))}
    </g>
  );
});

export const Curves = memo(function Curves({
  model,
  seeds,
  rounds,
  owners,
}: {
  readonly model: SpreadModel;
  readonly seeds: readonly SeedCurve[];
  readonly rounds: boolean;
  readonly owners: number;
}) {
  const { x0, x1, top, base, from, to } = model;
  const { all, mean } = useMemo(() => seedPaths(seeds, rounds, { x0, x1, top, base, from, to }, owners), [seeds, rounds, x0, x1, top, base, from, to, owners]);
  return (
    <g className="spread-lines">
      <path className="seeds" d={all} />
      <path className="expected-band" d={model.expectedPath} />
      <path className="expected" d={model.expectedPath} />
      <path className="mean" d={mean} />
      <path className="ideal" d={model.idealPath} />
      <path className="ahead" d={model.aheadPath} />
      <path className="past" d={model.pastPath} />
    </g>
  );
});

/** What each round's messages did, from the base up: reached someone new, met one that knew, lost on the way. */
export const Bars = memo(function Bars({
  model,
  hatch,
  quietHatch,
  protocol,
}: {
  readonly model: SpreadModel;
  readonly hatch: string;
  readonly quietHatch: string;
  readonly protocol: Scenario['gossip']['protocol'];
}) {
  const { bars, barsBase, here, x0, base } = model;
  if (barsBase === null) return null;
  const bottom = barsBase - 6;
  const left = model.width < NARROW ? 16 : 24;
  const point = here?.point;
  const narrow = model.width < NARROW;
  const lost = bars.some((bar) => bar.lost > 0);
  const what = carrierWord(protocol);
  const keys = [
    { name: 'fresh', words: narrow ? 'new' : 'reached someone new' },
    { name: 'wasted', words: 'wasted' },
    ...(lost ? [{ name: 'lost', words: 'lost' }] : []),
  ];
  let at = narrow ? left : left + (what.length + 13) * 6.1;
  return (
    <g className="spread-bars">
      {!narrow && (
        <text className="caption" x={left} y={base + 25}>
          {what} in the round
        </text>
      )}
      {keys.map(({ name, words }) => {
        const x = at;
        at += words.length * 6.1 + 34;
        return (
          <g key={name}>
            <rect className={name} x={x} y={base + 15} width={11} height={11} rx={2} fill={name === 'wasted' ? hatch : undefined} />
            <text className="caption" x={x + 17} y={base + 25}>
              {words}
            </text>
          </g>
        );
      })}
      {point !== undefined && point.carried > 0 && (
        <text className={wasted(point) > 0 ? 'verm' : 'caption'} x={at + (narrow ? 0 : 12)} y={base + 25}>
          {wasted(point) > 0 ? count(wasted(point)) : 'none'} of {count(point.carried)} wasted{narrow ? '' : ` in round ${count(point.at)}`}
        </text>
      )}
      <line className="base" x1={x0} x2={model.x1} y1={bottom} y2={bottom} />
      {bars.map((bar) => (
        <g key={bar.point.at} className={bar.ahead ? 'ahead' : ''}>
          <rect className="fresh" x={bar.x - bar.width / 2} y={bottom - bar.fresh} width={bar.width} height={bar.fresh} />
          <rect
            className="wasted"
            fill={bar.ahead ? quietHatch : hatch}
            x={bar.x - bar.width / 2}
            y={bottom - bar.fresh - bar.wasted}
            width={bar.width}
            height={bar.wasted}
          />
          <rect className="lost" x={bar.x - bar.width / 2} y={bottom - bar.fresh - bar.wasted - bar.lost} width={bar.width} height={bar.lost} />
          {!narrow && bar.pitch > 34 && bar.x !== model.now && (
            <text className="axis" x={bar.x} y={bottom - bar.fresh - bar.wasted - bar.lost - 4} textAnchor="middle">
              {count(bar.point.carried)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
});

/** Who heard at each step, where steps are moments and replicas few. */
export function Names({
  model,
  spread,
  snapshot,
  selection,
}: {
  readonly model: SpreadModel;
  readonly spread: SpreadView;
  readonly snapshot: Snapshot;
  readonly selection: Selection | null;
}) {
  if (spread.owners > NAMED) return null;
  const chosen = selectedReplica(selection);
  return (
    <g className="spread-names">
      {model.spots
        .filter(({ ahead }) => !ahead)
        .map(({ x, y, point }) => {
          const heard = snapshot.replicas.flatMap(({ id }, i) => (spread.heardAt[i] === point.at ? [{ id, from: spread.heardFrom[i] }] : []));
          if (heard.length === 0) return null;
          const from = snapshot.replicas[heard[0].from]?.id;
          const words = `${heard.map(({ id }) => id).join(', ')}${from === undefined ? '' : ` from ${from}`}`;
          const left = x - model.x0 > 110;
          const on = heard.some(({ id }) => id === chosen);
          const width = words.length * 6.8 + 10;
          return (
            <g key={point.at} className={on ? 'chosen' : ''}>
              {on && <rect x={left ? x - 5 - width : x + 5} y={left ? y - 21 : y + 7} width={width} height={17} rx={4} />}
              <text x={left ? x - 10 : x + 10} y={left ? y - 8 : y + 20} textAnchor={left ? 'end' : 'start'}>
                {words}
              </text>
            </g>
          );
        })}
    </g>
  );
}
