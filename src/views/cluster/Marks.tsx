/** The layers of the cluster view beside the replicas: side tints, links, messages, the barrier, drops, repairs and clients. */
import { line } from 'd3';
import type { ClientView, Snapshot } from '../../engine/picture/snapshot.ts';
import { Mark } from '../../ui/Glyph.tsx';
import type { Dropped, Moving, RepairMark } from './frame.ts';
import type { Box, ClusterLayout, Point } from './layout.ts';
import { edgeToEdge, meets } from './layout.ts';

const CLIENT_RADIUS = 20;
const BUNDLE = 6;
const stroke = line<Point>(
  (point) => point.x,
  (point) => point.y,
);

const dropWords: Readonly<Record<Dropped['reason'], string>> = {
  partition: 'dropped',
  cut: 'dropped by the cut link',
  loss: 'lost on the way',
  'receiver-down': 'receiver is down',
  'queue-full': 'queue is full',
  command: 'dropped by you',
  crash: 'gone in the crash',
};

function endsOf(layout: ClusterLayout, from: string, to: string): readonly [Point, Point] | null {
  const a = layout.replicas.get(from) ?? layout.clients.get(from);
  const b = layout.replicas.get(to) ?? layout.clients.get(to);
  if (a === undefined || b === undefined) return null;
  const off = layout.half + layout.ring + (layout.style === 'full' ? 8 : 0);
  return edgeToEdge(a, b, layout.replicas.has(from) ? off : CLIENT_RADIUS + 4, layout.replicas.has(to) ? off : CLIENT_RADIUS + 4);
}

function beside([a, b]: readonly [Point, Point], by: number): readonly [Point, Point] {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const x = (-(b.y - a.y) / length) * by;
  const y = ((b.x - a.x) / length) * by;
  return [
    { x: a.x + x, y: a.y + y },
    { x: b.x + x, y: b.y + y },
  ];
}

