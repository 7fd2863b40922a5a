/** Clients stand outside the cluster: at the stage's left and right edge, level with their coordinator; on a phone in a strip below. */
import type { Box } from './geometry.ts';
import type { ClientHome, ClientPlace, Frame, LayoutInput, ReplicaPlace } from './places.ts';

const RADIUS = 20;
const SMALL_RADIUS = 13;
const WORDS = 58;
const STRIP_ROOM = 100;

export interface Clients {
  readonly places: ReadonlyMap<string, ClientPlace>;
  readonly leftOut: number;
}

export function placeClients(input: LayoutInput, frame: Frame, replicas: ReadonlyMap<string, ReplicaPlace>, barriers: readonly Box[]): Clients {
  const list = frame.narrow ? inStrip(input, frame, barriers) : [...atEdge(input, frame, replicas, 0), ...atEdge(input, frame, replicas, 1)];
  const leftOut = input.clients.length - list.length;
  const last = list.at(-1);
  // How many more there are stands at the strip's end.
  const shown = leftOut > 0 && frame.narrow && last !== undefined ? [...list.slice(0, -1), { ...last, room: last.room - 26 }] : list;
  return { places: new Map(shown.map((place) => [place.id, place])), leftOut };
}

function atEdge(input: LayoutInput, frame: Frame, replicas: ReadonlyMap<string, ReplicaPlace>, side: 0 | 1): readonly ClientPlace[] {
  const clients = frame.clients[side];
  if (clients.length === 0) return [];
  const top = frame.edge + frame.top + (frame.labelsInside ? 30 : 6) + RADIUS;
  const bottom = input.height - frame.edge - 6 - RADIUS - WORDS;
  const pitch = Math.min(2 * RADIUS + WORDS + 4, clients.length > 1 ? (bottom - top) / (clients.length - 1) : Number.POSITIVE_INFINITY);
  const lines = pitch < 2 * RADIUS + WORDS - 2 ? 2 : 3;
  const wanted = clients.map((client) => ({ client, y: homeY(client, replicas) ?? (top + bottom) / 2 })).sort((a, b) => a.y - b.y);
  const ys: number[] = [];
  wanted.forEach(({ y }, i) => {
    const latest = bottom - (wanted.length - 1 - i) * pitch;
    ys.push(Math.max(i === 0 ? top : (ys[i - 1] ?? top) + pitch, Math.min(latest, y)));
  });
  const left = side === 0;
  const zone = left ? frame.left : frame.right;
  return wanted.map(({ client }, i) => ({
    id: client.id,
    x: left ? frame.edge + 14 + RADIUS : input.width - frame.edge - 14 - RADIUS,
    y: Math.round(ys[i] ?? top),
    radius: RADIUS,
    text: 'below' as const,
    align: left ? ('start' as const) : ('end' as const),
    textX: left ? frame.edge + 12 : input.width - frame.edge - 12,
    room: zone - 22,
    lines,
  }));
}

function homeY(client: ClientHome, replicas: ReadonlyMap<string, ReplicaPlace>): number | null {
  return client.home === null ? null : (replicas.get(client.home)?.y ?? null);
}

/** Left and right of the Heal button, which stands at the barrier's foot. */
function inStrip(input: LayoutInput, frame: Frame, barriers: readonly Box[]): readonly ClientPlace[] {
  const y = input.height - 24;
  const bar = barriers[0];
  const heal = bar === undefined ? null : Math.max(44, Math.min(input.width - 44, bar.x + bar.width / 2));
  const spans =
    heal === null
      ? [{ from: frame.edge, to: input.width - frame.edge }]
      : [
          { from: frame.edge, to: heal - 44 },
          { from: heal + 44, to: input.width - frame.edge },
        ];
  const usable = spans.filter((span) => span.to - span.from >= STRIP_ROOM);
  const lists: ClientHome[][] = usable.map(() => []);
  const capacity = usable.map((span) => Math.max(1, Math.floor((span.to - span.from) / STRIP_ROOM)));
  for (const [side, clients] of frame.clients.entries())
    for (const client of clients) {
      const order = usable.length < 2 ? [0] : side === 0 ? [0, 1] : [1, 0];
      const free = order.find((at) => (lists[at]?.length ?? 0) < (capacity[at] ?? 0));
      if (free !== undefined) lists[free]?.push(client);
    }
  return usable.flatMap((span, at) => {
    const clients = lists[at] ?? [];
    const room = (span.to - span.from) / Math.max(1, clients.length);
    return clients.map((client, i) => {
      const x = span.from + room * i + SMALL_RADIUS + 3;
      return {
        id: client.id,
        x,
        y,
        radius: SMALL_RADIUS,
        text: 'beside' as const,
        align: 'start' as const,
        textX: x + SMALL_RADIUS + 6,
        room: room - 2 * SMALL_RADIUS - 12,
        lines: 2,
      };
    });
  });
}
