/** Sides and what parts them: tints and their labels, the hatched barrier, and the boxed crosses of what was dropped, with why. */
import { memo } from 'react';
import { Mark } from '../../ui/Glyph.tsx';
import { firstFree, takenBoxes } from './boxes.ts';
import type { Box } from './geometry.ts';
import { directionOn, type Point, pathOf } from './geometry.ts';
import { membersText } from './layout.ts';
import type { ClusterLayout } from './places.ts';
import type { PlacedDrop } from './traffic.ts';
import { dropWords, fit } from './words.ts';

/** The ground: one, or one for each side while a cut holds, or one for each region. */
export const Tints = memo(function Tints({ layout, cut }: { readonly layout: ClusterLayout; readonly cut: boolean }) {
  const boxes = layout.sides.map((side) => side.box);
  const first = boxes[0];
  const last = boxes.at(-1);
  if (first === undefined || last === undefined) return null;
  const whole: Box = { x: first.x, y: first.y, width: last.x + last.width - first.x, height: first.height };
  const apart = cut || layout.byRegion;
  return (
    <g className={layout.byRegion ? 'tints regions' : 'tints'}>
      {(apart ? boxes : [whole]).map((box) => (
        <rect key={`${box.x}/${box.y}`} x={box.x} y={box.y} width={box.width} height={box.height} rx={12} />
      ))}
      {apart &&
        layout.sides.map((side, i) =>
          side.label === null ? null : (
            <text key={side.ids[0]} x={side.label.x} y={side.label.y} textAnchor={side.label.anchor}>
              <tspan className="strong">{cut ? `Side ${i + 1}` : 'Region'}</tspan>
              <tspan dx={7}>{cut && side.region === null ? membersText(side.ids, side.label.room) : fit(side.region ?? '', side.label.room, 6.6)}</tspan>
            </text>
          ),
        )}
    </g>
  );
});

export const Barriers = memo(function Barriers({ layout, hatch }: { readonly layout: ClusterLayout; readonly hatch: string }) {
  return (
    <g className="barriers" aria-hidden="true">
      {layout.barriers.map((box) => (
        <rect key={`${box.x}/${box.y}`} x={box.x} y={box.y} width={box.width} height={box.height} rx={3} fill={`url(#${hatch})`} />
      ))}
    </g>
  );
});

interface DropLabel {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
  readonly box: Box;
}

const LETTER = 6.5;

function labelAt(key: string, text: string, x: number, y: number, anchor: DropLabel['anchor']): DropLabel {
  const width = text.length * LETTER;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { key, text, x, y, anchor, box: { x: left, y: y - 11, width, height: 14 } };
}

/** One word for drops of one sender and reason, above them and away from the path; the long one where it fits. */
function dropLabels(layout: ClusterLayout, drops: readonly PlacedDrop[], busy: readonly Point[]): readonly DropLabel[] {
  const groups = new Map<string, PlacedDrop[]>();
  for (const one of drops) {
    const id = `${one.drop.from}/${one.drop.reason}`;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  const taken = [...takenBoxes(layout, layout.barriers.length > 0), ...drops.map(({ at }) => ({ x: at.x - 8, y: at.y - 8, width: 16, height: 16 }))];
  return [...groups].flatMap(([id, group]) => {
    const top = group.reduce((a, b) => (b.at.y < a.at.y ? b : a));
    const low = group.reduce((a, b) => (b.at.y > a.at.y ? b : a));
    const [long, short] = dropWords[top.drop.reason];
    const count = group.length > 1 ? `${group.length} ` : '';
    const back = Math.cos(directionOn(top.way, top.share)) > 0 ? 'end' : 'start';
    const edge = back === 'end' ? 8 : -8;
    const candidates = [long, short].flatMap((text) => [
      labelAt(id, `${count}${text}`, top.at.x + edge, top.at.y - 14, back),
      labelAt(id, `${count}${text}`, low.at.x + edge, low.at.y + 23, back),
      labelAt(id, `${count}${text}`, top.at.x, top.at.y - 14, 'middle'),
    ]);
    // Words on a link on which something moves would be run over.
    const clear = candidates.filter(
      ({ box }) => !busy.some((at) => at.x > box.x - 6 && at.x < box.x + box.width + 6 && at.y > box.y - 4 && at.y < box.y + box.height + 4),
    );
    const free = firstFree(clear, taken, layout) ?? firstFree(candidates, taken, layout);
    return free === null ? [] : [free];
  });
}

export const Drops = memo(function Drops({
  layout,
  drops,
  busy,
}: {
  readonly layout: ClusterLayout;
  readonly drops: readonly PlacedDrop[];
  readonly busy: readonly Point[];
}) {
  const labels = layout.style === 'cells' ? [] : dropLabels(layout, drops, busy);
  const size = layout.style === 'cells' ? Math.max(8, Math.min(14, layout.half)) : 16;
  return (
    <g className="drops" aria-hidden="true">
      {drops.map(({ drop, at, way }) => (
        <g key={drop.id}>
          <path className="drop-path" d={`M${way.a.x} ${way.a.y}L${at.x} ${at.y}`} />
          <rect x={at.x - size / 2} y={at.y - size / 2} width={size} height={size} rx={2} />
          <Mark name="drop" x={at.x} y={at.y} size={size + 2} />
        </g>
      ))}
      {labels.map((label) => (
        <text key={label.key} x={label.x} y={label.y} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </g>
  );
});

/** Where a line was drawn across the stage to cut it. */
export function CutLine({ from, to }: { readonly from: { readonly x: number; readonly y: number }; readonly to: { readonly x: number; readonly y: number } }) {
  return <path className="cut-line" aria-hidden="true" d={pathOf({ a: from, b: to, c: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, length: 1 })} />;
}