function along([a, b]: readonly [Point, Point], share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function barrierShare(ends: readonly [Point, Point], layout: ClusterLayout): number | null {
  let first: number | null = null;
  for (const barrier of layout.barriers) {
    const share = meets(ends[0], ends[1], barrier, layout.upright);
    if (share !== null && (first === null || share < first)) first = share;
  }
  return first;
}

function apart(groups: Snapshot['groups'], from: string, to: string): boolean {
  if (groups.length < 2) return false;
  const sideOf = (id: string) =>
    Math.max(
      0,
      groups.findIndex((group) => group.includes(id)),
    );
  return sideOf(from) !== sideOf(to);
}

export function Tints({ layout, cut }: { readonly layout: ClusterLayout; readonly cut: boolean }) {
  const boxes = layout.sides.map((side) => side.box);
  const first = boxes[0];
  const last = boxes.at(-1);
  if (first === undefined || last === undefined) return null;
  const whole: Box = { x: first.x, y: first.y, width: last.x + last.width - first.x, height: last.y + last.height - first.y };
  const shown = cut ? boxes : [whole];
  return (
    <g className="tints">
      {shown.map((box) => (
        <rect key={`${box.x}/${box.y}`} x={box.x} y={box.y} width={box.width} height={box.height} rx={12} />
      ))}
      {cut &&
        layout.upright &&
        layout.sides.map((side, i) => (
          <text
            key={side.ids.join()}
            x={i > 0 && i === layout.sides.length - 1 ? side.box.x + side.box.width - 4 : side.box.x + 4}
            y={side.box.y - 7}
            textAnchor={i > 0 && i === layout.sides.length - 1 ? 'end' : 'start'}
          >
            <tspan className="strong">Side {i + 1}</tspan>
          </text>
        ))}
    </g>
  );
}

export function Links({ layout, snapshot }: { readonly layout: ClusterLayout; readonly snapshot: Snapshot }) {
  const ids = snapshot.replicas.map((one) => one.id);
  const busy = new Set(snapshot.messages.map((message) => [message.from, message.to].sort().join(' ')));
  const cuts = new Set(snapshot.cuts.map((one) => [one.from, one.to].sort().join(' ')));
  const paths: { id: string; d: string; kind: string }[] = [];
  const add = (from: string, to: string) => {
    const ends = endsOf(layout, from, to);
    if (ends === null) return;
    const id = [from, to].sort().join(' ');
    const severed = apart(snapshot.groups, from, to);
    if (severed && !busy.has(id)) return;
    paths.push({ id, d: stroke(ends) ?? '', kind: `${busy.has(id) ? 'busy' : 'idle'}${cuts.has(id) ? ' severed' : ''}${severed ? ' across' : ''}` });
  };
  if (ids.length <= 7) ids.forEach((from, i) => ids.slice(i + 1).forEach((to) => add(from, to)));
  else
    for (const pair of [...busy].slice(0, 200)) {
      const [from, to] = pair.split(' ');
      if (from !== undefined && to !== undefined && ids.includes(from) && ids.includes(to)) add(from, to);
    }
  return (
    <g className="links">
      {paths.map((path) => (
        <path key={path.id} className={path.kind} d={path.d} />
      ))}
    </g>
  );
}

/** Messages on their way; `still`: as arrows over their whole way, with the mark at the middle, for reduced motion. */
export function MovingMarks({
  layout,
  moving,
  groups,
  still,
}: {
  readonly layout: ClusterLayout;
  readonly moving: readonly Moving[];
  readonly groups: Snapshot['groups'];
  readonly still: boolean;
}) {
  const counts = new Map<string, number>();
  const small = layout.style === 'cells';
  const size = small ? Math.max(6, Math.min(12, layout.half)) : 16;
  return (
    <g className="messages" aria-hidden="true">
      {moving.slice(0, 600).map((message) => {
        const link = `${message.from} ${message.to}`;
        const nth = (counts.get(link) ?? 0) + 1;
        counts.set(link, nth);
        const straight = nth > BUNDLE ? null : endsOf(layout, message.from, message.to);
        if (straight === null) return null;
        const ends = small ? straight : beside(straight, 5 + ((nth - 1) % BUNDLE) * 3);
        const wall = apart(groups, message.from, message.to) ? barrierShare(ends, layout) : null;
        const share = Math.min(message.share, wall === null ? 1 : Math.max(0, wall - 0.03));
        const at = along(ends, still ? 0.5 : share);
        const length = Math.hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y) || 1;
        const tail = Math.min(44, share * length);
        const angle = (Math.atan2(ends[1].y - ends[0].y, ends[1].x - ends[0].x) * 180) / Math.PI;
        return (
          <g key={message.id} className={`message ${message.kind}`}>
            {still && <path className="static-arrow" d={stroke([...ends]) ?? ''} />}
            {still && <path className="arrow-head" d="M-9 -4.5 0 0 -9 4.5Z" transform={`translate(${ends[1].x} ${ends[1].y}) rotate(${angle})`} />}
            <g transform={`translate(${at.x} ${at.y})`}>
              {!still && !small && tail > 3 && <path className="tail" d={`M0 -2.2 ${-tail} 0 0 2.2Z`} transform={`rotate(${angle})`} />}
              {!still && !small && <path className="heading" d="M12.5 -4 16.5 0 12.5 4" transform={`rotate(${angle})`} />}
              <circle className="halo" r={size * 0.62} />
              <Mark name={message.kind} x={0} y={0} size={size} />
            </g>
          </g>
        );
      })}
      {[...counts].map(([link, count]) => {
        if (count <= BUNDLE) return null;
        const [from = '', to = ''] = link.split(' ');
        const ends = endsOf(layout, from, to);
        const at = ends === null ? null : along(ends, 0.5);
        return at === null ? null : (
          <text key={link} className="bundle" x={at.x} y={at.y - 10} textAnchor="middle">
            {count} messages
          </text>
        );
      })}
    </g>
  );
}

export function Barriers({ layout, hatch }: { readonly layout: ClusterLayout; readonly hatch: string }) {
  return (
    <g className="barriers" aria-hidden="true">
      {layout.barriers.map((box) => (
        <rect key={`${box.x}/${box.y}`} x={box.x} y={box.y} width={box.width} height={box.height} rx={3} fill={`url(#${hatch})`} />
      ))}
    </g>
  );
}

