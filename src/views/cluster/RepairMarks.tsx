/** Double green links from source to target with the mechanism's name: what came to be current again, and from whom. */
import { memo } from 'react';
import { Mark } from '../../ui/Glyph.tsx';
import { boxAround, firstFree, takenBoxes } from './boxes.ts';
import type { RepairMark } from './frame.ts';
import { directionOn, pathOf, pointOn, sideways, type Way } from './geometry.ts';
import type { ClusterLayout } from './places.ts';
import type { Ways } from './traffic.ts';

const LETTER = 6.5;
const ARROW = 18;
const SHARES = [0.5, 0.36, 0.64, 0.24, 0.76] as const;

interface Attributed {
  readonly repair: RepairMark;
  readonly from: string;
  readonly way: Way;
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly width: number;
}

function attribute(layout: ClusterLayout, ways: Ways, repairs: readonly RepairMark[], cut: boolean): readonly Attributed[] {
  const taken = [...takenBoxes(layout, cut)];
  return repairs.flatMap((repair) => {
    const { from } = repair;
    const way = from === null ? null : ways(from, repair.to);
    if (from === null || way === null) return [];
    const width = (repair.name.length + 1 + from.length + repair.to.length) * LETTER + ARROW + 16;
    const free = firstFree(
      SHARES.map((share) => {
        const at = pointOn(way, share);
        return { at, box: boxAround(at, width, 20) };
      }),
      taken,
      layout,
    );
    return [{ repair, from, way, at: free?.at ?? null, width }];
  });
}

export const RepairMarks = memo(function RepairMarks({
  layout,
  ways,
  repairs,
  cut,
}: {
  readonly layout: ClusterLayout;
  readonly ways: Ways;
  readonly repairs: readonly RepairMark[];
  readonly cut: boolean;
}) {
  if (layout.style !== 'full') return null;
  const marks = attribute(layout, ways, repairs, cut);
  return (
    <g className="repairs" aria-hidden="true">
      {marks.map(({ repair, way }) => (
        <g key={repair.id}>
          <path d={pathOf(sideways(way, 2.4))} />
          <path d={pathOf(sideways(way, -2.4))} />
          <path className="repair-head" d="M-10 -7 1 0 -10 7" transform={`translate(${way.b.x} ${way.b.y}) rotate(${(directionOn(way, 1) * 180) / Math.PI})`} />
        </g>
      ))}
      {marks.map(({ repair, from, at, width }) => {
        if (at === null) return null;
        const names = (from.length + repair.to.length) * LETTER + ARROW;
        const right = at.x + width / 2 - 8;
        return (
          <g key={repair.id} className="repair-name">
            <rect x={at.x - width / 2} y={at.y - 10} width={width} height={20} rx={10} />
            <text x={at.x - width / 2 + 8} y={at.y + 4}>
              {repair.name}
            </text>
            <text x={right - names} y={at.y + 4}>
              {from}
            </text>
            <Mark name="arrow" x={right - repair.to.length * LETTER - ARROW / 2} y={at.y} size={13} />
            <text x={right} y={at.y + 4} textAnchor="end">
              {repair.to}
            </text>
          </g>
        );
      })}
    </g>
  );
});