interface PlacedDrop {
  readonly at: Point;
  readonly start: Point;
  readonly one: Dropped;
}

function placeDrops(layout: ClusterLayout, dropped: readonly Dropped[], cut: boolean): readonly PlacedDrop[] {
  const placed: PlacedDrop[] = [];
  for (const one of dropped.slice(-40)) {
    const ends = endsOf(layout, one.from, one.to);
    if (ends === null) continue;
    const wall = cut || one.reason === 'partition' ? barrierShare(ends, layout) : null;
    const length = Math.hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y) || 1;
    const share =
      wall !== null ? Math.max(0.06, wall - 12 / length) : one.reason === 'receiver-down' || one.reason === 'crash' || one.reason === 'queue-full' ? 1 : 0.55;
    placed.push({ at: along(ends, share), start: ends[0], one });
  }
  return placed;
}

/** One word for drops that lie together: beside an upright barrier away from the path, at the near end of a level one. */
function dropLabels(
  layout: ClusterLayout,
  placed: readonly PlacedDrop[],
): readonly { readonly key: string; readonly x: number; readonly y: number; readonly anchor: 'start' | 'end'; readonly text: string }[] {
  const groups: PlacedDrop[][] = [];
  for (const drop of placed) {
    const near = groups.find(([first]) => first !== undefined && first.one.reason === drop.one.reason && first.one.from === drop.one.from);
    if (near === undefined) groups.push([drop]);
    else near.push(drop);
  }
  const barrier = layout.barriers[0];
  return groups.flatMap((group, i) => {
    const top = group.reduce((a, b) => (b.at.y < a.at.y ? b : a));
    const word = `${group.length > 1 ? `${group.length} ` : ''}${dropWords[top.one.reason]}`;
    const key = `${top.one.id}/${i}`;
    if (!layout.upright && barrier !== undefined && top.one.reason === 'partition') {
      const above = top.start.y < barrier.y;
      return groups.findIndex(([first]) => first !== undefined && first.start.y < barrier.y === above) === i
        ? [{ key, x: barrier.x + 10, y: above ? barrier.y - 7 : barrier.y + barrier.height + 15, anchor: 'start' as const, text: word }]
        : [];
    }
    const leftward = top.at.x < top.start.x;
    const label = { key, x: top.at.x + (leftward ? 2 : -2), y: top.at.y - 15, anchor: leftward ? ('start' as const) : ('end' as const), text: word };
    // Where there is no room for the word, the cross and the legend have to do.
    return touchesReplica(layout, label) ? [] : [label];
  });
}

/** True where a label of the drops' size would lie on a replica's ring; a letter is taken as 6.5 px wide. */
function touchesReplica(
  layout: ClusterLayout,
  label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end'; readonly text: string },
): boolean {
  const width = label.text.length * 6.5;
  const left = label.anchor === 'end' ? label.x - width : label.x;
  const reach = layout.half + 8;
  return [...layout.replicas.values()].some(({ x, y }) => left < x + reach && left + width > x - reach && label.y > y - reach && label.y - 11 < y + reach);
}

/** Boxed crosses at what stopped the message, with the word. */
export function DroppedMarks({ layout, dropped, cut }: { readonly layout: ClusterLayout; readonly dropped: readonly Dropped[]; readonly cut: boolean }) {
  const placed = placeDrops(layout, dropped, cut);
  const labels = layout.style === 'full' ? dropLabels(layout, placed) : [];
  return (
    <g className="drops" aria-hidden="true">
      {placed.map(({ at, start, one }) => (
        <g key={one.id}>
          <path className="drop-path" d={stroke([start, at]) ?? ''} />
          <rect x={at.x - 8} y={at.y - 8} width={16} height={16} rx={2} />
          <Mark name="drop" x={at.x} y={at.y} size={18} />
        </g>
      ))}
      {labels.map((label) => (
        <text key={label.key} x={label.x} y={label.y} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
    </g>
  );
}

/** Double-line arrows with the mechanism's name: what came to be current again, and from whom. */
export function RepairMarks({ layout, repairs }: { readonly layout: ClusterLayout; readonly repairs: readonly RepairMark[] }) {
  return (
    <g className="repairs" aria-hidden="true">
      {repairs.map((repair) => {
        const ends = repair.from === null ? null : endsOf(layout, repair.from, repair.to);
        const to = layout.replicas.get(repair.to);
        if (to === undefined || layout.style === 'cells') return null;
        if (ends === null) return null;
        const a = stroke([...beside(ends, 2.4)]) ?? '';
        const b = stroke([...beside(ends, -2.4)]) ?? '';
        const angle = (Math.atan2(ends[1].y - ends[0].y, ends[1].x - ends[0].x) * 180) / Math.PI;
        const mid = along(ends, 0.5);
        const width = repair.name.length * 6.3 + 14;
        return (
          <g key={repair.id}>
            <path d={a} />
            <path d={b} />
            <path className="repair-head" d="M-10 -7 1 0 -10 7" transform={`translate(${ends[1].x} ${ends[1].y}) rotate(${angle})`} />
            <rect x={mid.x - width / 2} y={mid.y - 10} width={width} height={20} rx={10} />
            <text x={mid.x} y={mid.y + 4} textAnchor="middle">
              {repair.name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function say(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

/** What a client does or last got, in two short lines: the deed, and the value. */
export function clientLines(client: ClientView | undefined): readonly [string, string, 'ok' | 'bad' | 'busy' | ''] {
  const open = client?.open[0];
  if (open !== undefined) {
    const progress = open.needed === 0 ? '' : `, ${open.acknowledgements} of ${open.needed}`;
    return [
      `${open.kind === 'read' ? 'reading' : open.kind === 'delete' ? 'deleting' : 'writing'}${progress}`,
      open.kind === 'write' ? say(open.value) : open.key,
      'busy',
    ];
  }
  const last = client?.last ?? null;
  if (last === null) return ['', '', ''];
  const via = last.via === null ? '' : ` via ${last.via}`;
  if (last.ok !== true) return [`${last.kind} failed${via}`, last.reason ?? '', 'bad'];
  if (last.kind === 'read')
    return [`read${via}${last.stale ? ': stale' : ''}`, last.values.length === 0 ? 'nothing' : last.values.map(say).join(' and '), last.stale ? 'bad' : 'ok'];
  return [last.kind === 'delete' ? `deleted${via}` : `wrote${via}`, last.kind === 'delete' ? last.key : say(last.value), 'ok'];
}

function fit(text: string, width: number): string {
  const most = Math.max(6, Math.floor(width / 5.9));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

export function Clients({ layout, snapshot }: { readonly layout: ClusterLayout; readonly snapshot: Snapshot }) {
  return (
    <g className="clients">
      {[...layout.clients.values()].map((place) => {
        const client = snapshot.clients.find((one) => one.id === place.id);
        const [first, second, tone] = clientLines(client);
        const via = client?.open[0]?.via ?? null;
        const ends = via === null ? null : endsOf(layout, place.id, via);
        const right = place.text === 'right';
        const x = right ? CLIENT_RADIUS + 8 : 0;
        const y = right ? -12 : CLIENT_RADIUS + 18;
        const glyph = place.id === 'phone' ? 'phone' : place.id === 'laptop' ? 'laptop' : 'client';
        return (
          <g key={place.id}>
            {ends !== null && <path className="client-link" d={stroke([...ends]) ?? ''} />}
            <g transform={`translate(${place.x} ${place.y})`} textAnchor={right ? 'start' : 'middle'}>
              <circle className={`client ${tone}`} r={CLIENT_RADIUS} />
              <Mark name={glyph} x={0} y={0} size={18} />
              <text className="client-name" x={x} y={y}>
                {place.id}
              </text>
              <text className={`client-note ${tone}`} x={x} y={y + 17}>
                {fit(first, place.room)}
              </text>
              <text className={`client-line ${tone}`} x={x} y={y + 33}>
                {fit(second, place.room)}
              </text>
            </g>
          </g>
        );
      })}
    </g>
  );
}
